"""Ways of filing, and the time that each takes."""

from motcua.foundation.clock.limits import Limit
from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.rules.national.limits import limit_in, longest
from motcua.register.procedures.rules.national.raw import Raw
from motcua.register.procedures.types import Channel, Outcome

CHANNELS = {"ONLINE": Channel.ONLINE, "DIRECT": Channel.COUNTER, "POSTAL": Channel.POST}


@house_rule("The ways of filing are those that the record names; where it names none that may be used, the counter.")
def ways_of(raw: Raw) -> tuple[tuple[Channel, ...], dict[Channel, Limit]]:
    """Return the ways of filing, online first, and the limits that some of them name."""
    found: dict[Channel, list[Limit]] = {}
    for row in raw.rows("executionMethods"):
        way = row.text("submissionMethod").upper()
        channel = CHANNELS.get(way)
        if channel is None:
            message = f"{way[:40]!r} is no way of filing known here"
            row.remarks.add("unknown-way", Outcome.DROPPED, row.where("submissionMethod"), message)
            continue
        limit = limit_in(row, "processingTime", "processingTimeUnit", row.text("description"))
        found.setdefault(channel, []).extend([limit] if limit else [])
    if not found:
        message = "no way of filing: the counter is taken"
        raw.remarks.add("no-way", Outcome.GUESSED, raw.where("executionMethods"), message)
        found[Channel.COUNTER] = []
    if Channel.ONLINE in found and raw.flag("isOfflineOnly"):
        message = "ONLINE, although the record says `isOfflineOnly`"
        raw.remarks.add("offline-only", Outcome.DROPPED, raw.where("executionMethods"), message)
        del found[Channel.ONLINE]
        found.setdefault(Channel.COUNTER, [])
    limits = {channel: limit for channel, each in found.items() if (limit := longest(each))}
    return tuple(channel for channel in Channel if channel in found), limits
