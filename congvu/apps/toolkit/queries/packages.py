"""Reads of toolkits: published, and taken over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q

from congvu.apps.toolkit.enums import ProposalState
from congvu.apps.toolkit.models import Adoption, FormText, Incoming, Proposal, Release


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
    """A version of another's toolkit that was taken over.

    `parts` are [kind, series there, series here, proposal].
    """

    id: int
    publisher: str
    code: str
    version: str
    name: str
    digest: str
    key_fingerprint: str
    parts: list[list[Any]]
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class AdoptedPart:
    """A list that was taken over: its code there and here, by which adoption, as which proposal."""

    kind: str
    there: str
    here: str
    adoption: int
    version: str
    proposal: int
    state: str


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """A file that came in and waits to be taken over."""

    digest: str
    filename: str
    choices: Mapping[str, Any]
    by: str | None
    at: datetime


_INCOMING = ("digest", "filename", "choices", F("by__display_name"), "at")
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
    """Return what we took over last of a toolkit and did not give up whole, or None."""
    standing = {one.adoption for one in adopted_parts(publisher, code)}
    return next((row for row in adoptions() if row.id in standing), None)


def adopted_parts(publisher: str, code: str) -> list[AdoptedPart]:
    """Return, latest first, the lists of a toolkit that were taken over and not given up since.

    A withdrawn proposal brought nothing in: the version before it stays the base of a merge.
    """
    rows = [row for row in adoptions() if (row.publisher, row.code) == (publisher, code)]
    named = [(row, part) for row in rows for part in row.parts]
    found = Proposal.objects.filter(pk__in=[part[3] for _, part in named])
    states = dict(found.values_list("pk", "state"))
    return [
        AdoptedPart(kind, there, here, row.id, row.version, made, states[made])
        for row, (kind, there, here, made) in named
        if states[made] != ProposalState.WITHDRAWN
    ]


def incoming() -> list[IncomingRow]:
    """Return the files that came in and wait, latest first."""
    rows = Incoming.objects.order_by("-at", "-pk").values_list(*_INCOMING)
    return [IncomingRow(*row) for row in rows]


def incoming_package(digest: str) -> tuple[IncomingRow, bytes] | None:
    """Return a file that waits, with its bytes, or None."""
    row = Incoming.objects.filter(digest=digest).values_list(*_INCOMING, "package").first()
    return (IncomingRow(*row[:-1]), bytes(row[-1])) if row else None


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
