"""Looking once more before something is done that others feel."""

from collections.abc import Sequence
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import SummaryRow
from motcua.foundation.ledger.types import Key
from motcua.foundation.policy.doors import ActingRequest

OWN_FIELDS = frozenset({"csrfmiddlewaretoken", "key", "version", "confirmed"})


def confirm(
    request: HttpRequest,
    question: str,
    rows: Sequence[SummaryRow],
    *,
    key: str,
    back: str,
    version: str = "",
    danger: bool = False,
) -> HttpResponse:
    """Show what is about to be done and send the same form again with `confirmed`; `back` leads out."""
    context = {
        "question": question,
        "rows": rows,
        "key": key,
        "version": version or request.POST.get("version", ""),
        "kept": [(name, value) for name, value in request.POST.items() if name not in OWN_FIELDS],
        "back_url": back,
        "danger": danger,
    }
    return render(request, "access/confirm.html", context)


def key_of(request: ActingRequest, command: str, *facts: object) -> Key:
    """Return the idempotency key that the form carries, for a command on these facts."""
    return Key(
        client=request.actor.client,
        command=command,
        key=request.POST.get("key") or str(uuid4()),
        body=repr(facts).encode(),
    )


def typed_version(request: HttpRequest) -> int | None:
    """Return the version that the form was made on; None when it carries none."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() else None
