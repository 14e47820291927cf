"""Cells that cannot be read, and keys that name two rows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.engine.appraisal.findings import Change, Rule
from congvu.engine.appraisal.linter import findings
from congvu.engine.lists.document import document
from congvu.engine.lists.sheets import LISTS, ListKind
from tests.engine.appraisal import catalogues
from tests.engine.appraisal.catalogues import made

TYPED = ("A", "N1", "N2", "5", "0", "1-10", "11-50", "8,5", "²", "٣", "và", "–", "leadership",
         "general", "Báo cáo và kế hoạch", "Lập báo cáo; lập kế hoạch", "I.01")  # fmt: skip


def told(rule, *rows):
    return [one for one in findings(made(rows)) if one.rule is rule]


def test_an_empty_required_cell_is_named_by_row_and_column():
    (one,) = told(Rule.UNREADABLE, {"output": ""})
    assert (one.blocks, one.rows, one.column) == (True, (0,), "output")
    assert one.why == "VP.01, cột “Sản phẩm đầu ra”: “Sản phẩm đầu ra” đang trống."
    assert one.fix == "Cần: điền ô này."


@pytest.mark.parametrize(
    ("column", "text"),
    [("points", "mười"), ("points", "1.234"), ("complexity", "N7"), ("days", "1,5"),
     ("code", "X" * 65)],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_blocks_and_says_what_would_be_right(column, text):
    (one,) = told(Rule.UNREADABLE, {column: text})
    assert (one.blocks, one.column) == (True, column)
    assert one.fix.startswith("Cần: ")


def test_cells_not_yet_in_canonical_form_are_read_and_judged():
    assert findings(made([{"points": "5.0", "complexity": "nhóm 1", "coefficient": "1,0"}])) == ()


def test_blanks_in_a_cell_that_may_be_empty_are_nothing():
    assert findings(made([{"note": "   ", "hours": " "}])) == ()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ListKind), st.data())
def test_whatever_is_typed_is_judged_and_never_breaks_the_judge(kind, data):
    cells = st.one_of(st.text(max_size=12), st.sampled_from(TYPED))
    sheets = {
        sheet.name: data.draw(st.lists(st.fixed_dictionaries(
            {}, optional={column.name: cells for column in sheet.columns}), max_size=4))
        for sheet in LISTS[kind]
    }  # fmt: skip
    names = ("standard_points", *(f"band_{n}" for n in range(1, 7)))
    scale = data.draw(st.dictionaries(st.sampled_from(names), cells))
    draft = document(kind, "X", "Nháp", scale, sheets)
    found = findings(draft, [draft, catalogues.commune()])
    for one in found:
        rows = draft.rows(one.sheet)
        assert all(0 <= number < len(rows) for number in one.rows)
        assert one.why.endswith(".")
        assert one.fix.endswith(".")


def test_a_row_without_a_code_is_named_by_its_number():
    (one,) = told(Rule.UNREADABLE, {}, {"code": "", "name": "Việc khác hẳn"})
    assert one.why.startswith("Dòng 2, cột “Mã”")


def test_rows_without_a_code_do_not_share_one():
    assert told(Rule.CODE_TWICE, {"code": ""}, {"code": ""}) == []


def test_each_later_row_of_a_code_is_offered_a_free_one_of_its_own():
    rows = [{"code": code} for code in ("DC.07", "DC.07", "DC.45", "DC.07", "KT.9", "KT.9")]
    assert [one.change for one in told(Rule.CODE_TWICE, *rows)] == [
        (Change(1, "code", "DC.46"),),
        (Change(3, "code", "DC.47"),),
        (Change(5, "code", "KT.10"),),
    ]


def test_a_code_without_a_number_gets_one():
    rows = [{"code": code} for code in ("QL", "QL", "QL.2", "QL")]
    assert [one.change[0].text for one in told(Rule.CODE_TWICE, *rows)] == ["QL.3", "QL.4"]


def test_codes_count_as_they_are_written():
    assert told(Rule.CODE_TWICE, {"code": "vp.1"}, {"code": "VP.1"}) == []
