"""Reads of amendments: the result that stands now, the chain behind it, what rests on it."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Case as OneOf
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, When

from congvu.apps.evaluation.enums import STANDING, UNDER_WAY
from congvu.apps.evaluation.models import Amendment, AmendmentProposal, Scorecard
from congvu.apps.evaluation.queries.amended import Result
from congvu.apps.evaluation.queries.cards import CardRow
from congvu.apps.rulebook.queries import PeriodRow

FORM = "congvu-amendment-1"
"""What an amendment's hash covers, by name; see sealed."""
AFTER_OBJECTION, AFTER_FINDING = "Đ22", "Đ21.3"
"""The clauses by which a result is amended: an objection accepted, or a fault found later."""


class UnknownProposal(LookupError):
    """A proposal to amend that is not in the records."""


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal to amend with its people, by name; see the model."""

    id: int
    card_id: int
    period: str
    person_id: int
    person: str
    full_name: str
    unit_id: int
    unit_name: str
    unit_path: str
    objection_id: int | None
    objection_label: str | None
    changes: Mapping[str, Any]
    reason: str
    clause: str
    proposer_user: int
    proposer: str
    proposed_at: datetime
    state: str
    checker_user: int | None
    checker: str | None
    checked_at: datetime | None
    signer: str | None
    signed_at: datetime | None
    refusal: str
    reviewer_id: int | None
    confirmer_id: int | None
    was_hundredths: int | None
    now_hundredths: int | None

    @property
    def under_way(self) -> bool:
        """Whether it waits for somebody."""
        return self.state in UNDER_WAY


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """An amendment in force: the result, the hash of the old one, who proposed, checked, signed."""

    id: int
    card_id: int
    proposal_id: int
    before_id: int | None
    old_hash: str
    sha256: str
    inputs: Mapping[str, Any]
    changes: Mapping[str, Any]
    score_hundredths: int | None
    not_scored_reason: str
    level: str
    settled: bool
    totals: Mapping[str, Any]
    rules_fingerprint: str
    reason: str
    clause: str
    objection_id: int | None
    proposer: str
    checker: str
    signer: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Resting:
    """A published result that rests on another: whose, of which period, whether amended since."""

    card_id: int
    person: str
    full_name: str
    unit_name: str
    period: str
    period_kind: str
    score_hundredths: int | None
    amended_at: datetime | None


_PROPOSAL = {
    "id": "pk",
    "card_id": "card_id",
    "period": "card__period__key",
    "person_id": "person_id",
    "person": "person__code",
    "full_name": "person__full_name",
    "unit_id": "card__unit_id",
    "unit_name": "card__unit__name",
    "unit_path": "card__unit__path",
    "objection_id": "objection_id",
    "objection_label": "objection__label",
    "changes": "changes",
    "reason": "reason",
    "clause": "clause",
    "proposer_user": "proposed_by_id",
    "proposer": "proposed_by__display_name",
    "proposed_at": "proposed_at",
    "state": "state",
    "checker_user": "checked_by_id",
    "checker": "checked_by__display_name",
    "checked_at": "checked_at",
    "signer": "signed_by__display_name",
    "signed_at": "signed_at",
    "refusal": "refusal",
    "reviewer_id": "reviewed_by_id",
    "confirmer_id": "confirmed_by_id",
    "was_hundredths": "card__score_hundredths",
    "now_hundredths": "amendment__score_hundredths",
}
_AMENDMENT = {
    "id": "pk",
    "card_id": "card_id",
    "proposal_id": "proposal_id",
    "before_id": "before_id",
    "old_hash": "old_hash",
    "sha256": "sha256",
    "inputs": "inputs",
    "changes": "proposal__changes",
    "score_hundredths": "score_hundredths",
    "not_scored_reason": "not_scored_reason",
    "level": "level",
    "settled": "settled",
    "totals": "totals",
    "rules_fingerprint": "rules_fingerprint",
    "reason": "proposal__reason",
    "clause": "proposal__clause",
    "objection_id": "proposal__objection_id",
    "proposer": "proposal__proposed_by__display_name",
    "checker": "proposal__checked_by__display_name",
    "signer": "proposal__signed_by__display_name",
    "at": "at",
}


def proposal(proposal_id: int) -> ProposalRow:
    """Return one proposal to amend; raises UnknownProposal."""
    found = _proposals(AmendmentProposal.objects.filter(pk=proposal_id))
    if not found:
        raise UnknownProposal(f"Không có đề nghị điều chỉnh số {proposal_id}.")
    return found[0]


def listed_proposals(
    paths: Collection[str], *, under_way: bool, first: int, most: int
) -> tuple[int, list[ProposalRow]]:
    """Return how many proposals there are of units at and under paths, and one page of them."""
    within = Q()
    for path in paths:
        within |= Q(card__unit__path__startswith=path)
    found = AmendmentProposal.objects.filter(within) if paths else AmendmentProposal.objects.none()
    if under_way:
        found = found.filter(state__in=UNDER_WAY)
    ordered = found.order_by("-pk")
    return found.count(), _proposals(ordered[first : first + most])


def proposal_of_objection(objection_id: int) -> ProposalRow | None:
    """Return the latest proposal that an objection led to, or None."""
    found = AmendmentProposal.objects.filter(objection=objection_id).order_by("-pk")
    return next(iter(_proposals(found[:1])), None)


def amendments_of(card_id: int) -> list[AmendmentRow]:
    """Return the amendments of one card, the first one first."""
    return _amendments(Amendment.objects.filter(card=card_id).order_by("pk"))


def latest_amendments(card_ids: Collection[int]) -> dict[int, AmendmentRow]:
    """Return the last amendment of each card that was amended; one query."""
    found = Amendment.objects.filter(card__in=card_ids, after=None)
    return {row.card_id: row for row in _amendments(found)}


@dataclass(frozen=True, slots=True)
class StandingResult:
    """The result that stands now, its hash, the inputs changed so far, and the last amendment."""

    score_hundredths: int | None
    not_scored_reason: str
    sha256: str
    inputs: Mapping[str, Any]
    amendment: AmendmentRow | None


def current_result(card: CardRow) -> StandingResult:
    """Return the result of a published card that stands now: the last amendment, or the card."""
    last = latest_amendments([card.id]).get(card.id)
    if last is None:
        return StandingResult(
            card.score_hundredths, card.not_scored_reason, card.inputs_hash, {}, None
        )
    return StandingResult(
        last.score_hundredths, last.not_scored_reason, last.sha256, last.inputs, last
    )


def resting_on(card: CardRow, period: PeriodRow) -> list[Resting]:
    """Return the published results that rest on a card's.

    They are those of the leaders whose d counts the person, in the same period, and her own of
    longer periods that hold it. Each is amended by a decision of its own, or not at all.
    """
    leads = Q(period=period.id, managed__contains=[card.person])
    longer = Q(
        person=card.person_id,
        period__starts_on__lte=period.starts_on,
        period__ends_on__gte=period.ends_on,
    ) & ~Q(period=period.id)
    return _resting(Scorecard.objects.filter(leads | longer, state__in=STANDING))


def _resting(found: QuerySet[Scorecard]) -> list[Resting]:
    """Each as its last amendment has it; one query."""
    last = Amendment.objects.filter(card=OuterRef("pk"), after=None)
    rows = found.order_by("period__ends_on", "unit__path", "pk").values_list(
        "pk", "person__code", "person__full_name", "unit__name", "period__key", "period__kind",
        OneOf(
            When(Exists(last), then=Subquery(last.values("score_hundredths"))),
            default="score_hundredths",
        ),
        Subquery(last.values("at")),
    )  # fmt: skip
    return [Resting(*row) for row in rows]


def sealed(
    made: AmendmentProposal, old_hash: str, inputs: Mapping[str, Any], result: Result, at: datetime
) -> str:
    """Return the sha256 over an amendment: the old hash, what changed, the result, who and why."""
    covered = [
        FORM,
        old_hash,
        made.card.period.key,
        made.person.code,
        made.changes,
        inputs,
        result.totals,
        result.settled,
        result.score_hundredths,
        result.not_scored_reason,
        result.level,
        result.rules_fingerprint,
        made.reason,
        made.clause,
        [str(one) for one in (made.proposed_by_id, made.checked_by_id, made.signed_by_id)],
        at.astimezone(UTC).isoformat(),
    ]
    text = json.dumps(covered, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def altered_amendments(card_ids: Collection[int]) -> list[int]:
    """Return the numbers (of the proposals) of amendments that no longer fit; see altered_in."""
    return _altered(Amendment.objects.filter(card__in=card_ids))


def altered_in(period_id: int) -> list[int]:
    """Return the numbers (of the proposals) of a period's amendments that no longer fit.

    That is those that do not give their hash again, or do not follow the hash of what stood before
    them. None, if all is well; one query.
    """
    return _altered(Amendment.objects.filter(card__period=period_id))


def _altered(found: QuerySet[Amendment]) -> list[int]:
    told = found.select_related("proposal__card__period", "proposal__person", "before")
    return [one.proposal_id for one in told.order_by("pk") if not _fits(one)]


def _fits(one: Amendment) -> bool:
    follows = one.before.sha256 if one.before else one.proposal.card.inputs_hash
    return one.old_hash == follows and _told_again(one) == one.sha256


def _told_again(one: Amendment) -> str:
    result = Result(
        one.score_hundredths, one.not_scored_reason, one.level, one.settled, one.totals,
        one.rules_fingerprint,
    )  # fmt: skip
    return sealed(one.proposal, one.old_hash, one.inputs, result, one.at)


def _proposals(found: QuerySet[AmendmentProposal]) -> list[ProposalRow]:
    return [ProposalRow(*row) for row in found.values_list(*_PROPOSAL.values())]


def _amendments(found: QuerySet[Amendment]) -> list[AmendmentRow]:
    return [AmendmentRow(*row) for row in found.values_list(*_AMENDMENT.values())]
