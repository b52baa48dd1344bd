"""What happened becomes a delivery for each subscription that may hear of it."""

from datetime import datetime

from django.db import connection, transaction

from motcua.exchange.webhooks.commands import _deferring
from motcua.exchange.webhooks.commands._rows import insert_delivery
from motcua.exchange.webhooks.queries.subscriptions import listening
from motcua.exchange.webhooks.types import Happened
from motcua.service.dossiers.types.state import DossierState


def tell(told: Happened, state: DossierState, *, now: datetime) -> int:
    """
    Write down whom to tell, and let the worker do it; return how many are told.

    Whether they may be told is asked when it is sent. Said twice it is done once: a subscription has one delivery of an
    event. There is no entry of the ledger, which would tell of its own telling.
    """
    found = listening(told.kind, sorted(state.subjects), sorted(state.agencies))
    if not found:
        return 0
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        made = [which for each in found for which in insert_delivery(cursor, each, told, now)]
        _deferring.defer(made)
    return len(made)
