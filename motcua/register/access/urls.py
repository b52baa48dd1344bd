"""The addresses of access: who looked, an agency's posts, help at the counter."""

from django.urls import URLPattern, path
from dmr.routing import path as api_path

from motcua.register.access.api import mine as own
from motcua.register.access.api import tokens as programs
from motcua.register.access.pages import appointing, changing, helping, mine, posts, tokens

app_name = "access"

urlpatterns = [
    path("ai-da-xem", mine.mine, name="mine"),
    path("tai-khoan/khoa", tokens.tokens, name="tokens"),
    path("tai-khoan/khoa/moi", tokens.new_token, name="new-token"),
    path("tai-khoan/khoa/<uuid:token>/ket-thuc", tokens.end_token, name="end-token"),
    path("ho-tro/mat-khau", helping.help_recover, name="help-recover"),
    path("co-quan/<str:agency>/vi-tri", posts.posts, name="posts"),
    path("co-quan/<str:agency>/vi-tri/moi", appointing.appoint, name="appoint"),
    path("vi-tri/<uuid:post>", posts.post, name="post"),
    path("vi-tri/<uuid:post>/vai-tro", changing.change_roles, name="change-roles"),
    path("vi-tri/<uuid:post>/ket-thuc", changing.end, name="end-post"),
]

ROUTES: list[URLPattern] = [
    api_path("me", own.Myself.as_view(), name="me"),
    api_path("readings", own.Readings.as_view(), name="readings"),
    api_path("scopes", programs.AllScopes.as_view(), name="scopes"),
    api_path("tokens", programs.OwnTokens.as_view(), name="tokens"),
    api_path("tokens/<uuid:token>", programs.OneToken.as_view(), name="token"),
]
