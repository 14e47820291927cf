"""Rows into the tables by COPY: an import is one act, not 100,000."""

from collections.abc import Iterable, Sequence

from django.db import connection


def reserve_ids(count: int) -> list[int]:
    """Take ids from the sequence beforehand: COPY returns none, and callers need them in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('work_task', 'id')) FROM generate_series(1, %s)",
            [count],
        )
        return sorted(row[0] for row in cursor.fetchall())


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    """Put rows into a table's columns; raises IntegrityError as an INSERT would."""
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,  # copy() itself raises the driver's errors
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row)
