"""The addresses of the house of leaders and the public."""

from django.urls import path

from motcua.web.city import pages

app_name = "city"

urlpatterns = [path("", pages.home, name="home")]
