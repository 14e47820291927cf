"""Reads of the files that show what general criteria were scored for."""

from dataclasses import dataclass, fields
from typing import Any

from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.models import CardProof


@dataclass(frozen=True, slots=True)
class CardProofRow:
    """A file at a criterion of a card: whose, and how it is kept; size in bytes.

    `sent`: the card left its owner's hands; before that the file is hers alone.
    """

    id: int
    card_id: int
    criterion: str
    label: str
    sha256: str
    size: int
    content_type: str
    person_id: int
    person: str
    period: str
    unit_path: str
    sent: bool


def card_proof(proof_id: int) -> CardProofRow | None:
    """Return one file, None where there is none or it was taken off."""
    found = CardProof.objects.filter(pk=proof_id, removed_at=None)
    values = found.values_list(*_COLUMNS).first()
    return _row(*values) if values else None


def kept_card_files() -> list[str]:
    """Return the sha256 of every file that shows a criterion."""
    found = CardProof.objects.filter(removed_at=None).order_by("-pk")
    return list(dict.fromkeys(found.values_list("sha256", flat=True)))


_COLUMNS = (
    *("pk", "card_id", "criterion", "label", "sha256", "size", "content_type"),
    *("card__person_id", "card__person__code", "card__period__key", "card__unit__path"),
    "card__state",
)


def _row(*values: Any) -> CardProofRow:
    row = dict(zip(_NAMES, values, strict=True))
    return CardProofRow(**row | {"sent": row["sent"] != ScorecardState.DRAFT})


_NAMES = tuple(one.name for one in fields(CardProofRow))
