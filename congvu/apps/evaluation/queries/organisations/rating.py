"""The organisations of one authority in a year: levels before and after the cap, places left."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from congvu.apps.evaluation.enums import AssessmentState, OrganisationLevel, Part
from congvu.apps.evaluation.models import RaisedCap
from congvu.apps.evaluation.queries.deciders import steps
from congvu.apps.evaluation.queries.organisations.assessments import (
    AssessmentRow,
    assessments_of,
    sums,
)
from congvu.apps.evaluation.queries.organisations.criteria import (
    CriteriaRow,
    criteria_among,
    criteria_sets,
)
from congvu.apps.evaluation.queries.organisations.recognitions import (
    RecognitionRow,
    as_recognised,
    standing,
)
from congvu.apps.evaluation.queries.organisations.rules import (
    STAGE,
    last_day,
    organisation_rules,
)
from congvu.apps.evaluation.queries.organisations.units import (
    Organisation,
    direct_parts,
    organisations_in,
)
from congvu.engine.caps import places, rate
from congvu.engine.cases import Case
from congvu.engine.language.program import Program
from congvu.engine.outcomes import Outcome
from congvu.engine.scoring import program_for, score
from congvu.law.registry import Rules

FLAGS = ("unfixed", "concluded", "force_majeure")
COUNTED = (OrganisationLevel.GOOD, OrganisationLevel.EXCELLENT)


@dataclass(frozen=True)
class Rated:
    """One organisation on its way: what it comes to before the cap, and what is still missing.

    `outcome` is None until every criterion has points. `parts_open` are direct parts that are not
    recognised yet, `below_unmet` those at the lowest level (Đ8.1b).
    """

    organisation: Organisation
    criteria: CriteriaRow
    row: AssessmentRow | None
    recognised: RecognitionRow | None
    outcome: Outcome | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    parts_open: tuple[Organisation, ...] = ()
    below_unmet: tuple[Organisation, ...] = ()

    @property
    def code(self) -> str:
        """The unit's code."""
        return self.organisation.unit.code

    @property
    def score_hundredths(self) -> int | None:
        """The points that count together, None until each criterion has some."""
        parts = sums(self.row, self.criteria) if self.row else None
        return None if parts is None else sum(parts.values())

    @property
    def level_before_cap(self) -> str | None:
        """The level by Đ8.1–4, None where there is none yet."""
        if self.outcome is None or not self.outcome.scored:
            return None
        return str(self.outcome.step("level"))

    @property
    def is_open(self) -> bool:
        """Whether no level of Điều 8 fits, so that the authority chooses one."""
        return self.outcome is not None and bool(self.outcome.values.get("open"))

    def missing(self, *, briefly: bool = False) -> list[str]:
        """Return in words what keeps it from being recognised; empty when it is ready.

        `briefly`: parts that are not recognised are counted instead of named.
        """
        told = [self.stands]
        if self.organisation.authority is None:
            told.append("chưa có người đứng đầu cấp trên để công nhận")
        if self.parts_open and briefly:
            told.append(f"{len(self.parts_open)} đơn vị cấp dưới chưa được công nhận")
        elif self.parts_open:
            names = ", ".join(one.unit.name for one in self.parts_open[:3])
            more = len(self.parts_open) - 3
            named = f"{names} và {more} đơn vị khác" if more > 0 else names
            told.append(f"đơn vị cấp dưới chưa được công nhận: {named}")
        if self.row and self.row.complaint and not self.row.verification:
            told.append("có đơn thư, chưa có kết quả xác minh")
        sent = self.row is not None and self.row.sent
        if sent and self.outcome is not None and not self.outcome.scored:
            told.append(self.outcome.reason or "")
        return [one for one in told if one]

    @property
    def stands(self) -> str:
        """What its own assessment waits for, in words; "" when it was looked at."""
        if self.row is None:
            return "chưa tự đánh giá"
        return _WAITS_FOR.get(AssessmentState(self.row.state), "")

    @property
    def waits_for_review(self) -> bool:
        """Whether its authority has yet to look at what it sent."""
        return self.row is not None and self.row.state == AssessmentState.SENT

    def without_draft(self) -> "Rated":
        """Return what others than its head see: a draft is its owner's alone."""
        if self.row is None or self.row.sent:
            return self
        return replace(self, row=None, outcome=None, facts={})

    @property
    def is_ready(self) -> bool:
        """Whether it may be recognised now."""
        return self.recognised is None and not self.missing()


@dataclass(frozen=True)
class AuthorityYear:
    """All organisations of one authority in a year, with the cap on the highest level.

    `after_cap` is the level of each that is ready or recognised, `capped` those that only the cap
    moved. While some are not ready, whoever would be excellent waits (`held`): how many places
    there are is known only then.
    """

    year: int
    rules: Rules
    rated: tuple[Rated, ...]
    raised: bool
    after_cap: Mapping[str, str] = field(default_factory=dict)
    capped: frozenset[str] = frozenset()
    places: int = 0
    own: Rated | None = None
    with_parts: frozenset[str] = frozenset()

    @property
    def left(self) -> int:
        """How many places are still free, as far as is known now."""
        top = OrganisationLevel.EXCELLENT
        return max(0, self.places - sum(level == top for level in self.after_cap.values()))

    @property
    def counted(self) -> int:
        """How many are good or better, of those ready or recognised."""
        return sum(level in COUNTED for level in self.after_cap.values())

    @property
    def taken(self) -> int:
        """How many of the places are taken by recognised results."""
        return sum(
            one.recognised is not None and one.recognised.level == OrganisationLevel.EXCELLENT
            for one in self.rated
        )

    @property
    def settled(self) -> bool:
        """Whether every organisation is ready or recognised."""
        return all(one.is_ready or one.recognised for one in self.rated)

    @property
    def held(self) -> frozenset[str]:
        """Those that wait for the others, since the number of places is not known yet."""
        if self.settled:
            return frozenset()
        top = OrganisationLevel.EXCELLENT
        return frozenset(
            one.code for one in self.rated if one.is_ready and one.level_before_cap == top
        )

    @property
    def digest(self) -> str:
        """What would be recognised, told in few letters: a form carries it."""
        told = [(one.code, self.after_cap[one.code], one.score_hundredths) for one in self.ready]
        return hashlib.sha256(repr((told, self.places)).encode()).hexdigest()[:16]

    @property
    def ready(self) -> list[Rated]:
        """Those that may be recognised in one act now."""
        return [one for one in self.rated if one.is_ready and one.code not in self.held]


def authority_year(year: int, unit_path: str, today: date) -> AuthorityYear:
    """Return the organisations that the head of a unit (by path) recognises in a year.

    At the root those are listed too whom nobody recognises. `own` is the unit's own year, where it
    is rated. Eight queries, however many there are. Raises law's NoRuleInForce.
    """
    sets = criteria_sets()
    every = organisations_in(year, today, unit_path, sets)
    return authority_year_among(every, unit_path, organisation_rules(year), sets)


def authority_year_among(
    every: Sequence[Organisation], unit_path: str, rules: Rules, sets: Sequence[CriteriaRow]
) -> AuthorityYear:
    """Return an authority's year of organisations that were read before; see `authority_year`.

    `every` are all at and under her unit, `sets` all sets of criteria. Three queries.
    """
    mine = [one for one in every if authority_key(one) == unit_path]
    own = [one for one in every if one.unit.path == unit_path]
    year = rules.day.year
    raised = is_raised(unit_path, year)
    rated = rate_each([*mine, *own], every, rules, sets, raised=raised)
    found = AuthorityYear(
        year, rules, tuple(rated[: len(mine)]), raised,
        own=rated[-1] if own else None, with_parts=frozenset(direct_parts(every)),
    )  # fmt: skip
    return _capped(found)


def is_raised(unit_path: str, year: int) -> bool:
    """Whether the cap of whoever heads a unit was raised for a year (Đ8.5b)."""
    return RaisedCap.objects.filter(authority_unit__path=unit_path, year=year).exists()


def rate_each(
    some: Sequence[Organisation],
    every: Sequence[Organisation],
    rules: Rules,
    sets: Sequence[CriteriaRow],
    *,
    raised: bool,
) -> list[Rated]:
    """Return each organisation before the cap; `every` holds their direct parts too.

    `sets` are all sets of criteria. Two queries.
    """
    year = rules.day.year
    parts = direct_parts(every)
    involved = {one.unit.id for one in some}
    stood = standing(
        year,
        involved | {part.unit.id for one in some for part in parts.get(one.unit.code, ())},
    )
    rows = assessments_of(year, involved)
    by_id = {one.id: one for one in sets}
    in_force = criteria_among(sets, last_day(year))
    found = []
    for one in some:
        row = rows.get(one.unit.code)
        criteria = by_id[row.criteria_id] if row else in_force[one.unit.kind]
        stands = stood.get(one.unit.code)
        row = as_recognised(row, stands) if row and stands else row
        bare = Rated(one, criteria, row, stands, None)
        found.append(_with_parts(bare, parts.get(one.unit.code, ()), stood, rules, raised=raised))
    return found


def _with_parts(
    bare: Rated,
    parts: Sequence[Organisation],
    stood: Mapping[str, RecognitionRow],
    rules: Rules,
    *,
    raised: bool,
) -> Rated:
    levels = {one.unit.code: stood[one.unit.code].level for one in parts if one.unit.code in stood}
    unmet = tuple(one for one in parts if levels.get(one.unit.code) == OrganisationLevel.UNMET)
    waiting = tuple(one for one in parts if one.unit.code not in levels)
    known = replace(bare, parts_open=waiting, below_unmet=unmet)
    points = sums(bare.row, bare.criteria) if bare.row else None
    if bare.row is None or points is None:
        return known
    if bare.recognised is not None:
        read = bare.recognised.inputs["rule"]
    else:
        around = Facts(bool(unmet), raised, authority_key(bare.organisation))
        read = case_inputs(bare.row, points, around)
    outcome = score(program_for(rules), STAGE, Case(known.code, read))
    return replace(known, outcome=outcome, facts=read)


def scored(row: AssessmentRow, points: Mapping[str, int], rules: Rules, facts: "Facts") -> Outcome:
    """Return what an assessment comes to before the cap, by the points of its parts."""
    return score(program_for(rules), STAGE, Case(row.unit, case_inputs(row, points, facts)))


def authority_key(one: Organisation) -> str:
    """Return what groups organisations of one authority: the path of the unit she heads.

    Where there is nobody, the path of the root.
    """
    return one.authority.unit_path if one.authority else steps(one.unit.path)[0]


@dataclass(frozen=True, slots=True)
class Facts:
    """What surrounds an organisation's year: its parts, its authority (by path), the cap."""

    below_unmet: bool = False
    raised: bool = False
    authority: str = ""


def case_inputs(row: AssessmentRow, points: Mapping[str, int], facts: Facts) -> dict[str, Any]:
    """Return all that the rule reads of an organisation's year, as a recognition stores it."""
    return {
        "general": points[Part.GENERAL],
        "results": points[Part.RESULTS],
        **row.given.as_dict(),
        "below_unmet": facts.below_unmet,
        **{name: getattr(row, name) for name in FLAGS},
        "decided": bool(row.chosen_level),
        "chosen": row.chosen_level or None,
        "raised": facts.raised,
        "rank": row.rank,
        "authority": facts.authority,
        "organisation": row.unit,
    }


def recomputed(one: RecognitionRow) -> bool | None:
    """Whether a recognised result follows again from its stored inputs, bit by bit.

    None where the rules in force are no longer those that it was recognised by.
    """
    rules = organisation_rules(one.year)
    if rules.fingerprint != one.rules_fingerprint:
        return None
    again = score(program_for(rules), STAGE, Case(one.unit, one.inputs["rule"]))
    totals = {column.name: again.values[column.name] for column in again.stage.columns}
    return totals == one.totals and str(again.step("level")) == one.level_before_cap


def with_review(found: AuthorityYear, row: AssessmentRow) -> AuthorityYear:
    """Return an authority's year as if one organisation had this review; its level may move."""
    return _capped(replace(found, rated=tuple(_reviewed(one, row, found) for one in found.rated)))


def _reviewed(one: Rated, row: AssessmentRow, found: AuthorityYear) -> Rated:
    points = sums(row, one.criteria)
    if one.code != row.unit or points is None:
        return one
    facts = Facts(bool(one.below_unmet), found.raised, authority_key(one.organisation))
    return replace(
        one, row=row, recognised=None, facts=case_inputs(row, points, facts),
        outcome=scored(row, points, found.rules, facts),
    )  # fmt: skip


_WAITS_FOR = {AssessmentState.DRAFT: "chưa gửi", AssessmentState.SENT: "chờ xem xét"}


def _capped(found: AuthorityYear) -> AuthorityYear:
    """Apply the cap among those that are ready or recognised; a recognised level never moves."""
    program = program_for(found.rules)
    cases = [_case(one) for one in found.rated if one.recognised or one.is_ready]
    stood = {one.code: one.recognised.level for one in found.rated if one.recognised}
    ratings = rate(program, STAGE, cases, stood)
    levels = {code: one.level for code, one in ratings.items() if one.level is not None}
    moved = frozenset(
        one.code
        for one in found.rated
        if ratings.get(one.code) and (ratings[one.code].capped_in or _was_capped(one))
    )
    outcomes = [one.outcome for one in ratings.values()]
    return replace(
        found, after_cap=levels, capped=moved, places=_places(program, outcomes, levels.values())
    )


def _was_capped(one: Rated) -> bool:
    return one.recognised is not None and one.recognised.capped


def _case(one: Rated) -> Case:
    """What is recognised is counted by what it was recognised with."""
    if one.recognised is not None:
        return Case(one.code, one.recognised.inputs["rule"])
    return Case(one.code, one.facts)


def _places(program: Program, outcomes: Sequence[Outcome], levels: Collection[str]) -> int:
    if not outcomes:
        return 0
    counted = sum(level in COUNTED for level in levels)
    return places(program, STAGE, outcomes[0], counted)
