"""The pages of the citizen's side."""

from django.urls import URLPattern, path

from motcua.service.dossiers.pages import (
    confirmation,
    declaration,
    mine,
    papers,
    receipt,
    review,
    show,
    start,
    supplement,
    track,
    why,
    withdraw,
)

DRAFT = "nop-ho-so/ban-nhap/<uuid:draft>"
DOSSIER = "ho-so/<str:code>"

urlpatterns: list[URLPattern] = [
    path("nop-ho-so/<str:code>", start.start, name="start"),
    path(DRAFT, start.resume, name="draft"),
    path(f"{DRAFT}/bo", start.discard, name="discard"),
    path(f"{DRAFT}/giay-to", papers.papers, name="papers"),
    path(f"{DRAFT}/giay-to/<slug:requirement>/tai-len", papers.uploads, name="draft-uploads"),
    path(f"{DRAFT}/giay-to/<slug:requirement>/tai-len/<uuid:upload>", papers.uploads, name="draft-upload"),
    path(f"{DRAFT}/tep/<uuid:file>", papers.draft_file, name="draft-file"),
    path(f"{DRAFT}/kiem-tra", review.review, name="review"),
    path(f"{DRAFT}/<slug:page>/tu-luu", declaration.autosave, name="autosave"),
    path(f"{DRAFT}/<slug:page>", declaration.declare, name="declare"),
    path("ho-so", mine.mine, name="mine"),
    path(DOSSIER, show.show, name="show"),
    path(f"{DOSSIER}/giay-tiep-nhan", receipt.receipt, name="receipt"),
    path(f"{DOSSIER}/giay-tiep-nhan.pdf", receipt.receipt_pdf, name="receipt-pdf"),
    path(f"{DOSSIER}/vi-sao", why.why, name="why"),
    path(f"{DOSSIER}/bo-sung", supplement.supplement, name="supplement"),
    path(f"{DOSSIER}/bo-sung/<slug:requirement>/tai-len", supplement.uploads, name="supplement-uploads"),
    path(f"{DOSSIER}/bo-sung/<slug:requirement>/tai-len/<uuid:upload>", supplement.uploads, name="supplement-upload"),
    path(f"{DOSSIER}/rut", withdraw.withdraw, name="withdraw"),
    path(f"{DOSSIER}/xac-nhan", confirmation.confirm, name="confirm"),
    path(f"{DOSSIER}/ban-nhap.pdf", receipt.draft_pdf, name="draft-pdf"),
    path(f"{DOSSIER}/tep/<uuid:file>", show.file, name="file"),
    path("tra-cuu", track.track, name="track"),
    path("tra-cuu/<str:code>", track.show, name="tracked"),
]
