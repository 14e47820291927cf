"""What a person chose in conflicts: how it waits in the records, and what it means for a merge."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from congvu.engine.lists.conflicts import Choice, Conflict, ConflictId, Side
from congvu.engine.lists.sheets import Row
from congvu.exchange.toolkit.meeting import Meeting
from congvu.web.toolkit.inspection_page import part_value

OWN = "own"
"""Stands where a side stands, for a person's own texts."""
MARK_LENGTH = 16


@dataclass(frozen=True)
class Open:
    """A conflict of a list of the package, and the mark by which its choice is kept.

    The mark rests on all three texts: a choice made on other texts than stand now is not found.
    """

    value: str
    meeting: Meeting
    conflict: Conflict
    mark: str


def open_conflicts(meetings: Sequence[Meeting]) -> list[Open]:
    """Return the conflicts of lists, in order."""
    return [one for met in meetings for one in _of(met)]


def choices_of(
    found: Sequence[Open], kept: Mapping[str, Any]
) -> dict[str, dict[ConflictId, Choice]]:
    """Return the word on each conflict that has one, by list."""
    chosen: dict[str, dict[ConflictId, Choice]] = {}
    for one in found:
        chosen.setdefault(one.value, {})
        if (choice := _choice(one, kept.get(one.mark))) is not None:
            chosen[one.value][one.conflict.id] = choice
    return chosen


def _of(met: Meeting) -> Iterator[Open]:
    value = part_value(met)
    for conflict in met.merged.conflicts if met.merged else ():
        yield Open(value, met, conflict, _mark(value, conflict))


def _mark(value: str, conflict: Conflict) -> str:
    texts = [value, *conflict.id, *map(_plain, (conflict.base, conflict.ours, conflict.theirs))]
    written = json.dumps(texts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:MARK_LENGTH]


def _plain(row: Row | None) -> dict[str, str] | None:
    return None if row is None else dict(row)


def _choice(one: Open, kept: Mapping[str, Any] | None) -> Choice | None:
    if not kept:
        return None
    if kept["side"] != OWN:
        return Side(kept["side"])
    ours = {name: (one.conflict.ours or {}).get(name, "") for name in one.conflict.columns}
    return {**ours, **kept["texts"]}
