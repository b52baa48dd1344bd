"""The pages of the desk's side. Queues and verbs have their Vietnamese words in the address."""

from django.urls import URLPattern, path, register_converter

from motcua.service.dossiers.pages import (
    counter,
    desk_acting,
    desk_batches,
    desk_dossier,
    desk_drafts,
    desk_exporting,
    desk_keeping,
    desk_keys,
    desk_narrowing,
    desk_papers,
    desk_queue,
    desk_reassigning,
    fast_lane,
)
from motcua.service.dossiers.pages.desk_words import OF_PATH, Act
from motcua.service.dossiers.types.queues import Queue

PATHS: dict[Queue, str] = {
    Queue.TO_RECEIVE: "cho-tiep-nhan",
    Queue.MINE: "cua-toi",
    Queue.UNIT: "cua-don-vi",
    Queue.UNASSIGNED: "chua-phan-cong",
    Queue.DUE_TODAY: "den-han-hom-nay",
    Queue.OVERDUE: "qua-han",
    Queue.WAITING: "cho-nguoi-khac",
    Queue.ASKED_OF_US: "xin-y-kien",
    Queue.TO_HAND_OVER: "cho-tra-ket-qua",
    Queue.TO_SIGN: "cho-ky",
    Queue.FOR_OTHERS: "tiep-nhan-ho",
    Queue.SENT: "da-chuyen-chua-mo",
}


class QueueConverter:
    """`cho-tiep-nhan` in the address is the queue `to-receive`."""

    regex = "|".join(PATHS.values())
    _queues = {word: which for which, word in PATHS.items()}

    def to_python(self, value: str) -> Queue:
        return self._queues[value]

    def to_url(self, value: str) -> str:
        return PATHS[Queue(value)]


class ActConverter:
    """`tiep-nhan` in the address is the verb that receives."""

    regex = "|".join(OF_PATH)

    def to_python(self, value: str) -> Act:
        return OF_PATH[value]

    def to_url(self, value: Act) -> str:
        return value.path


register_converter(QueueConverter, "queue")
register_converter(ActConverter, "verb")

urlpatterns: list[URLPattern] = [
    path("ban-lam-viec", desk_queue.desk_home, name="desk"),
    path("ban-lam-viec/tai-quay", counter.counter, name="counter"),
    path("ban-lam-viec/tai-quay/chung-thuc", fast_lane.certify, name="certify"),
    path("ban-lam-viec/tai-quay/<str:code>", counter.visitor, name="counter-visitor"),
    path("ban-lam-viec/tim", desk_queue.search, name="desk-search"),
    path("ban-lam-viec/phim-tat", desk_keys.keys, name="desk-keys"),
    path("ban-lam-viec/hang-loat", desk_batches.batch, name="batch"),
    path("ban-lam-viec/phan-cong-lai", desk_reassigning.reassign, name="reassign"),
    path("ban-lam-viec/mau-cau", desk_keeping.phrases, name="phrases"),
    path("ban-lam-viec/mau-cau/<uuid:phrase>/len", desk_keeping.move_phrase, name="move-phrase"),
    path("ban-lam-viec/mau-cau/<uuid:phrase>/xoa", desk_keeping.remove_phrase, name="remove-phrase"),
    path("ban-lam-viec/bo-loc", desk_keeping.filters, name="filters"),
    path("ban-lam-viec/bo-loc/<uuid:found>/xoa", desk_keeping.remove_filter, name="remove-filter"),
    path("ban-lam-viec/<queue:queue>", desk_queue.queue, name="queue"),
    path("ban-lam-viec/<queue:queue>/loc", desk_narrowing.narrow, name="narrow"),
    path("ban-lam-viec/<queue:queue>/luu-bo-loc", desk_keeping.keep_filter, name="keep-filter"),
    path("ban-lam-viec/<queue:queue>/tai-ve.csv", desk_exporting.queue_csv, name="queue-csv"),
    path("ban-lam-viec/<queue:queue>/in", desk_exporting.queue_print, name="queue-print"),
    path("ban-lam-viec/ho-so/<str:code>", desk_dossier.dossier, name="desk-dossier"),
    path("ban-lam-viec/ho-so/<str:code>/giay-to/<uuid:file>", desk_papers.file, name="desk-file"),
    path("ban-lam-viec/ho-so/<str:code>/ban-nhap.pdf", desk_papers.draft_paper, name="draft-paper"),
    path("ban-lam-viec/ho-so/<str:code>/mau/<str:number>.pdf", desk_papers.form, name="form"),
    path("ban-lam-viec/ho-so/<str:code>/du-thao", desk_drafts.upload, name="drafts"),
    path("ban-lam-viec/ho-so/<str:code>/du-thao.docx", desk_drafts.prepared, name="prepared-draft"),
    path("ban-lam-viec/ho-so/<str:code>/du-thao/<int:number>.docx", desk_drafts.version, name="draft-version"),
    path("ban-lam-viec/ho-so/<str:code>/du-thao/<int:number>/thay-doi", desk_drafts.changes, name="draft-changes"),
    path("ban-lam-viec/ho-so/<str:code>/<verb:verb>", desk_acting.act, name="act"),
]
