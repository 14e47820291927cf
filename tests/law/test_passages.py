"""A held text falls into its articles, clauses and points."""

from congvu.law.passages import folded, passages


def test_each_line_stands_under_its_article_clause_and_point(folder):
    found = passages(folder / "texts" / "nd1.txt")
    assert found["Đ1.1b"] == "b) Mỗi lần chậm bị trừ 25% điểm."
    assert found["Đ1.1"].startswith("1. Điểm tối đa")
    assert found["Đ1.1b"] in found["Đ1.1"] in found["Đ1"]
    assert found["PL1.1a"] == "a) Điểm a"


def test_headings_and_forms_are_no_clauses(folder):
    found = passages(folder / "texts" / "nd1.txt")
    assert not any("KHÔNG THUỘC" in text or "NGHỊ ĐỊNH" in text for text in found.values())
    assert "a) Một điểm không thuộc khoản nào." in found["Đ2"]
    assert "1. Dòng của mẫu" in found["PL2.M1"]
    assert set(found) == {
        "Đ1", "Đ1.1", "Đ1.1a", "Đ1.1b", "Đ1.2", "Đ2", "PL1", "PL1.1", "PL1.1a", "PL2", "PL2.M1",
    }  # fmt: skip


def test_white_space_and_normal_form_do_not_matter():
    assert folded("Đie\u0302\u0300u\n  1 ") == "Điều 1"
