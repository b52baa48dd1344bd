"""Citations as people write them: `khoản 2 Điều 17, Nghị định 118/2025/NĐ-CP`."""

import re
from itertools import takewhile

from django.utils.translation import gettext

from motcua.foundation.law.citations import Citation, HouseRule, Source
from motcua.foundation.text import gettext_noop

_KINDS = {
    "nd": ("NĐ", gettext_noop("Decree")),
    "tt": ("TT", gettext_noop("Circular")),
    "ttlt": ("TTLT", gettext_noop("Joint Circular")),
    "qd": ("QĐ", gettext_noop("Decision")),
    "nq": ("NQ", gettext_noop("Resolution")),
    "ct": ("CT", gettext_noop("Directive")),
    "vbhn": ("VBHN", gettext_noop("Consolidated Text")),
}
_ISSUERS = {"ttg": "TTg"}
_ASSEMBLY = re.compile(r"(?:ubtv)?qh[0-9]+")


def act_number(act: str) -> str:
    """
    The official number of an act.

    `118-2025-nd-cp` → `118/2025/NĐ-CP`, `60-2014-qh13` → `60/2014/QH13`, `766-qd-ttg` → `766/QĐ-TTg`,
    `66-7-2025-nq-cp` → `66.7/2025/NQ-CP`.
    """
    number, sign = _parted(act)
    if not sign:
        return act
    kind = _KINDS.get(sign[0])
    written = "-".join(
        ((kind[0] if kind else sign[0].upper()), *(_ISSUERS.get(part, part.upper()) for part in sign[1:]))
    )
    return f"{number}/{written}"


def _parted(act: str) -> tuple[str, list[str]]:
    """Part an act's id into its number (with the year, where it has one) and its sign; no sign: not such an id."""
    parts = act.split("-")
    numbers = list(takewhile(str.isdigit, parts))
    if not numbers:
        return "", []
    *first, last = numbers
    number = f"{'.'.join(first)}/{last}" if first else last
    return number, parts[len(numbers) :]


def act_name(act: str) -> str:
    """The kind and number of an act: `Nghị định 118/2025/NĐ-CP`."""
    sign = next(iter(_parted(act)[1]), "")
    if sign in _KINDS:
        return f"{gettext(_KINDS[sign][1])} {act_number(act)}"
    if _ASSEMBLY.fullmatch(sign):
        kind = gettext("Law")
        return f"{kind} {act_number(act)}"
    return act_number(act)


def citation_text(citation: Citation) -> str:
    """The place in the act, smallest part first as lawyers write it here: `điểm a khoản 2 Điều 17, Nghị định …`."""
    values = {
        "point": citation.point,
        "clause": citation.clause,
        "article": citation.article,
        "act": act_name(citation.act),
    }
    if not citation.article:
        return values["act"]
    if citation.point and citation.clause:
        return gettext("Article %(article)s(%(clause)s)(%(point)s), %(act)s") % values
    if citation.clause:
        return gettext("Article %(article)s(%(clause)s), %(act)s") % values
    return gettext("Article %(article)s, %(act)s") % values


def source_text(source: Source) -> str:
    """A citation, or the reason of a rule of this house."""
    return gettext(source.why) if isinstance(source, HouseRule) else citation_text(source)
