"""Issue, list and withdraw a program's access to the API. A token acts for a person, or from a post of theirs."""

import argparse
import sys
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.types import Key
from motcua.foundation.policy import registry
from motcua.register.access import commands, queries


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    what = parser.add_subparsers(dest="what", required=True)
    issuing = what.add_parser("issue", help="make a token; its secret is shown once")
    issuing.add_argument("name", help="what the program is called")
    issuing.add_argument("--scope", action="append", required=True, metavar="POLICY", help="what it may do; repeatable")
    issuing.add_argument("--post", default="", help="the id of the person's post that it acts from")
    issuing.add_argument("--days", type=int, default=90, help="how long it is valid (default 90)")
    listing = what.add_parser("list", help="show a person's tokens")
    withdrawing = what.add_parser("withdraw", help="end a token now")
    withdrawing.add_argument("token", help="its id")
    for each in (issuing, listing, withdrawing):
        each.add_argument("--person", required=True, help="the id of the person whose token it is")
    what.add_parser("scopes", help="list what a token may be allowed")


def run(options: argparse.Namespace) -> int:
    """Do it; exit code 1 when the rules refuse."""
    if options.what == "scopes":
        print("\n".join(sorted({row.needs for row in registry.rows()})))
        return 0
    if options.what == "list":
        for token in queries.tokens_of(options.person):
            state = "withdrawn" if token.revoked_at else f"until {token.expires_at:%Y-%m-%d}"
            print(f"{token.id}  {state:<16}  {token.name}  {', '.join(sorted(token.scopes))}")
        return 0
    try:
        _issue(options) if options.what == "issue" else _withdraw(options)
    except Refused as refused:
        refusal = refused.refusal
        print(f"Refused ({refusal.code}): {refusal.message % refusal.values}", file=sys.stderr)
        return 1
    return 0


def _issue(options: argparse.Namespace) -> None:
    now = datetime.now(tz=UTC)
    issued = commands.issue_token(
        actor=queries.actor_for(options.person, options.post, now),
        person=options.person,
        post=options.post,
        name=options.name,
        scopes=frozenset(options.scope),
        expires_at=now + timedelta(days=options.days),
        now=now,
        key=_key("access.issue-token"),
    )
    print(f"Token {issued.id}. Its secret is shown this once:\n{issued.secret}")


def _withdraw(options: argparse.Namespace) -> None:
    now = datetime.now(tz=UTC)
    actor = queries.actor_for(options.person, "", now)
    key = _key("access.revoke-token")
    commands.revoke_token(actor=actor, person=options.person, token=options.token, now=now, key=key)
    print(f"Token {options.token} is withdrawn.")


def _key(command: str) -> Key:
    return Key(client="operator", command=command, key=str(uuid4()), body=b"")
