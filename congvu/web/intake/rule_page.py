"""What a trial of rules shows: how many of the last records each rule would count."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from congvu.apps.catalogue.queries import dated_products
from congvu.apps.work.actions import RuleTerms
from congvu.apps.work.enums import ReceivedState
from congvu.apps.work.queries import RuleRow, SystemRow
from congvu.exchange.intake.receiving import Preview
from congvu.exchange.intake.words import rule_words
from congvu.web.intake.rule_form import RuleForm

DRAFT = -1
SHOWN = 8


@dataclass(frozen=True)
class TrialLine:
    """What one rule would count of the sample."""

    name: str
    draft: bool
    counted: int
    refused: int


@dataclass(frozen=True)
class Trial:
    """The rules, with the draft among them, against the records that came last."""

    answer: str
    sentence: str
    lines: tuple[TrialLine, ...]
    unmapped: int
    reasons: tuple[tuple[str, str], ...]


def draft_of(system: SystemRow, form: RuleForm, terms: RuleTerms) -> RuleRow:
    """The rule that was typed, as if it held already."""
    return RuleRow(
        id=DRAFT,
        system_id=system.id,
        place=0,
        name=terms.name,
        conditions=list(terms.conditions),
        series=terms.series,
        product_code=terms.product_code,
        person_by=terms.person_by,
        person_field=terms.person_field,
        person=terms.person or None,
        person_name=form.person or None,
        day_field=terms.day_field,
        amount_field=terms.amount_field,
        minutes_field=terms.minutes_field,
        made_by=None,
        made_at=None,
    )


def trial_of(count: int, seen: Preview, rules: Sequence[RuleRow]) -> Trial:
    """Say of each rule how many of the sample it counts and refuses, and what none speaks of."""
    by_rule = Counter((one.rule_id, one.state) for one in seen.plan.taken)
    unmapped = sum(one.state == ReceivedState.UNMAPPED for one in seen.plan.taken)
    draft = next(one for one in rules if one.id == DRAFT)
    refused = [one for one in seen.plan.taken
               if one.rule_id == DRAFT and one.state == ReceivedState.REFUSED]  # fmt: skip
    counted = by_rule[DRAFT, ReceivedState.COUNTED]
    answer = (
        f"Trong {count} bản ghi gần nhất, luật này tính {counted}; {unmapped} chưa có luật nào."
        if count
        else "Chưa nhận bản ghi nào để thử; lưu luật rồi nạp một tệp, tệp chỉ tính khi bấm Áp dụng."
    )
    key = (draft.series, draft.product_code)
    name = next((one.product.name for one in dated_products({key})), "")
    return Trial(
        answer=answer,
        sentence=rule_words(draft, name),
        lines=tuple(
            TrialLine(
                one.name,
                one.id == DRAFT,
                by_rule[one.id, ReceivedState.COUNTED],
                by_rule[one.id, ReceivedState.REFUSED],
            )
            for one in rules
        ),
        unmapped=unmapped,
        reasons=tuple((one.source_id, one.reason) for one in refused[:SHOWN]),
    )
