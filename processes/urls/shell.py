"""Addresses that need no plan: signing in and out, the language, about, the source."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from processes.pages import about, language, login

urlpatterns = [
    path("dang-nhap/", login.Login.as_view(), name="login"),
    path("dang-nhap/trinh-dien/", login.demo_login, name="demo_login"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("ngon-ngu/", language.choose_language, name="set_language"),
    path("gioi-thieu/", about.about, name="about"),
    path("nguon/", about.source, name="source"),
]
