"""How the engines spell the few things in which they differ."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """A database's words for wide integers, whole division and text order.

    `fence` keeps a planner from merging layers, which would repeat their expressions; `once` has a
    part that several others read computed once.
    """

    name: str
    word: str
    wide: str
    divide: str
    divide_wide: str
    text: str
    fence: str
    once: str


POSTGRESQL = Dialect(
    name="PostgreSQL",
    word="bigint",
    wide="numeric",
    divide="({} / {})",
    divide_wide="div({}, {})",
    text='CAST({} AS text) COLLATE "C"',
    fence=" OFFSET 0",
    once="MATERIALIZED ",
)
DUCKDB = Dialect(
    name="DuckDB",
    word="BIGINT",
    wide="HUGEINT",
    divide="({} // {})",
    divide_wide="({} // {})",
    text="CAST({} AS VARCHAR)",
    fence="",
    once="MATERIALIZED ",
)
SPARK = Dialect(
    name="Spark SQL",
    word="BIGINT",
    wide="DECIMAL(38,0)",
    divide="({} div {})",
    divide_wide="({} div {})",
    text="CAST({} AS STRING)",
    fence="",
    once="",
)
