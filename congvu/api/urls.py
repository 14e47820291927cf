"""The doors for other systems. Each is mounted through its policy, as every page is."""

from django.urls import URLPattern, path

from congvu.access.guard import View, keyed
from congvu.api import intake


def door(route: str, view: View, name: str) -> URLPattern:
    """A door at `route`, behind the policy of its name."""
    return path(route, keyed(name, view), name=name)


urlpatterns = [
    door("api/nhan-viec/<code>/", intake.push, "intake_push"),
]
