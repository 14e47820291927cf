"""Scorecards before the close: opened from the postings, self-scored, reviewed, left out."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.absent import mark_absent
from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.evaluation.queries.cards import NoScorecard
from congvu.apps.evaluation.queries.sources import held
from congvu.apps.positions.enums import Leads
from congvu.apps.rulebook.queries import PeriodRow, hold_open, rules_for
from congvu.engine.scoring import program_for
from congvu.kernel.fixed import format_fixed
from congvu.kernel.vietnamese import nfc
from congvu.law.registry import general_criteria_on


@dataclass(frozen=True, slots=True)
class SelfScore:
    """The general criteria as one person (by code) scores herself: hundredths by criterion."""

    person: str
    general: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Review:
    """What a head confirms for one person (by code): hundredths by criterion, and for a leader
    the steps of đ and e (0 the full one, 1 the low one), each with its reason.
    """

    person: str
    general: Mapping[str, int]
    organising: int | None = None
    organising_reason: str = ""
    unity: int | None = None
    unity_reason: str = ""
    note: str = field(default="")


@transaction.atomic
def open_scorecards(period: PeriodRow, *, by: Actor | None, at: datetime) -> int:
    """Open a card for everybody the month's rule is about, and bring cards up to the postings.

    The primary posting on the period's last day decides unit, agency and leadership. Returns how
    many cards were written. Raises PeriodClosed.
    """
    hold_open([period.id])
    subjects = program_for(rules_for(period)).subjects
    count = refresh(period, subjects)
    audit.record(
        "evaluation.scorecards_opened",
        kind="period",
        object_id=period.key,
        label=period.label,
        by=by,
        at=at,
        payload={"cards": count},
    )
    return count


def refresh(period: PeriodRow, subjects: Sequence[str]) -> int:
    """Write the cards' units anew from the postings, and who is away; part of an action's
    transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO evaluation_scorecard AS c
                (person_id, period_id, unit_id, agency_id, peer_group, leads, general_self,
                 general_confirmed, organising_reason, unity_reason, state, not_scored_reason,
                 totals, managed, rules_fingerprint, inputs_hash)
            SELECT h.person_id, {int(period.id)}, h.unit_id, h.agency_id, h.peer_group, h.leads,
                   '{{}}', '{{}}', '', '', '{ScorecardState.DRAFT.value}', '', '{{}}', '[]', '', ''
            FROM ({held(period)}) h JOIN org_person p ON p.id = h.person_id
            WHERE p.kind = ANY(ARRAY[{", ".join(f"'{kind}'" for kind in subjects)}])
            ON CONFLICT (person_id, period_id) DO UPDATE
            SET unit_id = excluded.unit_id, agency_id = excluded.agency_id,
                peer_group = excluded.peer_group, leads = excluded.leads,
                organising = CASE WHEN excluded.leads = 'none' THEN NULL ELSE c.organising END,
                unity = CASE WHEN excluded.leads = 'none' THEN NULL ELSE c.unity END
            WHERE (c.unit_id, c.agency_id, c.peer_group, c.leads) IS DISTINCT FROM
                  (excluded.unit_id, excluded.agency_id, excluded.peer_group, excluded.leads)
            """  # noqa: S608 - integers, dates and the rule's own subject words
        )
        written: int = cursor.rowcount
    mark_absent(period)
    return written


@transaction.atomic
def save_self_scores(
    period: PeriodRow, rows: Sequence[SelfScore], *, by: Actor | None, at: datetime
) -> None:
    """Keep how people score their own general criteria (Mẫu 01).

    Raises PeriodClosed, NoScorecard, or Refused for a criterion missing, unknown or out of range,
    or a card already confirmed.
    """
    hold_open([period.id])
    cards = _locked(period, [row.person for row in rows])
    maxima = _maxima(period)
    written = []
    for row in rows:
        if cards[row.person].state == ScorecardState.REVIEWED:
            raise Refused(f"Phiếu của {row.person} đã được xác nhận; không tự chấm lại được.")
        written.append(
            {
                "id": cards[row.person].id,
                "general_self": dict(row.general),
                "general_self_hundredths": _total(maxima, row.person, row.general),
                "state": ScorecardState.SELF_SCORED.value,
            }
        )
    _write(written)
    points_given = [[row.person, sum(row.general.values())] for row in rows]
    _record("evaluation.self_scored", period, rows, points_given, by=by, at=at)


@transaction.atomic
def review_scorecards(
    period: PeriodRow, rows: Sequence[Review], *, by: Actor | None, at: datetime
) -> None:
    """Confirm general criteria, and a leader's steps of đ and e with their reasons (Đ15.3, Đ17.2).

    A later review replaces an earlier one while the period is open. Raises PeriodClosed,
    NoScorecard, or Refused for criteria out of range, steps without a reason, missing for a
    leader or given to somebody who leads nothing.
    """
    hold_open([period.id])
    cards = _locked(period, [row.person for row in rows])
    maxima = _maxima(period)
    written = []
    for row in rows:
        _refuse_steps(row, cards[row.person].leads)
        written.append(
            {
                "id": cards[row.person].id,
                "general_confirmed": dict(row.general),
                "general_hundredths": _total(maxima, row.person, row.general),
                "organising": row.organising,
                "organising_reason": nfc(row.organising_reason),
                "unity": row.unity,
                "unity_reason": nfc(row.unity_reason),
                "state": ScorecardState.REVIEWED.value,
            }
        )
    _write(written)
    points_given = [
        [row.person, sum(row.general.values()), row.organising, row.unity, row.note] for row in rows
    ]
    _record("evaluation.reviewed", period, rows, points_given, by=by, at=at)


@transaction.atomic
def leave_out(
    period: PeriodRow, reasons: Mapping[str, str], *, by: Actor | None, at: datetime
) -> None:
    """Mark people (by code) as not scored this period, each with its reason, e.g. maternity leave.

    An empty reason takes the mark back. Raises PeriodClosed, NoScorecard.
    """
    hold_open([period.id])
    cards = _locked(period, reasons.keys())
    _write(
        [
            {"id": cards[person].id, "not_scored_reason": nfc(reason)}
            for person, reason in reasons.items()
        ]
    )
    _record("evaluation.left_out", period, reasons, list(reasons.items()), by=by, at=at)


@dataclass(frozen=True, slots=True)
class _Locked:
    id: int
    state: str
    leads: str


def _locked(period: PeriodRow, people: Collection[str]) -> dict[str, _Locked]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.code, c.id, c.state, c.leads FROM evaluation_scorecard c"
            " JOIN org_person p ON p.id = c.person_id"
            " WHERE c.period_id = %s AND p.code = ANY(%s) ORDER BY c.id FOR UPDATE OF c",
            [period.id, list(people)],
        )
        cards = {code: _Locked(*row) for code, *row in cursor.fetchall()}
    missing = sorted(set(people) - cards.keys())
    if missing:
        raise NoScorecard(f"Chưa có phiếu của {', '.join(missing[:5])} trong {period.label}.")
    return cards


def _write(rows: Sequence[dict[str, object]]) -> None:
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
}


def _maxima(period: PeriodRow) -> dict[str, int]:
    return {one.code: one.max_hundredths for one in general_criteria_on(period.ends_on)}


def _total(maxima: Mapping[str, int], person: str, general: Mapping[str, int]) -> int:
    """Return the sum in hundredths; every criterion of the day must be there and in range."""
    if general.keys() != maxima.keys():
        odd = ", ".join(sorted(general.keys() ^ maxima.keys()))
        raise Refused(f"Phiếu của {person}: thiếu hoặc thừa tiêu chí {odd}.")
    for code, given in general.items():
        if not 0 <= given <= maxima[code]:
            raise Refused(
                f"Phiếu của {person}, tiêu chí {code}: {format_fixed(given, places=2)} điểm; "
                f"phải từ 0 đến {format_fixed(maxima[code], places=2)}."
            )
    return sum(general.values())


def _refuse_steps(row: Review, leads: str) -> None:
    given = (row.organising, row.unity)
    if leads == Leads.NONE and given != (None, None):
        raise Refused(f"{row.person} không giữ chức vụ lãnh đạo; không chấm tiêu chí đ, e.")
    if leads != Leads.NONE and None in given:
        raise Refused(f"{row.person} giữ chức vụ lãnh đạo; phải chấm cả tiêu chí đ và e.")
    if None not in given and not (row.organising_reason.strip() and row.unity_reason.strip()):
        raise Refused(f"{row.person}: mức chấm tiêu chí đ, e phải kèm lý do.")


def _record(
    verb: str,
    period: PeriodRow,
    rows: Collection[object],
    points: Sequence[object],
    *,
    by: Actor | None,
    at: datetime,
) -> None:
    audit.record(
        verb,
        kind="period",
        object_id=period.key,
        label=f"{len(rows)} phiếu {period.label}",
        by=by,
        at=at,
        payload=listed(points),
    )
