"""Addresses of the room: each noun brings its own list."""

from processes.urls import shell

urlpatterns = [*shell.urlpatterns]
