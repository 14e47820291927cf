"""The files that show a card's general criteria, by criterion, as pages list them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from congvu.apps.evaluation.queries import CardFile
from congvu.kernel.frozen import FrozenMap


@dataclass(frozen=True)
class FileLink:
    """A file: its number, its name and where it is given out."""

    id: int
    label: str
    href: str


FilesByCriterion = Mapping[str, tuple[FileLink, ...]]
NO_FILES: FilesByCriterion = FrozenMap()


def files_by_criterion(rows: Iterable[CardFile]) -> FilesByCriterion:
    """Return the files of one card by criterion, in the order they came."""
    found: dict[str, tuple[FileLink, ...]] = {}
    for one in rows:
        link = FileLink(one.id, one.label, reverse("card_file", args=(one.id,)))
        found[one.criterion] = (*found.get(one.criterion, ()), link)
    return FrozenMap(found)
