"""Numbers that an agency gives, each once."""

from datetime import date

from django.db.backends.utils import CursorWrapper


def next_number(cursor: CursorWrapper, *, book: str, agency: str, on: date) -> int:
    """
    Return the next number of an agency's book on a day, from 1.

    Called inside an open append, as late as can be: the agency's next number waits until that transaction ends. A
    number whose transaction is rolled back is given again, so a book has no gap.
    """
    cursor.execute(
        'INSERT INTO agencies_numberbook (agency_id, book, "on", last) VALUES (%s, %s, %s, 1) '
        'ON CONFLICT (agency_id, book, "on") DO UPDATE SET last = agencies_numberbook.last + 1 RETURNING last',
        [agency, book, on],
    )
    (number,) = cursor.fetchone()
    return int(number)
