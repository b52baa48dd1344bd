"""Who may do what with a dossier."""

from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow, Role, Tie

_DESK, _SPECIALIST, _LEADER = (frozenset({role}) for role in (Role.DESK, Role.SPECIALIST, Role.LEADER))
_WORKERS = _DESK | _SPECIALIST | _LEADER


def _citizen(tie: Tie = Tie.SUBJECT) -> Grant:
    return Grant(kind=ActorKind.CITIZEN, tie=tie)


def _official(roles: frozenset[Role], tie: Tie = Tie.AGENCY) -> Grant:
    return Grant(kind=ActorKind.OFFICIAL, tie=tie, roles=roles)


# An official is a citizen too: whoever signs in with a post may still file and follow matters of their own.
_SUBJECT = (_citizen(), Grant(kind=ActorKind.OFFICIAL, tie=Tie.SUBJECT))
_FILER = (_citizen(Tie.ANY), Grant(kind=ActorKind.OFFICIAL, tie=Tie.ANY))

POLICIES: tuple[PolicyRow, ...] = (
    PolicyRow("dossier.submit", _FILER),
    PolicyRow("dossier.draft", _SUBJECT),
    PolicyRow("dossier.mine", _FILER),
    PolicyRow("dossier.track", (*_FILER, Grant(kind=ActorKind.ANONYMOUS))),
    PolicyRow("dossier.view", (*_SUBJECT, _official(_WORKERS, Tie.PARTICIPANT))),
    PolicyRow("dossier.queue", (_official(_WORKERS, Tie.ANY),)),
    PolicyRow("dossier.keep-own", (_official(_WORKERS, Tie.ANY),)),
    PolicyRow("dossier.export", (_official(_WORKERS, Tie.ANY),)),
    PolicyRow("dossier.reassign", (_official(_LEADER, Tie.ANY),)),
    PolicyRow("dossier.receive", (_official(_DESK),)),
    PolicyRow("dossier.refuse-reception", (_official(_DESK | _LEADER),)),
    PolicyRow("dossier.undo-reception", (_official(_DESK | _LEADER),)),
    PolicyRow("dossier.ask-supplement", (_official(_WORKERS),)),
    PolicyRow("dossier.ask-second-supplement", (_official(_LEADER),)),
    PolicyRow("dossier.give-supplement", _SUBJECT),
    PolicyRow("dossier.assign", (_official(_LEADER | _DESK),)),
    PolicyRow("dossier.take", (_official(_WORKERS),)),
    PolicyRow("dossier.work", (_official(_WORKERS, Tie.HOLDER),)),
    PolicyRow("dossier.send-back", (_official(_WORKERS, Tie.HOLDER), _official(_LEADER))),
    PolicyRow("dossier.recall", (_official(_WORKERS),)),
    PolicyRow("dossier.give-opinion", (_official(_SPECIALIST | _LEADER, Tie.PARTICIPANT),)),
    PolicyRow("dossier.ask-payment", (_official(_WORKERS),)),
    PolicyRow("dossier.record-payment", (_official(_DESK),)),
    PolicyRow("dossier.confirm", _SUBJECT),
    PolicyRow("dossier.lapse-confirmation", (Grant(kind=ActorKind.SYSTEM),)),
    PolicyRow("dossier.decide", (_official(_LEADER),)),
    PolicyRow("dossier.hand-over-result", (_official(_DESK),)),
    PolicyRow("dossier.withdraw", _SUBJECT),
    PolicyRow("dossier.stop", (_official(_LEADER),)),
    PolicyRow("dossier.transfer", (_official(_DESK | _LEADER),)),
)
