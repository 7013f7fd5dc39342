"""Addresses of the room: each noun brings its own list."""

from processes.urls import people, plans, shell

urlpatterns = [*shell.urlpatterns, *people.urlpatterns, *plans.urlpatterns]
