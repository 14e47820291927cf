"""A compiled stage as one SELECT: totals by person and period, lines in layers, leaders settled
stratum by stratum, caps by window. The same generator serves every dialect.

Every name in the text is a rule's name (letters, digits, underscores) or one of ours; the only
other text is the caller's own `Sources`. Wide rows are never repeated: a layer holds only what a
later layer or the answer reads.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from congvu.engine.backends.dialects import Dialect
from congvu.engine.backends.spelling import WHOLE, WIDE, Spelled, cast, spell, width_of
from congvu.engine.language import integers
from congvu.engine.language.integers import Node
from congvu.engine.language.program import MANAGED_SCORED, SETTLED, Cap, Stage

REASON = "reason"
FINAL = "final_level"


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

    Columns: person, period, reason (index of the requirement not met, NULL when scored), every
    total, and the stored lines named in `outputs` (default: all of them); with caps final_level;
    where leaders are settled also settled, and managed_scored if `outputs` asks for it.
    """
    return _Query(stage, dialect, sources, outputs).text()


class _Query:
    def __init__(
        self, stage: Stage, dialect: Dialect, sources: Sources, outputs: Sequence[str] | None
    ) -> None:
        self.stage = stage
        self.dialect = dialect
        self.sources = sources
        self.columns = {column.name: column.expression for column in stage.columns}
        asked = [*self.columns, MANAGED_SCORED] if outputs is None else list(outputs)
        self.outputs = [name for name in asked if name != MANAGED_SCORED]
        self.chained = stage.resting_on(SETTLED) if stage.managed_test is not None else set()
        self.parts: list[tuple[str, str]] = []
        self.counted = MANAGED_SCORED in asked or not stage.managed_none
        self.known: dict[str, Spelled] = {}
        self.carried: list[str] = []

    def text(self) -> str:
        """Write the whole statement."""
        self._sources()
        self._totals()
        self._base()
        plain = [name for name in self.columns if name not in self.chained]
        self._layers("plain", self._needed(plain))
        self._reason()
        if self.chained:
            if self.counted:
                self._managed_scored()
            self._candidates()
            self._settle()
        for cap in self.stage.caps:
            self._cap(cap)
        withs = ",\n".join(f"{name} AS {self._once(name)}({body})" for name, body in self.parts)
        return f"WITH {withs}\nSELECT {', '.join(self._answer())} FROM {self._last()}"

    def _once(self, name: str) -> str:
        """A part that several others read is computed once."""
        readers = sum(bool(re.search(rf"\b{name}\b", body)) for _, body in self.parts)
        return self.dialect.once if readers > 1 else ""

    def _last(self) -> str:
        return self.parts[-1][0]

    def _add(self, name: str, body: str) -> None:
        self.parts.append((name, body))

    def _spell(self, node: Node) -> Spelled:
        return spell(node, self.known, self.dialect)

    # what depends on what

    def _roots(self) -> set[str]:
        """Names that the answer, a requirement, a cap or the chain reads."""
        wanted = set(self.outputs)
        for requirement in self.stage.requirements:
            wanted |= integers.names_in(requirement.condition)
        for cap in self.stage.caps:
            wanted |= {cap.level} | integers.names_in(cap.members) | integers.names_in(cap.places)
            wanted |= set().union(
                *(integers.names_in(key) for key, _ in cap.order if not isinstance(key, str))
            )
        if self.stage.managed_test is not None:
            wanted |= integers.names_in(self.stage.managed_test)
        return wanted

    def _needed(self, among: Sequence[str]) -> list[str]:
        """The columns that something wanted rests on, in their order."""
        wanted = self._roots()
        for name in reversed(list(self.columns)):
            if name in wanted:
                wanted |= integers.names_in(self.columns[name])
        return [name for name in among if name in wanted]

    # the parts of the statement

    def _sources(self) -> None:
        self._add("given_people", self.sources.people)
        self._add("given_rows", self.sources.rows)
        if self.chained and self.sources.strata:
            self._add("given_managed", self.sources.managed)

    def _totals(self) -> None:
        fields = {
            field.column: Spelled(f"r.{field.name}", width_of(field.low, field.high))
            for field in self.stage.fields
        }
        sums = []
        for total in self.stage.totals:
            each = spell(
                integers.pick(total.where, total.each, integers.ZERO), fields, self.dialect
            )
            kind = (
                self.dialect.wide
                if self._width(total.low, total.high) == WIDE
                else (self.dialect.word)
            )
            sums.append(f"CAST(sum({each.sql}) AS {kind}) AS {total.name}")
        listed = ", ".join(["r.person", "r.period", *sums])
        self._add("totals", f"SELECT {listed} FROM given_rows r GROUP BY r.person, r.period")

    def _width(self, low: int, high: int) -> int:
        return max(WHOLE, width_of(low, high))

    def _base(self) -> None:
        listed = ["p.person", "p.period"]
        for item in self.stage.inputs:
            if item.name != "person":
                listed.append(f"p.{item.name}")
                self._carry(item.column, width_of(item.low, item.high))
        for total in self.stage.totals:
            listed.append(f"coalesce(t.{total.name}, 0) AS {total.name}")
            self._carry(total.name, self._width(total.low, total.high))
        self._add(
            "base",
            f"SELECT {', '.join(listed)} FROM given_people p LEFT JOIN totals t "
            "ON t.person = p.person AND t.period = p.period",
        )

    def _carry(self, name: str, width: int) -> None:
        self.carried.append(name)
        self.known[name] = Spelled(name, width)

    def _layers(self, prefix: str, names: Sequence[str]) -> None:
        """Add the columns in as few layers as their dependence asks for."""
        uses, roots = self._uses(), self._roots()
        waiting: list[tuple[str, Spelled]] = []
        unready: set[str] = set()
        number = 1
        for name in names:
            expression = self.columns[name]
            rests = bool(integers.names_in(expression) & unready)
            inline = uses[name] == 1 and name not in roots
            if rests and not inline:
                self._flush(f"{prefix}_{number}", waiting)
                number, waiting, unready = number + 1, [], set()
                rests = False
            spelled = self._spell(expression)
            if inline:
                self.known[name] = Spelled(f"({spelled.sql})", spelled.width)
            else:
                waiting.append((name, spelled))
            if rests or not inline:
                unready.add(name)
        if waiting:
            self._flush(f"{prefix}_{number}", waiting)

    def _uses(self) -> Counter[str]:
        uses: Counter[str] = Counter()
        for name in self._needed(list(self.columns)):
            uses.update(_reads(self.columns[name]))
        return uses

    def _flush(self, name: str, made: Sequence[tuple[str, Spelled]]) -> None:
        listed = ["x.*", *(f"{spelled.sql} AS {column}" for column, spelled in made)]
        self._add(name, f"SELECT {', '.join(listed)} FROM {self._last()} x{self.dialect.fence}")
        for column, spelled in made:
            self._carry(column, spelled.width)

    def _reason(self) -> None:
        tests = [
            f"WHEN NOT {self._spell(requirement.condition).sql} THEN {number}"
            for number, requirement in enumerate(self.stage.requirements)
        ]
        reason = f"CASE {' '.join(tests)} END" if tests else "CAST(NULL AS integer)"
        self._add(
            "judged", f"SELECT x.*, {reason} AS {REASON} FROM {self._last()} x{self.dialect.fence}"
        )

    # leaders

    def _managed_scored(self) -> None:
        before = self._last()
        if not self.sources.strata:
            self._add("counted", f"SELECT x.*, 0 AS {MANAGED_SCORED} FROM {before} x")
        else:
            self._add(
                "below",
                "SELECT m.leader AS person, m.period, count(*) AS n FROM given_managed m "
                f"JOIN {before} x ON x.person = m.person AND x.period = m.period "
                f"WHERE x.{REASON} IS NULL GROUP BY m.leader, m.period",
            )
            self._add(
                "counted",
                f"SELECT x.*, coalesce(b.n, 0) AS {MANAGED_SCORED} FROM {before} x "
                "LEFT JOIN below b ON b.person = x.person AND b.period = x.period",
            )
        self._carry(MANAGED_SCORED, WHOLE)

    def _candidates(self) -> None:
        """Both possible results of everybody, in one pass: all managed reached the mark, or not."""
        names = self._needed([name for name in self.columns if name in self.chained])
        listed = ["x.*"]
        for settled in (True, False):
            known = dict(self.known)
            for name in names:
                node = integers.substitute(self.columns[name], {SETTLED: settled})
                spelled = spell(node, known, self.dialect)
                known[name] = Spelled(f"({spelled.sql})", spelled.width)
            result = known[self.stage.result]
            listed.append(f"{result.sql} AS {self._candidate(settled)}")
        self._add(
            "candidates", f"SELECT {', '.join(listed)} FROM {self._last()} x{self.dialect.fence}"
        )
        self.chained_names = names

    def _candidate(self, settled: bool) -> str:
        return f"{self.stage.result}_{'full' if settled else 'low'}"

    def _settle(self) -> None:
        """Leaders from the bottom up: `low_k` lists those of stratum k with somebody below."""
        for stratum in range(1, self.sources.strata + 1):
            self._failing(stratum)
            self._add(
                f"low_{stratum}",
                "SELECT DISTINCT m.leader AS person, m.period FROM given_managed m "
                f"JOIN failing_{stratum} f ON f.person = m.person AND f.period = m.period "
                f"WHERE m.stratum = {stratum}",
            )
        self._settled_values()

    def _stands(self) -> str:
        """Candidate c is settled: in no low stratum and, where the rule says so, with somebody."""
        alone = "" if self.stage.managed_none else f" AND c.{MANAGED_SCORED} > 0"
        return f"w.person IS NULL{alone}"

    def _failing(self, stratum: int) -> None:
        """Everybody below this stratum who does not reach the mark."""
        if stratum == 1:
            result = self._candidate(self.stage.managed_none)
            self._add(
                "leaders",
                "SELECT DISTINCT m.leader AS person, m.period, m.stratum FROM given_managed m",
            )
            self._add(
                "failing_1",
                f"SELECT c.person, c.period FROM candidates c WHERE c.{REASON} IS NULL "
                f"AND NOT {self._test(result, 'c')} AND NOT EXISTS (SELECT 1 FROM "
                "leaders l WHERE l.person = c.person AND l.period = c.period)",
            )
            return
        below = stratum - 1
        result = (
            f"CASE WHEN {self._stands()} THEN c.{self._candidate(True)} "
            f"ELSE c.{self._candidate(False)} END"
        )
        self._add(
            f"failing_{stratum}",
            f"SELECT person, period FROM failing_{below} UNION ALL "
            "SELECT c.person, c.period FROM candidates c "
            "JOIN leaders l ON l.person = c.person AND l.period = c.period "
            f"AND l.stratum = {below} "
            f"LEFT JOIN low_{below} w ON w.person = c.person AND w.period = c.period "
            f"WHERE c.{REASON} IS NULL AND NOT {self._test(f'({result})', '')}",
        )

    def _test(self, result: str, table: str) -> str:
        test = self.stage.managed_test
        assert test is not None
        written = f"{table}.{result}" if table else result
        width = width_of(self.stage.result_low, self.stage.result_high)
        return spell(test, {self.stage.result: Spelled(written, width)}, self.dialect).sql

    def _settled_values(self) -> None:
        settled, join = ("TRUE" if self.stage.managed_none else "FALSE"), ""
        if self.sources.strata:
            lows = " UNION ALL ".join(
                f"SELECT person, period FROM low_{k}" for k in range(1, self.sources.strata + 1)
            )
            self._add("low_any", lows)
            settled = self._stands()
            join = " LEFT JOIN low_any w ON w.person = c.person AND w.period = c.period"
        self._add("settled_rows", f"SELECT c.*, {settled} AS {SETTLED} FROM candidates c{join}")
        self._carry(SETTLED, 0)
        result = (
            f"CASE WHEN x.{SETTLED} THEN x.{self._candidate(True)} "
            f"ELSE x.{self._candidate(False)} END AS {self.stage.result}"
        )
        self._add("chained", f"SELECT x.*, {result} FROM settled_rows x{self.dialect.fence}")
        self._carry(self.stage.result, width_of(self.stage.result_low, self.stage.result_high))
        rest = [name for name in self.chained_names if name != self.stage.result]
        wanted = self._roots()
        listed = [name for name in rest if name in wanted]
        if listed:
            self._recomputed(rest, listed)

    def _recomputed(self, names: Sequence[str], listed: Sequence[str]) -> None:
        """The other lines that hang on the chain and that the answer asks for."""
        known = dict(self.known)
        made: list[tuple[str, Spelled]] = []
        for name in names:
            spelled = spell(self.columns[name], known, self.dialect)
            known[name] = Spelled(f"({spelled.sql})", spelled.width)
            if name in listed:
                made.append((name, spelled))
        self._flush("chained_lines", made)

    # caps

    def _cap(self, cap: Cap) -> None:
        """One window pass for each scope, the narrowest first, inside the wider ones."""
        level = cap.level
        for number, _ in enumerate(cap.scopes):
            within = ", ".join(["x.period", *(f"x.{scope}" for scope in cap.scopes[number:])])
            scored = f"x.{REASON} IS NULL"
            counted = (
                f"sum(CASE WHEN {scored} AND {self._spell(cap.members).sql} THEN 1 ELSE 0 END)"
            )
            ranked = ", ".join(
                [
                    f"CASE WHEN {scored} AND x.{level} = {cap.top} THEN 0 ELSE 1 END",
                    *(self._order(key, descending) for key, descending in cap.order),
                ]
            )
            self._add(
                f"ranked_{number + 1}",
                f"SELECT x.*, CAST({counted} OVER (PARTITION BY {within}) AS {self.dialect.word}) "
                f"AS members_{number + 1}, row_number() OVER (PARTITION BY {within} ORDER BY "
                f"{ranked}) AS place_{number + 1} FROM {self._last()} x",
            )
            self.known["members"] = Spelled(f"x.members_{number + 1}", WHOLE)
            places = self._spell(cap.places).sql
            capped = f"level_{number + 1}"
            self._add(
                f"capped_{number + 1}",
                f"SELECT x.*, CASE WHEN x.{level} = {cap.top} AND x.place_{number + 1} > {places} "
                f"THEN {cap.below} ELSE x.{level} END AS {capped} FROM {self._last()} x",
            )
            level = capped
        self._add("final", f"SELECT x.*, x.{level} AS {FINAL} FROM {self._last()} x")

    def _order(self, key: integers.Integer | str, descending: bool) -> str:
        direction = " DESC" if descending else " ASC"
        if isinstance(key, str):
            return self.dialect.text.format(f"x.{key}") + direction
        return cast(self._spell(key), WHOLE, self.dialect) + direction

    # the answer

    def _answer(self) -> list[str]:
        listed = ["person", "period", REASON]
        if self.chained:
            listed += [f"{SETTLED} AS settled", *([MANAGED_SCORED] if self.counted else [])]
        listed += [total.name for total in self.stage.totals]
        listed += [f"CASE WHEN {REASON} IS NULL THEN {name} END AS {name}" for name in self.outputs]
        if self.stage.caps:
            listed.append(f"CASE WHEN {REASON} IS NULL THEN {FINAL} END AS {FINAL}")
        return listed


def _reads(node: Node) -> Counter[str]:
    """How often each stored name stands in the node."""
    if isinstance(node, integers.Column | integers.Flag):
        return Counter([node.name])
    found: Counter[str] = Counter()
    for child in integers.children(node):
        found.update(_reads(child))
    return found
