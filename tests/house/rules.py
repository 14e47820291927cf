"""All rules of the house, by name."""

from collections.abc import Callable
from pathlib import Path

from tests.house import changelog, direction, exactness, leftovers, sizes, statute, supplies, writes

Rule = Callable[[Path], list[str]]

RULES: tuple[Rule, ...] = (
    sizes.long_functions,
    sizes.long_files,
    sizes.empty_names,
    exactness.floats,
    statute.statutory_numbers,
    writes.whole_row_saves,
    writes.signals,
    writes.clocks,
    direction.upward_keys,
    direction.upward_migrations,
    direction.asked_judges,
    direction.linter_exemptions,
    leftovers.unfinished,
    leftovers.silenced,
    leftovers.skipped_tests,
    leftovers.timed_tests,
    supplies.unpinned,
    supplies.named_places,
    supplies.too_many,
    changelog.untold_changes,
)
