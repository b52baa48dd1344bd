"""Every way to change what the room keeps: readings and tokens."""

from motcua.register.access.commands.read import record_reading
from motcua.register.access.commands.tokens import issue_token, revoke_token

__all__ = ["issue_token", "record_reading", "revoke_token"]
