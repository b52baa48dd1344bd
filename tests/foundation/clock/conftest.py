from pathlib import Path

import pytest

from motcua.foundation.clock.book import CalendarBook
from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.catalogue import load_calendar_book

CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"


@pytest.fixture(scope="session")
def book() -> CalendarBook:
    return load_calendar_book(CATALOGUE)


@pytest.fixture(scope="session")
def calendar(book: CalendarBook) -> WorkCalendar:
    return book.as_known()


@pytest.fixture(scope="session")
def catalogue() -> Path:
    return CATALOGUE
