"""What is written to standard error: one line an event, no personal data."""

from typing import Any


def logging(level: str) -> dict[str, Any]:
    """Return Django's `LOGGING` at `level`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "motcua": {"level": level},
            "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            # A page that is not there, or a door that is closed, is an answer and no event.
            "django.request": {"level": "ERROR"},
            "axes": {"level": "ERROR"},
            # The pool of the worker repeats itself while the database is away; the worker says it once a second.
            "psycopg.pool": {"level": "ERROR"},
        },
    }
