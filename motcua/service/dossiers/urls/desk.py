"""The pages of the desk's side."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
