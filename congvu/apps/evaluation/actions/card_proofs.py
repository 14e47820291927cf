"""Files that show what a general criterion was scored for: attached and taken off with a draft."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.models import CardProof
from congvu.kernel.vietnamese import nfc

MOST_FILES = 3
"""So many files show one criterion."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A stored file by its content's hash; size in bytes."""

    name: str
    sha256: str
    size: int
    content_type: str


def change_proofs(
    card_id: int,
    person: str,
    files: Mapping[str, Collection[Proof]],
    dropped: Iterable[int],
    *,
    by: Actor | None,
    at: datetime,
) -> None:
    """Take off and attach files of a card that is held as its owner's; part of an action.

    Raises Refused for a file that is not there, or more than MOST_FILES at a criterion.
    """
    for proof_id in dropped:
        _drop(card_id, person, proof_id, by=by, at=at)
    for criterion, proofs in files.items():
        for one in proofs:
            _attach(card_id, person, criterion, one, by=by, at=at)


def _attach(
    card_id: int, person: str, criterion: str, one: Proof, *, by: Actor | None, at: datetime
) -> None:
    there = CardProof.objects.filter(card=card_id, criterion=criterion, removed_at=None)
    if there.filter(sha256=one.sha256).exists():
        return
    if there.count() >= MOST_FILES:
        raise Refused(
            f"Tiêu chí {criterion} đã có {MOST_FILES} tệp; gỡ bớt một tệp rồi gửi tệp khác."
        )
    with in_words(CardProof), transaction.atomic():
        made = CardProof.objects.create(
            card_id=card_id,
            criterion=criterion,
            label=nfc(one.name)[:300],
            sha256=one.sha256,
            size=one.size,
            content_type=one.content_type,
            added_by_id=by.pk if by else None,
            added_at=at,
        )
    _tell("evaluation.proof_attached", made, person, by=by, at=at)


def _drop(card_id: int, person: str, proof_id: int, *, by: Actor | None, at: datetime) -> None:
    found = CardProof.objects.filter(pk=proof_id, card=card_id, removed_at=None).first()
    if found is None:
        raise Refused("Tệp này không có ở phiếu, hoặc đã được gỡ.")
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    _tell("evaluation.proof_removed", found, person, by=by, at=at)


def _tell(verb: str, proof: CardProof, person: str, *, by: Actor | None, at: datetime) -> None:
    audit.record(
        verb,
        kind="scorecard",
        object_id=proof.card_id,
        label=f"{person}, tiêu chí {proof.criterion}",
        by=by,
        at=at,
        payload={"label": proof.label, "sha256": proof.sha256},
    )
