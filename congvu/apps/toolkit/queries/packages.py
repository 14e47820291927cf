"""Reads of toolkits: published, and taken over."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from congvu.apps.toolkit.models import Adoption, FormText, Release


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A published version of our toolkit."""

    code: str
    version: str
    name: str
    digest: str
    previous: str
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class AdoptionRow:
    """A version of another's toolkit that was taken over; parts are [kind, there, here]."""

    id: int
    publisher: str
    code: str
    version: str
    name: str
    digest: str
    key_fingerprint: str
    parts: list[list[str]]
    by: str | None
    at: datetime


_RELEASE = ("code", "version", "name", "digest", "previous", F("by__display_name"), "at")
_ADOPTION = (
    "pk", "publisher", "code", "version", "name", "digest", "key_fingerprint", "parts",
    F("by__display_name"), "at",
)  # fmt: skip


def releases() -> list[ReleaseRow]:
    """Return what we published, latest first."""
    rows = Release.objects.order_by("-at", "-pk").values_list(*_RELEASE)
    return [ReleaseRow(*row) for row in rows]


def release_package(code: str, version: str) -> bytes | None:
    """Return the file of a published version, or None."""
    found = Release.objects.filter(code=code, version=version).values_list("package", flat=True)
    row = found.first()
    return None if row is None else bytes(row)


def adoptions() -> list[AdoptionRow]:
    """Return what we took over, latest first."""
    rows = Adoption.objects.order_by("-at", "-pk").values_list(*_ADOPTION)
    return [AdoptionRow(*row) for row in rows]


def latest_adoption(publisher: str, code: str) -> AdoptionRow | None:
    """Return what we took over last of a toolkit, or None."""
    found = Adoption.objects.filter(publisher=publisher, code=code).order_by("-at", "-pk")
    row = found.values_list(*_ADOPTION).first()
    return AdoptionRow(*row) if row else None


def adopted_package(adoption_id: int) -> bytes:
    """Return the file that was taken over."""
    found = Adoption.objects.filter(pk=adoption_id).values_list("package", flat=True)
    return bytes(found.get())


def known_keys(publisher: str) -> frozenset[str]:
    """Return the fingerprints of the keys that a publisher's adopted toolkits are signed with."""
    found = Adoption.objects.filter(publisher=publisher)
    return frozenset(found.values_list("key_fingerprint", flat=True))


def form_texts(*, on: date) -> dict[tuple[str, str], str]:
    """Return the words that the province chose for its forms on a day, by form and field."""
    found = FormText.objects.filter(Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on)
    return {(form, field): text for form, field, text in found.values_list("form", "field", "text")}
