"""
Give an agency its first administrator, or list the agencies that have none.

Whoever is appointed has registered an account before; they appoint the agency's other officials on its pages.
"""

import argparse
import sys
from datetime import UTC, datetime
from uuid import uuid4

from motcua.foundation.forms.words import Text
from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.types import Key
from motcua.foundation.policy.types import Role, system
from motcua.register.agencies import commands, queries
from motcua.register.people import queries as people

OPERATOR = system("operator")
TITLE = Text(vi="Quản trị", en="Administrator")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("agency", nargs="?", help="the agency's code")
    parser.add_argument("account", nargs="?", help="the e-mail address or phone number that they sign in with")
    parser.add_argument("--title", default="", metavar="TITLE", help=f"what the post is called (default {TITLE.vi})")
    parser.add_argument("--missing", action="store_true", help="list the agencies that have no administrator")


def run(options: argparse.Namespace) -> int:
    """Do it; exit code 1 when the rules refuse, 2 when an argument lacks."""
    now = datetime.now(tz=UTC)
    if options.missing:
        lacking = queries.without_administrator(now)
        print("".join(f"{agency.code:<12}  {agency.name.vi}\n" for agency in lacking), end="")
        print(f"{len(lacking)} agencies have no administrator.", file=sys.stderr)
        return 0
    if not options.agency or not options.account:
        print("motcua appoint: name an agency and an account, or ask with --missing", file=sys.stderr)
        return 2
    official = people.person_with_login(options.account)
    if official is None:
        print("Refused (no-such-account): nobody has an account with this e-mail address or phone number yet. "
              "They register first, on the page to sign in.", file=sys.stderr)  # fmt: skip
        return 1
    held = queries.administrators_of(options.agency, now)
    if any(one.official == official.id for one in held):
        print(f"{official.full_name} is an administrator of {options.agency} already; nothing was done.")
        return 0
    try:
        post = commands.appoint(
            actor=OPERATOR, agency=options.agency, title=Text(vi=options.title) if options.title else TITLE,
            official=official.id, roles=frozenset({Role.ADMINISTRATOR}), now=now,
            key=Key(client=OPERATOR.client, command="agencies.appoint", key=str(uuid4())),
        )  # fmt: skip
    except Refused as refused:
        refusal = refused.refusal
        print(f"Refused ({refusal.code}): {refusal.message % refusal.values}", file=sys.stderr)
        return 1
    print(f"{official.full_name} is an administrator of {options.agency} now (post {post}).")
    if held:
        print(f"The agency had {len(held)} before; they stay.")
    return 0
