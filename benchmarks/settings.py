"""The product's settings with the peers it is measured against; for the benchmarks only, on a cluster of their own with fsync."""

import os

os.environ.setdefault("DUYET_MODE", "demo")
os.environ.setdefault("DEMO", "off")
os.environ.setdefault("DATA_DIR", ".data-bench")

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS as PRODUCT_APPS

INSTALLED_APPS = [*PRODUCT_APPS, "benchmarks.peers.plain"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING = {}
