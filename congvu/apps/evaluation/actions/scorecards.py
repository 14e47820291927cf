"""Scorecards opened from the postings, and people left out of scoring."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.evaluation.actions.absent import mark_absent
from congvu.apps.evaluation.actions.held_cards import locked, tell, write
from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.queries.sources import held
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import PeriodRow, hold_open, rules_for
from congvu.engine.scoring import program_for
from congvu.kernel.periods import Tracked
from congvu.kernel.vietnamese import nfc


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


@transaction.atomic
def begin_period(span: Tracked, *, by: Actor | None, at: datetime) -> tuple[PeriodRow, int]:
    """Open a month or quarter and a card for everybody in it; return it and how many cards.

    Raises Refused as `rulebook.open_period`.
    """
    period = rulebook.open_period(span, by=by, at=at)
    return period, open_scorecards(period, by=by, at=at)


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
def leave_out(
    period: PeriodRow, reasons: Mapping[str, str], *, by: Actor | None, at: datetime
) -> None:
    """Mark people (by code) as not scored this period, each with its reason, e.g. maternity leave.

    An empty reason takes the mark back. Raises PeriodClosed, NoScorecard.
    """
    hold_open([period.id])
    cards = locked(period, reasons.keys())
    write(
        [
            {"id": cards[person].id, "not_scored_reason": nfc(reason)}
            for person, reason in reasons.items()
        ]
    )
    tell("evaluation.left_out", period, reasons, list(reasons.items()), by=by, at=at)
