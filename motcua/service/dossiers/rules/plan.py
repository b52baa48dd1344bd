"""What a decision needs besides the dossier: the procedure's plan, the calendar, who acts. Plain values, passed in."""

from collections.abc import Mapping
from datetime import timedelta

import msgspec

from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.limits import Limit
from motcua.foundation.policy.types import Actor, Role
from motcua.service.dossiers.types.state import NoteRef


class PlannedStep(msgspec.Struct, frozen=True):
    """A step of the internal process: who does it."""

    code: str
    role: Role


class Plan(msgspec.Struct, frozen=True):
    """
    What the procedure's version says of one case. The first step is reception, the last is the return of the result.

    `confirmation` is how long the applicant may look at the draft paper; None where the procedure has no such step.
    """

    limit: Limit
    steps: tuple[PlannedStep, ...]
    confirmation: timedelta | None = None
    opinion_limit: Limit | None = None

    def position(self, step: str) -> int:
        """Return the place of `step`; an unknown step is a defect (`LookupError`)."""
        for place, each in enumerate(self.steps):
            if each.code == step:
                return place
        raise LookupError(f"the plan has no step {step}")

    def step(self, code: str) -> PlannedStep | None:
        """Return the step of this code, or None."""
        return next((each for each in self.steps if each.code == code), None)

    def before(self, step: str) -> PlannedStep | None:
        """Return the step before `step` that is worked on, or None for the first such."""
        place = self.position(step)
        return self.steps[place - 1] if place > 1 else None

    def after(self, step: str) -> PlannedStep | None:
        """Return the step after `step`, or None for the last."""
        place = self.position(step)
        return self.steps[place + 1] if place + 1 < len(self.steps) else None


class Facts(msgspec.Struct, frozen=True):
    """
    Everything a decision may look at besides state, command and `now`.

    `markable` names what a supplement may be asked for: `field:<path>` and `paper:<code>` of the dossier's own case;
    `filled_from` has the path of the question that answers a field which is not asked itself. `officials` are those of
    the agency who may work on the dossier, with the roles of their posts, where a decision asks for them.
    """

    actor: Actor
    plan: Plan
    calendar: WorkCalendar
    note: NoteRef | None = None
    new_id: str = ""
    opinion_calendar: WorkCalendar | None = None
    markable: frozenset[str] = frozenset()
    filled_from: Mapping[str, str] = {}
    officials: Mapping[str, frozenset[Role]] = {}
