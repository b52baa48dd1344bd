"""The pages of the desk's side. Queues and verbs have their Vietnamese words in the address."""

from django.urls import URLPattern, path, register_converter

from motcua.service.dossiers.pages import counter, desk_acting, desk_dossier, desk_papers, desk_queue, fast_lane
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
    Queue.FOR_OTHERS: "tiep-nhan-ho",
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
    path("ban-lam-viec/<queue:queue>", desk_queue.queue, name="queue"),
    path("ban-lam-viec/ho-so/<str:code>", desk_dossier.dossier, name="desk-dossier"),
    path("ban-lam-viec/ho-so/<str:code>/giay-to/<uuid:file>", desk_papers.file, name="desk-file"),
    path("ban-lam-viec/ho-so/<str:code>/ban-nhap.pdf", desk_papers.draft_paper, name="draft-paper"),
    path("ban-lam-viec/ho-so/<str:code>/mau/<str:number>.pdf", desk_papers.form, name="form"),
    path("ban-lam-viec/ho-so/<str:code>/<verb:verb>", desk_acting.act, name="act"),
]
