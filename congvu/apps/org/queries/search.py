"""Units found by words in any order, marks aside, by the names they have or once had."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from congvu.kernel.vietnamese import fold, spellings

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit that was found: `former` is the old name that was meant, `ended` its first day
    without, `now` (code, name) of the units that came after it and exist.
    """

    id: int
    code: str
    name: str
    kind: str
    path: str
    agency_name: str
    former: str
    ended: date | None
    now: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed, as the database compares it: one pattern a word."""

    anywhere: tuple[str, ...]
    whole: tuple[str, ...]
    exact: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, text: str) -> "Words":
        """Read what was typed; empty where nothing was."""
        folded = fold(text).split()[:MOST_WORDS]
        typed = text.split()[:MOST_WORDS]
        return cls(
            tuple(f"%{escaped(word)}%" for word in folded),
            tuple(f"% {escaped(word)} %" for word in folded),
            tuple(tuple(f"% {escaped(form)} %" for form in spellings(word)) for word in typed),
        )

    def matches(self, column: str) -> tuple[str, list[str]]:
        """SQL that is true where the column (folded) holds every word, and its parameters."""
        return " AND ".join([f"{column} LIKE %s"] * len(self.anywhere)), list(self.anywhere)

    def rank(self, name: str, folded: str) -> tuple[str, list[list[str] | str]]:
        """SQL that puts the words as typed first, then whole words, then parts of words."""
        exact = " AND ".join(
            [f"(' ' || lower({name}) || ' ') LIKE ANY(%s::text[])"] * len(self.exact)
        )
        whole = " AND ".join([f"(' ' || {folded} || ' ') LIKE %s"] * len(self.whole))
        sql = f"CASE WHEN {exact} THEN 0 WHEN {whole} THEN 1 ELSE 2 END"
        return sql, [*map(list, self.exact), *self.whole]


def escaped(word: str) -> str:
    """A word as a pattern that means only itself."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def find_units(text: str, *, on: date, most: int = 20) -> list[UnitHit]:
    """Return units whose name, now or once, holds the words; those that exist come first.

    A unit that has ended tells which units came after it, however many changes later.
    """
    words = Words.of(text)
    if not words.anywhere:
        return []
    current, current_of = words.matches("u.search_key")
    once, once_of = words.matches("f.search_key")
    rank, rank_of = words.rank("found.told", "found.told_key")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT u.id, u.code, u.name, u.kind, u.path, coalesce(a.name, ''), found.former,
                   CASE WHEN u.valid_until <= %s THEN u.valid_until END AS ended
            FROM (
                SELECT u.id, '' AS former, u.name AS told, u.search_key AS told_key
                FROM org_unit u WHERE {current}
                UNION ALL
                SELECT f.unit_id, f.name, f.name, f.search_key
                FROM org_formerstate f JOIN org_unit u ON u.id = f.unit_id
                WHERE {once} AND f.name <> u.name
            ) found
            JOIN org_unit u ON u.id = found.id LEFT JOIN org_unit a ON a.id = u.agency_id
            ORDER BY (u.valid_until IS NOT NULL AND u.valid_until <= %s), {rank}, length(u.path),
                     u.name, u.id
            LIMIT %s
            """,  # noqa: S608 - our own words; what was typed goes in as parameters
            [on, *current_of, *once_of, on, *rank_of, most],
        )
        rows = cursor.fetchall()
    after = _now([row[0] for row in rows if row[7]], on)
    return [UnitHit(*(*row, tuple(after.get(row[0], ())))) for row in rows]


def _now(ended: Iterable[int], on: date) -> dict[int, list[tuple[str, str]]]:
    """The units existing on a day that came after some that do not, by id of the latter."""
    wanted = list(ended)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE later(start, id) AS (
                SELECT s.predecessor_id, s.successor_id FROM org_succession s
                WHERE s.predecessor_id = ANY(%s)
                UNION
                SELECT later.start, s.successor_id
                FROM later JOIN org_succession s ON s.predecessor_id = later.id
            )
            SELECT later.start, u.code, u.name FROM later JOIN org_unit u ON u.id = later.id
            WHERE u.valid_until IS NULL OR u.valid_until > %s
            ORDER BY u.name, u.id""",
            [wanted, on],
        )
        found: dict[int, list[tuple[str, str]]] = {}
        for start, code, name in cursor.fetchall():
            found.setdefault(start, []).append((code, name))
    return found
