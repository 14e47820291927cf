"""Units renamed, moved and merged stay readable by day; the reform of 1 July 2025 is the proof."""

from datetime import date, timedelta

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.org import actions, queries
from congvu.apps.org.actions import NewSuccession, NewUnit
from congvu.exchange.demo import reform, sheets
from tests.apps import world

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
JUNE = date(2026, 6, 1)
TODAY = date(2026, 11, 23)
OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def agency():
    actions.create_units(world.UNITS, by=None, at=world.AT)


def rename(name, on=JUNE, decision="QĐ 12/QĐ-UBND", unit="P1"):
    actions.rename_unit(unit, name, on=on, decision=decision, by=None, at=world.AT)


def names_on(day):
    return {one.code: one.name for one in queries.units_on(day)}


def test_a_renamed_unit_is_read_by_the_name_of_the_day(agency):
    rename("Phòng Kinh tế và Hạ tầng")
    rename("Phòng Kinh tế, Hạ tầng và Đô thị", on=date(2026, 9, 1), decision="QĐ 30")
    assert [names_on(day)["P1"] for day in (JUNE - DAY, JUNE, date(2026, 9, 1))] == [
        "Phòng Kinh tế",
        "Phòng Kinh tế và Hạ tầng",
        "Phòng Kinh tế, Hạ tầng và Đô thị",
    ]
    told = queries.past_states(queries.unit("P1").id)
    assert [(one.name, one.until, one.decision) for one in told] == [
        ("Phòng Kinh tế và Hạ tầng", date(2026, 9, 1), "QĐ 30"),
        ("Phòng Kinh tế", JUNE, "QĐ 12/QĐ-UBND"),
    ]


def test_a_rename_is_one_event_with_both_names_and_the_decision(agency):
    rename("Phòng Kinh tế và Hạ tầng")
    event = Event.objects.get(verb="org.unit_renamed")
    assert event.reason == "QĐ 12/QĐ-UBND"
    assert event.payload["before"] == "Phòng Kinh tế"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"on": date(2027, 1, 1)}, "chưa đến"),
        ({"on": world.START}, "phải sau lần thay đổi"),
        ({"decision": ""}, "số quyết định"),
        ({"name": "Phòng Kinh tế"}, "giống tên cũ"),
        ({"name": " "}, "không được để trống"),
    ],
)
def test_a_rename_that_says_too_little_is_refused_in_words(agency, change, words):
    with pytest.raises(Refused, match=words):
        rename(**{"name": "Phòng Khác"} | change)


def test_a_moved_unit_takes_its_subtree_and_its_new_agency_along(agency):
    below = NewUnit("P11", "Tổ Thuế", "commune_room", world.START, parent="P1", agency="P")
    actions.create_units([below], by=None, at=world.AT)
    actions.move_unit("P1", "S", on=JUNE, decision="QĐ 5", by=None, at=world.AT)
    moved = [queries.unit(code) for code in ("P1", "P11")]
    assert all(one.path.startswith(queries.unit("S").path) for one in moved)
    assert [one.agency for one in moved] == ["S", "S"]
    before = {one.code: one.parent for one in queries.units_on(JUNE - DAY)}
    after = {one.code: one.parent for one in queries.units_on(JUNE)}
    assert (before["P1"], after["P1"]) == ("P", "S")


def test_two_changes_of_one_day_keep_what_was_before_both(agency):
    rename("Phòng Hạ tầng")
    actions.move_unit("P1", "S", on=JUNE, decision="QĐ 12/QĐ-UBND", by=None, at=world.AT)
    (past,) = queries.past_states(queries.unit("P1").id)
    assert (past.name, past.parent_name, past.until) == ("Phòng Kinh tế", "Phường Nha Trang", JUNE)


def test_an_agency_that_moves_stays_its_own_agency(agency):
    actions.move_unit("P", "S", on=JUNE, decision="QĐ 5", by=None, at=world.AT)
    assert (queries.unit("P").agency, queries.unit("P1").agency) == ("P", "P")


@pytest.mark.parametrize(
    ("unit", "parent", "words"),
    [("P", "P1", "nằm trong"), ("P1", "P", "đang trực thuộc"), ("P1", "S", "đã kết thúc")],
)
def test_a_unit_does_not_move_under_itself_nor_under_what_has_ended(agency, unit, parent, words):
    if words == "đã kết thúc":
        actions.end_units(["S"], on=JUNE, decision="QĐ 1", by=None, at=world.AT)
    with pytest.raises(Refused, match=words):
        actions.move_unit(unit, parent, on=JUNE, decision="QĐ 5", by=None, at=world.AT)


def test_a_unit_with_living_units_under_it_does_not_end(agency):
    with pytest.raises(Refused, match="Phòng Kinh tế, Phòng Văn hóa"):
        actions.end_units(["P"], on=JUNE, decision="QĐ 1", by=None, at=world.AT)
    actions.end_units(["P", "P1", "P2"], on=JUNE, decision="QĐ 1", by=None, at=world.AT)
    assert {"P", "P1", "P2"}.isdisjoint(names_on(JUNE))
    with pytest.raises(Refused, match="đã kết thúc hoạt động 01/06/2026"):
        actions.end_units(["P1"], on=JUNE, decision="QĐ 1", by=None, at=world.AT)


def test_what_a_unit_became_is_followed_through_every_change(agency):
    rows = [NewUnit(code, f"Đơn vị {code}", "room", world.START) for code in "ABCD"]
    actions.create_units(rows, by=None, at=world.AT)
    links = [
        NewSuccession(before, after, kind, world.START, "NQ 1")
        for before, after, kind in (("A", "B", "merged"), ("B", "C", "merged"), ("D", "C", "split"))
    ]
    actions.record_successions(links, by=None, at=world.AT)
    after = queries.successors_of(queries.unit("A").id)
    assert [(one.code, one.steps, one.of) for one in after] == [("B", 1, "A"), ("C", 2, "B")]
    before = queries.predecessors_of(queries.unit("C").id)
    assert [(one.code, one.kind, one.steps) for one in before] == [
        ("B", "merged", 1), ("D", "split", 1), ("A", "merged", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(("typed", "kept"), [("h32.22.5", "H32.22.5"), (" H32 ", "H32"), ("", "")])
def test_an_identification_code_is_kept_as_the_decision_writes_it(agency, typed, kept):
    actions.change_unit_code("P", typed, by=None, at=world.AT)
    assert queries.unit_file("P").official_code == kept


@pytest.mark.parametrize("typed", ["22366", "H3.22", "H32-22", "H32.", "H32.2Đ", "000.00.15.H32"])
def test_a_code_of_another_shape_is_refused_with_an_example(agency, typed):
    with pytest.raises(Refused, match=r"H32\.22\.5"):
        actions.change_unit_code("P", typed, by=None, at=world.AT)


class TestReform:
    """1 July 2025 on the real communes of two provinces."""

    @pytest.fixture(autouse=True)
    def _loaded(self, db):
        rows = sheets.rows(sheets.COMMUNES)
        province = NewUnit("KH", "Tỉnh Khánh Hòa", "province", reform.DAY, agency=None)
        communes = [
            NewUnit(f"KH-{r['code']}", r["full_name"], "commune", reform.DAY, parent="KH")
            for r in rows
        ]
        before = reform.khanh_hoa(rows)
        actions.create_units([province, *communes, *before.units], by=None, at=world.AT)
        actions.record_successions(before.successions, by=None, at=world.AT)
        self.rows = rows

    def test_the_day_before_shows_the_old_communes_and_the_day_itself_the_new(self):
        old, new = names_on(OLD).values(), names_on(NEW).values()
        assert {"Phường Lộc Thọ", "Tỉnh Ninh Thuận", "Thị trấn Trường Sa"} <= set(old)
        assert "Phường Bắc Nha Trang" not in old
        assert len([one for one in new if not one.startswith("Tỉnh")]) == 65
        assert "Phường Lộc Thọ" not in new

    def test_every_commune_has_exactly_the_predecessors_that_the_list_names(self):
        for row in self.rows:
            kin = queries.predecessors_of(queries.unit(f"KH-{row['code']}").id)
            assert {one.name for one in kin} == set(reform.old_names(row))
            assert {one.day for one in kin} == {reform.DAY}

    def test_a_commune_cut_in_parts_tells_all_that_it_became(self):
        split = next(hit for hit in queries.find_units("Cam Hòa", on=TODAY) if hit.ended)
        assert len(split.now) == 3
        kinds = {one.kind for one in queries.successors_of(split.id)}
        assert kinds == {"split"}

    @pytest.mark.parametrize(
        "typed", ["loc tho", "Lộc Thọ", "thọ lộc", "Lo\u0323\u0302c Tho\u0323"]
    )
    def test_an_old_name_finds_the_ward_of_today(self, typed):
        hit = queries.find_units(typed, on=TODAY)[0]
        assert (hit.name, hit.ended) == ("Phường Lộc Thọ", reform.DAY)
        assert [name for _, name in hit.now] == ["Phường Nha Trang"]

    def test_a_unit_that_exists_stands_before_one_that_has_ended(self):
        hits = queries.find_units("ninh hòa", on=TODAY)
        ended = [hit.ended is not None for hit in hits]
        assert ended == sorted(ended)


def test_the_neighbours_communes_that_stayed_have_no_predecessor():
    rows = sheets.rows(sheets.NEIGHBOUR_COMMUNES)
    kept = [row for row in rows if reform.is_kept(row)]
    linked = {one.successor for one in reform.thanh_hoa(rows).successions}
    assert len(kept) == 21
    assert linked.isdisjoint(f"TH-{row['code']}" for row in kept)
    assert len(linked) == len(rows) - len(kept)


def test_a_former_name_finds_the_unit_and_says_which_name_was_meant(agency):
    rename("Phòng Hạ tầng")
    hit = queries.find_units("phong kinh te", on=TODAY)[0]
    assert (hit.code, hit.name, hit.former) == ("P1", "Phòng Hạ tầng", "Phòng Kinh tế")
