"""One work in two spellings is one work; two works in like words stay two."""

import pytest

from congvu.engine.appraisal.likeness import alike, said
from congvu.engine.appraisal.lines import catalogue
from congvu.engine.appraisal.wording import syllables, words
from tests.engine.appraisal.catalogues import made


def compared(one, other, **cells):
    """Whether two rows with these names are alike; a pair gives name and detail."""
    names = [{"name": name, "output": "Báo cáo"} | cells for name in (one, other)]
    first, second = (said(line) for line in catalogue(made(names)).lines)
    assert alike(first, second) == alike(second, first)
    return alike(first, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban nhân dân", "UBND"),
        ("KT-XH", "kinh tế - xã hội"),
        ("TN&MT", "tài nguyên, môi trường"),
        ("QP-AN", "Quốc phòng, an ninh"),
        ("quản lí xử lí kĩ thuật", "quản lý xử lý kỹ thuật"),
        ("hoà giải", "hòa giải"),
        ("ĐẤT ĐAI", "đất đai"),
        ("dat dai", "đất đai"),
    ],
)
def test_spellings_of_one_word_meet(one, other):
    assert syllables(one) == syllables(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xây dựng kế hoạch CCHC", "Tham mưu lập kế hoạch cải cách hành chính"),
        ("Tổng hợp ý kiến cử tri gửi HĐND", "Tổng hợp gửi Hội đồng nhân dân ý kiến của cử tri"),
        ("Báo cáo tình hình KT-XH", "Báo cáo về tình hình kinh tế - xã hội"),
        ("Theo dõi công tác thi đua, khen thưởng", "theo doi thi dua khen thuong"),
        ("Rà soát hồ sơ người có công", "Rà soát hồ sơ người có công tại địa bàn"),
    ],
)
def test_the_same_work_in_other_words_is_alike(one, other):
    assert compared(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Báo cáo sơ kết 6 tháng công tác cải cách hành chính",
         "Báo cáo tổng kết năm công tác cải cách hành chính"),
        ("Báo cáo công tác tháng", "Báo cáo công tác 6 tháng"),
        ("Thẩm định giá đất", "Thẩm định giá tài sản"),
        ("Theo dõi hồ sơ đất đai của xã", "Kiểm tra hồ sơ đất đai của xã"),
        ("Lập dự toán ngân sách xã", "Thẩm định dự toán ngân sách xã"),
        ("Đăng ký khai sinh liên thông", "Đăng ký khai tử liên thông"),
        ("Quản lý tài sản công của xã", "Quản lý tài chính công của xã"),
        ("Tiếp nhận hồ sơ trực tiếp", "Tiếp nhận hồ sơ trực tuyến"),
        ("Hội nghị tổng kết năm – dự toán", "Hội nghị tổng kết năm – kịch bản điều hành"),
        ("Điều tra hộ nghèo – phần 1", "Điều tra hộ nghèo – phần 2"),
        ("Quy chế", "Quy chế làm việc"),
    ],
)  # fmt: skip
def test_other_work_in_like_words_is_not_alike(one, other):
    assert not compared(one, other)


def test_words_that_differ_by_their_marks_alone_are_kept_apart_where_marks_are_written():
    assert "tu" in words("khai tử").all
    assert "tu" not in words("gửi từ xã").all
    assert "doi chieu" in words("đối chiếu số liệu").deeds


def test_a_leaders_work_is_not_the_work_that_is_led():
    rows = [{"name": "Kiểm tra hồ sơ đất đai", "group": group} for group in "AC"]
    one, other = (said(line) for line in catalogue(made(rows)).lines)
    assert not alike(one, other)


def test_work_that_hands_in_another_kind_of_thing_is_other_work():
    rows = [{"name": "Sử dụng đất công ích", "output": output} for output in ("Báo cáo", "Sổ")]
    one, other = (said(line) for line in catalogue(made(rows)).lines)
    assert not alike(one, other)
