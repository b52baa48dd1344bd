"""Every way to change agencies, posts and number books."""

from motcua.register.agencies.commands.load import load, record
from motcua.register.agencies.commands.numbers import next_number
from motcua.register.agencies.commands.opening import announce_closure
from motcua.register.agencies.commands.posts import appoint, change_roles, fill_post, vacate_post

__all__ = [
    "announce_closure",
    "appoint",
    "change_roles",
    "fill_post",
    "load",
    "next_number",
    "record",
    "vacate_post",
]
