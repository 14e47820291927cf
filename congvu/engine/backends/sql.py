"""A compiled stage as one SELECT: totals by person and period, lines in layers, leaders settled
stratum by stratum, caps by window. The same generator serves every dialect.

A layer holds only what a later layer or the answer reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.engine.backends.dialects import Dialect
from congvu.engine.backends.leaders import Leaders
from congvu.engine.backends.spelling import WHOLE, WIDE, Spelled, spell, width_of
from congvu.engine.backends.statement import REASON, Statement
from congvu.engine.backends.windows import FINAL, add_cap
from congvu.engine.language import integers
from congvu.engine.language.program import MANAGED_SCORED, SETTLED, Stage


@dataclass(frozen=True, slots=True)
class Sources:
    """The caller's SELECTs.

    people: person, period, the stage's inputs (one_of and level as index, yes_no as boolean).
    rows: person, period, the stage's fields. managed: leader, person, period, stratum (1 …),
    each leader in one stratum above those of the leaders managed; `strata` is how many.
    """

    people: str
    rows: str
    managed: str = ""
    strata: int = 0


def stage_query(
    stage: Stage, dialect: Dialect, sources: Sources, outputs: Sequence[str] | None = None
) -> str:
    """Return one SELECT with a row for each person and period.

    Columns: person, period, reason (index of the requirement not met, NULL when scored), the totals
    and stored lines named in `outputs` (default: all of them); with caps final_level; where leaders
    are settled also settled, and managed_scored if `outputs` asks for it.
    """
    asked = _everything(stage) if outputs is None else outputs
    counted = MANAGED_SCORED in asked or not stage.managed_none
    to = Statement(stage, dialect, [name for name in asked if name != MANAGED_SCORED])
    chained = stage.managed_test is not None
    to.add("given_people", sources.people)
    to.add("given_rows", sources.rows)
    if chained and sources.strata:
        to.add("given_managed", sources.managed)
    _add_totals(to)
    _add_base(to)
    _add_lines(to, stage.resting_on(SETTLED) if chained else set())
    _add_reason(to)
    if chained:
        Leaders(to, sources.strata, counted=counted).settle()
    for cap in stage.caps:
        add_cap(to, cap)
    return to.text(_answer(to, chained=chained, counted=counted))


def _everything(stage: Stage) -> list[str]:
    stored = [total.name for total in stage.totals] + [column.name for column in stage.columns]
    return [*stored, MANAGED_SCORED]


def _add_totals(to: Statement) -> None:
    """Every total of the stage, summed by person and period."""
    fields = {
        field.column: Spelled(f"r.{field.name}", width_of(field.low, field.high))
        for field in to.stage.fields
    }
    sums = []
    for total in to.stage.totals:
        each = spell(integers.pick(total.where, total.each, integers.ZERO), fields, to.dialect)
        wide = width_of(total.low, total.high) == WIDE
        kind = to.dialect.wide if wide else to.dialect.word
        sums.append(f"CAST(sum({each.sql}) AS {kind}) AS {total.name}")
    listed = ", ".join(["r.person", "r.period", *sums])
    to.add("totals", f"SELECT {listed} FROM given_rows r GROUP BY r.person, r.period")


def _add_base(to: Statement) -> None:
    """Everybody with inputs and totals; a person without rows has totals of 0."""
    listed = ["p.person", "p.period"]
    for item in to.stage.inputs:
        if item.name != "person":
            listed.append(f"p.{item.name}")
            to.carry(item.column, width_of(item.low, item.high))
    for total in to.stage.totals:
        listed.append(f"coalesce(t.{total.name}, 0) AS {total.name}")
        to.carry(total.name, max(WHOLE, width_of(total.low, total.high)))
    to.add(
        "base",
        f"SELECT {', '.join(listed)} FROM given_people p LEFT JOIN totals t "
        "ON t.person = p.person AND t.period = p.period",
    )


def _add_lines(to: Statement, later: set[str]) -> None:
    """The lines that do not hang on the chain, in as few layers as their dependence asks for.

    A line read once and not asked for is written where it is read.
    """
    uses = to.uses()
    waiting: list[tuple[str, Spelled]] = []
    unready: set[str] = set()
    layer = 1
    for name in (name for name in to.needed() if name not in later):
        rests = bool(integers.names_in(to.columns[name]) & unready)
        inline = uses[name] == 1 and name not in to.roots
        if rests:
            to.flush(f"lines_{layer}", waiting)
            layer, waiting, unready = layer + 1, [], set()
        spelled = to.spell(to.columns[name])
        if inline:
            to.known[name] = Spelled(f"({spelled.sql})", spelled.width)
        else:
            waiting.append((name, spelled))
            unready.add(name)
    if waiting:
        to.flush(f"lines_{layer}", waiting)


def _add_reason(to: Statement) -> None:
    """The first requirement not met."""
    tests = [
        f"WHEN NOT {to.spell(requirement.condition).sql} THEN {number}"
        for number, requirement in enumerate(to.stage.requirements)
    ]
    reason = f"CASE {' '.join(tests)} END" if tests else "CAST(NULL AS integer)"
    to.extend("judged", [(REASON, reason)])


def _answer(to: Statement, *, chained: bool, counted: bool) -> list[str]:
    listed = ["person", "period", REASON]
    if chained:
        listed += [f"{SETTLED} AS settled", *([MANAGED_SCORED] if counted else [])]
    totals = {total.name for total in to.stage.totals}
    listed += [
        name if name in totals else f"CASE WHEN {REASON} IS NULL THEN {name} END AS {name}"
        for name in to.outputs
    ]
    if to.stage.caps:
        listed.append(f"CASE WHEN {REASON} IS NULL THEN {FINAL} END AS {FINAL}")
    return listed
