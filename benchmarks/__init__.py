"""Measurements of the product against bare programs, in the same run: `python -m benchmarks.NAME`. On the test server only."""

import os

os.environ.setdefault("DUYET_MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()
