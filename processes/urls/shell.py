"""Addresses that need no plan: signing in and out, about, the source."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from processes.pages import about, login

urlpatterns = [
    path("dang-nhap/", login.Login.as_view(), name="login"),
    path("dang-nhap/trinh-dien/", login.demo_login, name="demo_login"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("gioi-thieu/", about.about, name="about"),
    path("nguon/", about.source, name="source"),
]
