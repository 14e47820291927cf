"""What the hash of a year's result covers, what a decision stores, and both computed anew."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from congvu.apps.evaluation.models import RatingDecision, RatingResult
from congvu.apps.evaluation.queries.years.rated import YEAR, RatedRow, hundredths_of, steps_of
from congvu.apps.evaluation.queries.years.results import YearResultRow
from congvu.apps.rulebook.queries import rules_for, year_period
from congvu.engine.caps import Rating, rate
from congvu.engine.cases import Case
from congvu.engine.scoring import program_for

FORM = "congvu-year-1"
"""What a hash covers, by name: form, year, round, person, unit, rules, inputs, totals, levels."""


@dataclass(frozen=True, slots=True)
class YearRecord:
    """What is kept of one person's year; `inputs` are the engine's case and what it rests on."""

    year: str
    round: str
    person: str
    unit: str
    rules_fingerprint: str
    inputs: Mapping[str, Any]
    totals: Mapping[str, int | bool]
    by_score: str
    before_cap: str
    level: str
    capped_in: str
    moved_reason: str
    score_hundredths: int | None
    not_ranked_reason: str

    @property
    def sha256(self) -> str:
        """The hash over all of it, in hexadecimal."""
        covered = [
            FORM, self.year, self.round, self.person, self.unit, self.rules_fingerprint,
            self.inputs, self.totals, self.by_score, self.before_cap, self.level, self.capped_in,
            self.moved_reason, self.score_hundredths, self.not_ranked_reason,
        ]  # fmt: skip
        text = json.dumps(covered, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def record_of(rated: RatedRow, *, year: str, round_code: str, fingerprint: str) -> YearRecord:
    """Return what a decision keeps of a person rated; see `inputs_of`."""
    move = rated.facts.move
    return _record(
        (year, round_code, rated.row.person, rated.row.unit_code),
        fingerprint,
        inputs_of(rated),
        rated.rating,
        moved_reason=move.reason if move and rated.is_ranked else "",
        reason=rated.reason,
    )


def record_again(
    row: YearResultRow,
    inputs: Mapping[str, Any],
    rating: Rating,
    *,
    moved_reason: str,
    reason: str,
) -> YearRecord:
    """Return what a later decision keeps of a person: the same form, other inputs."""
    named = (row.year, row.round_code, row.person, row.unit_code)
    return _record(
        named, row.rules_fingerprint, inputs, rating, moved_reason=moved_reason, reason=reason
    )


def _record(
    named: tuple[str, str, str, str],
    fingerprint: str,
    inputs: Mapping[str, Any],
    rating: Rating,
    *,
    moved_reason: str,
    reason: str,
) -> YearRecord:
    year, round_code, person, unit = named
    steps = steps_of(rating.outcome)
    return YearRecord(
        year=year,
        round=round_code,
        person=person,
        unit=unit,
        rules_fingerprint=fingerprint,
        inputs=inputs,
        totals=dict(rating.outcome.values),
        by_score=steps[0].level if steps else "",
        before_cap=rating.before_cap or "",
        level=rating.level or "",
        capped_in=rating.capped_in or "",
        moved_reason=moved_reason,
        score_hundredths=hundredths_of(rating.outcome),
        not_ranked_reason="" if steps else reason,
    )


def inputs_of(rated: RatedRow) -> dict[str, Any]:
    """Return what is stored of the inputs: the case whole, and what its facts rest on.

    {"inputs": by the rule's names, "rows": the months as the rule read them, "missing": [period,
    why], "discipline": its form in words, "cases": [kind, document]}.
    """
    return {
        "inputs": dict(rated.case.inputs),
        "rows": [dict(one) for one in rated.case.rows],
        "missing": [[one.period, one.reason] for one in rated.missing],
        "discipline": rated.facts.discipline,
        "cases": [[one.kind, one.document] for one in rated.facts.cases],
    }


def case_from(person: str, inputs: Mapping[str, Any]) -> Case:
    """Return the case that a stored result was rated from."""
    return Case(person, inputs["inputs"], inputs["rows"])


def digest_of(hashes: Iterable[tuple[int, str]]) -> str:
    """Return the sha256 over hashes by person's id, in the order of the ids."""
    text = " ".join(sha256 for _, sha256 in sorted(hashes))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class YearRecomputed:
    """Whose stored result does not come out again, by code (nobody, if all is well).

    `same_rules`: whether the rules of the year still have the fingerprint they had then.
    """

    decision: str
    people: int
    digest: str
    stored_digest: str
    differing: tuple[str, ...]
    same_rules: bool


def recompute_decisions(year: int) -> list[YearRecomputed]:
    """Rate every decision of a year anew from its stored inputs, the earliest first.

    Beside a decision that replaces a few results the others of the round stand and keep their
    places, as they did when it was signed.
    """
    rules = rules_for(year_period(year))
    found = RatingDecision.objects.filter(round__period__key=f"{year:04d}").order_by("pk")
    decisions = list(found.values_list("pk", "round_id", "number", "digest", "rules_fingerprint"))
    rows = list(
        RatingResult.objects.filter(decision__in=[one[0] for one in decisions])
        .order_by("decision", "pk").values_list(*_STORED)
    )  # fmt: skip
    stored = [_Stored(*row) for row in rows]
    program = program_for(rules)
    told = []
    for pk, round_id, number, digest, fingerprint in decisions:
        standing = _standing(stored, round_id, until=pk)
        cases = [case_from(one.person, one.inputs) for one in standing]
        ours = [one for one in standing if one.decision_id == pk]
        kept = {one.person: one.level for one in standing if one.decision_id != pk and one.level}
        again = rate(program, YEAR, cases, kept)
        hashes = {one.person_id: one.anew(again[one.person]) for one in ours}
        told.append(
            YearRecomputed(
                decision=number,
                people=len(ours),
                digest=digest_of(hashes.items()),
                stored_digest=digest,
                differing=tuple(one.person for one in ours if hashes[one.person_id] != one.sha256),
                same_rules=fingerprint == rules.fingerprint,
            )
        )
    return told


@dataclass(frozen=True, slots=True)
class _Stored:
    decision_id: int
    round_id: int
    round: str
    year: str
    person_id: int
    person: str
    unit: str
    rules_fingerprint: str
    inputs: Mapping[str, Any]
    level: str
    moved_reason: str
    not_ranked_reason: str
    sha256: str

    def anew(self, rating: Rating) -> str:
        """The hash of the result rated again; reasons in words are those stored."""
        return _record(
            (self.year, self.round, self.person, self.unit),
            self.rules_fingerprint,
            self.inputs,
            rating,
            moved_reason=self.moved_reason,
            reason=self.not_ranked_reason,
        ).sha256


_STORED = (
    "decision_id", "decision__round_id", "decision__round__unit__code",
    "decision__round__period__key", "rating__person_id", "rating__person__code",
    "rating__unit__code", "rules_fingerprint", "inputs", "level", "moved_reason",
    "not_ranked_reason", "sha256",
)  # fmt: skip


def _standing(stored: Sequence[_Stored], round_id: int, *, until: int) -> list[_Stored]:
    """The results of a round that stood when a decision was signed: each person's last."""
    last: dict[int, _Stored] = {}
    for one in stored:
        if one.round_id == round_id and one.decision_id <= until:
            last[one.person_id] = one
    return list(last.values())
