"""Who may do what about the year's rating: prepare it, meet about it, read and decide a round."""

from collections.abc import Collection

from congvu.access.policy import DECIDE_RATING, PREPARE_RATING, READ_MONTH
from congvu.access.rights import Held, Rights


def may_confirm_criteria(rights: Rights, *, person: int, unit_path: str) -> bool:
    """Whether the user confirms the criteria that a person told of her year; nobody her own."""
    return rights.person != person and rights.reach(PREPARE_RATING).covers(unit_path, person)


def may_prepare_rating(rights: Rights, *, unit_path: str) -> bool:
    """Whether the user prepares the rating that a unit's head decides, or of a unit's people."""
    return rights.reach(PREPARE_RATING).covers(unit_path)


def may_hold_meeting(rights: Rights, *, unit_path: str) -> bool:
    """Whether the user calls the meeting of a unit: who prepares there, or its head (Đ21)."""
    reach = (rights.reach(PREPARE_RATING), rights.reach(DECIDE_RATING))
    return any(one.covers(unit_path) for one in reach)


def keeps_minutes(rights: Rights, *, unit_path: str, bureau: Collection[int]) -> bool:
    """Whether the user writes a meeting down: who may hold it, its chair and its secretary.

    `bureau` are chair and secretary by id.
    """
    return rights.person in bureau or may_hold_meeting(rights, unit_path=unit_path)


def may_read_meeting(rights: Rights, *, unit_path: str, people: Collection[int]) -> bool:
    """Whether a meeting is shown: to `people`, who belong to it (by id), and to those over it."""
    over = rights.reach(READ_MONTH).covers(unit_path)
    return rights.person in people or over or may_hold_meeting(rights, unit_path=unit_path)


def may_read_round(rights: Rights, *, unit_path: str) -> bool:
    """Whether a unit's decisions and lists of the year are shown: to those over or preparing it."""
    names = (READ_MONTH, PREPARE_RATING, DECIDE_RATING)
    return any(rights.reach(one).covers(unit_path) for one in names)


def deciding(rights: Rights, *, decider: int | None, unit_path: str) -> Held | None:
    """The grant by which the user decides the year's round of a unit, if she may (Đ10.2).

    Only whoever heads it (`decider`, by id) may, or whoever acts for her.
    """
    if decider is None:
        return None
    return rights.reach(DECIDE_RATING).of(decider).by(unit_path)
