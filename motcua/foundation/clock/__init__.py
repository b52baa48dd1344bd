"""
Legal time as pure functions: calendars, limits, time accounts, and the reasons of every date.

Nouns: the *work calendar* (`calendar`: which minutes of which days are worked, as known at one moment), the *calendar
book* it is made from (`book`: dated facts, each with the moment it became known; `catalogue` reads them from YAML),
the *limit* (`limits`: how long a thing may take, in which unit), the *time account* (`account`: who held a matter,
from when to when, and whether that time counted), the *explanation* (`explain`: why a date is what it is, as data).
`classes` says early, on time or overdue and freezes or restates it; `reception` holds the duties that hang on a date;
`lines` the sentences, `moments` the zone and the minutes, `library` the base package under the book.

Invariants, each held by a test:

1. A moment belongs to its minute: seconds are dropped before anything is counted.
2. Worked time is additive: splitting an interval at any moment changes no total.
3. A limit of working time falls due at the end of its last worked minute, never at a later opening of the office.
4. A pause moves a due date by exactly the worked time (calendar limits: by the midnights) that passed in it.
5. An outage is a hole in the working time: it extends every clock that was counting, and it is shown as an outage.
6. The same facts give the same calendar version, whenever they became known.
7. Nothing is guessed beyond the days that a calendar covers: `CalendarTooShort` is refused.

The room imports `law` (citations, refusals, catalogue documents) and the text marker, nothing else of the house. No
Django here.
"""
