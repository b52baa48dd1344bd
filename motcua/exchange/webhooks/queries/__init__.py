"""Every way to read subscriptions and what was delivered."""

from motcua.exchange.webhooks.queries.deliveries import attempts_of, deliveries_of, logged
from motcua.exchange.webhooks.queries.kinds import KINDS
from motcua.exchange.webhooks.queries.subscriptions import matter, own, subscriptions_of

__all__ = ["KINDS", "attempts_of", "deliveries_of", "logged", "matter", "own", "subscriptions_of"]
