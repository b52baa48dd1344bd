"""A page with one file input, and the doors behind it, for the browser."""

from datetime import UTC, datetime
from pathlib import Path

from django.http import HttpResponse
from django.template import engines
from django.urls import path, reverse

from motcua.foundation.files import doors
from motcua.foundation.files.doors import UploadDoor

SCRIPT = Path(doors.__file__).parent / "assets" / "upload.js"
OWNER = "draft/browser"
PAGE = """<!doctype html><html lang="vi"><title>Papers</title><main>
<form method="post" action="/sent" enctype="multipart/form-data">{% csrf_token %}
<label for="paper">Paper</label>
<input type="file" id="paper" name="paper" multiple accept="image/jpeg,image/png,application/pdf"
  data-upload-url="/uploads" data-max-bytes="20971520"><button>Go on</button></form></main>
{% include "files/upload_texts.html" %}<script type="module" src="/upload.js"></script>"""


def page(request):
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


def script(_request):
    return HttpResponse(SCRIPT.read_bytes(), content_type="text/javascript")


def upload(request, upload_id=None):
    door = UploadDoor(holder=OWNER, address=lambda new: reverse("upload", args=[new]))
    return doors.upload(request, door, now=datetime.now(tz=UTC), upload_id=upload_id)


def sent(request):
    return HttpResponse("kept: " + " ".join(request.POST.getlist("paper.file")))


def show(request, file_id):
    return doors.download(request, file_id, OWNER)


urlpatterns = [
    path("", page),
    path("upload.js", script),
    path("uploads", upload),
    path("uploads/<uuid:upload_id>", upload, name="upload"),
    path("sent", sent),
    path("files/<uuid:file_id>", show),
]
