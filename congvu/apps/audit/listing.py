"""The rows of a bulk act, as the payload of its one event."""

import hashlib
import json
from collections.abc import Sequence
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


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str, separators=(",", ":"))
