"""Numbers and dates as official papers write them, in Vietnamese words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def number_in_words(number: int) -> str:
    """Return a number from 0 to 9999 in words: 2026 is `hai nghìn không trăm hai mươi sáu`."""
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is not between 0 and 9999")
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        return f"{_DIGITS[thousands]} nghìn {_hundreds(rest, whole=True)}".strip()
    return _hundreds(number, whole=False) or _DIGITS[0]


def _hundreds(number: int, *, whole: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not number:
        return ""
    if not hundreds and not whole:
        return _tens(rest)
    return f"{_DIGITS[hundreds]} trăm {_after_hundred(rest)}".strip()


def _after_hundred(number: int) -> str:
    return f"linh {_DIGITS[number]}" if 0 < number < 10 else _tens(number)


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones] if ones else ""
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if not ones:
        return head
    last = {1: "một" if tens == 1 else "mốt", 4: "bốn" if tens == 1 else "tư", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{head} {last}"


def date_in_words(day: date) -> str:
    """Return a date in words: `Ngày hai, tháng mười một, năm hai nghìn không trăm hai mươi sáu`."""
    return f"Ngày {number_in_words(day.day)}, tháng {number_in_words(day.month)}, năm {number_in_words(day.year)}"


def day_on_paper(day: date) -> str:
    """Return a date as Decree 30/2020 writes it: days below 10 and the months 1 and 2 with a zero before them."""
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def moment_on_paper(moment: datetime) -> str:
    """Return an aware moment in Vietnam's time: `14 giờ 02 phút, ngày 20 tháng 11 năm 2026`."""
    local = moment.astimezone(ZONE)
    return f"{local.hour:02d} giờ {local.minute:02d} phút, {day_on_paper(local.date())}"
