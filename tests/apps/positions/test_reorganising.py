"""People change posts, and units merge with every posting shown before it moves."""

from datetime import date, timedelta

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.org import queries as org
from congvu.apps.org.actions import NewUnit
from congvu.apps.positions import actions, queries
from congvu.apps.positions.actions import Move, NewPosting, Reorganisation
from congvu.apps.positions.models import Posting
from tests.apps import world

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 1)
DAY = timedelta(days=1)


@pytest.fixture
def posts():
    return world.agency()


def merged(moves, **changes):
    given = {"sources": ("P2",), "into": ("P1",), "kind": "merged", "day": ON} | changes
    plan = Reorganisation(decision="NQ 9", moves=tuple(moves), **given)
    actions.reorganise(plan, by=None, at=world.AT)


def unit_of(person, day):
    found = queries.primary_posting(person, on=day)
    return found.unit if found else None


def test_a_transfer_ends_one_post_and_opens_another_on_the_same_day(posts):
    actions.transfer(NewPosting("an", "P2", "Chuyên viên", ON), by=None, at=world.AT, reason="QĐ 4")
    assert (unit_of("an", ON - DAY), unit_of("an", ON)) == ("P1", "P2")
    event = Event.objects.get(verb="positions.transferred")
    assert (event.object_id, event.reason) == ("an", "QĐ 4")


def test_a_transfer_that_cannot_be_opened_ends_nothing(posts):
    with pytest.raises(Refused, match="người đứng đầu khác"):
        actions.transfer(
            NewPosting("an", "P2", "Trưởng phòng", ON, leads="head"),
            by=None, at=world.AT, reason="QĐ 4",
        )  # fmt: skip
    assert unit_of("an", ON) == "P1"


def test_whoever_holds_no_post_is_not_transferred(posts):
    actions.end_posting(posts["an"], on=date(2026, 5, 1), by=None, at=world.AT, reason="Thôi việc")
    with pytest.raises(Refused, match="không giữ vị trí chính nào trước ngày 01/10/2026"):
        actions.transfer(NewPosting("an", "P2", "x", ON), by=None, at=world.AT, reason="QĐ 4")


def test_a_concurrent_post_stands_beside_the_primary_one(posts):
    row = NewPosting("an", "P2", "Kiêm nhiệm văn thư", ON, is_primary=False)
    actions.open_postings([row], by=None, at=world.AT, reason="QĐ 4")
    held = queries.postings_through_time(org.person("an").id)
    assert [(one.unit, one.is_primary, one.holds_on(ON)) for one in held] == [
        ("P2", False, True), ("P1", True, True),
    ]  # fmt: skip


def test_merging_moves_exactly_the_postings_shown_and_links_the_units(posts):
    merged([Move(posts["chi"], "P1"), Move(posts["dung"], "P1")])
    assert {unit_of(person, ON) for person in ("chi", "dung")} == {"P1"}
    assert {unit_of(person, ON - DAY) for person in ("chi", "dung")} == {"P2"}
    assert not any(one.leads == "head" for one in Posting.objects.filter(
        person__code="chi", valid_from=ON))  # fmt: skip
    assert [one.code for one in org.predecessors_of(org.unit("P1").id)] == ["P2"]
    assert org.unit_file("P2").valid_until == ON
    assert org.unit_file("P2").end_decision == "NQ 9"


def test_a_posting_may_end_with_its_unit(posts):
    merged([Move(posts["chi"], None), Move(posts["dung"], "P1")])
    assert unit_of("chi", ON) is None


@pytest.mark.parametrize("left_out", ["chi", "dung"])
def test_nobody_is_forgotten_silently(posts, left_out):
    moves = [Move(posts[one], "P1") for one in ("chi", "dung") if one != left_out]
    with pytest.raises(Refused, match="đã đổi từ khi xem kế hoạch"):
        merged(moves)
    assert org.unit_file("P2").valid_until is None


def test_somebody_who_comes_after_the_day_stops_the_merger(posts):
    actions.transfer(NewPosting("an", "P2", "x", ON + DAY), by=None, at=world.AT, reason="QĐ 4")
    with pytest.raises(Refused, match="nhận vị trí ở đơn vị này từ 02/10/2026"):
        merged([Move(posts["chi"], "P1"), Move(posts["dung"], "P1")])


def test_two_units_merge_into_a_new_one_made_that_day(posts):
    new = NewUnit("P9", "Phòng Kinh tế – Văn hóa", "commune_room", ON, parent="P", agency="P")
    merged(
        [Move(posts["binh"], "P9", "head"),
         *(Move(posts[one], "P9") for one in ("an", "chi", "dung"))],
        sources=("P1", "P2"), into=("P9",), made=(new,),
    )  # fmt: skip
    assert {unit_of(one, ON) for one in ("an", "binh", "chi", "dung")} == {"P9"}
    assert queries.heads_of(["P9"], on=ON) == {"P9": "Lê Bình"}


def test_a_part_split_off_leaves_the_unit_alive(posts):
    new = NewUnit("P9", "Phòng Thông tin", "commune_room", ON, parent="P", agency="P")
    merged(
        [Move(posts["dung"], "P9")], into=("P9",), made=(new,), kind="split", stay=True,
    )  # fmt: skip
    assert (unit_of("dung", ON), unit_of("chi", ON)) == ("P9", "P2")
    assert org.unit_file("P2").valid_until is None
    assert [one.kind for one in org.successors_of(org.unit("P2").id)] == ["split"]


def test_dissolving_needs_a_decision(posts):
    moves = (Move(posts["chi"], None), Move(posts["dung"], None))
    plan = Reorganisation(("P2",), (), "merged", ON, " ", moves)
    with pytest.raises(Refused, match="phải ghi số quyết định"):
        actions.reorganise(plan, by=None, at=world.AT)


@pytest.mark.parametrize(
    ("day", "words"),
    [(ON, "kết thúc hoạt động 01/10/2026"), (date(2025, 1, 1), "có từ 01/01/2026")],
)
def test_a_unit_receives_nobody_after_its_end_nor_before_its_beginning(posts, day, words):
    merged([Move(posts["chi"], "P1"), Move(posts["dung"], "P1")])
    row = NewPosting("an", "P2", "x", day, is_primary=False)
    with pytest.raises(Refused, match=words):
        actions.open_postings([row], by=None, at=world.AT)


def test_a_task_is_not_given_in_a_unit_that_has_ended(posts):
    merged([Move(posts["chi"], "P1"), Move(posts["dung"], "P1")])
    period = world.november()
    with pytest.raises(Refused, match="Phòng Văn hóa kết thúc hoạt động 01/10/2026"):
        world.done(period, world.task("dung", "P2"))
