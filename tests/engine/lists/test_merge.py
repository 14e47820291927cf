"""Two editions brought together, case by case."""

import pytest

from congvu.engine.lists.conflicts import Conflict, ConflictId, NotResolved, Side
from congvu.engine.lists.differences import KeyTwice, OtherKind
from congvu.engine.lists.document import Document, NotValid, document
from congvu.engine.lists.merge import merge, resolve
from congvu.engine.lists.sheets import ListKind, Row
from tests.engine.lists.test_differences import catalogue

POINTS = ("points", "complexity", "difficulty", "volume", "breadth", "reach", "coefficient")


def product(code: str = "1", **texts: str) -> dict[str, str]:
    return {"code": code, "name": "Kế hoạch", "points": "5", **texts}


def office(*positions: str, **sheets: list[dict[str, str]]) -> Document:
    rows = [{"code": code, "name": f"Vị trí {code}"} for code in positions]
    return document(ListKind.POSITIONS, "p", "Vị trí", {}, {"positions": rows, **sheets})


def duty(position: str, number: str, text: str) -> dict[str, str]:
    return {"position": position, "number": number, "duty": text}


def codes(merged: Document, sheet: str = "products") -> list[str]:
    return [row["code"] for row in merged.rows(sheet)]


def only(conflicts: tuple[Conflict, ...]) -> Conflict:
    (one,) = conflicts
    return one


def test_each_side_keeps_what_only_it_changed() -> None:
    base, ours = catalogue(product()), catalogue(product(note="ta"))
    theirs = catalogue(product(unit="văn bản"), name="Sở B", standard_points="5")
    merged = merge(base, ours, theirs)
    assert merged.conflicts == ()
    assert merged.document.rows("products") == (product(note="ta", unit="văn bản"),)
    assert (merged.document.name, merged.document.settings["standard_points"]) == ("Sở B", "5")


def test_one_text_changed_differently_is_a_conflict_and_ours_stands_until_someone_chooses() -> None:
    three = [catalogue(product(note=text)) for text in ("gốc", "ta", "họ")]
    merged = merge(*three)
    found = only(merged.conflicts)
    assert found.id == ConflictId("products", ("1",), "note")
    assert (found.base, found.ours, found.theirs) == (
        {"note": "gốc"}, {"note": "ta"}, {"note": "họ"},
    )  # fmt: skip
    assert merged.document == three[1]
    assert resolve(merged, {found.id: Side.OURS}) == three[1]
    assert resolve(merged, {found.id: Side.THEIRS}) == three[2]
    own = resolve(merged, {found.id: {"note": "  cả hai "}})
    assert own.rows("products")[0]["note"] == "cả hai"


def test_points_of_one_side_never_stand_beside_the_coefficient_of_the_other() -> None:
    base = catalogue(product(coefficient="1"))
    ours, theirs = (
        catalogue(product(coefficient="2")),
        catalogue(product(points="10", coefficient="1")),
    )
    found = only(merge(base, ours, theirs).conflicts)
    assert (found.id.column, found.columns) == ("points", POINTS)
    assert found.ours == {"points": "5", "coefficient": "2"}
    assert found.theirs == {"points": "10", "coefficient": "1"}


def test_own_points_are_read_as_cells() -> None:
    base = catalogue(product(coefficient="1"))
    merged = merge(base, catalogue(product(points="6")), catalogue(product(points="7")))
    where = only(merged.conflicts).id
    texts = {"points": "8.50", "complexity": "n2"}
    row = resolve(merged, {where: texts}).rows("products")[0]
    assert (row["points"], row["complexity"], row.get("coefficient")) == ("8,5", "N2", None)
    with pytest.raises(NotValid, match="“Điểm” đang trống"):
        resolve(merged, {where: {"complexity": "N1"}})
    with pytest.raises(NotValid, match="“note” không thuộc chỗ này"):
        resolve(merged, {where: {**texts, "note": "x"}})


def test_a_value_and_its_reason_go_together() -> None:
    def local(**texts: str) -> Document:
        rows = [{"name": "floor_share", **texts}]
        return document(ListKind.LOCAL, "l", "Địa phương", {}, {"parameters": rows})

    base = local(value="0", note="như luật")
    merged = merge(base, local(value="1/4", note="như luật"), local(value="0", note="họp ngày 2"))
    assert only(merged.conflicts).columns == ("value", "note")


def test_the_scale_of_a_catalogue_is_one_choice() -> None:
    merged = merge(
        catalogue(band_1="1-10"), catalogue(band_1="1-12"), catalogue(standard_points="5")
    )
    where = only(merged.conflicts).id
    assert where == ConflictId("settings", (), "standard_points")
    taken = resolve(merged, {where: {"standard_points": "5", "band_1": "1-12"}})
    assert taken.settings == {"standard_points": "5", "band_1": "1-12"}


def test_two_names_are_a_conflict_too() -> None:
    merged = merge(catalogue(), catalogue(name="Sở B"), catalogue(name="Sở C"))
    where = ConflictId("name", (), "name")
    assert resolve(merged, {where: {"name": "Sở BC"}}).name == "Sở BC"
    with pytest.raises(NotValid):
        resolve(merged, {where: {}})


def test_a_row_added_by_both_is_merged_text_by_text() -> None:
    ours, theirs = (
        catalogue(product("1", note="ta")),
        catalogue(product("1", unit="tờ", name="Tờ trình")),
    )
    found = merge(None, ours, theirs)
    assert only(found.conflicts).id.column == "name"
    assert found.document.rows("products") == (product("1", note="ta", unit="tờ"),)


def test_a_row_is_removed_when_the_other_side_left_it_alone() -> None:
    base = catalogue(product("1"), product("2"), product("3"))
    merged = merge(
        base, catalogue(product("1"), product("2")), catalogue(product("2"), product("3"))
    )
    assert (codes(merged.document), merged.conflicts) == (["2"], ())


def test_a_row_removed_here_and_changed_there_is_a_conflict_over_the_row() -> None:
    base, theirs = catalogue(product()), catalogue(product(note="họ"))
    merged = merge(base, catalogue(), theirs)
    found = only(merged.conflicts)
    assert (found.id.column, found.columns, found.ours) == ("", (), None)
    assert merged.document.rows("products") == ()
    assert resolve(merged, {found.id: Side.THEIRS}) == theirs
    own = {
        "group": "B",
        "name": "Tờ trình",
        "output": "Tờ trình",
        "complexity": "N1",
        "points": "2",
    }
    assert resolve(merged, {found.id: own}).rows("products") == ({"code": "1", **own},)


def test_a_position_removed_here_takes_no_changed_duty_with_it_in_silence() -> None:
    base = office("P", "Q", duties=[duty("P", "1", "a"), duty("P", "2", "b"), duty("Q", "1", "q")])
    ours = office("Q", duties=[duty("Q", "1", "q")])
    theirs = office(
        "P", "Q", duties=[duty("P", "1", "a+"), duty("Q", "1", "q"), duty("P", "3", "c")]
    )
    merged = merge(base, ours, theirs)
    found = only(merged.conflicts)
    assert found.id == ConflictId("positions", ("P",), "")
    assert found.within == (("duties", ("P", "1")), ("duties", ("P", "3")))
    assert merged.document == ours
    kept = resolve(merged, {found.id: Side.THEIRS})
    assert codes(kept, "positions") == ["P", "Q"]
    assert set(kept.rows("duties")) == set(theirs.rows("duties"))
    named = {"name": "Vị trí mới", "group": "support"}
    own = resolve(merged, {found.id: named})
    assert own.rows("positions")[0]["name"] == "Vị trí mới"
    assert own.rows("duties") == kept.rows("duties")


def test_a_removed_position_takes_its_untouched_duties_with_it() -> None:
    base = office("P", duties=[duty("P", "1", "a")], ranks=[{"position": "P", "rank": "CV"}])
    merged = merge(base, office(), base)
    assert (merged.document, merged.conflicts) == (office(), ())


def test_a_competency_is_the_parent_of_its_levels() -> None:
    def framework(*levels: Row, code: str = "N") -> Document:
        rows = {"competencies": [{"code": code}] if code else [], "levels": levels}
        return document(ListKind.FRAMEWORK, "f", "Khung", {}, rows)

    level = {"competency": "N", "level": "1", "descriptor": "a"}
    merged = merge(framework(level), framework(code=""), framework({**level, "descriptor": "b"}))
    assert only(merged.conflicts).within == (("levels", ("N", "", "1")),)


def test_rows_of_theirs_follow_their_predecessor_in_our_order() -> None:
    base, theirs = catalogue(*map(product, "123")), catalogue(*map(product, "9178236"))
    merged = merge(base, catalogue(*map(product, "3142")), theirs)
    assert codes(merged.document) == [*"93617842"]


def test_rows_that_only_they_moved_stay_moved() -> None:
    base, ours = catalogue(*map(product, "123")), catalogue(*map(product, "1243"))
    merged = merge(base, ours, catalogue(*map(product, "321")))
    assert codes(merged.document) == [*"3241"]
    both = merge(base, catalogue(*map(product, "213")), catalogue(*map(product, "321")))
    assert codes(both.document) == [*"213"]


def test_every_conflict_wants_a_choice_and_every_choice_a_conflict() -> None:
    merged = merge(*[catalogue(product(note=text)) for text in ("gốc", "ta", "họ")])
    with pytest.raises(NotResolved, match="chưa chọn: products · 1 · note") as open_one:
        resolve(merged, {})
    assert open_one.value.ids == (ConflictId("products", ("1",), "note"),)
    stale = ConflictId("products", ("2",), "")
    with pytest.raises(NotResolved, match="không ứng với chỗ khác nhau nào: products · 2"):
        resolve(merged, {merged.conflicts[0].id: Side.OURS, stale: Side.OURS})


def test_what_cannot_be_compared_is_refused() -> None:
    twice = catalogue(product(), product())
    with pytest.raises(KeyTwice):
        merge(twice, catalogue(), catalogue())
    with pytest.raises(OtherKind):
        merge(None, catalogue(), office())
