"""A decided round rated again from its stored inputs, some of them changed; nothing is stored.

Only those named get another result: the others stand, are counted and keep their places. Whoever
would stand otherwise were the whole round rated anew is told of, and stays as she is.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from congvu.apps.evaluation.queries.amendments import AFTER_FINDING
from congvu.apps.evaluation.queries.deciders import About, Decider, decider_of, managing_head_of
from congvu.apps.evaluation.queries.years.inputs import YearText, changed_case, stored_case, text_of
from congvu.apps.evaluation.queries.years.rated import YEAR
from congvu.apps.evaluation.queries.years.replacements import NamedRow, ReplacementRow
from congvu.apps.evaluation.queries.years.results import YearResultRow, year_results
from congvu.apps.evaluation.queries.years.sealing import YearRecord, digest_of, record_again
from congvu.engine.caps import Rating, rate
from congvu.engine.cases import Case


@dataclass(frozen=True)
class Renewed:
    """One person named: her standing result, what of its inputs changes, and what comes of it."""

    before: YearResultRow
    changes: Mapping[str, Any]
    record: YearRecord


@dataclass(frozen=True)
class Shifted:
    """Somebody whose level would be another one, were all places of the round given anew."""

    row: YearResultRow
    level: str


@dataclass(frozen=True)
class Rerated:
    """What a replacement comes to: those named, and those whom it would move."""

    named: tuple[Renewed, ...]
    shifted: tuple[Shifted, ...]

    @property
    def digest(self) -> str:
        """The digest over the new results, as the decision stores it."""
        return digest_of((one.before.person_id, one.record.sha256) for one in self.named)


def rerated(
    round_id: int,
    period_id: int,
    changes: Mapping[int, Mapping[str, Any]],
    why: str = "",
    text: YearText | None = None,
) -> Rerated:
    """Rate a decided round with changed inputs of some people (by their forms' ids).

    `why` is told as the reason of a level that is set lower by the change; `text` is the rule text,
    where it was read already. Raises Refused where the
    rules read otherwise than at the decision.
    """
    rows = year_results(period_id, round_id=round_id)
    if not rows:
        return Rerated((), ())
    program = (text or text_of(rows[0])).program
    cases = {row.rating_id: _case(row, changes.get(row.rating_id)) for row in rows}
    kept = {row.person: row.level for row in rows if row.level and row.rating_id not in changes}
    again = rate(program, YEAR, cases.values(), kept)
    anew = rate(program, YEAR, cases.values())
    named = tuple(
        _renewed(row, changes[row.rating_id], cases[row.rating_id], again[row.person], why)
        for row in rows
        if row.rating_id in changes
    )
    shifted = tuple(
        Shifted(row, anew[row.person].level or "")
        for row in rows
        if (anew[row.person].level or "") != (again[row.person].level or "")
    )
    return Rerated(named, shifted)


def what_comes(
    row: ReplacementRow, named: Collection[NamedRow], text: YearText | None = None
) -> Rerated:
    """Return what a proposal under way comes to by what stands now; raises Refused."""
    changes = {one.rating_id: one.changes for one in named}
    return rerated(row.round_id, row.period_id, changes, row.reason, text)


def competent_signer(
    row: ReplacementRow, named: Collection[NamedRow], today: date
) -> Decider | None:
    """Return who signs a proposal on a day; None where nobody does.

    By Đ21.3 the managing agency's head, even where she rated; after an objection who rates.
    """
    if row.clause == AFTER_FINDING:
        return managing_head_of(row.round_path, today)
    return next((decider_of(About(one.person_id, row.round_path), today) for one in named), None)


def _case(row: YearResultRow, changes: Mapping[str, Any] | None) -> Case:
    case = stored_case(row)
    return changed_case(case, changes) if changes else case


def _renewed(
    row: YearResultRow, changes: Mapping[str, Any], case: Case, rating: Rating, why: str
) -> Renewed:
    outcome = rating.outcome
    moved = case.inputs.get("moved") if outcome.scored else None
    said = why if "moved" in changes else row.moved_reason
    record = record_again(
        row,
        _inputs(row, changes, case),
        rating,
        moved_reason=said if moved else "",
        reason="" if outcome.scored else row.not_ranked_reason or outcome.reason or "",
    )
    return Renewed(row, changes, record)


def _inputs(row: YearResultRow, changes: Mapping[str, Any], case: Case) -> dict[str, Any]:
    """What is stored of the inputs: the case as it is read now, and what was changed."""
    entered = {one["id"] for one in case.rows}
    missing = [one for one in row.inputs.get("missing", ()) if one[0] not in entered]
    return {
        **row.inputs,
        "inputs": dict(case.inputs),
        "rows": [dict(one) for one in case.rows],
        "missing": missing,
        "changes": dict(changes),
    }
