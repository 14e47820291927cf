"""One line is one countable product."""

import pytest

from congvu.engine.appraisal.findings import Rule
from congvu.engine.appraisal.linter import findings
from congvu.engine.appraisal.outputs import alternatives, deliverable
from tests.engine.appraisal.catalogues import made


def rules(**cells):
    return {one.rule for one in findings(made([{}, cells])) if one.rows[:1] == (1,)}


@pytest.mark.parametrize(
    ("name", "output"),
    [
        ("Tổ chức kiểm tra chợ", "Kế hoạch; biên bản; báo cáo"),
        ("Tổ chức kiểm tra chợ", "01 kế hoạch và 01 báo cáo"),
        ("Tổ chức kiểm tra chợ", "Quyết định, kế hoạch kiểm tra"),
        ("Tổ chức kiểm tra chợ", "Kế hoạch\nBáo cáo"),
        ("Xây dựng kế hoạch kiểm tra chợ và báo cáo kết quả", "Văn bản"),
        ("Xây dựng kế hoạch kiểm tra chợ, lập biên bản", "Biên bản"),
        ("Lập dự toán kinh phí chợ; báo cáo tài chính định kỳ", "Chứng từ/báo cáo"),
    ],
)
def test_several_products_in_a_line_are_told(name, output):
    assert Rule.COMPOSITE in rules(name=name, output=output)


@pytest.mark.parametrize(
    ("name", "output"),
    [
        ("Tổ chức kiểm tra chợ", "Kế hoạch/báo cáo/biên bản"),
        ("Tổ chức kiểm tra chợ", "Tờ trình và dự thảo quyết định"),
        ("Tổ chức kiểm tra chợ", "Báo cáo, phụ lục, biểu mẫu"),
        ("Tổ chức kiểm tra chợ", "Chương trình, kế hoạch"),
        ("Tổ chức kiểm tra chợ", "Báo cáo kiểm tra, giám sát và xử lý sau kiểm tra"),
        ("Tổ chức kiểm tra chợ", "Báo cáo (kèm biên bản, danh mục)"),
        ("Soạn thông báo, giấy mời, lịch làm việc", "Thông báo/giấy mời/lịch"),
        ("Soạn công văn và giấy mời họp chợ", "Công văn/giấy mời"),
        ("Theo dõi việc giải quyết đơn; báo cáo định kỳ", "Báo cáo"),
        ("Lập kế hoạch kiểm tra (gồm quyết định và biên bản)", "Kế hoạch"),
    ],
)
def test_a_choice_a_packet_or_a_long_title_is_one_product(name, output):
    assert Rule.COMPOSITE not in rules(name=name, output=output)


def test_a_name_is_split_into_its_own_clauses():
    (one,) = [
        one
        for one in findings(made([{}, {"name": "Lập dự toán chợ; báo cáo tài chính chợ"}]))
        if one.rule is Rule.COMPOSITE
    ]
    assert (one.column, "“Lập dự toán chợ”; “báo cáo tài chính chợ”" in one.fix) == ("name", True)


@pytest.mark.parametrize(
    "name",
    ["Các công việc khác", "Thực hiện nhiệm vụ khác do lãnh đạo phân công", "Việc đột xuất", "12"],
)
def test_a_name_that_says_nothing_is_told_but_in_group_d(name):
    assert rules(name=name) == {Rule.VAGUE}
    assert rules(name=name, group="D") == set()


def test_even_work_of_group_d_hands_something_in():
    work = {"group": "D", "name": "Nhiệm vụ khác"}
    assert rules(**work, output="theo yêu cầu") == {Rule.VAGUE}
    assert rules(**work, output="Kết quả công việc") == {Rule.VAGUE}
    assert rules(**work, output="Sản phẩm phát sinh") == set()


@pytest.mark.parametrize("output", ["Báo cáo tiến độ", "Kết quả đã trả", "Lượt", "Cuộc họp"])
def test_what_can_be_counted_is_let_stand(output):
    assert rules(output=output, name="Trả kết quả cho dân") == set()


def test_the_noun_is_found_behind_numbers_bundles_and_verbs():
    assert deliverable("01 bộ dự thảo báo cáo quý") == "bao cao"
    assert deliverable("KH dự toán") == "ke hoach"
    assert deliverable("Dự thảo") == "du thao"
    assert deliverable("03 lượt tiếp") == "luot tiep"
    assert deliverable("") == ""
    assert alternatives("Tờ trình/Dự thảo Quyết định") == {"to trinh", "quyet dinh"}
