"""What a person does on a page a program does in the API: a new page says here by which operation, or why by none."""

import msgspec
from django.urls import get_resolver

from motcua.foundation.machine.schema import operations
from motcua.service.dossiers.api.acts import ACTS
from motcua.service.dossiers.pages.desk_words import OF_PATH
from tests.architecture.test_doors import doors

SENDING = ("beginUpload", "continueUpload", "uploadProgress", "cancelUpload")
OPERATIONS: dict[str, tuple[str, ...]] = {
    "people:account": ("readMyself",),
    "access:mine": ("listReadings",),
    "access:tokens": ("listTokens",),
    "access:new-token": ("listScopes", "issueToken"),
    "access:end-token": ("revokeToken",),
    "procedures:search": ("listProcedures",),
    "procedures:results": ("listResultTypes",),
    "procedures:show": ("readProcedure",),
    "notices:mine": ("listNotices", "markNoticesSeen"),
    "dossiers:start": ("beginDraft",),
    "dossiers:draft": ("readDraft",),
    "dossiers:discard": ("discardDraft",),
    "dossiers:draft-file": ("downloadDraftPaper",),
    "dossiers:counter": ("listProcedures", "listCounterDrafts"),
    "dossiers:counter-visitor": ("beginCounterDraft", "fileAtCounter"),
    "dossiers:certify": ("certifyAtOnce",),
    "dossiers:papers": ("addDraftPaper", "removeDraftPaper"),
    "dossiers:draft-uploads": SENDING,
    "dossiers:draft-upload": SENDING,
    "dossiers:review": ("submitDraft",),
    "dossiers:autosave": ("saveDraft",),
    "dossiers:declare": ("saveDraft",),
    "dossiers:mine": ("listMyDossiers", "listDrafts"),
    "dossiers:show": ("readDossier", "readTimeline"),
    "dossiers:receipt": ("readDossier",),
    "dossiers:receipt-pdf": ("downloadReceipt",),
    "dossiers:why": ("explainDueDate",),
    "dossiers:supplement": ("giveSupplement",),
    "dossiers:supplement-uploads": SENDING,
    "dossiers:supplement-upload": SENDING,
    "dossiers:withdraw": ("withdrawDossier",),
    "dossiers:confirm": ("confirmDossier", "objectDossier"),
    "dossiers:draft-pdf": ("downloadDraftResult",),
    "dossiers:file": ("downloadPaper",),
    "dossiers:track": ("trackDossier",),
    "dossiers:tracked": ("trackDossier",),
    "dossiers:desk": ("countQueues",),
    "dossiers:desk-search": ("searchDossiers",),
    "dossiers:queue": ("listQueue",),
    "dossiers:desk-dossier": ("readDossier", "readTimeline"),
    "dossiers:desk-file": ("downloadPaper",),
    "dossiers:draft-paper": ("downloadDraftResult",),
    "dossiers:form": ("downloadForm",),
    "dossiers:act": (),  # one operation for each verb: compared below
    "counters:everywhere": ("listCounters",),
    "counters:place": ("getCounter",),
    "counters:ticket": ("getTicket",),
    "counters:kiosk": ("takeTicket",),
    "counters:board": ("getCounter",),
    "webhooks:webhooks": ("listWebhooks",),
    "webhooks:new-webhook": ("listEventKinds", "openWebhook"),
    "webhooks:webhook": ("readWebhook", "listDeliveries"),
    "webhooks:act": ("pingWebhook", "changeWebhook", "rotateWebhookSecret", "closeWebhook"),
    "webhooks:delivery": ("readDelivery",),
    "webhooks:redeliver": ("redeliver",),
}
_IDENTITY = "a program that could do this could make itself somebody else"
_WINDOW = "done at a window, by who stands there with the visitor"
_SHOWS = "shows the way and nothing of its own"
_OWN = "an official's own help at the desk"
_FILE = "a file, or a page for paper, made from what an operation lists"
_DRAFTS = "a draft is written in an office program; an act hands its next version in"
_FIGURES = "public figures, below /statistics: compared in that room's own tests"
LEFT_OUT: dict[str, str] = {
    "people:sign-in": _IDENTITY,
    "people:choose-post": _IDENTITY,
    "people:sign-out": _IDENTITY,
    "people:register": _IDENTITY,
    "people:recover": _IDENTITY,
    "people:recover-set": _IDENTITY,
    "access:help-recover": _IDENTITY,
    "access:posts": _IDENTITY,
    "access:post": _IDENTITY,
    "access:appoint": _IDENTITY,
    "access:change-roles": _IDENTITY,
    "access:end-post": _IDENTITY,
    "counters:card": _WINDOW,
    "counters:console": _WINDOW,
    "counters:printed": _WINDOW,
    "counters:set-up": _WINDOW,
    "counters:table": _WINDOW,
    "dossiers:batch": "a program does each act by its own operation",
    "dossiers:reassign": "a program assigns each dossier by its own operation",
    "dossiers:desk-keys": _SHOWS,
    "dossiers:narrow": "a program narrows a queue down by its parameters",
    "dossiers:filters": _OWN,
    "dossiers:keep-filter": _OWN,
    "dossiers:remove-filter": _OWN,
    "dossiers:phrases": _OWN,
    "dossiers:move-phrase": _OWN,
    "dossiers:remove-phrase": _OWN,
    "dossiers:queue-csv": _FILE,
    "dossiers:queue-print": _FILE,
    "dossiers:draft-changes": _DRAFTS,
    "dossiers:draft-version": _DRAFTS,
    "dossiers:drafts": _DRAFTS,
    "dossiers:prepared-draft": _DRAFTS,
    "incidents:incidents": "of the agency's own people, and told to no program",
    "interface:mark": _SHOWS,
    "interface:theme": _SHOWS,
    "procedures:essential": "each procedure says whether it is one (readProcedure)",
    "procedures:own-track": _SHOWS,
    "statistics:addresses": _SHOWS,
    "statistics:method": _SHOWS,
    "statistics:agencies": _FIGURES,
    "statistics:agency": _FIGURES,
    "statistics:month": _FIGURES,
    "statistics:corrections": _FIGURES,
    "statistics:results": _FIGURES,
    "statistics:agency-file": _FILE,
    "statistics:city-file": _FILE,
    "statistics:corrections-file": _FILE,
    "statistics:month-file": _FILE,
    "statistics:results-file": _FILE,
    "portal:home": _SHOWS,
    "desk:home": _SHOWS,
    "city:home": _SHOWS,
    "interface:language": "a program says it with each request",
    ":healthz": "of the operator",
    ":readyz": "of the operator",
    ":kit": "of those who build pages",
}


def pages():
    found = {(f"{namespace}:{name}", view.__module__) for namespace, name, view in doors(get_resolver().url_patterns)}
    return {name for name, module in found if module.startswith("motcua") and not name.startswith(("api:", ":openapi"))}


def test_every_page_says_by_which_operation_a_program_does_the_same_or_why_by_none():
    named = pages() - {":"}  # the answer to addresses that the API does not have
    assert sorted(named - set(OPERATIONS) - set(LEFT_OUT)) == []
    assert sorted((set(OPERATIONS) | set(LEFT_OUT)) - named - {":kit"}) == []


def test_those_operations_are_there():
    from motcua.web import api  # noqa: PLC0415 -- Django is set up by now

    there = {each["operationId"] for each in operations(msgspec.json.decode(api.document()))}
    assert {name for each in OPERATIONS.values() for name in each} - there == set()


def test_every_verb_of_the_desk_is_an_operation():
    assert {act.command.__struct_config__.tag for act in OF_PATH.values()} - set(ACTS) == set()
