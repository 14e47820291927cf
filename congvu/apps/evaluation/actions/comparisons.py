"""A period is scored by its own rules and by others; what comes of it is kept for good."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.close import refuse_out_of_range
from congvu.apps.evaluation.models import ComparedPerson, Comparison
from congvu.apps.evaluation.queries.comparisons import Asked
from congvu.apps.evaluation.queries.figures import figures
from congvu.apps.evaluation.queries.paralleling import (
    Both,
    NotComparable,
    Parallel,
    parallel,
    scorings,
)
from congvu.apps.evaluation.queries.sources import RuleAsksTooMuch
from congvu.apps.evaluation.queries.telling_apart import told_apart
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.engine.contrast import labels
from congvu.kernel.vietnamese import nfc
from congvu.law.registry import Rules

MOST_TOLD = 4_000
"""For so many people of other level, those who move most, the bars are told at once."""


@transaction.atomic
def compare_rules(
    period: PeriodRow,
    asked: Asked,
    *,
    reason: str,
    by: Actor | None,
    at: datetime,
    draft: int | None = None,
) -> int:
    """Score a period by other rules beside its own and keep the outcome; return the run's id.

    Raises Refused without a reason, for the very same rules, and for rules that cannot be held
    against the period's; law's NoRuleInForce and OverlayRefused; ManagementCycle.
    """
    if not reason.strip():
        raise Refused("Ghi lý do so, như “Xem trước phương án chặn”.")
    rules = asked.rules
    _refuse_same(rules_for(period), rules)
    found = _parallel(period, rules)
    changed = _told(found)
    counted = figures(found, changed)
    with in_words(Comparison), transaction.atomic():
        made = Comparison.objects.create(
            period_id=period.id,
            draft_id=draft,
            asked=asked.to_json(),
            before_fingerprint=found.before_fingerprint,
            after_fingerprint=rules.fingerprint,
            provisional=period.is_open,
            people=counted.people,
            changed=counted.changed,
            figures=counted.to_json(),
            digest=found.digest,
            reason=nfc(reason).strip(),
            by_id=by.pk if by else None,
            at=at,
        )
    _keep(made.pk, found, changed)
    _tell(made, period, by=by, at=at)
    return made.pk


def _refuse_same(one: Rules, other: Rules) -> None:
    if (one.text, one.values()) == (other.text, other.values()):
        raise Refused("Hai bên là cùng một bộ quy định; hãy đổi ít nhất một điều.")


def _parallel(period: PeriodRow, rules: Rules) -> Parallel:
    try:
        _, after = scorings(period, rules)
        refuse_out_of_range(after)
        return parallel(period, rules)
    except (NotComparable, RuleAsksTooMuch) as wrong:
        raise Refused(str(wrong)) from wrong


def _told(found: Parallel) -> list[Both]:
    """Those of other level, who move most first, with the bars that differ."""
    changed = [one for one in found.people if one.relevelled]
    changed.sort(key=lambda one: (-abs(one.change), one.person))
    bars = told_apart(found, changed[:MOST_TOLD])
    return [replace(one, bars=bars.get(one.person_id)) for one in changed]


def _keep(comparison_id: int, found: Parallel, changed: Sequence[Both]) -> None:
    words = labels([found.before.stage, found.after.stage])
    ComparedPerson.objects.bulk_create(
        (
            ComparedPerson(
                comparison_id=comparison_id,
                person_id=one.person_id,
                unit_id=one.unit_id,
                agency_id=one.agency_id,
                score_before=one.before.score,
                score_after=one.after.score,
                level_before=one.before.level,
                level_after=one.after.level,
                reason_before=one.before.reason,
                reason_after=one.after.reason,
                settled_before=one.before.settled,
                settled_after=one.after.settled,
                bars=_kept(one, words),
            )
            for one in changed
        ),
        batch_size=2_000,
    )


def _kept(one: Both, words: dict[str, str]) -> list[list[object]] | None:
    if one.bars is None:
        return None
    return [[bar.cause, words[bar.cause], bar.shown] for bar in one.bars]


def _tell(made: Comparison, period: PeriodRow, *, by: Actor | None, at: datetime) -> None:
    audit.record(
        "evaluation.rules_compared",
        kind="comparison",
        object_id=made.pk,
        label=f"So hai bộ quy định, {period.label}",
        by=by,
        at=at,
        reason=made.reason,
        payload={
            "before": made.before_fingerprint,
            "after": made.after_fingerprint,
            "asked": made.asked,
            "digest": made.digest,
            "people": made.people,
            "changed": made.changed,
        },
    )
