"""The pages of the citizen's side."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
