"""Marks a literal as translatable without importing Django, so that rules and types may carry sentences."""


def gettext_noop(message: str) -> str:
    """Return `message` as it is: the message catalogue finds it by this call, a page translates it when it shows it."""
    return message
