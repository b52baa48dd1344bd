"""Every way to change people and accounts."""

from motcua.register.people.commands.brakes import count_attempt, forget_attempts
from motcua.register.people.commands.identify import verify_identifier
from motcua.register.people.commands.known import record_visitor
from motcua.register.people.commands.password import (
    ask_recovery,
    change_password,
    hand_recovery_over,
    issue_recovery,
    recover,
)
from motcua.register.people.commands.register import register

__all__ = [
    "ask_recovery",
    "change_password",
    "count_attempt",
    "forget_attempts",
    "hand_recovery_over",
    "issue_recovery",
    "record_visitor",
    "recover",
    "register",
    "verify_identifier",
]
