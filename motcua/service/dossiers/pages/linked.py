"""The dossiers of one filing of linked procedures: what each is, where it stands, and its result."""

import msgspec
from django.urls import reverse
from django.utils.translation import gettext

from motcua.foundation.interface.parts import Tone
from motcua.service.dossiers.pages.opening import words
from motcua.service.dossiers.pages.statuses import TO_ANYBODY, TO_APPLICANT
from motcua.service.dossiers.queries import opened, versions
from motcua.service.dossiers.types.state import DossierState


class LinkedRow(msgspec.Struct, frozen=True):
    """A dossier that was filed together with the one on the page."""

    name: str
    code: str
    href: str
    status: str
    tone: Tone
    result: str = ""


def for_applicant(state: DossierState) -> tuple[LinkedRow, ...]:
    """Return the other dossiers of the filing, each with its result where there is one."""
    return tuple(
        LinkedRow(
            name=words(versions.of(each).name), code=each.code, href=reverse("dossiers:show", args=[each.code]),
            status=gettext(TO_APPLICANT[each.status][0]), tone=TO_APPLICANT[each.status][1],
            result=reverse("dossiers:file", args=[each.code, each.result.file]) if each.result else "",
        )
        for each in _others(state)
    )  # fmt: skip


def for_desk(state: DossierState) -> tuple[LinkedRow, ...]:
    """Return the same for an official; whether they may open one is asked when they do."""
    return tuple(
        LinkedRow(
            name=words(versions.of(each).name), code=each.code, href=reverse("dossiers:desk-dossier", args=[each.code]),
            status=gettext(TO_ANYBODY[each.status][0]), tone=TO_ANYBODY[each.status][1],
        )
        for each in _others(state)
    )  # fmt: skip


def _others(state: DossierState) -> list[DossierState]:
    if state.linked is None:
        return []
    return [each for each in opened.filed_with(state.linked.bundle) if each.id != state.id]
