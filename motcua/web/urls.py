"""Every address of the city: each room of the top floor brings its own, here they are put together."""

from django.urls import include, path

from motcua.web import health

handler400 = "motcua.foundation.interface.answers.bad_request"
handler403 = "motcua.foundation.interface.answers.forbidden"
handler404 = "motcua.foundation.interface.answers.not_found"
handler500 = "motcua.foundation.interface.answers.defect"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("motcua.web.api")),
    path("", include("motcua.web.city.urls")),
    path("desk/", include("motcua.web.desk.urls")),
    path("", include("motcua.web.portal.urls")),
]
