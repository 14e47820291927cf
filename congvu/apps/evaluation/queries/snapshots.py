"""What was published and can be checked by its paper: a card's result, a period's close."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max, Q

from congvu.apps.audit.queries import RowAct, last_acts_by_row
from congvu.apps.evaluation.enums import STANDING
from congvu.apps.evaluation.models import Close, Scorecard
from congvu.apps.evaluation.queries import sealing
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.rulebook.queries import PeriodRow, period, rules_for

SENT, CONFIRMED = "evaluation.self_scored", "evaluation.confirmed"
PART = "_part"
"""Ends the verb of an event that names some of a long act's rows."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One card as far as a check tells of it; `seal` is "" until it is published.

    `amended_at`: when another record took its place (None: it still stands).
    """

    id: int
    person_id: int
    person: str
    full_name: str
    unit_path: str
    unit_name: str
    period: str
    seal: str
    score_hundredths: int | None
    reason: str
    published_at: datetime | None
    amended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """A close as a list's paper names it: its digest and when it was made."""

    id: int
    period: str
    digest: str
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class Signings:
    """When and by whom each card was sent and confirmed, by the person's code."""

    sent: dict[str, RowAct]
    confirmed: dict[str, RowAct]


def snapshots(card_ids: Collection[int]) -> dict[int, Snapshot]:
    """Return cards by their ids, without those that there are not; one query."""
    found = Scorecard.objects.filter(pk__in=card_ids).annotate(amended=Max("amendments__at"))
    rows = found.values_list(
        *("pk", "person_id", "person__code", "person__full_name", "unit__path", "unit__name"),
        *("period__key", "inputs_hash", "score_hundredths", "not_scored_reason", "closed_at"),
        "amended",
    )
    return {row[0]: Snapshot(*row) for row in rows}


def closed_period(period_id: int) -> ClosedPeriod | None:
    """Return the close of a period, None while it is open."""
    return next(iter(_closes(Q(period=period_id))), None)


def closes_named(close_ids: Collection[int]) -> dict[int, ClosedPeriod]:
    """Return closes by their own ids, without those that there are not; one query."""
    return {one.id: one for one in _closes(Q(pk__in=close_ids))}


def _closes(which: Q) -> list[ClosedPeriod]:
    found = Close.objects.filter(which)
    rows = found.values_list("pk", "period__key", "digest", "finished_at")
    return [ClosedPeriod(*row) for row in rows]


def still_fits(found: Snapshot) -> bool:
    """Whether a published card, its work and its result still give the hash that was stored."""
    told = period(found.period)
    scoring = Scoring(told, rules_for(told), scope=found.unit_path, closing=True)
    form = Close.objects.filter(period=told.id).values_list("form", flat=True).first()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_fits(scoring, found.id, form or sealing.FORM))
        return bool(cursor.fetchone())


def _fits(scoring: Scoring, card_id: int, form: str) -> str:
    states = ", ".join(f"'{state.value}'" for state in STANDING)
    return f"""
        SELECT 1 FROM evaluation_scorecard c {sealing.NAMED}
        LEFT JOIN LATERAL ({sealing.lines_of(scoring, "c.person_id")}) l ON true
        WHERE c.id = {int(card_id)} AND c.state IN ({states})
          AND c.inputs_hash = {sealing.seal(scoring.period, "c", form)}"""  # noqa: S608 - integers and fixed words


def signings(told: PeriodRow, people: Collection[str]) -> Signings:
    """Return who sent and who confirmed the cards of some people, the last time; one query.

    A long act names its rows in events beside its own; those of before did not, and are not found.
    """
    verbs = [*(SENT, CONFIRMED), *(f"{verb}{PART}" for verb in (SENT, CONFIRMED))]
    acts = last_acts_by_row(verbs, kind="period", object_id=told.key, rows=people)
    return Signings(_latest(acts, SENT), _latest(acts, CONFIRMED))


def _latest(acts: Mapping[tuple[str, str], RowAct], verb: str) -> dict[str, RowAct]:
    """The later of a short act and of a part of a long one, by the person's code."""
    found: dict[str, RowAct] = {}
    for (named, code), act in acts.items():
        if named.removesuffix(PART) == verb and (code not in found or found[code].at < act.at):
            found[code] = act
    return found
