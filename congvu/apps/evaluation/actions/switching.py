"""From months to quarters and back (Đ14.1, Đ17: monthly or quarterly), losing nothing.

Open months of the first quarter go on in it: their tasks, logs and reports move; their cards stand
as they were, to be read beside the quarter's, which begins with what each person typed last. A
review of a month is no review of a quarter: it is kept there and is given anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions.absent import WORDS
from congvu.apps.evaluation.actions.scorecards import open_scorecards
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.enums import PeriodKind
from congvu.apps.rulebook.queries import PeriodRow, periods, tracking_on
from congvu.apps.work.actions import move_into_quarter
from congvu.kernel.dates import format_day
from congvu.kernel.periods import Span


@dataclass(frozen=True, slots=True)
class Switched:
    """What a switch did: the quarters that open months went on to, how many tasks and cards."""

    quarters: tuple[str, ...]
    tasks: int
    cards: int


@transaction.atomic
def track_by(
    kind: PeriodKind, *, valid_from: date, decision: str, by: Actor | None, at: datetime
) -> Switched:
    """Track by months or by quarters from a quarter's first day on, by a decision.

    Raises Refused for another day, a period of those days whose results stand, or a quarter that
    is open already where months are to begin.
    """
    if tracking_on(valid_from) == kind:
        told = PeriodKind(kind).label.lower()
        raise Refused(f"Ngày {format_day(valid_from)} đã theo dõi theo {told}.")
    later = [one for one in reversed(periods()) if one.months[0].first_day >= valid_from]
    if kind == PeriodKind.MONTH:
        _refuse_open_quarters(later)
    rulebook.replace_parameter(
        name="tracking", value=str(kind), decision=decision, valid_from=valid_from, by=by, at=at
    )
    if kind == PeriodKind.MONTH:
        return Switched((), 0, 0)
    return _into_quarters(later, by=by, at=at)


def _refuse_open_quarters(later: Sequence[PeriodRow]) -> None:
    if later:
        first, after = later[0], later[-1].span.next()
        raise Refused(
            f"Kỳ {first.label} đã mở theo quý; chuyển sang theo tháng được từ "
            f"{format_day(after.first_day)}."
        )


def _into_quarters(later: Sequence[PeriodRow], *, by: Actor | None, at: datetime) -> Switched:
    grouped: dict[Span, list[PeriodRow]] = {}
    for month in later:
        grouped.setdefault(month.months[0].quarter, []).append(month)
    tasks = cards = 0
    for span, months in grouped.items():
        moved, opened = _into_quarter(span, months, by=by, at=at)
        tasks, cards = tasks + moved, cards + opened
    return Switched(tuple(span.key for span in grouped), tasks, cards)


def _into_quarter(
    span: Span, months: Sequence[PeriodRow], *, by: Actor | None, at: datetime
) -> tuple[int, int]:
    for month in months:
        rulebook.lock_to_close(month.id)
    into = rulebook.begin_quarter(span, by=by, at=at)
    moved = move_into_quarter(months, into)
    opened = open_scorecards(into, by=by, at=at) + _keep_those_who_left(months, into)
    _take_over_self_scores(months, into)
    rulebook.carry_extensions(months, into)
    rulebook.finish_quarter(into, months)
    audit.record(
        "evaluation.months_merged",
        kind="period",
        object_id=into.key,
        label=into.label,
        by=by,
        at=at,
        clause="Đ14.1",
        payload={"months": [one.key for one in months], "tasks": moved, "cards": opened},
    )
    return moved, opened


def _keep_those_who_left(months: Sequence[PeriodRow], into: PeriodRow) -> int:
    """Whoever had a card in a month and no post at the quarter's end keeps one, where she was."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO evaluation_scorecard
                (person_id, period_id, unit_id, agency_id, peer_group, leads, general_self,
                 general_confirmed, organising_reason, unity_reason, state, not_scored_reason,
                 totals, managed, rules_fingerprint, inputs_hash)
            SELECT DISTINCT ON (c.person_id) c.person_id, %(into)s, c.unit_id, c.agency_id,
                   c.peer_group, c.leads, '{}', '{}', '', '', 'draft', '', '{}', '[]', '', ''
            FROM evaluation_scorecard c JOIN rulebook_period p ON p.id = c.period_id
            WHERE c.period_id = ANY(%(months)s)
            ORDER BY c.person_id, p.starts_on DESC
            ON CONFLICT (person_id, period_id) DO NOTHING""",
            {"into": into.id, "months": [one.id for one in months]},
        )
        kept: int = cursor.rowcount
    return kept


def _take_over_self_scores(months: Sequence[PeriodRow], into: PeriodRow) -> None:
    """Begin each card of the quarter with what its person typed last, and all that she told.

    Nobody is left out of the quarter whom somebody did not leave out, for the same reason, of all
    its months; who is away throughout is found anew.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH earlier AS (
                SELECT c.*, p.starts_on, 'Tháng ' || extract(month FROM m.day) || ': ' AS told
                FROM evaluation_scorecard c JOIN rulebook_period p ON p.id = c.period_id
                JOIN unnest(%(months)s::bigint[], %(days)s::date[]) AS m(id, day) ON m.id = p.id
            ),
            kept AS (
                SELECT person_id,
                       (array_agg(general_self ORDER BY starts_on DESC)
                           FILTER (WHERE general_self <> '{}'))[1] AS general_self,
                       (array_agg(general_notes ORDER BY starts_on DESC)
                           FILTER (WHERE general_notes <> '{}'))[1] AS general_notes,
                       string_agg(told || strengths, E'\\n' ORDER BY starts_on)
                           FILTER (WHERE strengths <> '') AS strengths,
                       string_agg(told || shortcomings, E'\\n' ORDER BY starts_on)
                           FILTER (WHERE shortcomings <> '') AS shortcomings,
                       CASE WHEN count(*) = %(count)s
                             AND min(not_scored_reason) = max(not_scored_reason)
                             AND min(not_scored_reason) <> ALL(%(found)s::text[])
                            THEN min(not_scored_reason) END AS reason
                FROM earlier GROUP BY person_id
            )
            UPDATE evaluation_scorecard c
            SET general_self = coalesce(k.general_self, c.general_self),
                general_notes = coalesce(k.general_notes, c.general_notes),
                strengths = coalesce(k.strengths, ''),
                shortcomings = coalesce(k.shortcomings, ''),
                not_scored_reason = coalesce(nullif(c.not_scored_reason, ''), k.reason, '')
            FROM kept k WHERE c.period_id = %(into)s AND k.person_id = c.person_id""",
            {
                "into": into.id,
                "months": [one.id for one in months],
                "days": [one.months[0].first_day for one in months],
                "count": len(months),
                "found": list(WORDS),
            },
        )
