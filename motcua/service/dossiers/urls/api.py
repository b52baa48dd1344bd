"""The addresses of the API of dossiers, below `/api/v1/`."""

from django.urls import URLPattern
from dmr.routing import external_path, path

from motcua.service.dossiers.api import (
    acts,
    certifying,
    counter,
    drafts,
    filing,
    lists,
    papers,
    printed,
    reading,
    tracking,
)

ROUTES: list[URLPattern] = [
    path("dossiers", filing.Filing.as_view(), name="dossiers"),
    path("dossiers/mine", lists.Mine.as_view(), name="mine"),
    path("dossiers/search", lists.Search.as_view(), name="search"),
    path("counter/dossiers", counter.Filed.as_view(), name="counter-dossiers"),
    path("counter/drafts", counter.CounterDrafts.as_view(), name="counter-drafts"),
    path("counter/certified", certifying.Certifying.as_view(), name="counter-certified"),
    path("drafts", drafts.Drafts.as_view(), name="drafts"),
    path("drafts/<uuid:draft>", drafts.OneDraft.as_view(), name="draft"),
    path("drafts/<uuid:draft>/papers/<uuid:file>", drafts.PaperOfDraft.as_view(), name="draft-paper"),
    path("drafts/<uuid:draft>/papers/<uuid:file>/content", drafts.PaperContent.as_view(), name="draft-paper-content"),
    path("drafts/<uuid:draft>/submit", drafts.Sending.as_view(), name="draft-submit"),
    path("queues", lists.Queues.as_view(), name="queues"),
    path("queues/<str:queue>", lists.OneQueue.as_view(), name="queue"),
    path("dossiers/<str:code>", reading.One.as_view(), name="dossier"),
    path("dossiers/<str:code>/timeline", reading.History.as_view(), name="timeline"),
    path("dossiers/<str:code>/why", reading.Explained.as_view(), name="why"),
    path("dossiers/<str:code>/papers/<uuid:file>", papers.Paper.as_view(), name="paper"),
    path("dossiers/<str:code>/receipt", printed.Receipt.as_view(), name="receipt"),
    path("dossiers/<str:code>/draft-result", printed.DraftResult.as_view(), name="draft-result"),
    path("dossiers/<str:code>/forms/<str:number>", printed.Form.as_view(), name="form"),
    *(path(f"dossiers/<str:code>/acts/{verb}", door.as_view(), name=verb) for verb, door in acts.ACTS.items()),
    external_path("uploads", papers.upload, openapi=papers.UPLOADS, name="uploads"),
    external_path("uploads/<uuid:upload_id>", papers.upload, openapi=papers.UPLOAD, name="upload"),
    path("tracking/<str:code>", tracking.Tracking.as_view(), name="tracking"),
]
