"""Cards held for a change, written many at once, and told of in one event."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import in_parts, listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.evaluation.queries.cards import NoScorecard, stood
from congvu.apps.evaluation.queries.snapshots import PART
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.fixed import format_fixed
from congvu.kernel.vietnamese import nfc
from congvu.law.registry import general_criteria_on


@dataclass(frozen=True, slots=True)
class Locked:
    id: int
    person_id: int
    state: str
    leads: str
    agency_id: int
    return_reason: str
    reopened_until: date | None
    since: datetime | None

    @property
    def seen(self) -> str:
        """How the card stands; see queries.cards.stood."""
        return stood(self.state, self.since)


def locked(period: PeriodRow, people: Collection[str]) -> dict[str, Locked]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.code, c.id, c.person_id, c.state, c.leads, c.agency_id, c.return_reason,"
            " c.reopened_until, c.since FROM evaluation_scorecard c"
            " JOIN org_person p ON p.id = c.person_id"
            " WHERE c.period_id = %s AND p.code = ANY(%s) ORDER BY c.id FOR UPDATE OF c",
            [period.id, list(people)],
        )
        cards = {code: Locked(*row) for code, *row in cursor.fetchall()}
    missing = sorted(set(people) - cards.keys())
    if missing:
        raise NoScorecard(f"Chưa có phiếu của {', '.join(missing[:5])} trong {period.label}.")
    return cards


def write(rows: Sequence[dict[str, object]]) -> None:
    """Set the same columns of many cards in one statement: a province reviews on one evening."""
    if not rows:
        return
    columns = [name for name in rows[0] if name != "id"]
    typed = ", ".join(f"{name} {_TYPES.get(name, 'text')}" for name in ("id", *columns))
    sets = ", ".join(f"{name} = x.{name}" for name in columns)
    with in_words(Scorecard), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE evaluation_scorecard c SET {sets} "  # noqa: S608 - the columns above, no words
            f"FROM jsonb_to_recordset(%s::jsonb) AS x({typed}) WHERE c.id = x.id",
            [json.dumps(list(rows), ensure_ascii=False)],
        )


_TYPES = {
    "id": "bigint",
    "general_self": "jsonb",
    "general_confirmed": "jsonb",
    "general_self_hundredths": "integer",
    "general_hundredths": "integer",
    "organising": "smallint",
    "unity": "smallint",
    "general_notes": "jsonb",
    "reviewed_by_id": "bigint",
    "confirmed_by_id": "bigint",
    "confirmed_at": "timestamptz",
    "since": "timestamptz",
    "self_scored_at": "timestamptz",
    "reopened_until": "date",
    "batch": "boolean",
}


def maxima_of(period: PeriodRow) -> dict[str, int]:
    return {one.code: one.max_hundredths for one in general_criteria_on(period.ends_on)}


def total(maxima: Mapping[str, int], person: str, general: Mapping[str, int]) -> int:
    """Return the sum in hundredths; every criterion of the day must be there and in range."""
    if general.keys() != maxima.keys():
        odd = ", ".join(sorted(general.keys() ^ maxima.keys()))
        raise Refused(f"Phiếu của {person}: thiếu hoặc thừa tiêu chí {odd}.")
    refuse_out_of_range(maxima, person, general)
    return sum(general.values())


def refuse_out_of_range(maxima: Mapping[str, int], person: str, general: Mapping[str, int]) -> None:
    unknown = ", ".join(sorted(general.keys() - maxima.keys()))
    if unknown:
        raise Refused(f"Phiếu của {person}: không có tiêu chí {unknown}.")
    for code, given in general.items():
        if not 0 <= given <= maxima[code]:
            raise Refused(
                f"Phiếu của {person}, tiêu chí {code}: {format_fixed(given, places=2)} điểm; "
                f"phải từ 0 đến {format_fixed(maxima[code], places=2)}."
            )


def now_in(state: ScorecardState, at: datetime) -> dict[str, object]:
    return {"state": state.value, "since": at.isoformat()}


def refuse_blank(text: str, says: str) -> None:
    if not text.strip():
        raise Refused(says)


def refuse_unless(card: Locked, person: str, states: Collection[ScorecardState], says: str) -> None:
    if card.state not in states:
        label = str(ScorecardState(card.state).label).lower()
        raise Refused(f"Phiếu của {person} {label}; {says}.")


def tell(
    verb: str,
    period: PeriodRow,
    rows: Collection[object],
    points: Sequence[object],
    *,
    by: Actor | None,
    at: datetime,
    reason: str = "",
    batch: bool = False,
) -> None:
    """Tell of it in one event; `batch` marks what was done together without a look at each.

    Where its rows are too many to be listed there, parts of it name them: a paper says who
    confirmed a card, however many were confirmed with it.
    """
    mark = {"batch": True} if batch else {}

    def told(named: str, payload: dict[str, Any]) -> None:
        audit.record(
            named, kind="period", object_id=period.key, label=f"{len(rows)} phiếu {period.label}",
            by=by, at=at, reason=nfc(reason), payload=payload | mark,
        )  # fmt: skip

    told(verb, listed(points))
    for part in in_parts(points):
        told(f"{verb}{PART}", part)
