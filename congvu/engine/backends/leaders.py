"""Leaders in SQL: both possible results of everybody in one pass, then settled from the bottom.

Only leaders climb: stratum by stratum, `low_k` lists those of stratum k with somebody below the
mark, and `failing_k` everybody lower than stratum k who does not reach it. No recursion.
"""

from congvu.engine.backends.spelling import HALF, WHOLE, Spelled, spell, width_of
from congvu.engine.backends.statement import REASON, Statement
from congvu.engine.language import integers
from congvu.engine.language.program import MANAGED_SCORED, SETTLED

SAME = "ON {0}.person = {1}.person AND {0}.period = {1}.period"


class Leaders:
    """Adds to a statement the parts that settle every_managed; `strata` is how many layers."""

    def __init__(self, statement: Statement, strata: int, *, counted: bool) -> None:
        self.to = statement
        self.stage = statement.stage
        self.strata = strata
        self.counted = counted
        chained = self.stage.resting_on(SETTLED)
        self.names = [name for name in statement.needed() if name in chained]

    def settle(self) -> None:
        """Add the parts; the statement then holds everybody's settled result."""
        if self.counted:
            self._count_scored()
        self._candidates()
        for stratum in range(1, self.strata + 1):
            self._failing(stratum)
            self.to.add(
                f"low_{stratum}",
                "SELECT DISTINCT m.leader AS person, m.period FROM given_managed m "
                f"JOIN failing_{stratum} f {SAME.format('f', 'm')} WHERE m.stratum = {stratum}",
            )
        self._settled()
        self._lines_asked_for()

    def _count_scored(self) -> None:
        """How many of the people managed were scored."""
        before = self.to.last
        count, join = "0", ""
        if self.strata:
            self.to.add(
                "below",
                "SELECT m.leader AS person, m.period, count(*) AS n FROM given_managed m "
                f"JOIN {before} x {SAME.format('x', 'm')} "
                f"WHERE x.{REASON} IS NULL GROUP BY m.leader, m.period",
            )
            count, join = "coalesce(b.n, 0)", f" LEFT JOIN below b {SAME.format('b', 'x')}"
        self.to.add("counted", f"SELECT x.*, {count} AS {MANAGED_SCORED} FROM {before} x{join}")
        self.to.carry(MANAGED_SCORED, WHOLE)

    def _candidates(self) -> None:
        """The result if all managed reached the mark, and if not."""
        made = []
        for settled in (True, False):
            known = dict(self.to.known)
            for name in self.names:
                node = integers.substitute(self.to.columns[name], {SETTLED: settled})
                spelled = spell(node, known, self.to.dialect)
                known[name] = Spelled(f"({spelled.sql})", spelled.width)
            made.append((self._candidate(settled), known[self.stage.result].sql))
        self.to.extend("candidates", made, self._kept())

    def _kept(self) -> list[str]:
        """What is read after the chain: narrow rows, since several parts share them."""
        later = [self.to.known[name].sql for name in self.to.roots if name in self.to.known]
        later += [spelled.sql for _, spelled in self._lines_after()]
        caps = self.stage.caps
        keys = [scope for cap in caps for scope in cap.scopes]
        keys += [key for cap in caps for key, _ in cap.order if isinstance(key, str)]
        counted = [MANAGED_SCORED] if self.counted else []
        return list(
            dict.fromkeys(["person", "period", REASON, *keys, *counted, *self.to.read_in(later)])
        )

    def _candidate(self, settled: bool) -> str:
        return f"{self.stage.result}_{'full' if settled else 'low'}"

    def _failing(self, stratum: int) -> None:
        if stratum == 1:
            self._failing_of_no_leader()
            return
        below = stratum - 1
        result = (
            f"CASE WHEN {self._stands()} THEN c.{self._candidate(True)} "
            f"ELSE c.{self._candidate(False)} END"
        )
        self.to.add(
            f"failing_{stratum}",
            f"SELECT person, period FROM failing_{below} UNION ALL "
            f"SELECT c.person, c.period FROM candidates c JOIN leaders l {SAME.format('l', 'c')} "
            f"AND l.stratum = {below} LEFT JOIN low_{below} w {SAME.format('w', 'c')} "
            f"WHERE c.{REASON} IS NULL AND NOT {self._test(f'({result})')}",
        )

    def _failing_of_no_leader(self) -> None:
        result = f"c.{self._candidate(self.stage.managed_none)}"
        self.to.add(
            "leaders",
            "SELECT DISTINCT m.leader AS person, m.period, m.stratum FROM given_managed m",
        )
        self.to.add(
            "failing_1",
            f"SELECT c.person, c.period FROM candidates c WHERE c.{REASON} IS NULL "
            f"AND NOT {self._test(result)} AND NOT EXISTS (SELECT 1 FROM leaders l "
            "WHERE l.person = c.person AND l.period = c.period)",
        )

    def _stands(self) -> str:
        """Candidate c is settled: in no low stratum and, where the rule says so, with somebody."""
        alone = "" if self.stage.managed_none else f" AND c.{MANAGED_SCORED} > 0"
        return f"w.person IS NULL{alone}"

    def _test(self, result: str) -> str:
        test = self.stage.managed_test
        assert test is not None
        width = width_of(self.stage.result_low, self.stage.result_high)
        return spell(test, {self.stage.result: Spelled(result, width)}, self.to.dialect).sql

    def _settled(self) -> None:
        settled, join = ("TRUE" if self.stage.managed_none else "FALSE"), ""
        if self.strata:
            lows = (f"SELECT person, period FROM low_{k}" for k in range(1, self.strata + 1))
            self.to.add("low_any", " UNION ALL ".join(lows))
            settled = self._stands()
            join = f" LEFT JOIN low_any w {SAME.format('w', 'c')}"
        self.to.add("settled_rows", f"SELECT c.*, {settled} AS {SETTLED} FROM candidates c{join}")
        self.to.carry(SETTLED, HALF)
        result = (
            f"CASE WHEN x.{SETTLED} THEN x.{self._candidate(True)} "
            f"ELSE x.{self._candidate(False)} END"
        )
        self.to.extend("chained", [(self.stage.result, result)])
        width = width_of(self.stage.result_low, self.stage.result_high)
        self.to.carry(self.stage.result, width)

    def _lines_asked_for(self) -> None:
        made = self._lines_after()
        if made:
            self.to.flush("chained_lines", made)

    def _lines_after(self) -> list[tuple[str, Spelled]]:
        """The other lines that hang on the chain and that the answer asks for."""
        width = width_of(self.stage.result_low, self.stage.result_high)
        known = dict(self.to.known)
        known |= {
            SETTLED: Spelled(SETTLED, HALF),
            self.stage.result: Spelled(self.stage.result, width),
        }
        made = []
        for name in (name for name in self.names if name != self.stage.result):
            spelled = spell(self.to.columns[name], known, self.to.dialect)
            known[name] = Spelled(f"({spelled.sql})", spelled.width)
            if name in self.to.roots:
                made.append((name, spelled))
        return made
