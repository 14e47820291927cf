"""The path of a unit: the ids from the root down to it, written anew when it is made or moves."""

from collections.abc import Sequence

from django.db import connection


def write_paths(ids: Sequence[int]) -> None:
    """Write the ids from the root down for these units (by id)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE upward AS (
                SELECT id, parent_id, '/' || lpad(id::text, 5, '0') || '/' AS path
                FROM org_unit WHERE id = ANY(%s)
                UNION ALL
                SELECT upward.id, above.parent_id,
                       '/' || lpad(above.id::text, 5, '0') || upward.path
                FROM upward JOIN org_unit above ON above.id = upward.parent_id
            )
            UPDATE org_unit SET path = upward.path
            FROM upward WHERE upward.id = org_unit.id AND upward.parent_id IS NULL
            """,
            [list(ids)],
        )
