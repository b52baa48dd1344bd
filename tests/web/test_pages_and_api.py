"""What a person does on a page a program does in the API: a new page says here by which operation, or why by none."""

import re

import msgspec
from django.urls import get_resolver

from motcua.foundation.machine.schema import operations
from motcua.foundation.policy import registry
from motcua.service.dossiers.api.acts import ACTS
from motcua.service.dossiers.pages.desk_words import OF_PATH
from tests.architecture.test_doors import doors
from tests.clusters import PROJECT

SENDING = ("beginUpload", "continueUpload", "uploadProgress", "cancelUpload")
OPERATIONS: dict[str, tuple[str, ...]] = {
    "people:account": ("readMyself",),
    "access:mine": ("listReadings",),
    "access:tokens": ("listTokens",),
    "access:new-token": ("listScopes", "issueToken"),
    "access:end-token": ("revokeToken",),
    "procedures:search": ("listProcedures",),
    "procedures:results": ("listResultTypes",),
    "procedures:essential": ("listProcedures", "readProcedure"),
    "statistics:agencies": ("listAgenciesOfMonth",),
    "statistics:agency": ("listMonths",),
    "statistics:month": ("listAgenciesOfMonth",),
    "statistics:corrections": ("listCorrections",),
    "statistics:results": ("listResults",),
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
    "dossiers:filters": ("listFilters",),
    "dossiers:keep-filter": ("keepFilter",),
    "dossiers:remove-filter": ("removeFilter",),
    "dossiers:phrases": ("listPhrases", "keepPhrase"),
    "dossiers:move-phrase": ("movePhraseUp",),
    "dossiers:remove-phrase": ("removePhrase",),
    "dossiers:drafts": ("uploadDraft", "listDecisionDrafts"),
    "dossiers:draft-version": ("downloadDecisionDraft",),
    "dossiers:prepared-draft": ("downloadPreparedDraft",),
    "dossiers:narrow": ("listQueue",),
    "dossiers:act": (),  # one operation for each verb: compared below
    "counters:everywhere": ("listCounters",),
    "counters:place": ("getCounter",),
    "counters:ticket": ("getTicket",),
    "counters:kiosk": ("takeTicket",),
    "counters:console": (
        "takeTicket",
        "listWindows",
        "openWindow",
        "pauseWindow",
        "closeWindow",
        "callNext",
        "callAgain",
        "serveTicket",
        "finishTicket",
        "missTicket",
        "passTicketOn",
        "putTicketBack",
    ),
    "counters:card": ("beginCounterDraft",),
    "counters:board": ("getCounter",),
    "webhooks:webhooks": ("listWebhooks",),
    "webhooks:new-webhook": ("listEventKinds", "openWebhook"),
    "webhooks:webhook": ("readWebhook", "listDeliveries"),
    "webhooks:act": ("pingWebhook", "changeWebhook", "rotateWebhookSecret", "closeWebhook"),
    "webhooks:delivery": ("readDelivery",),
    "webhooks:redeliver": ("redeliver",),
}
# Why the API does not do it; the guide for programs says the same in these words.
_IDENTITY = "a program that could do this could make itself somebody else"
_SET_UP = "an administrator does it once"
_WITHIN = "told to an agency's own people, and to no program"
_ONE_BY_ONE = "a program does each by its own operation"
_ITSELF = "a program has what it is made of, and makes it itself"
_SHOWS = "shows the way and nothing of its own"
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
    "counters:set-up": _SET_UP,
    "incidents:incidents": _WITHIN,
    "dossiers:batch": _ONE_BY_ONE,
    "dossiers:reassign": _ONE_BY_ONE,
    "counters:printed": _ITSELF,
    "counters:table": _ITSELF,
    "dossiers:queue-csv": _ITSELF,
    "dossiers:queue-print": _ITSELF,
    "dossiers:draft-changes": _ITSELF,
    "statistics:agency-file": _ITSELF,
    "statistics:city-file": _ITSELF,
    "statistics:corrections-file": _ITSELF,
    "statistics:month-file": _ITSELF,
    "statistics:results-file": _ITSELF,
    "dossiers:desk-keys": _SHOWS,
    "interface:language": _SHOWS,
    "interface:mark": _SHOWS,
    "interface:theme": _SHOWS,
    "procedures:own-track": _SHOWS,
    "statistics:addresses": _SHOWS,
    "statistics:method": _SHOWS,
    "portal:home": _SHOWS,
    "desk:home": _SHOWS,
    "city:home": _SHOWS,
}
OF_THE_OPERATOR = {":healthz", ":readyz", ":kit"}
# Policies that no operation asks at its door, and why: pages that have none, what asks another at its door, the system's.
ASKED_NOWHERE: dict[str, str] = {
    "people.sign-in": _IDENTITY,
    "people.sign-out": _IDENTITY,
    "people.register": _IDENTITY,
    "people.recover": _IDENTITY,
    "people.help-recover": _IDENTITY,
    "people.change-password": _IDENTITY,
    "people.verify-identifier": _IDENTITY,
    "post.manage": _IDENTITY,
    "post.see": _IDENTITY,
    "counter.set-up": _SET_UP,
    "incident.see": _WITHIN,
    "dossier.reassign": _ONE_BY_ONE,
    "dossier.export": _ITSELF,
    "city.visit": _SHOWS,
    "desk.enter": _SHOWS,
    "interface.use": _SHOWS,
    "portal.visit": _SHOWS,
    "access.use-tokens": "each operation with tokens asks access.manage-tokens",
    "counter.console": "each act at a window asks counter.work",
    "people.record-visitor": "asked by each operation at a counter, besides its own",
    "agency.load": "of the operator",
    "agency.manage-opening": "of the operator",
    "procedure.publish": "of the operator",
    "dossier.follow-linked": "of the system",
    "dossier.lapse-confirmation": "of the system",
}


def pages():
    found = {(f"{namespace}:{name}", view.__module__) for namespace, name, view in doors(get_resolver().url_patterns)}
    return {name for name, module in found if module.startswith("motcua") and not name.startswith(("api:", ":openapi"))}


def described():
    from motcua.web import api  # noqa: PLC0415 -- Django is set up by now

    return operations(msgspec.json.decode(api.document()))


def section(title):
    guide = (PROJECT / "docs" / "connect" / "README.md").read_text(encoding="utf-8")
    return guide.partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_every_page_says_by_which_operation_a_program_does_the_same_or_why_by_none():
    named = pages() - {":"} - OF_THE_OPERATOR  # ":" is the answer to addresses that the API does not have
    assert sorted(named - set(OPERATIONS) - set(LEFT_OUT)) == []
    assert sorted((set(OPERATIONS) | set(LEFT_OUT)) - named) == []
    assert set(OPERATIONS) & set(LEFT_OUT) == set()


def test_every_policy_is_asked_by_an_operation_or_says_why_by_none():
    asked = {each["x-policy"] for each in described()}
    rows = {row.name for row in registry.rows()}
    assert sorted(rows - asked - set(ASKED_NOWHERE)) == []
    assert sorted(set(ASKED_NOWHERE) - (rows - asked)) == []


def test_the_guide_says_what_the_api_does_not_do_and_why():
    told = re.findall(r"^\| .+ \| (.+) \|$", section("What the API does not do"), re.MULTILINE)
    assert set(told) - {"why not", "---"} == set(LEFT_OUT.values())


def test_those_operations_are_there():
    there = {each["operationId"] for each in described()}
    assert {name for each in OPERATIONS.values() for name in each} - there == set()


def test_every_verb_of_the_desk_is_an_operation():
    assert {act.command.__struct_config__.tag for act in OF_PATH.values()} - set(ACTS) == set()
