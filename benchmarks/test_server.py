"""Django set up on the server of the tests; imported first by the measurements that need no durable disk."""

import os

os.environ.setdefault("DUYET_MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()
