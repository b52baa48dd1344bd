"""
The fast lane against the ordinary way: `python -m bench.fast_lane`.

The same case, one person with a card and certified copies of one paper, is done both ways in a real browser against the
real server: keys and clicks of the officials' hands are counted, and the seconds are those of the pages, for the script
does not think. The ordinary way is the one that the fast lane stands for: declaration, reception, fee, signature and
handing over, by two officials.
"""

import sys
import time
from typing import Any

from bench import place
from bench.hands import Hand
from bench.results import FOLDER, Book

CASES = 5
MOST_KEYS, MOST_SECONDS = 12, 15
PAPERS = ("CCCD", "CCCD", "Bằng lái", "CCCD", "Học bạ")
NAME = "Lê Thị Tư"
COUNTER, LANE = "/ban-lam-viec/tai-quay", "/ban-lam-viec/tai-quay/chung-thuc"
PATIENCE = 60_000
PLACE = "visit.at.commune"  # where the visitor says to be served: this very ward


def card(number: int) -> str:
    """Return what the card of one of the day's visitors says to the scanner."""
    return f"0791650000{number:02d}||{NAME}|01011965|Nữ|12 Lê Lợi|01012022"


class Counter:
    """The windows of a desk official and of the leader who signs."""

    def __init__(self, url: str, desk: Any, leader: Any, told: dict[str, str]) -> None:
        self.url, self.desk, self.leader, self.told = url, desk, leader, told

    def at_one_go(self, number: int) -> Hand:
        """Do one case in the fast lane, whose page is open already, as it is from the second case of a day on."""
        hand, page, paper = Hand(self.desk), self.desk, PAPERS[number % len(PAPERS)]
        hand.scan(card(number))
        _read(page)
        page.locator("#document:focus, #pages:focus").wait_for()
        known = page.locator("#document").input_value()
        if known != paper:
            if known:
                hand.press("Shift+Tab")
            hand.type(paper)
            hand.press("Tab")
        hand.type("3")
        hand.press("Tab")
        hand.type("2")
        with page.expect_navigation():
            hand.press("Enter")
        page.get_by_text("Xong: ").wait_for()
        return hand

    def act_by_act(self, number: int) -> Hand:
        """Do one case the ordinary way, from the search for the procedure on; both hands are counted in one."""
        hand, page = Hand(self.desk), self.desk
        with page.expect_navigation():
            hand.click(page.locator(".ways a").first)
        hand.scan(card(number))
        _read(page)
        with page.expect_navigation():
            hand.click(page.get_by_role("button", name="Bắt đầu kê khai"))
        while not page.url.endswith("/kiem-tra"):
            hand.answer(self.told)
            with page.expect_navigation():
                hand.click(page.locator("main form .govuk-button:visible").get_by_text("Tiếp tục"))
        with page.expect_navigation():
            hand.click(page.get_by_role("button", name="Tiếp nhận và in giấy hẹn"))
        code = page.url.split("/")[-2]
        with page.expect_navigation():
            hand.click(page.get_by_role("button", name="Mở trên bàn làm việc"))
        self._pay_and_assign(hand)
        signs = Hand(self.leader)
        self.leader.goto(f"{self.url}/ban-lam-viec/ho-so/{code}")
        signs.press("d")
        _send(signs, "chưa ký số")
        page.goto(f"{self.url}/ban-lam-viec/ho-so/{code}")
        hand.press("t")
        _send(hand, "Đã trả kết quả")
        hand.acts += signs.acts + 2  # each of the two opens the dossier from a list
        return hand

    def _pay_and_assign(self, hand: Hand) -> None:
        hand.press("f")
        _send(hand, "Đã yêu cầu")
        hand.press("f")
        hand.click(_form(hand).locator("input:not([type=hidden])").first)
        hand.type("0001")
        _send(hand, "nộp tiền")
        hand.press("p")
        hand.choose(_form(hand).locator("select").first, label=_leader_among(_form(hand)))
        _send(hand, "Đã phân công")


def _read(page: Any) -> None:
    """Wait until the card's name stands in its field."""
    from playwright.sync_api import expect  # noqa: PLC0415 -- only this bench needs a browser

    expect(page.locator("#full_name")).to_have_value(NAME)


def _form(hand: Hand) -> Any:
    return hand.page.locator("details.act[open]")


def _send(hand: Hand, told: str) -> None:
    hand.click(_form(hand).locator(".act__form > button").last)
    hand.page.get_by_role("status").first.filter(has_text=told).wait_for()


def _leader_among(form: Any) -> str:
    found: str = form.locator("select option", has_text="Chủ tịch").first.inner_text()
    return found


def measure(book: Book, counter: Counter) -> None:
    """Do every case both ways in turn; the first of each only warms up."""
    fast, slow = [], []
    for number in range(CASES + 1):
        counter.desk.goto(counter.url + LANE)
        fast.append(_timed(counter.at_one_go, number))
        counter.desk.goto(f"{counter.url}{COUNTER}?q=2.000815")
        slow.append(_timed(counter.act_by_act, number + 50))
    keys, acts = [float(each.acts) for each, _ in fast[1:]], [float(each.acts) for each, _ in slow[1:]]
    case = "a certified copy for a person with a card"
    book.enter(f"{case}: the hand's keys in the fast lane", keys, "keys", goal=MOST_KEYS, at_most=True)
    book.enter(f"{case}: keys and clicks against the ordinary way", keys, "keys", floors=acts, goal=0.25, at_most=True)
    seconds, ordinary = [spent for _, spent in fast[1:]], [spent for _, spent in slow[1:]]
    book.enter(f"{case}: seconds in the fast lane, without thinking", seconds, "s", goal=MOST_SECONDS, at_most=True)
    book.enter(f"{case}: seconds against the ordinary way", seconds, "s", floors=ordinary, goal=0.25, at_most=True)


def _timed(way: Any, number: int) -> tuple[Hand, float]:
    since = time.monotonic()
    return way(number), time.monotonic() - since


def _people() -> dict[str, str]:
    """Make the ward; return what the visitor tells who wants copies."""
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up by now

    from tests.factories.city import SAI_GON, officials  # noqa: PLC0415
    from tests.factories.declarations import COPIES  # noqa: PLC0415
    from tests.factories.dossiers import load_city  # noqa: PLC0415
    from tests.journeys.filing import flat  # noqa: PLC0415

    now = timezone.now()
    load_city(now=now)
    officials(SAI_GON, now=now)
    told = flat({**COPIES, "documents": COPIES["documents"][:1]})
    kept = {name: value for name, value in told.items() if not name.startswith(("filer.full", "filer.born", "filer.p"))}
    return {**kept, "documents.0.pages": "3", "documents.0.copies": "2", PLACE: SAI_GON}


def main() -> int:
    place.set_up()
    book = Book()
    with place.cluster():
        import django  # noqa: PLC0415 -- not before the environment is set

        django.setup()
        from django.db import connections  # noqa: PLC0415
        from playwright.sync_api import sync_playwright  # noqa: PLC0415

        from tests.journeys.filing import DESKTOP, sign_in  # noqa: PLC0415

        told = _people()
        connections.close_all()
        with place.server() as (port, _), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            url, windows = f"http://127.0.0.1:{port}", []
            for role in ("desk", "leader"):
                window = browser.new_context(viewport=DESKTOP, locale="vi-VN").new_page()
                window.set_default_timeout(PATIENCE)
                sign_in(window, url, f"{role}.{told[PLACE].rpartition('.')[2]}@example.org", to="/ban-lam-viec")
                windows.append(window)
            measure(book, Counter(url, *windows, told))
            browser.close()
    head = f"`python -m bench.fast_lane`, {CASES} cases."
    book.write(FOLDER, head, "fast_lane")
    print(book.table(head))
    return 0 if all(line.kept is not False for line in book.lines) else 1


if __name__ == "__main__":
    sys.exit(main())
