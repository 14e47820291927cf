"""A province with a chair, two departments and a ward with rooms, and a year of work to rate."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from congvu.apps.evaluation.actions import organisations as acts
from congvu.apps.evaluation.actions.organisations import (
    Decision,
    NewCriteria,
    OrganisationReview,
    SelfAssessment,
)
from congvu.apps.evaluation.queries import organisations as reads
from congvu.apps.org.models import Person
from congvu.apps.org.queries import unit
from tests.apps import world
from tests.apps.world import START, Post

YEAR = 2026
AT = datetime(2026, 12, 10, 2, 0, tzinfo=UTC)
DAY = date(2026, 12, 10)
DECISION = Decision("QĐ 77", DAY)
KINDS = ("department", "commune", "commune_room", "room")
CHAIR = Post("chair", "T", "head", "Ngô Chủ Tịch")
POSTS = (*world.POSTS, CHAIR)
SCORED = ("I.1", "I.2", "I.3", "II.a", "II.c", "II.d", "II.đ", "II.e", "II.g", "II.h")
"""The criteria that nothing measures, as long as no figure was taken in."""


def built(kinds: Iterable[str] = KINDS) -> None:
    """Build the agency with the province's chair, the written criteria and one done task each."""
    world.agency(POSTS)
    period = world.november()
    for unit_code, person in (("P1", "an"), ("P2", "dung"), ("S", "giang")):
        for _ in range(2):
            world.done(period, world.task(person, unit_code), 120)
    for kind in kinds:
        criteria(kind)


def criteria(kind: str, **changes: object) -> int:
    """Keep the set in the decree's words for a kind of unit."""
    lines = acts.written_lines(reads.organisation_rules(YEAR))
    row = {"unit_kind": kind, "valid_from": START, "decision": "QĐ 5", "lines": lines} | changes
    return acts.set_criteria(NewCriteria(**row), by=None, at=AT)


def person(code: str) -> int:
    return Person.objects.get(code=code).pk


def points(share: int = 100) -> dict[str, int]:
    """The points of what a head scores, at a share (percent) of their most."""
    most = {line.code: line.most_hundredths for one in reads.criteria_sets()[:1]
            for line in one.lines}  # fmt: skip
    return {code: most[code] * share // 100 for code in SCORED}


def assess(code: str, head: str, share: int = 100, *, send: bool = True, **more: object) -> None:
    """Assess a unit's year as its head, and send it."""
    row = {"points": points(share), "proposed_level": "good"} | more
    acts.assess_organisation(
        code, YEAR, SelfAssessment(**row), head=person(head), send=send, by=None, at=AT
    )


def review(code: str, authority: str, **facts: object) -> None:
    """Look at a unit's year as its authority, and settle it."""
    acts.review_organisation(
        code, YEAR, OrganisationReview(**facts), authority=person(authority), by=None, at=AT
    )


def settle(code: str, head: str, authority: str, share: int = 100, **facts: object) -> None:
    """Assess, send and settle a unit's year."""
    assess(code, head, share)
    review(code, authority, **facts)


def recognise(code: str, authority: str, **more: object) -> list[str]:
    """Recognise what is ready under a unit's head."""
    return acts.recognise_organisations(
        code, YEAR, DECISION, authority=person(authority), by=None, at=AT, **more
    )


def replace(code: str, authority: str, **facts: object) -> str:
    """Replace a unit's recognised year by its authority; return the new level."""
    return acts.replace_recognition(
        code, YEAR, OrganisationReview(**facts), reason="Sai", decision=DECISION,
        authority=person(authority), by=None, at=AT,
    )  # fmt: skip


def year_of(code: str) -> reads.AuthorityYear:
    """The organisations that the head of a unit recognises."""
    return reads.authority_year(YEAR, unit(code).path, DAY)


def rated(code: str, authority_unit: str) -> reads.Rated:
    """One of them."""
    return next(one for one in year_of(authority_unit).rated if one.code == code)
