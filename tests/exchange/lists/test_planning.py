"""A plan says field by field what a file would change, can be stored, and loses no row."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.engine.lists.document import document
from congvu.engine.lists.sheets import PRODUCTS, ListKind
from congvu.exchange.lists.gathering import Gathering, Reading
from congvu.exchange.lists.planning import plan_lists, rows_after
from congvu.exchange.lists.plans import ListPlan, Scope
from congvu.exchange.workbook.problems import Place
from tests.exchange.lists.documents import rows as drawn_rows
from tests.exchange.lists.offices import Page
from tests.exchange.lists.tables import TITLES, page, product, read

UNHURRIED = settings(deadline=None)  # cores are shared

CATALOGUE = (ListKind.CATALOGUE, "products")
SECTIONED = [*TITLES, "Phòng"]


def held(number: int, **given: str) -> dict[str, str]:
    row = {"code": f"A{number}", "group": "C", "section": "Phòng Nội vụ", "name": f"Việc {number}",
           "output": "Báo cáo", "complexity": "N1", "points": "5", "coefficient": "1"}  # fmt: skip
    return row | given


def sectioned(*numbers: int, section: str = "Phòng Nội vụ") -> Page:
    return page(SECTIONED, *([*product(number), section] for number in numbers))


def reading_of(rows) -> Reading:
    """A reading that has exactly these rows of products and speaks of every column."""
    gathering = Gathering()
    gathering.speak_of(PRODUCTS, [column.name for column in PRODUCTS.columns])
    for number, row in enumerate(rows):
        gathering.add(PRODUCTS, row, Place("T", number + 2))
    kept = gathering.rows.get("products", {}).values()
    made = document(ListKind.CATALOGUE, "", "x", {}, {"products": list(kept)})
    return gathering.reading([made], [])


def codes(rows) -> list[str]:
    return [row["code"] for row in rows]


def test_new_changed_same_and_gone_are_told_by_key_and_field(tmp_path):
    reading = read(tmp_path, sectioned(1, 2, 4))
    current = {CATALOGUE: [held(1), held(2, points="8", coefficient="1,6"), held(3)]}
    plan = plan_lists(reading, current).sheet(*CATALOGUE)
    assert plan.new == (("A4",),)
    (changed,) = plan.changed
    assert (changed.key, changed.place) == (("A2",), "Trang!3")
    assert changed.fields == {"points": ("8", "5"), "coefficient": ("1,6", "1")}
    assert codes(one.row for one in plan.gone) == ["A3"]
    assert plan.same == 1


def test_a_column_that_the_file_lacks_keeps_its_texts_and_an_empty_one_clears_them(tmp_path):
    current = {CATALOGUE: [held(1, hours="2", note="cũ")]}
    titles = [*SECTIONED, "Ghi chú"]
    reading = read(tmp_path, page(titles, [*product(1), "Phòng Nội vụ", None]))
    (row,) = plan_lists(reading, current).sheet(*CATALOGUE).rows
    assert (row["hours"], row.get("note")) == ("2", None)


def test_a_group_that_was_only_inferred_gives_way_to_the_one_held(tmp_path):
    reading = read(tmp_path, sectioned(1))
    plan = plan_lists(reading, {CATALOGUE: [held(1, group="B")]}).sheet(*CATALOGUE)
    assert (plan.rows[0]["group"], plan.changed, plan.same) == ("B", (), 1)


def test_rows_of_sections_that_the_file_does_not_name_are_kept(tmp_path):
    reading = read(tmp_path, sectioned(1))
    current = {CATALOGUE: [held(1), held(2), held(3, section="Phòng Kinh tế")]}
    named = plan_lists(reading, current).sheet(*CATALOGUE)
    assert codes(one.row for one in named.gone) == ["A2"]
    assert codes(rows_after(named, drop_gone=True)) == ["A1", "A3"]
    assert codes(rows_after(named, drop_gone=False)) == ["A1", "A2", "A3"]
    whole = plan_lists(reading, current, scope=Scope.WHOLE).sheet(*CATALOGUE)
    assert codes(rows_after(whole, drop_gone=True)) == ["A1"]


def test_a_position_that_the_file_does_not_name_is_not_gone(tmp_path):
    titles = ["Mã vị trí", "Tên vị trí việc làm", "Ngạch", "Số lượng"]
    reading = read(tmp_path, page(titles, ["P1", "Pháp chế", "Chuyên viên", 2]))
    current = {
        (ListKind.POSITIONS, "positions"): [
            {"code": "P1", "name": "Pháp chế", "group": "professional", "purpose": "Giữ luật"},
            {"code": "P2", "name": "Nội vụ", "group": "professional"},
        ],
        (ListKind.POSITIONS, "ranks"): [
            {"position": "P1", "rank": "Cán sự", "headcount": "1"},
            {"position": "P2", "rank": "Chuyên viên", "headcount": "1"},
        ],
        (ListKind.POSITIONS, "duties"): [{"position": "P1", "number": "1", "duty": "Soạn"}],
    }  # fmt: skip
    plan = plan_lists(reading, current)
    positions = plan.sheet(ListKind.POSITIONS, "positions")
    assert (positions.gone, positions.same) == ((), 1)
    assert positions.rows[0]["purpose"] == "Giữ luật"
    ranks = plan.sheet(ListKind.POSITIONS, "ranks")
    assert [one.row["rank"] for one in ranks.gone] == ["Cán sự"]
    assert [one.sheet for one in plan.sheets] == ["positions", "ranks"]  # duties were not asked of


def test_made_codes_give_way_to_the_codes_of_the_same_words(tmp_path):
    titles = [one for one in TITLES if one != "Mã"]
    body = [[one for at, one in enumerate(product(number)) if at != 1] for number in (1, 2, 3)]
    reading = read(tmp_path, page(titles, *body))
    current = {CATALOGUE: [held(9, name="Việc 2", section=""), held(8, code="SP.01", name="Khác")]}
    plan = plan_lists(reading, current).sheet(*CATALOGUE)
    assert [row["code"] for row in plan.rows] == ["SP.02", "A9", "SP.03"]
    assert plan.changed == ()
    assert plan.same == 1


def test_duties_follow_the_code_that_a_made_position_takes(tmp_path):
    titles = ["Tên vị trí việc làm", "Mục", "Nhiệm vụ", "Công việc cụ thể"]
    reading = read(tmp_path, page(titles, ["Pháp chế", "1", "Soạn", "Dự thảo"]))
    current = {
        (ListKind.POSITIONS, "positions"): [
            {"code": "P7", "name": "Pháp  chế", "group": "shared", "purpose": "Giữ luật"}
        ]
    }
    plan = plan_lists(reading, current)
    assert plan.sheet(ListKind.POSITIONS, "duties").rows[0]["position"] == "P7"
    positions = plan.sheet(ListKind.POSITIONS, "positions")
    assert (positions.same, positions.rows[0]["group"]) == (1, "shared")


def test_requirements_follow_the_code_that_a_made_competency_takes(tmp_path):
    titles = ["Mã vị trí", "Tên năng lực", "Cấp độ"]
    reading = read(tmp_path, page(titles, ["P1", "Khả năng ra quyết định", 2]))
    current = {
        (ListKind.FRAMEWORK, "competencies"): [
            {"code": "NL.5", "name": "Ra quyết định", "group": "managerial"}
        ]
    }
    plan = plan_lists(reading, current)
    assert plan.sheet(ListKind.POSITIONS, "requirements").rows[0]["competency"] == "NL.5"
    assert plan.sheet(ListKind.FRAMEWORK, "competencies").rows[0]["name"] == "Ra quyết định"


def test_settings_that_differ_are_told_beside_those_held(tmp_path):
    reading = read(tmp_path, page(TITLES, product(1), product(2)))
    before = {ListKind.CATALOGUE: {"standard_points": "10", "band_1": "1-10"}}
    plan = plan_lists(reading, {}, settings=before)
    assert plan.settings == {ListKind.CATALOGUE: {"standard_points": ("10", "5")}}


def test_a_plan_comes_back_from_json_as_it_was(tmp_path):
    bad = product(3, Điểm="mười")
    reading = read(tmp_path, page(SECTIONED, [*product(1), "P"], [*product(2), "P"], [*bad, "P"]))
    current = {CATALOGUE: [held(1, section="P", points="8"), held(7, section="P"), held(8)]}
    plan = plan_lists(reading, current)
    assert len(plan.refused) == 1
    assert ListPlan.from_json(json.loads(json.dumps(plan.as_json()))) == plan


def test_a_numbered_heading_means_the_section_that_is_held(tmp_path):
    typed = sectioned(1, 2, section="II – Phòng Nội vụ")
    plan = plan_lists(read(tmp_path, typed), {CATALOGUE: [held(1)]}).sheet(*CATALOGUE)
    assert plan.changed == ()
    assert [row["section"] for row in plan.rows] == ["Phòng Nội vụ", "Phòng Nội vụ"]
    apart = [held(1, section="I. Hành chính"), held(3, section="II. Hành chính")]
    other = sectioned(1, section="III. Hành chính")
    changed = plan_lists(read(tmp_path, other), {CATALOGUE: apart}).sheet(*CATALOGUE).changed
    assert changed[0].fields["section"] == ("I. Hành chính", "III. Hành chính")


def test_a_plan_of_another_format_is_refused():
    with pytest.raises(ValueError, match="dạng 7"):
        ListPlan.from_json({"format": 7})


@UNHURRIED
@given(drawn_rows(PRODUCTS, most=6), drawn_rows(PRODUCTS, most=6), st.sampled_from(Scope))
def test_every_row_is_in_the_result_or_told_as_gone(before, after, scope):
    plan = plan_lists(reading_of(after), {CATALOGUE: before}, scope=scope).sheet(*CATALOGUE)
    keys = [PRODUCTS.key_of(row) for row in rows_after(plan, drop_gone=False)]
    assert len(set(keys)) == len(keys)
    assert set(keys) == {PRODUCTS.key_of(row) for row in (*before, *after)}
    dropped = {PRODUCTS.key_of(row) for row in rows_after(plan, drop_gone=True)}
    assert set(keys) - dropped == {PRODUCTS.key_of(one.row) for one in plan.gone}
    assert len(plan.new) + len(plan.changed) + plan.same == len(after)


@UNHURRIED
@given(drawn_rows(PRODUCTS, most=6))
def test_a_list_planned_over_itself_changes_nothing(rows):
    plan = plan_lists(reading_of(rows), {CATALOGUE: rows}, scope=Scope.WHOLE).sheet(*CATALOGUE)
    assert (plan.new, plan.changed, plan.gone, plan.kept) == ((), (), (), ())
    assert plan.same == len(rows)


def test_a_long_list_of_kept_rows_keeps_its_order():
    before = [held(number) for number in range(3_000)]
    plan = plan_lists(reading_of([held(9_999, section="Khác")]), {CATALOGUE: before})
    after = codes(rows_after(plan.sheet(*CATALOGUE), drop_gone=True))
    assert after == [*(f"A{number}" for number in range(3_000)), "A9999"]
