"""The addresses of the official's house."""

from django.urls import path

from motcua.web.desk import pages

app_name = "desk"

urlpatterns = [path("", pages.home, name="home")]
