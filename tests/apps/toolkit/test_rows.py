"""Every change of a draft is journalled, can be taken back, and undoes nobody else's."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.actions import RowEdit, Stale
from congvu.apps.toolkit.models import Change, ProposalRow
from tests.apps import world
from tests.apps.toolkit.lists import catalogue, product, started

pytestmark = pytest.mark.django_db
TOLD = {"label": "Sửa", "by": None, "at": world.AT}


def rows(proposal):
    return queries.draft_document(proposal).rows("products")


def first(proposal):
    return queries.draft_rows(proposal, "products")[1][0]


def test_a_draft_holds_what_it_was_started_from():
    proposal = started()
    assert queries.draft_document(proposal) == catalogue()
    assert [one.act for one in queries.changes(proposal)] == ["start"]


def test_a_cell_keeps_what_was_typed_even_if_it_is_wrong():
    proposal = started()
    row = first(proposal)
    edit = RowEdit("products", product(points="năm"), row.id, seen=row.version)
    actions.change_rows(proposal, [edit], **TOLD)
    assert rows(proposal)[0]["points"] == "năm"


def test_of_two_people_on_one_row_the_second_is_shown_the_first_ones_text():
    proposal = started()
    row = first(proposal)
    mine, theirs = (RowEdit("products", product(points=p), row.id, seen=1) for p in ("6", "7"))
    actions.change_rows(proposal, [theirs], **TOLD)
    with pytest.raises(Stale) as stale:
        actions.change_rows(proposal, [mine], **TOLD)
    assert (stale.value.row_id, stale.value.theirs["points"]) == (row.id, "7")
    assert rows(proposal)[0]["points"] == "7"


def test_a_change_that_changes_nothing_is_none():
    proposal = started()
    row = first(proposal)
    assert actions.change_rows(proposal, [RowEdit("products", row.values, row.id)], **TOLD) is None


def test_new_rows_come_last_and_removed_ones_can_be_brought_back_in_place():
    proposal = started()
    gone = RowEdit("products", None, first(proposal).id)
    number = actions.change_rows(proposal, [gone, RowEdit("products", product("VP.09"))], **TOLD)
    assert [row["code"] for row in rows(proposal)] == ["VP.02", "VP.03", "VP.09"]
    actions.undo(proposal, number, by=None, at=world.AT)
    assert queries.draft_document(proposal) == catalogue()


def test_a_change_is_undone_once_and_its_undoing_can_be_undone():
    proposal = started()
    number = actions.change_rows(proposal, [RowEdit("products", product("VP.09"))], **TOLD)
    again = actions.undo(proposal, number, by=None, at=world.AT)
    with pytest.raises(Refused, match="không còn để hoàn tác"):
        actions.undo(proposal, number, by=None, at=world.AT)
    actions.undo(proposal, again, by=None, at=world.AT)
    assert [row["code"] for row in rows(proposal)][-1] == "VP.09"


def test_what_was_changed_again_since_is_not_undone_in_silence():
    proposal = started()
    row = first(proposal)
    one = actions.change_rows(proposal, [RowEdit("products", product(points="6"), row.id)], **TOLD)
    actions.change_rows(proposal, [RowEdit("products", product(points="7"), row.id)], **TOLD)
    with pytest.raises(Refused, match="1 dòng đã được sửa tiếp"):
        actions.undo(proposal, one, by=None, at=world.AT)
    assert rows(proposal)[0]["points"] == "7"


def test_what_stands_above_the_rows_is_journalled_and_taken_back_too():
    proposal = started()
    settings = {"standard_points": "10"}
    actions.change_settings(proposal, name="Tên mới", settings=settings, by=None, at=world.AT)
    found = queries.proposal(proposal)
    assert (found.name, found.settings) == ("Tên mới", settings)
    actions.undo(proposal, 2, by=None, at=world.AT)
    assert queries.draft_document(proposal) == catalogue()
    actions.undo(proposal, 3, by=None, at=world.AT)
    actions.change_settings(proposal, name="Khác", settings=settings, by=None, at=world.AT)
    with pytest.raises(Refused, match="thiết đặt đã được sửa tiếp"):
        actions.undo(proposal, 4, by=None, at=world.AT)


def test_of_two_people_on_the_settings_the_second_is_told_what_the_first_wrote():
    proposal = started()
    told = {"settings": {"standard_points": "10"}, "seen": 1, "by": None, "at": world.AT}
    actions.change_rows(proposal, [RowEdit("products", product("VP.09"))], **TOLD)
    actions.change_settings(proposal, name="Của người đầu", **told)
    with pytest.raises(Refused, match="tên “Của người đầu”; standard_points 10"):
        actions.change_settings(proposal, name="Của người sau", **told)
    actions.change_settings(proposal, name="Của người sau", **told | {"seen": 3})
    assert queries.proposal(proposal).name == "Của người sau"


def test_a_sheet_that_is_replaced_keeps_the_rows_whose_key_stays():
    proposal = started()
    kept = first(proposal).id
    wanted = [product("VP.04"), product(points="6")]
    actions.replace_sheets(proposal, {"products": wanted}, act="import", **TOLD)
    assert [row["code"] for row in rows(proposal)] == ["VP.04", "VP.01"]
    assert queries.draft_rows(proposal, "products")[1][1].id == kept


def test_a_row_of_another_list_is_refused():
    proposal, other = started(), started(code="DM2")
    with pytest.raises(Refused, match="vừa bị xóa"):
        actions.change_rows(proposal, [RowEdit("products", None, first(other).id)], **TOLD)
    with pytest.raises(Refused, match="không có trang “duties”"):
        actions.change_rows(proposal, [RowEdit("duties", product())], **TOLD)
    with pytest.raises(Refused, match="Không có bản đề xuất"):
        actions.change_rows(0, [], **TOLD)


def test_rows_are_found_without_marks_and_by_their_columns():
    proposal = started()
    found = queries.draft_rows(proposal, "products", search="lich TUAN")
    assert (found[0], found[1][0].values["code"]) == (1, "VP.02")
    assert queries.draft_rows(proposal, "products", columns={"points": "10"})[0] == 1
    assert queries.draft_rows(proposal, "products", first=1, most=1)[1][0].values["code"] == "VP.02"
    assert queries.column_texts(proposal, "products", "section") == ("Văn phòng",)


def test_each_change_leaves_an_event():
    proposal = started()
    actions.change_rows(proposal, [RowEdit("products", product("VP.09"))], **TOLD)
    event = Event.objects.filter(verb="toolkit.rows_changed").latest("pk")
    assert (event.object_id, event.payload["rows"]) == (str(proposal), 1)


CODES = st.sampled_from(["VP.01", "VP.02", "VP.03", "VP.04"])
STEP = st.one_of(
    st.tuples(st.just("set"), st.integers(0, 5), CODES, st.sampled_from(["5", "6", "x"])),
    st.tuples(st.just("new"), st.just(0), CODES, st.just("5")),
    st.tuples(st.just("drop"), st.integers(0, 5), st.just(""), st.just("")),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, min_size=1, max_size=8))
def test_undoing_everything_backwards_brings_back_the_beginning(steps):
    Change.objects.all()  # the journal is append-only: each example has a proposal of its own
    proposal = started(code=f"DM{ProposalRow.objects.count()}-{Change.objects.count()}")
    begun = queries.draft_document(proposal)
    made = [_step(proposal, *step) for step in steps]
    for number in reversed([number for number in made if number]):
        actions.undo(proposal, number, by=None, at=world.AT)
    assert queries.draft_document(proposal) == begun


def _step(proposal, act, place, code, points):
    there = queries.draft_rows(proposal, "products")[1]
    row = there[place % len(there)] if there else None
    if act == "new" or row is None:
        edit = RowEdit("products", product(code or "VP.05", points=points or "5"))
    elif act == "drop":
        edit = RowEdit("products", None, row.id)
    else:
        edit = RowEdit("products", product(code, points=points), row.id, seen=row.version)
    return actions.change_rows(proposal, [edit], **TOLD)
