"""When to try again and when to give up, where a request may go, how it is signed. Pure."""

import base64
import hashlib
import hmac
import ipaddress
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from motcua.exchange.webhooks.types import Owner, Subscription
from motcua.foundation.law.citations import HouseRule, house_rule
from motcua.foundation.law.refusals import FieldProblem, Refused, refuse
from motcua.foundation.policy.types import Actor
from motcua.foundation.text import gettext_noop

BACK_OFF = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5),
    timedelta(hours=10), timedelta(hours=14), timedelta(hours=20), timedelta(hours=24),
)  # fmt: skip
DISABLED_AFTER = timedelta(days=5)
OVERLAP = timedelta(hours=24)
KEPT_FOR = timedelta(days=30)
# A claimed delivery is free again after this: longer than a request can take, so that two workers never send at once.
CLAIM = timedelta(seconds=45)
FORGOTTEN = timedelta(seconds=60)
PREFIX = "whsec_"
LONGEST_URL, LONGEST_NAME, MOST_EACH = 500, 200, 20

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_OWN = HouseRule("Whoever has an address of ours call addresses inside a network could look into that network.")
_NAMED = HouseRule("A subscription has the name by which its owner knows it.")
_SAID = HouseRule("A subscription names what it wants to hear, and nothing that nobody says.")


@house_rule("Standard Webhooks proposes these steps: a short break is bridged at once, a long one within four days.")
def next_try(tries: int, now: datetime) -> datetime | None:
    """Return when to try again after so many tries; None when no try is left."""
    return now + BACK_OFF[tries - 1] if tries <= len(BACK_OFF) else None


@house_rule("A system that answers nothing for days is gone; its owner is told and may wake the subscription again.")
def is_to_be_disabled(failing_since: datetime | None, now: datetime) -> bool:
    """Say whether a subscription has failed for so long that it ends."""
    return failing_since is not None and now - failing_since >= DISABLED_AFTER


@house_rule("A claim that its worker has not given back is free again: told twice is better than never.")
def is_free(claimed_until: datetime | None, now: datetime) -> bool:
    """Say whether a delivery may be claimed."""
    return claimed_until is None or claimed_until <= now


@house_rule("Standard Webhooks: `v1,` and the HMAC-SHA256 of id, moment and body; during a rotation by both secrets.")
def signatures(secrets: Sequence[str], webhook_id: str, at: datetime, body: bytes) -> str:
    """Return the header `webhook-signature`."""
    signed = f"{webhook_id}.{int(at.timestamp())}.".encode() + body
    keys = [base64.b64decode(secret.removeprefix(PREFIX)) for secret in secrets]
    return " ".join(f"v1,{base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()}" for key in keys)


@house_rule("A subscription has the name by which its owner knows it.")
def check_name(name: str) -> None:
    """Refuse `required` for no name, or one that is too long."""
    if not name.strip() or len(name) > LONGEST_NAME:
        message = gettext_noop("Give your system a name of at most %(most)s letters.")
        fields = (FieldProblem("name", "required", message, {"most": LONGEST_NAME}),)
        raise refuse("required", message, _NAMED, fields=fields, most=LONGEST_NAME)


@house_rule("Requests go over TLS; without it only to this machine itself, where the installation allows that.")
def check_url(url: str, allowed: Sequence[Network]) -> None:
    """Refuse `bad-webhook-url` for an address that no request of ours goes to, as far as its text tells."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _bad_url(gettext_noop("Enter a whole address, such as https://example.vn/motcua.")) from None
    if (
        not host
        or len(url) > LONGEST_URL
        or port == 0
        or not url.isascii()
        or any(letter <= " " or letter == "\x7f" for letter in url)
    ):
        raise _bad_url(gettext_noop("Enter a whole address, such as https://example.vn/motcua."))
    if parts.username is not None or parts.fragment:
        raise _bad_url(gettext_noop("An address with a name, a password or a # in it is not taken."))
    if parts.scheme == "https":
        numeric = numeric_address(host)
        if numeric is not None and not may_be_called(numeric, allowed):
            raise _bad_url(gettext_noop("This address lies inside a network. Give one that the Internet reaches."))
        return
    numeric = numeric_address("127.0.0.1" if host == "localhost" else host)
    if parts.scheme != "http" or numeric is None or not numeric.is_loopback or not may_be_called(numeric, allowed):
        raise _bad_url(gettext_noop("Give an address that begins with https://."))


@house_rule("No request of ours goes to an address inside a network, except those that the installation names.")
def may_be_called(address: Address, allowed: Iterable[Network]) -> bool:
    """Say whether a request may go to this address; one that stands for another is judged by that one."""
    meant = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    if any(meant.version == network.version and meant in network for network in allowed):
        return True
    return bool(meant.is_global and not meant.is_multicast and not meant.is_reserved)


@house_rule("What is written as a number is an address already; a name is looked up at each delivery.")
def numeric_address(host: str) -> Address | None:
    """Return the address that a host names by number, None for a name."""
    try:
        return ipaddress.ip_address(host.split("%", maxsplit=1)[0])
    except ValueError:
        return None


@house_rule("A subscription names what it wants to hear, and nothing that nobody says.")
def check_kinds(kinds: Sequence[str], known: frozenset[str]) -> None:
    """Refuse `no-such-event-kind`."""
    strange = sorted(set(kinds) - known)
    if strange or not kinds:
        message = gettext_noop("Choose at least one event, and only those that there are.")
        raise refuse(
            "no-such-event-kind", message, _SAID, fields=(FieldProblem("kinds", "no-such-event-kind", message),)
        )


@house_rule("What a token or a post has set up is looked after by that post's holder only, from that post.")
def is_theirs(subscription: Subscription, actor: Actor) -> bool:
    """Say whether `actor` may know of a subscription."""
    owner = subscription.owner
    if owner.person != actor.person or owner.post != actor.post:
        return False
    return not actor.scopes or (bool(owner.scopes) and owner.scopes <= actor.scopes)


@house_rule("Made by a token it ends with the token, so that withdrawing the token stops what it has set up.")
def owner_of(actor: Actor) -> Owner:
    """Return whose a subscription is that `actor` makes."""
    token = actor.client.removeprefix("token/") if actor.client.startswith("token/") else ""
    return Owner(person=actor.person, post=actor.post, agency=actor.agency, token=token, scopes=actor.scopes)


def _bad_url(message: str) -> Refused:
    return refuse("bad-webhook-url", message, _OWN, fields=(FieldProblem("url", "bad-webhook-url", message),))
