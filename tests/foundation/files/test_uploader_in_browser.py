"""The uploader in a real browser: smaller photos, progress, lost connections, clear refusals, no file sent twice."""

import io
import shutil
import socketserver
import threading
import wsgiref.simple_server
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import override_settings
from PIL import Image
from playwright.sync_api import expect, sync_playwright

from motcua.foundation.files import holdings
from motcua.foundation.files.types import FileView
from tests.foundation.files.pages import OWNER
from tests.foundation.files.papers import pdf, picture

pytestmark = pytest.mark.browser
LONG = pdf(b"<< /Note (" + b"x" * 2_500_000 + b") >>")


class Site:
    """The site, and what goes wrong with it: `spoil` may answer instead of it, before or after the request is done."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.requests: list[tuple[str, str]] = []
        self.spoil = _well


def _well(_method: str, _when: str) -> bool:
    return False


class _Server(socketserver.ThreadingMixIn, wsgiref.simple_server.WSGIServer):
    daemon_threads = True


class _Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *_args) -> None:
        pass


@pytest.fixture
def site(files):
    middleware = ["django.middleware.csrf.CsrfViewMiddleware", "django.middleware.locale.LocaleMiddleware"]
    with override_settings(ROOT_URLCONF="tests.foundation.files.pages", MIDDLEWARE=middleware, CSRF_TRUSTED_ORIGINS=[]):
        application = get_wsgi_application()

        def serve(environ, start_response):
            method = environ["REQUEST_METHOD"]
            site.requests.append((method, environ["PATH_INFO"]))
            try:
                if site.spoil(method, "before"):
                    return _down(start_response)
                answers = []
                response = application(environ, lambda *args: answers.append(args))
                body = b"".join(response)
                response.close()
                if site.spoil(method, "after"):
                    return _down(start_response)
                start_response(*answers[0])
                return [body]
            finally:
                connections.close_all()

        server = wsgiref.simple_server.make_server("127.0.0.1", 0, serve, _Server, _Quiet)
        site = Site(f"http://127.0.0.1:{server.server_port}/")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield site
        server.shutdown()
        thread.join()
        server.server_close()


def _down(start_response):
    start_response("503 Service Unavailable", [("Content-Type", "text/plain"), ("Retry-After", "0.1")])
    return [b"down"]


@pytest.fixture
def page(site):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(locale="en")
        page.set_default_timeout(15_000)
        page.goto(site.address)
        yield page
        browser.close()


def choose(page, *papers: tuple[str, str, bytes]) -> None:
    page.set_input_files("#paper", [{"name": name, "mimeType": kind, "buffer": body} for name, kind, body in papers])


def kept_files() -> list[tuple[FileView, bytes]]:
    """Return what is kept. Asked in a thread of its own: the browser's driver runs a loop in this one."""

    def ask():
        try:
            return [(kept, b"".join(holdings.open_file(kept.id, OWNER)[1])) for kept in holdings.held_by(OWNER)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(ask).result()


def test_a_pdf_arrives_as_it_is_in_pieces_and_is_not_posted_again(page, site):
    choose(page, ("Giấy chứng sinh.pdf", "application/pdf", LONG))
    expect(page.get_by_text("Giấy chứng sinh.pdf has been sent")).to_be_visible()
    ((kept, content),) = kept_files()
    assert (kept.name, content) == ("Giấy chứng sinh.pdf", LONG)
    assert [method for method, _ in site.requests if method == "PATCH"] == ["PATCH"] * 5
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text(f"kept: {kept.id}")).to_be_visible()


def test_a_large_photo_is_sent_smaller_and_upright(page):
    photo, turned = Image.linear_gradient("L").resize((3000, 2000)).convert("RGB"), Image.Exif()
    turned[0x0112] = 6
    body = io.BytesIO()
    photo.save(body, "JPEG", exif=turned, quality=95)
    choose(page, ("IMG_0001.JPG", "image/jpeg", body.getvalue()))
    expect(page.get_by_text("has been sent")).to_be_visible()
    ((kept, _),) = kept_files()
    assert (kept.width, kept.height, kept.name) == (1600, 2400, "IMG_0001.jpg")
    assert kept.size < len(body.getvalue())


def test_a_small_picture_is_sent_as_it_is(page):
    small = picture("PNG", (300, 200))
    choose(page, ("scan.png", "image/png", small))
    expect(page.get_by_text("scan.png has been sent")).to_be_visible()
    assert kept_files()[0][1] == small


def test_several_files_go_one_after_another(page):
    names = ("one.pdf", "two.pdf", "three.pdf")
    choose(page, *[(name, "application/pdf", pdf(name.encode())) for name in names])
    for name in names:
        expect(page.get_by_text(f"{name} has been sent")).to_be_visible()
    assert [kept.name for kept, _ in kept_files()] == list(names)
    assert page.locator("input[name='paper.file']").count() == 3


def test_an_upload_goes_on_where_it_stopped_when_the_connection_is_back(page, site):
    patches = []

    def cut(route):
        patches.append(route)
        if len(patches) == 3:
            page.context.set_offline(True)
        route.continue_()

    page.route("**/uploads/*", lambda route: cut(route) if route.request.method == "PATCH" else route.continue_())
    choose(page, ("long.pdf", "application/pdf", LONG))
    expect(page.get_by_text("The connection is lost")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("long.pdf has been sent")).to_be_visible()
    assert kept_files()[0][1] == LONG
    assert ("POST", "/uploads") in site.requests
    assert [method for method, _ in site.requests].count("POST") == 1


def test_answers_that_are_lost_do_no_harm(page, site):
    """Every second piece is written and its answer lost, the last one with the finished file included."""
    count = {"PATCH": 0}

    def lose(method, when):
        if method != "PATCH" or when != "after":
            return False
        count["PATCH"] += 1
        return count["PATCH"] % 2 == 1

    site.spoil = lose
    choose(page, ("long.pdf", "application/pdf", LONG))
    expect(page.get_by_text("long.pdf has been sent")).to_be_visible(timeout=30_000)
    ((_, content),) = kept_files()
    assert content == LONG
    assert ("HEAD", next(place for method, place in site.requests if method == "PATCH")) in site.requests


def test_a_file_that_is_too_large_or_lies_says_what_to_do(page, site):
    choose(page, ("film.pdf", "application/pdf", b"%PDF-" + bytes(21 * 1024 * 1024)))
    expect(page.get_by_text("film.pdf has 22 MB; at most 20 MB are taken.")).to_be_visible()
    assert "POST" not in [method for method, _ in site.requests]
    choose(page, ("lie.pdf", "application/pdf", picture(size=(200, 200))))
    expect(page.get_by_text("lie.pdf is not what its name says")).to_be_visible()
    choose(page, ("text.txt", "text/plain", b"text"))
    expect(page.get_by_text("text.txt is neither a PDF")).to_be_visible()
    assert kept_files() == []
    assert page.get_by_role("button", name="Send again").count() == 3


def test_an_upload_can_be_cancelled(page, site):
    site.spoil = lambda method, when: method == "PATCH" and when == "before"
    choose(page, ("long.pdf", "application/pdf", LONG))
    expect(page.get_by_text("The server is busy")).to_be_visible()
    page.get_by_role("button", name="Cancel long.pdf").click()
    expect(page.get_by_text("long.pdf was not sent")).to_be_visible()
    page.wait_for_timeout(300)
    assert site.requests[-1][0] == "DELETE"
    assert page.locator("input[name='paper.file']").count() == 0


def test_a_form_submitted_too_early_waits_for_its_files(page, site):
    gate = threading.Event()
    site.spoil = lambda method, when: method == "PATCH" and when == "before" and not gate.wait(10)
    choose(page, ("one.pdf", "application/pdf", pdf()))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("The page goes on as soon as the files are sent.")).to_be_visible()
    gate.set()
    expect(page.get_by_text("kept: ")).to_be_visible()
    assert str(kept_files()[0][0].id) in page.content()


def test_progress_is_told_in_words_and_by_a_named_bar(page, site):
    gate = threading.Event()
    count = {"PATCH": 0}

    def hold(method, when):
        if method == "PATCH" and when == "before":
            count["PATCH"] += 1
            if count["PATCH"] == 3:
                gate.wait(10)
        return False

    site.spoil = hold
    choose(page, ("long.pdf", "application/pdf", LONG))
    bar = page.get_by_role("progressbar", name="long.pdf")
    expect(bar).to_have_attribute("value", "41")
    expect(page.get_by_role("status").filter(has_text="Sending long.pdf: 41 %")).to_be_visible()
    gate.set()
    expect(page.get_by_text("long.pdf has been sent")).to_be_visible()


def test_a_shown_picture_loads_in_the_viewers_policy(page, site):
    choose(page, ("scan.png", "image/png", picture("PNG", (300, 200))))
    expect(page.get_by_text("has been sent")).to_be_visible()
    ((kept, _),) = kept_files()
    page.goto(urljoin(site.address, f"files/{kept.id}"))
    assert page.evaluate("document.images[0].naturalWidth") == 300
