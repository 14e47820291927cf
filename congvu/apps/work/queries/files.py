"""Reads of the files that records name, for whoever looks whether they are still there."""

from dataclasses import dataclass

from congvu.apps.work.enums import EvidenceKind
from congvu.apps.work.models import Evidence


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that evidence names, by its content's sha256 and size in bytes."""

    sha256: str
    size: int


def kept_files(*, most: int | None = None) -> list[KeptFile]:
    """Return the files that are evidence now, each once, the latest first."""
    found = Evidence.objects.filter(kind=EvidenceKind.FILE, removed_at=None).order_by("-pk")
    rows = found.values_list("sha256", "size")[:most]
    return list(dict.fromkeys(KeptFile(sha256, size or 0) for sha256, size in rows))
