"""A door about one dossier: somebody else's is answered exactly like one that does not exist."""

from copy import copy
from typing import Any, ClassVar

import msgspec
from django.http import HttpRequest
from django.urls import reverse

from motcua.foundation.ledger.types import Conflict
from motcua.foundation.machine.doors import Door
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import allowed, in_scope
from motcua.foundation.policy.types import ActorKind, Denied, Matter
from motcua.register.access.types import Purpose, Reading
from motcua.service.dossiers.commands.acting import no_such_dossier
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.queries.tracking import receipt_secret
from motcua.service.dossiers.rules.matter import matter_of
from motcua.service.dossiers.types.state import DossierState


class DossierDoor(Door):
    """The base of doors whose address carries a dossier's code; `self.found` is its state once the policy was asked."""

    is_abstract: ClassVar[bool] = True
    found: DossierState | None = None

    def matter(self) -> Matter:
        """Return the dossier as a matter; nobody's when there is none."""
        self.found = opened.state_of(self.kwargs["code"].upper())
        return matter_of(self.found) if self.found is not None else Matter()

    def denied(self, error: Denied) -> Exception:
        """Tell of a dossier only to those who may see it; a token that lacks the scope is told that in any case."""
        if not error.signed_in or not in_scope(registry.row(error.policy), self.actor):
            return error
        # The request's actor is asked for lazily; its copy is the actor itself.
        whole = msgspec.structs.replace(copy(self.actor), scopes=frozenset())
        seen = self.found is not None and allowed(registry.row("dossier.view"), whole, matter_of(self.found))
        return error if seen else no_such_dossier()

    @property
    def state(self) -> DossierState:
        """The dossier that the policy let through; refuses `no-such-dossier`."""
        if self.found is None:
            raise no_such_dossier()
        return self.found

    def meanwhile(self, error: Conflict) -> list[object]:
        """Return what happened since the version that was named, without texts."""
        return [
            {
                "sequence": each.sequence, "kind": each.kind, "occurred_at": each.occurred_at, "agency": each.agency,
                **({"actor": each.actor} if self.is_official else {}),
            }
            for each in opened.behind(error)
        ]  # fmt: skip

    def ask_desk(self) -> None:
        """
        Ask that the official's agency has a part in the dossier; to anybody else there is none.

        What is the office's own asks for this besides its policy, and a token for the scope `dossier.view`.
        """
        row = registry.row("dossier.view")
        if not in_scope(row, self.actor):
            raise Denied(row.needs, signed_in=True)
        if not allowed(row, self.actor, msgspec.structs.replace(matter_of(self.state), subjects=frozenset())):
            raise no_such_dossier()

    @property
    def is_official(self) -> bool:
        """Whether who asks acts from a post."""
        return self.actor.kind is ActorKind.OFFICIAL

    def reads(self, purpose: Purpose) -> Reading:
        """Declare that the answer shows the dossier; it is recorded before the answer goes out."""
        request: Any = self.request
        request.reading = Reading(subjects=self.state.subjects, purpose=purpose, matter=f"dossier/{self.state.id}")
        reading: Reading = request.reading
        return reading


def track_url(request: HttpRequest, state: DossierState) -> str:
    """Return the address that a printed paper's QR leads to: it carries the receipt's secret."""
    return request.build_absolute_uri(f"{reverse('dossiers:tracked', args=[state.code])}?s={receipt_secret(state.id)}")


def etag(state: DossierState) -> dict[str, str]:
    """Return the header that names the version of a dossier."""
    return {"ETag": f'"{state.version}"'}


ETAG = {"ETag": "The dossier's version, for `If-Match`."}
