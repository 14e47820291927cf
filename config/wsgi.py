"""The serving process: it holds no owner connection, and refuses to start half-configured."""

import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application


def _application() -> WSGIHandler:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["CONGVU_SERVING"] = "1"
    ready = get_wsgi_application()

    from config import startup  # it reads a model: Django comes first

    startup.mount_pages()
    startup.refuse_demo_logins()
    return ready


application = _application()
