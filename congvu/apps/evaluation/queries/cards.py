"""Scorecards as frozen rows, and why one cannot be scored yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from congvu.apps.evaluation.enums import STANDING
from congvu.apps.evaluation.models import CardProof, Scorecard
from congvu.apps.evaluation.queries.sources import NO_STEPS, SELF, Scoring, missing_general
from congvu.apps.positions.enums import Leads


@dataclass(frozen=True, slots=True)
class CardFile:
    """A file that shows a general criterion, by its number, as `card_proof` gives it."""

    id: int
    criterion: str
    label: str


class NoScorecard(LookupError):
    """The person has no scorecard in the period."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A scorecard with its person and unit; points in hundredths, criteria by code.

    `reviewed_by` and `confirmed_by` are names. `totals` holds, once published, every integer of
    the rule's lines; `managed` the codes of the people that d rests on.
    """

    id: int
    person_id: int
    person: str
    full_name: str
    given: str
    family_middle: str
    kind: str
    title: str
    unit_id: int
    unit: str
    unit_name: str
    unit_path: str
    agency_id: int
    agency: str
    agency_name: str
    agency_path: str
    peer_group: str
    leads: str
    general_self: Mapping[str, int]
    general_self_hundredths: int | None
    general_notes: Mapping[str, str]
    strengths: str
    shortcomings: str
    general_confirmed: Mapping[str, int]
    general_hundredths: int | None
    organising: int | None
    organising_reason: str
    unity: int | None
    unity_reason: str
    comment: str
    extreme_reason: str
    return_reason: str
    reviewed_by: str | None
    confirmed_by: str | None
    confirmed_at: datetime | None
    batch: bool
    state: str
    since: datetime | None
    score_hundredths: int | None
    not_scored_reason: str
    settled: bool | None
    totals: Mapping[str, int]
    managed: tuple[str, ...]
    rules_fingerprint: str
    inputs_hash: str
    closed_at: datetime | None
    files: tuple[CardFile, ...]

    @property
    def is_leader(self) -> bool:
        """Whether d, đ and e are part of the score."""
        return self.leads != Leads.NONE

    @property
    def stands(self) -> bool:
        """Whether the card holds its published result."""
        return self.state in STANDING

    @property
    def self_scored(self) -> bool:
        """Whether the person has scored the general criteria."""
        return self.general_self_hundredths is not None

    @property
    def reviewed(self) -> bool:
        """Whether the general criteria were reviewed."""
        return self.general_hundredths is not None

    @property
    def seen(self) -> str:
        """How the card stands, to be told by whoever answers it; see `stood`."""
        return stood(self.state, self.since)

    @property
    def confirmed(self) -> bool:
        """Whether the competent level confirmed the card (Đ10.1, Đ17.2)."""
        return self.confirmed_at is not None


_RANK: Mapping[str, int] = {Leads.HEAD: 0, Leads.DEPUTY: 1, Leads.NONE: 2}
_COLUMNS = {
    "id": "pk",
    "person_id": "person_id",
    "person": "person__code",
    "full_name": "person__full_name",
    "given": "person__given",
    "family_middle": "person__family_middle",
    "kind": "person__kind",
    "title": "posting__title",
    "unit_id": "unit_id",
    "unit": "unit__code",
    "unit_name": "unit__name",
    "unit_path": "unit__path",
    "agency_id": "agency_id",
    "agency": "agency__code",
    "agency_name": "agency__name",
    "agency_path": "agency__path",
    "peer_group": "peer_group",
    "leads": "leads",
    "general_self": "general_self",
    "general_self_hundredths": "general_self_hundredths",
    "general_notes": "general_notes",
    "strengths": "strengths",
    "shortcomings": "shortcomings",
    "general_confirmed": "general_confirmed",
    "general_hundredths": "general_hundredths",
    "organising": "organising",
    "organising_reason": "organising_reason",
    "unity": "unity",
    "unity_reason": "unity_reason",
    "comment": "comment",
    "extreme_reason": "extreme_reason",
    "return_reason": "return_reason",
    "reviewed_by": "reviewed_by__full_name",
    "confirmed_by": "confirmed_by__full_name",
    "confirmed_at": "confirmed_at",
    "batch": "batch",
    "state": "state",
    "since": "since",
    "score_hundredths": "score_hundredths",
    "not_scored_reason": "not_scored_reason",
    "settled": "settled",
    "totals": "totals",
    "managed": "managed",
    "rules_fingerprint": "rules_fingerprint",
    "inputs_hash": "inputs_hash",
    "closed_at": "closed_at",
}
_FILES = ArraySubquery(
    CardProof.objects.filter(card=OuterRef("pk"), removed_at=None)
    .order_by("pk")
    .values(told=JSONObject(id="pk", criterion="criterion", label="label"))
)


def stood(state: str, since: datetime | None) -> str:
    """Return how a card stood at a moment: whatever is done to it afterwards gives another."""
    return f"{state}@{since.astimezone(UTC).isoformat() if since else ''}"


def cards(which: Q, *, period_id: int, on: date) -> list[CardRow]:
    """Return the cards of a period that match: unit by unit, who leads first, then by name.

    The title is that of the primary posting on `on`.
    """
    found = _with_title(Scorecard.objects.filter(which, period=period_id), on)
    ordered = found.order_by("unit__path", "person__sort_key", "pk")
    rows = [_row(values) for values in ordered.values_list(*_COLUMNS.values(), _FILES)]
    return sorted(rows, key=lambda card: (card.unit_path, _RANK[card.leads]))


def card_of(person: str | int, *, period_id: int, on: date) -> CardRow:
    """Return one person's card (by code or by id); raises NoScorecard."""
    named = Q(person__code=person) if isinstance(person, str) else Q(person=person)
    found = cards(named, period_id=period_id, on=on)
    if not found:
        raise NoScorecard(f"Người mang mã “{person}” không có phiếu trong kỳ này.")
    return found[0]


def general_of(scoring: Scoring, card: CardRow) -> int | None:
    """Return the general points that count; the twin of sources.general_points."""
    if not scoring.asks("general"):
        return None
    if scoring.rules.value("general_source") == SELF:
        return card.general_self_hundredths
    if scoring.closing:
        return card.general_hundredths if card.confirmed else None
    return card.general_hundredths if card.reviewed else card.general_self_hundredths


def card_reason_of(scoring: Scoring, card: CardRow) -> str:
    """Return why the card cannot be scored yet, "" when it can; twin of sources.card_reason."""
    if card.not_scored_reason:
        return card.not_scored_reason
    if scoring.asks("general") and general_of(scoring, card) is None:
        return missing_general(scoring)
    steps = (card.organising, card.unity)
    if scoring.asks("organising") and card.is_leader and None in steps:
        return NO_STEPS
    return ""


def _with_title(found: QuerySet[Scorecard], on: date) -> QuerySet[Scorecard]:
    current = Q(
        Q(person__postings__valid_until=None) | Q(person__postings__valid_until__gt=on),
        person__postings__is_primary=True,
        person__postings__valid_from__lte=on,
    )
    return found.annotate(posting=FilteredRelation("person__postings", condition=current))


def _row(values: tuple[Any, ...]) -> CardRow:
    *told, files = values
    row = dict(zip(_COLUMNS, told, strict=True))
    row["files"] = tuple(CardFile(**one) for one in files)
    row["title"] = row["title"] or ""
    row["managed"] = tuple(row["managed"])
    return CardRow(**row)
