"""What is no procedure: complaints and denunciations have laws and tracks of their own."""

import re

from motcua.foundation.interface.diacritics import fold
from motcua.foundation.law.citations import house_rule, law

LOOKED_AT = 2000
_ASKED = re.compile(r"\b(?:khieu nai|to cao|complain\w*|denounc\w*|denunciation\w*)\b")
_SAYS = r"(?:khiếu nại|tố cáo|khieu nai|to cao)"
_PURPOSE = re.compile(
    rf"^\W*(?:đơn|don)?\s*{_SAYS}\b"
    rf"|\b(?:tôi|chúng tôi|toi|chung toi)\s+(?:xin|muốn|làm đơn|viết đơn|gửi đơn|nộp đơn|đề nghị|muon|lam don|viet don|gui don)\s+{_SAYS}\b"
    r"|^\W*(?:i|we) (?:want|wish|would like) to (?:complain|denounce|file a complaint|make a complaint)\b"
    r"|^\W*(?:complaint|denunciation)\b",
    re.MULTILINE,
)


@law("02-2011-qh13")
@law("25-2018-qh14")
@house_rule(
    "Marks are forgiven: whoever searches for khieu nai is shown the right track, and loses nothing if it was not meant."
)
def asks_for_own_track(question: str) -> bool:
    """Say whether a search is for complaints or denunciations."""
    return _ASKED.search(fold(question[:LOOKED_AT])) is not None


@law("02-2011-qh13")
@law("25-2018-qh14")
@house_rule("The mere word stops nothing: only a text that sets out to complain or denounce belongs to another track.")
def is_on_own_track(text: str) -> bool:
    """Say whether what somebody wrote is itself a complaint or a denunciation."""
    return _PURPOSE.search(text[:LOOKED_AT].lower()) is not None
