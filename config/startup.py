"""What a serving process makes sure of before its first request (config.env refuses the rest)."""

from importlib import import_module

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from congvu.apps.accounts import queries as accounts


def mount_pages() -> None:
    """Mount every page now: one that lacks its policy stops the start, not the first reader."""
    import_module(settings.ROOT_URLCONF)


def refuse_demo_logins() -> None:
    """Refuse to serve a real province whose database still holds the demo's published logins."""
    if not settings.DEMO and (logins := accounts.demo_logins()):
        raise ImproperlyConfigured(
            f"Cơ sở dữ liệu còn tài khoản chạy thử: {', '.join(logins)}. Hãy khoá chúng, "
            "hoặc đặt CONGVU_DEMO=1 nếu đây là bản chạy thử."
        )
