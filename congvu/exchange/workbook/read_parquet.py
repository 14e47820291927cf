"""Parquet through DuckDB: the column names are row 1, plain columns only, no other file is open."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from congvu.exchange.workbook.child import allow_cpu, encode
from congvu.exchange.workbook.limits import Limits
from congvu.exchange.workbook.prescan import too_wide
from congvu.exchange.workbook.refusal import Kind, Refused

BATCH = 10_000
Cells = list[str | None]


def read_parquet(path: Path, limits: Limits) -> Iterator[Cells]:
    """Yield the header and the rows as tagged cells; raise Refused where it cannot be read."""
    database = duckdb.connect(":memory:", config={"threads": "1", "memory_limit": "768MB"})
    try:
        source = _source(database, path)
        yield from _rows(database, source, limits)
    except duckdb.Error as fault:
        detail = str(fault).splitlines()[0][:100]
        raise Refused(Kind.BROKEN, f"Tệp Parquet bị hỏng, không đọc được ({detail}).") from fault
    finally:
        database.close()


def _source(database: duckdb.DuckDBPyConnection, path: Path) -> str:
    escaped = str(path).replace("'", "''")
    database.execute(f"SET allowed_paths = ['{escaped}']")
    database.execute("SET enable_external_access = false")
    database.execute("SET lock_configuration = true")
    return f"read_parquet('{escaped}', hive_partitioning = false)"


def _rows(database: duckdb.DuckDBPyConnection, source: str, limits: Limits) -> Iterator[Cells]:
    columns = database.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()  # noqa: S608 - a quoted path
    counted = database.execute(f"SELECT count(*) FROM {source}").fetchone()  # noqa: S608 - a quoted path
    rows = counted[0] if counted else 0
    if rows > limits.rows or len(columns) > limits.columns:
        raise too_wide(rows, len(columns), limits)
    for name, kind, *_rest in columns:
        if any(sign in kind for sign in ("[", "(", "MAP", "UNION")) and "DECIMAL" not in kind:
            raise Refused(
                Kind.WRONG_TYPE, f"Cột “{name}” của tệp Parquet có kiểu {kind}; chỉ nhận cột đơn."
            )
    allow_cpu(2 * limits.cpu_seconds + rows * len(columns) // limits.cells_per_cpu_second)
    yield ["s" + name for name, *_rest in columns]
    found = database.execute(f"SELECT * FROM {source}")  # noqa: S608 - a quoted path
    while batch := found.fetchmany(BATCH):
        for row in batch:
            yield [encode(value, limits) for value in row]
