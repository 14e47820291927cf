"""A list of another's toolkit and what it meets here: in which ways it can come in, and as what."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit.queries import ProposalView
from congvu.engine.lists.conflicts import Choice, ConflictId
from congvu.engine.lists.differences import Differences, differences
from congvu.engine.lists.document import Document, document
from congvu.engine.lists.merge import PARENTS, Merged, merge, resolve
from congvu.engine.lists.sheets import LIST_TITLES, LISTS
from congvu.exchange.toolkit.assembly import Named, Standing


class Way(StrEnum):
    """How a list comes in."""

    NEW = "new"  # there is no such list here
    WHOLE = "whole"  # it takes the place of ours
    ADD = "add"  # ours, and its rows that ours does not have
    MERGE = "merge"  # ours and theirs brought together over the version taken over before
    SAME = "same"  # nothing in it that we did not take over already


WAYS = {
    Way.NEW: "danh mục mới ở đây",
    Way.WHOLE: "thay cả danh mục ở đây",
    Way.ADD: "chỉ thêm dòng chưa có",
    Way.MERGE: "hợp nhất với danh mục ở đây",
    Way.SAME: "không có gì mới",
}


@dataclass(frozen=True)
class Meeting:
    """A list of a package and what it meets here.

    `here` is its series here. `ours` is what stands here: a proposal under way (`draft`), else the
    latest edition (`standing`), else None. `base` is it as it was taken over before, as version
    `base_version`; None: never. `hindrance` says why it cannot come in now; a list of ours in
    which a key stands twice cannot even be compared (`is_comparable`).
    """

    theirs: Document
    here: str
    ours: Document | None
    standing: Standing | None
    draft: ProposalView | None
    base: Document | None
    base_version: str
    hindrance: str = ""
    is_comparable: bool = True

    @property
    def named(self) -> Named:
        """Its kind and its series at the publisher."""
        return self.theirs.kind, self.theirs.code

    @property
    def title(self) -> str:
        """What kind of list it is, in words."""
        return LIST_TITLES[self.theirs.kind]

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """In which ways it can come in, the first to be offered first."""
        if self.base is not None and self.base.sheets == self.theirs.sheets:
            return (Way.SAME,) if _same_head(self.base, self.theirs) else (Way.MERGE,)
        if self.ours is None:
            return (Way.NEW,)
        return (Way.MERGE,) if self.base is not None else (Way.WHOLE, Way.ADD)

    @cached_property
    def merged(self) -> Merged | None:
        """The three editions brought together, where there is a common ancestor."""
        if self.base is None or self.ours is None:
            return None
        ours = self.ours
        return merge(_renamed(self.base, ours.code), ours, _renamed(self.theirs, ours.code))

    @property
    def conflicts(self) -> int:
        """How many places both sides changed differently."""
        return len(self.merged.conflicts) if self.merged else 0

    @cached_property
    def differences(self) -> Differences:
        """What would change here if theirs took the place of ours (or is new)."""
        return differences(self.ours, _renamed(self.theirs, self.here))

    def brings(self, way: Way) -> Differences:
        """What would change here by a way, with ours kept in every conflict."""
        return differences(self.ours, self.result(way))

    def result(self, way: Way, choices: Mapping[ConflictId, Choice] | None = None) -> Document:
        """Return the list as it shall stand here.

        Raises Refused for a way that is not open; NotResolved, NotValid as `resolve` does (without
        `choices` ours is kept in every conflict).
        """
        if way not in self.ways or way is Way.SAME:
            raise Refused(f"“{self.theirs.name}”: không thể {WAYS[way]}.")
        if way is Way.ADD and self.ours is not None:
            return _with_new_rows(self.ours, self.theirs)
        if way is Way.MERGE and self.merged is not None:
            return self.merged.document if choices is None else resolve(self.merged, choices)
        return _renamed(self.theirs, self.here)


def _same_head(one: Document, other: Document) -> bool:
    return (one.name, one.settings) == (other.name, other.settings)


def _renamed(one: Document, code: str) -> Document:
    return one if one.code == code else replace(one, code=code)


def _with_new_rows(ours: Document, theirs: Document) -> Document:
    """Return ours with the rows that only theirs has; a description of ours is not mixed with."""
    parents = {
        sheet.name: {row.get("code", "") for row in ours.rows(sheet.name)}
        for sheet in LISTS[ours.kind]
    }
    sheets = {}
    for sheet in LISTS[ours.kind]:
        known = {sheet.key_of(row) for row in ours.rows(sheet.name)}
        parent, column = PARENTS.get(sheet.name, ("", ""))
        taken = parents.get(parent, set())
        more = [
            row
            for row in theirs.rows(sheet.name)
            if sheet.key_of(row) not in known and not (parent and row.get(column, "") in taken)
        ]
        sheets[sheet.name] = (*ours.rows(sheet.name), *more)
    return document(ours.kind, ours.code, ours.name, ours.settings, sheets)
