"""The addresses of access: who looked, an agency's posts, help at the counter."""

from django.urls import path

from motcua.register.access.pages import appointing, changing, helping, mine, posts

app_name = "access"

urlpatterns = [
    path("ai-da-xem", mine.mine, name="mine"),
    path("ho-tro/mat-khau", helping.help_recover, name="help-recover"),
    path("co-quan/<str:agency>/vi-tri", posts.posts, name="posts"),
    path("co-quan/<str:agency>/vi-tri/moi", appointing.appoint, name="appoint"),
    path("vi-tri/<uuid:post>", posts.post, name="post"),
    path("vi-tri/<uuid:post>/vai-tro", changing.change_roles, name="change-roles"),
    path("vi-tri/<uuid:post>/ket-thuc", changing.end, name="end-post"),
]
