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
# Whoever applied at a counter, with or without an account, may go on there; `rules.on_behalf` holds it to such dossiers.
_OR_AT_THE_COUNTER = (*_SUBJECT, _official(_DESK, Tie.RECEIVING))
_FILER = (_citizen(Tie.ANY), Grant(kind=ActorKind.OFFICIAL, tie=Tie.ANY))

POLICIES: tuple[PolicyRow, ...] = (
    PolicyRow("dossier.submit", _FILER),
    PolicyRow("dossier.draft", _OR_AT_THE_COUNTER),
    PolicyRow("dossier.counter", (_official(_DESK, Tie.ANY),)),
    PolicyRow("dossier.file-at-counter", (_official(_DESK, Tie.RECEIVING),)),
    PolicyRow("dossier.certify", (_official(_DESK, Tie.RECEIVING),)),
    PolicyRow("dossier.follow-linked", (Grant(kind=ActorKind.SYSTEM),)),
    PolicyRow("dossier.mine", _FILER),
    PolicyRow("dossier.track", (*_FILER, Grant(kind=ActorKind.ANONYMOUS))),
    PolicyRow("dossier.view", (*_SUBJECT, _official(_WORKERS, Tie.PARTICIPANT))),
    PolicyRow("dossier.queue", (_official(_WORKERS, Tie.ANY),)),
    PolicyRow("dossier.keep-own", (_official(_WORKERS, Tie.ANY),)),
    PolicyRow("dossier.export", (_official(_WORKERS, Tie.ANY),)),
    PolicyRow("dossier.reassign", (_official(_LEADER, Tie.ANY),)),
    PolicyRow("dossier.receive", (_official(_DESK, Tie.RECEIVING),)),
    PolicyRow("dossier.refuse-reception", (_official(_DESK | _LEADER, Tie.RECEIVING),)),
    PolicyRow("dossier.undo-reception", (_official(_DESK | _LEADER, Tie.RECEIVING),)),
    PolicyRow("dossier.ask-supplement", (_official(_WORKERS), _official(_DESK, Tie.RECEIVING))),
    PolicyRow("dossier.ask-second-supplement", (_official(_LEADER),)),
    PolicyRow("dossier.give-supplement", _OR_AT_THE_COUNTER),
    PolicyRow("dossier.assign", (_official(_LEADER | _DESK),)),
    PolicyRow("dossier.take", (_official(_WORKERS),)),
    PolicyRow("dossier.work", (_official(_WORKERS, Tie.HOLDER),)),
    PolicyRow("dossier.send-back", (_official(_WORKERS, Tie.HOLDER), _official(_LEADER))),
    PolicyRow("dossier.recall", (_official(_WORKERS),)),
    PolicyRow("dossier.initial", (_official(_WORKERS),)),
    PolicyRow("dossier.give-opinion", (_official(_SPECIALIST | _LEADER, Tie.PARTICIPANT),)),
    PolicyRow("dossier.ask-payment", (_official(_WORKERS),)),
    PolicyRow("dossier.record-payment", (_official(_DESK), _official(_DESK, Tie.RECEIVING))),
    PolicyRow("dossier.confirm", _OR_AT_THE_COUNTER),
    PolicyRow("dossier.lapse-confirmation", (Grant(kind=ActorKind.SYSTEM),)),
    PolicyRow("dossier.decide", (_official(_LEADER),)),
    PolicyRow("dossier.hand-over-result", (_official(_DESK), _official(_DESK, Tie.RECEIVING))),
    PolicyRow("dossier.withdraw", _OR_AT_THE_COUNTER),
    PolicyRow("dossier.stop", (_official(_LEADER),)),
    PolicyRow("dossier.transfer", (_official(_DESK | _LEADER),)),
)
