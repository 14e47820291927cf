"""What was typed into a form that came too late: kept for its writer, sent again by her click.

It lies in the session of the same browser, for an hour, and is shown to the same account only. The
form that sends it again carries a new CSRF token and asks a person first.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import resolve

from config.sessions import moment
from congvu.access.policy import POLICIES

KEPT = "kept"
_SECONDS = 60 * 60
_OURS = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Typed:
    """One field as it was sent."""

    name: str
    value: str


@dataclass(frozen=True)
class Kept:
    """A form that was not received: its address, its fields, and whether files came with it."""

    path: str
    fields: tuple[Typed, ...]
    files: bool

    @property
    def shown(self) -> tuple[Typed, ...]:
        """The fields a person has something to read in."""
        return tuple(one for one in self.fields if one.value.strip())


def typed(request: HttpRequest) -> Kept:
    """What this request carries; nothing of a page whose fields are secrets."""
    secret = POLICIES[request.resolver_match.url_name].secret
    pairs = () if secret else request.POST.lists()
    fields = [Typed(name, value) for name, values in pairs for value in values]
    return Kept(
        request.get_full_path(),
        tuple(one for one in fields if one.name not in _OURS),
        bool(request.FILES),
    )


def is_own_form(request: HttpRequest) -> bool:
    """Whether a signed-in reader sent a form of this very site, as her browser itself says."""
    origin = f"{request.scheme}://{request.get_host()}"
    return request.user.is_authenticated and request.headers.get("Origin") == origin


def keep(request: HttpRequest, owner: str) -> Kept:
    """Keep what this request carries for the account `owner` (its id as text)."""
    found = typed(request)
    if found.fields:
        request.session[KEPT] = {
            "owner": owner,
            "at": moment(),
            "path": found.path,
            "fields": [[one.name, one.value] for one in found.fields],
            "files": found.files,
        }
    return found


def kept_for(request: HttpRequest) -> Kept | None:
    """What is kept for the signed-in reader; None for nothing, something old or another's."""
    row = request.session.get(KEPT)
    if not row or row["owner"] != str(request.user.pk) or moment() - row["at"] > _SECONDS:
        return None
    resolve(row["path"].partition("?")[0])
    fields = tuple(Typed(name, value) for name, value in row["fields"])
    return Kept(row["path"], fields, row["files"])
