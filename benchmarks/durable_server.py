"""Imported first by a benchmark that commits: a cluster of its own (.data-bench) with fsync, as in production, and the peers."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")

import django

django.setup()
