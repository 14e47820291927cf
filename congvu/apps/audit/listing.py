"""The rows of a bulk act, as the payload of its one event."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

LISTED_MOST = 500


def listed(rows: Sequence[Any]) -> dict[str, Any]:
    """Return {"rows": […]}, or {"count", "sha256"} of the rows when there are more than 500.

    Rows are anything JSON can write; dates and the like are written as text.
    """
    if len(rows) <= LISTED_MOST:
        return {"count": len(rows), "rows": json.loads(_written(list(rows)))}
    digest = hashlib.sha256()
    for row in rows:
        digest.update(_written(row).encode() + b"\n")
    return {"count": len(rows), "sha256": digest.hexdigest()}


def in_parts(rows: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Yield the payloads of the events that name the rows of an act too long for its own event.

    None for an act whose event lists them itself.
    """
    if len(rows) <= LISTED_MOST:
        return
    for first in range(0, len(rows), LISTED_MOST):
        yield listed(rows[first : first + LISTED_MOST])


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str, separators=(",", ":"))
