"""The address of the incidents."""

from django.urls import path

from motcua.register.incidents import pages

app_name = "incidents"

urlpatterns = [path("co-quan/<str:agency>/noi-dung-bi-chan", pages.incidents, name="incidents")]
