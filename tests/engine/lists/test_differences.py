"""What changed from one edition to another."""

import pytest
from hypothesis import given

from congvu.engine.lists.differences import Differences, KeyTwice, OtherKind, differences
from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import LISTS, ListKind
from tests.engine.lists.editions import editions


def catalogue(*rows: dict[str, str], name: str = "Sở A", **settings: str) -> Document:
    return document(ListKind.CATALOGUE, "a", name, settings, {"products": rows})


def test_rows_are_compared_by_code_and_column() -> None:
    before = catalogue({"code": "1", "points": "5", "note": "cũ"}, {"code": "2"}, band_1="1-10")
    after = catalogue(
        {"code": "3"}, {"code": "1", "points": "7", "unit": "văn bản"}, standard_points="5"
    )
    found = differences(before, after)
    products = found.sheets["products"]
    assert [row["code"] for row in products.added] == ["3"]
    assert [row["code"] for row in products.removed] == ["2"]
    (changed,) = products.changed
    assert (changed.key, changed.row["points"]) == (("1",), "7")
    assert dict(changed.columns) == {
        "unit": ("", "văn bản"), "points": ("5", "7"), "note": ("cũ", ""),
    }  # fmt: skip
    assert list(changed.columns) == ["unit", "points", "note"]
    assert dict(found.settings) == {"band_1": ("1-10", ""), "standard_points": ("", "5")}
    assert (found.name, found.count) == (None, 5)


def test_a_list_that_was_not_there_is_all_new() -> None:
    now = catalogue({"code": "1"})
    assert differences(None, now).sheets["products"].added == now.rows("products")
    assert differences(now, None).sheets["products"].removed == now.rows("products")
    assert differences(None, now).name == ("", "Sở A")
    assert differences(None, None) == Differences()


def test_moved_rows_are_no_difference() -> None:
    one, two = {"code": "1"}, {"code": "2"}
    assert differences(catalogue(one, two), catalogue(two, one)).count == 0


def test_two_rows_of_one_code_are_named() -> None:
    twice = catalogue({"code": "7", "name": "x"}, {"code": "7", "name": "y"})
    with pytest.raises(KeyTwice, match="“Danh mục sản phẩm/công việc” có hai dòng cùng Mã “7”"):
        differences(catalogue(), twice)


def test_a_catalogue_is_no_edition_of_a_framework() -> None:
    with pytest.raises(OtherKind, match="hai loại danh mục khác nhau"):
        differences(catalogue(), document(ListKind.FRAMEWORK, "a", "Khung"))


@given(editions(2))
def test_what_was_told_turns_one_edition_into_the_other(two: tuple[Document, ...]) -> None:
    before, after = two
    found = differences(before, after)
    for sheet in LISTS[before.kind]:
        told = found.sheets[sheet.name]
        rows = {sheet.key_of(row): dict(row) for row in before.rows(sheet.name)}
        for row in told.removed:
            del rows[sheet.key_of(row)]
        for changed in told.changed:
            rows[changed.key] |= {name: new for name, (_, new) in changed.columns.items()}
        rows |= {sheet.key_of(row): dict(row) for row in told.added}
        told_rows = document(before.kind, "", "", {}, {sheet.name: [*rows.values()]})
        assert {*told_rows.rows(sheet.name)} == {*after.rows(sheet.name)}
    assert (found.count == 0) == (differences(after, before).count == 0)
