"""What only the database can tell at start-up (config.env refuses the rest)."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from congvu.apps.accounts import queries as accounts


def refuse_demo_logins() -> None:
    """Refuse to serve a real province whose database still holds the demo's published logins."""
    if not settings.DEMO and (logins := accounts.demo_logins()):
        raise ImproperlyConfigured(
            f"Cơ sở dữ liệu còn tài khoản chạy thử: {', '.join(logins)}. Hãy khoá chúng, "
            "hoặc đặt CONGVU_DEMO=1 nếu đây là bản chạy thử."
        )
