"""The addresses of people's pages."""

from django.urls import path

from motcua.register.people.pages import account, recovering, registering, signing

app_name = "people"

urlpatterns = [
    path("dang-nhap", signing.sign_in, name="sign-in"),
    path("dang-nhap/vi-tri", signing.choose_post, name="choose-post"),
    path("dang-xuat", signing.sign_out, name="sign-out"),
    path("dang-ky", registering.register, name="register"),
    path("quen-mat-khau", recovering.recover, name="recover"),
    path("quen-mat-khau/<str:secret>", recovering.recover_set, name="recover-set"),
    path("tai-khoan", account.account, name="account"),
]
