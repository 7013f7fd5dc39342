"""The WSGI application that granian, or any other server, runs."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

if settings.EMBEDDED_POSTGRES:
    settings.EMBEDDED_POSTGRES.ensure_started()
application = get_wsgi_application()
