"""Caps in SQL: a window pass for each scope, the narrowest first, inside the wider ones."""

from congvu.engine.backends.spelling import WHOLE, Spelled, cast
from congvu.engine.backends.statement import REASON, Statement
from congvu.engine.language.integers import Integer
from congvu.engine.language.program import Cap

FINAL = "final_level"


def add_cap(to: Statement, cap: Cap) -> None:
    """Add the parts of one cap; the statement then has the level after it as final_level."""
    level = cap.level
    for number, _ in enumerate(cap.scopes, start=1):
        within = ", ".join(["x.period", *(f"x.{scope}" for scope in cap.scopes[number - 1 :])])
        level = _add_scope(to, cap, level, within, number)
    to.add("final", f"SELECT x.*, x.{level} AS {FINAL} FROM {to.last} x")


def _add_scope(to: Statement, cap: Cap, level: str, within: str, number: int) -> str:
    """Count the members, rank those at the top, lower those without a place."""
    scored = f"x.{REASON} IS NULL"
    counted = f"sum(CASE WHEN {scored} AND {to.spell(cap.members).sql} THEN 1 ELSE 0 END)"
    first = f"CASE WHEN {scored} AND x.{level} = {cap.top} THEN 0 ELSE 1 END"
    ranked = ", ".join([first, *(_order(to, key, falls) for key, falls in cap.order)])
    members, place, lowered = f"members_{number}", f"place_{number}", f"level_{number}"
    to.add(
        f"ranked_{number}",
        f"SELECT x.*, CAST({counted} OVER (PARTITION BY {within}) AS {to.dialect.word}) "
        f"AS {members}, row_number() OVER (PARTITION BY {within} ORDER BY {ranked}) AS {place} "
        f"FROM {to.last} x",
    )
    to.known["members"] = Spelled(f"x.{members}", WHOLE)
    places = to.spell(cap.places).sql
    to.add(
        f"capped_{number}",
        f"SELECT x.*, CASE WHEN x.{level} = {cap.top} AND x.{place} > {places} THEN {cap.below} "
        f"ELSE x.{level} END AS {lowered} FROM {to.last} x",
    )
    return lowered


def _order(to: Statement, key: Integer | str, falls: bool) -> str:
    direction = " DESC" if falls else " ASC"
    if isinstance(key, str):
        return to.dialect.text.format(f"x.{key}") + direction
    return cast(to.spell(key), WHOLE, to.dialect) + direction
