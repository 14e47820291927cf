"""The SELECTs that feed a stage's SQL from the tables: people, rows, managed.

Every text here is built from integers, dates and fixed words; nothing from outside enters it.
"""
# ruff: noqa: S608 - the SQL is put together from integers, dates and the rule generator's words

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from congvu.apps.rulebook.queries import PeriodRow
from congvu.engine.backends.dialects import POSTGRESQL
from congvu.engine.backends.sql import Sources, stage_query
from congvu.engine.language.program import Field, Program, Stage
from congvu.engine.scoring import program_for
from congvu.kernel.frozen import FrozenMap
from congvu.law.registry import Rules

CARDS = "evaluation_scorecard"
CONFIRMED, SELF = "confirmed", "self"
NO_GENERAL = "chưa có điểm tiêu chí chung"
NO_CONFIRMED = "điểm tiêu chí chung chưa được xác nhận"
NO_STEPS = "chưa chấm tiêu chí đ, e của người lãnh đạo, quản lý"
NOTIFIED_PLACES = 2
READ_BESIDE = ("delay_unit", "general_source")
"""The local values that the reading of cards and tasks rests on, beside those of the rule text."""
UNGRADED = 1
"""An accepted result that nobody graded counts as meeting what was asked (Effect.GOOD)."""


class RuleAsksTooMuch(LookupError):
    """A rule text reads an input that the records do not hold."""


@dataclass(frozen=True)
class Scoring:
    """One scoring of a period: its rules, how far it reaches, and whether it is the close.

    `scope` is a unit path; only cards of units under it are scored (the whole province if empty).
    While the period is open, a self-score stands in for a confirmation yet to come; at the close
    it does not. `coefficients` (tenths by product id) ask what would have been: tasks of these
    products weigh so much, instead of what was copied at their assignment. `table` holds the cards;
    `pairs` is the SELECT of leader and person managed, "" for the postings' own; `fingerprint` is
    what to write down for the rules where they are read anew. `ungraded` is the effect of an
    accepted result that nobody graded.
    """

    period: PeriodRow
    rules: Rules
    scope: str = ""
    closing: bool = False
    coefficients: Mapping[int, int] = field(default_factory=FrozenMap)
    table: str = CARDS
    pairs: str = ""
    fingerprint: str = ""
    ungraded: int = UNGRADED

    @property
    def program(self) -> Program:
        """The compiled rule text."""
        return program_for(self.rules)

    @property
    def stage(self) -> Stage:
        """The month's stage."""
        return self.program.stage("month")

    def asks(self, name: str) -> bool:
        """Whether the month's stage reads an input of the card: a local text may know none."""
        return any(item.name == name for item in self.stage.inputs)

    @property
    def chained(self) -> bool:
        """Whether a leader's score hangs on the people managed."""
        return self.stage.managed_test is not None

    def query(self, strata: Sequence[Sequence[int]], outputs: Sequence[str] | None = None) -> str:
        """Return the one SELECT: person, reason, settled, totals and lines of every ready card."""
        sources = Sources(
            people=people(self),
            rows=task_rows(self),
            managed=stratified(self, strata) if strata else "",
            strata=len(strata),
        )
        return stage_query(self.stage, POSTGRESQL, sources, outputs)


def held(period: PeriodRow, scope: str = "") -> str:
    """Return the primary postings on the period's last day, of units under the scope."""
    day = _day(period.ends_on)
    under = f"AND u.path LIKE '{_path(scope)}%'" if scope else ""
    return f"""
        SELECT p.id AS posting_id, p.person_id, p.unit_id, p.leads, p.peer_group, p.title, u.path,
               coalesce(u.agency_id, u.id) AS agency_id
        FROM positions_posting p JOIN org_unit u ON u.id = p.unit_id
        WHERE p.is_primary AND p.valid_from <= {day}
          AND (p.valid_until IS NULL OR p.valid_until > {day}) {under}"""


def managed(period: PeriodRow, scope: str = "") -> str:
    """Return leader and person of everybody managed on the period's last day (Đ10.1).

    A head manages the subtree of her unit inside her agency, and the heads of agencies below it;
    a deputy the units and people of his field, but never those who head his own unit or one above.
    Nobody manages herself.
    """
    day = _day(period.ends_on)
    looked_after = (
        f"(f.valid_from IS NULL OR f.valid_from <= {day}) "
        f"AND (f.valid_until IS NULL OR f.valid_until > {day})"
    )
    return f"""
        WITH held AS MATERIALIZED ({held(period, scope)}),
        above AS MATERIALIZED (
            SELECT h.person_id, h.agency_id, h.leads = 'head' AND h.unit_id = h.agency_id AS chief,
                   h.path, step.id::bigint AS unit_id
            FROM held h
            CROSS JOIN LATERAL unnest(string_to_array(trim('/' FROM h.path), '/')) AS step(id)
        ),
        found AS (
            SELECT l.person_id AS leader, a.person_id AS person
            FROM held l JOIN above a ON a.unit_id = l.unit_id
            WHERE l.leads = 'head' AND (a.agency_id = l.agency_id OR a.chief)
            UNION
            SELECT l.person_id, a.person_id
            FROM held l
            JOIN positions_fieldassignment f ON f.posting_id = l.posting_id
            JOIN above a ON a.unit_id = f.unit_id
            JOIN org_unit g ON g.id = l.agency_id
            WHERE l.leads = 'deputy' AND (a.agency_id = l.agency_id OR a.chief)
              AND a.path LIKE g.path || '%' AND {looked_after}
            UNION
            SELECT l.person_id, x.person_id
            FROM held l
            JOIN positions_fieldassignment f ON f.posting_id = l.posting_id
            JOIN held x ON x.person_id = f.person_id
            JOIN org_unit g ON g.id = l.agency_id
            WHERE l.leads = 'deputy' AND x.path LIKE g.path || '%' AND {looked_after}
        )
        SELECT f.leader, f.person
        FROM found f JOIN held l ON l.person_id = f.leader JOIN held x ON x.person_id = f.person
        WHERE f.leader <> f.person
          AND NOT (l.leads = 'deputy' AND x.leads = 'head' AND starts_with(l.path, x.path))"""


def pairs_of(scoring: Scoring) -> str:
    """Return the SELECT of leader and person managed: those given, else by the postings."""
    return scoring.pairs or managed(scoring.period, scoring.scope)


def leaders_below(pairs: str) -> str:
    """Return leader and person for the leaders managed by leaders, NULL for none below."""
    return f"""
        WITH pairs AS MATERIALIZED ({pairs}),
        leaders AS (SELECT DISTINCT leader FROM pairs)
        SELECT l.leader, p.person FROM leaders l
        LEFT JOIN pairs p ON p.leader = l.leader AND p.person IN (SELECT leader FROM leaders)"""


def stratified(scoring: Scoring, strata: Sequence[Sequence[int]]) -> str:
    """Return the managed pairs, each with its leader's stratum."""
    return with_strata(pairs_of(scoring), strata)


def with_strata(pairs: str, strata: Sequence[Sequence[int]]) -> str:
    """Return pairs of leader and person, each with its leader's stratum."""
    leaders = [leader for layer in strata for leader in layer]
    levels = [number for number, layer in enumerate(strata, 1) for _ in layer]
    return (
        "SELECT m.leader, m.person, 0 AS period, s.stratum FROM "
        f"({pairs}) m "
        f"JOIN unnest({array(leaders)}, {array(levels)}) AS s(leader, stratum) "
        "ON s.leader = m.leader"
    )


def general_points(scoring: Scoring, card: str = "c") -> str:
    """Return the general points that count: the rules' `general_source`, at the close strictly."""
    if scoring.rules.value("general_source") == SELF:
        return f"{card}.general_self_hundredths"
    if scoring.closing:
        return f"CASE WHEN {card}.confirmed_at IS NOT NULL THEN {card}.general_hundredths END"
    return f"coalesce({card}.general_hundredths, {card}.general_self_hundredths)"


def card_reason(scoring: Scoring, card: str = "c") -> str:
    """Return why a card cannot be scored yet, NULL when it can; see `card_reason_of`."""
    reasons = f"WHEN {card}.not_scored_reason <> '' THEN {card}.not_scored_reason"
    if scoring.asks("general"):
        points = general_points(scoring, card)
        reasons += f" WHEN {points} IS NULL THEN '{missing_general(scoring)}'"
    if scoring.asks("organising"):
        steps = f"({card}.organising IS NULL OR {card}.unity IS NULL)"
        reasons += f" WHEN {card}.leads <> 'none' AND {steps} THEN '{NO_STEPS}'"
    return f"CASE {reasons} END"


def ready(scoring: Scoring, card: str = "c") -> str:
    """Return the test that `card_reason` is NULL, in words that the planner can estimate.

    It takes an opaque CASE for one card in 200, and then loops where it should hash: the close of
    a province took ten times as long.
    """
    tests = [f"{card}.not_scored_reason = ''"]
    if scoring.asks("general"):
        tests.append(_given(scoring, card))
    if scoring.asks("organising"):
        steps = f"({card}.organising IS NOT NULL AND {card}.unity IS NOT NULL)"
        tests.append(f"({card}.leads = 'none' OR {steps})")
    return " AND ".join(tests)


def _given(scoring: Scoring, card: str) -> str:
    if _is_strict(scoring):
        return f"{card}.general_hundredths IS NOT NULL AND {card}.confirmed_at IS NOT NULL"
    return f"{general_points(scoring, card)} IS NOT NULL"


def _is_strict(scoring: Scoring) -> bool:
    return scoring.closing and scoring.rules.value("general_source") == CONFIRMED


def missing_general(scoring: Scoring) -> str:
    """Return the words for general points that are not there."""
    return NO_CONFIRMED if _is_strict(scoring) else NO_GENERAL


def cards(scoring: Scoring) -> str:
    """Return the FROM and WHERE of the cards scored."""
    scope = ""
    if scoring.scope:
        scope = (
            f"AND c.unit_id IN (SELECT id FROM org_unit WHERE path LIKE '{_path(scoring.scope)}%')"
        )
    return f"FROM {scoring.table} c WHERE c.period_id = {int(scoring.period.id)} {scope}"


def people(scoring: Scoring) -> str:
    """Return one row for each card that can be scored: person, period and the stage's inputs."""
    known = {
        "general": general_points(scoring) if scoring.asks("general") else "NULL",
        "leads": "(c.leads <> 'none')",
        "organising": "coalesce(c.organising, 0)",
        "unity": "coalesce(c.unity, 0)",
    }
    given = [f"{_known(known, item)} AS {item.name}" for item in scoring.stage.inputs]
    listed = ", ".join(["c.person_id AS person", "0 AS period", *given])
    return f"SELECT {listed} {cards(scoring)} AND {ready(scoring)}"


def task_fields(scoring: Scoring) -> dict[str, str]:
    """Return the stage's fields as SQL over task `t` and accepted result `r`."""
    known = {
        "coefficient": coefficient(scoring),
        "assigned": "t.assigned_hundredths",
        "completed": "coalesce(r.completed_hundredths, 0)",
        "failed": "coalesce(r.failed - r.excused_failed, 0)",
        "delays": delay_count(scoring),
        "origin": "t.origin",
        "effect": f"coalesce(r.effect, {int(scoring.ungraded)})",
    }
    counted = ("failed", "delays")
    return {
        item.name: f"least({_known(known, item)}, {item.high})"
        if item.name in counted
        else _known(known, item)
        for item in scoring.stage.fields
    }


def coefficient(scoring: Scoring) -> str:
    """Return what a task weighs, in tenths: as copied at its assignment, unless asked otherwise."""
    copied = "t.coefficient_tenths"
    return f"coalesce(asked.tenths, {copied})" if scoring.coefficients else copied


def task_rows(scoring: Scoring) -> str:
    """Return one row for each task of the period: person, period and the stage's fields."""
    listed = [f"{sql} AS {name}" for name, sql in task_fields(scoring).items()]
    scope = f"AND t.person_id IN (SELECT c.person_id {cards(scoring)})" if scoring.scope else ""
    return (
        f"SELECT t.person_id AS person, 0 AS period, {', '.join(listed)} {tasks(scoring)} {scope}"
    )


def tasks(scoring: Scoring) -> str:
    """Return the FROM and WHERE of the period's tasks with their accepted results."""
    calendar = asked = ""
    if scoring.coefficients:
        ids, tenths = list(scoring.coefficients), list(scoring.coefficients.values())
        asked = (
            f"LEFT JOIN unnest({array(ids)}, {array(tenths)}) AS asked(product_id, tenths) "
            "ON asked.product_id = t.product_id"
        )
    if scoring.rules.value("delay_unit") == "working_day":
        done = f"coalesce(r.finished_on, {_day(scoring.period.ends_on)})"
        calendar = (
            f"LEFT JOIN rulebook_workingday done ON done.day = {done} "
            "LEFT JOIN rulebook_workingday due ON due.day = t.due_on"
        )
    return (
        "FROM work_task t LEFT JOIN work_result r "
        f"ON r.task_id = t.id AND r.accepted_at IS NOT NULL {calendar} {asked} "
        f"WHERE t.period_id = {int(scoring.period.id)} AND t.cancelled_at IS NULL"
    )


def delay_count(scoring: Scoring) -> str:
    """Return the delays of a task as SQL; the twin of congvu.engine.delay.delays."""
    late = f"greatest(0, coalesce(r.finished_on, {_day(scoring.period.ends_on)}) - t.due_on)"
    unit = scoring.rules.value("delay_unit")
    counted = {
        "calendar_day": late,
        "occurrence": f"least(1, {late})",
        "working_day": f"CASE WHEN {late} > 0 THEN done.ordinal - due.ordinal ELSE 0 END",
    }[str(unit)]
    return f"greatest(0, {counted} - coalesce(r.excused_days, 0))"


def to_hundredths(scoring: Scoring) -> int:
    """Return by what a notified score is multiplied to be in hundredths of a point."""
    scale: int = 10 ** (NOTIFIED_PLACES - scoring.stage.result_places)
    return scale


def requirement_words(scoring: Scoring, table: str) -> str:
    """Return the reason's words for the number of the requirement not met, as SQL."""
    cases = " ".join(
        f"WHEN {number} THEN {_quoted(requirement.reason)}"
        for number, requirement in enumerate(scoring.stage.requirements)
    )
    return f"CASE {table}.reason {cases} END" if cases else "NULL::text"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _known(known: dict[str, str], item: Field) -> str:
    if item.name not in known:
        raise RuleAsksTooMuch(f"Quy định cần “{item.label}” ({item.column}) mà hồ sơ chưa có.")
    return known[item.name]


def array(values: Sequence[int]) -> str:
    """Return whole numbers as an array."""
    return "'{" + ",".join(str(int(value)) for value in values) + "}'::bigint[]"


def at_or_under(unit_path: str, column: str) -> str:
    """Return the test that a unit's path lies at or under another."""
    return f"{column} LIKE '{_path(unit_path)}%'"


LAST_AMENDED = """
        LEFT JOIN evaluation_amendment amended ON amended.card_id = c.id
            AND NOT EXISTS (SELECT 1 FROM evaluation_amendment later
                            WHERE later.before_id = amended.id)"""
"""Joins to a card `c` the amendment whose result stands, if there is one; see `standing`."""


def standing(column: str, path: str = "") -> str:
    """Return a card's column as it stands: of the last amendment, else of the card itself.

    LAST_AMENDED is joined; `path` goes on from the column, as `->> 'band'`.
    """
    return f"CASE WHEN amended.id IS NULL THEN c.{column}{path} ELSE amended.{column}{path} END"


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def _path(path: str) -> str:
    """Return a unit path fit for a LIKE: digits and slashes only."""
    if not path.replace("/", "").isdigit():
        raise ValueError(f"Không phải đường dẫn đơn vị: {path!r}")
    return path
