"""The files that show general criteria: who gets them; part of `table`."""

from collections.abc import Iterable

from tests.faces.access.asked import CARDS, Page, Thing, reads_month
from tests.faces.access.samples import Samples


def card_files(samples: Samples) -> Iterable[Thing]:
    for person, number in samples.card_files.items():
        yield Thing({"pk": number}, CARDS[person], person)
    yield Thing({"pk": 999_999}, known=False)


FILES: dict[str, Page] = {
    "card_file": Page(
        "/tu-cham/tep/{pk}/", ("own.month", "month.read_unit"), card_files, reads_month
    ),
}
