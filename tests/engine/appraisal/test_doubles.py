"""Work listed twice blocks where one person could be given either row; else somebody looks."""

from congvu.engine.appraisal.findings import Rule, Severity
from congvu.engine.appraisal.linter import findings
from tests.engine.appraisal.catalogues import made

WORK = {"name": "Kiểm kê tài sản công", "detail": "Đếm, ghi sổ", "output": "Biên bản"}


def doubled(*changes):
    """Findings of doubles among rows that are WORK but for the changes."""
    wanted = {Rule.DUPLICATE, Rule.NEAR_DUPLICATE}
    return [one for one in findings(made([WORK | change for change in changes]))
            if one.rule in wanted]  # fmt: skip


def test_the_same_row_in_the_same_room_blocks():
    (one,) = doubled({}, {"name": "KIỂM KÊ TÀI SẢN CÔNG"})
    assert (one.rule, one.severity, one.rows) == (Rule.DUPLICATE, Severity.BLOCKS, (1, 0))


def test_the_same_row_in_another_room_is_asked_about():
    (one,) = doubled({}, {"section": "Phòng Kinh tế"})
    assert one.severity is Severity.ASKS
    assert "khác phòng" in one.why


def test_a_row_that_all_rooms_share_covers_every_room():
    (one,) = doubled({"group": "B", "section": "dùng chung"}, {"section": "Phòng Kinh tế"})
    assert one.severity is Severity.BLOCKS


def test_a_row_without_a_room_could_be_anybodys():
    assert doubled({"section": ""}, {"section": "Phòng Kinh tế"})[0].blocks
    assert doubled({"section": "Phòng Kinh tế"}, {"section": ""})[0].blocks


def test_a_third_row_is_held_against_the_one_of_its_own_room():
    told = doubled({}, {"section": "Phòng Kinh tế"}, {"section": "Phòng Kinh tế"})
    assert [(one.rows, one.blocks) for one in told] == [((1, 0), False), ((2, 1), True)]


def test_parts_of_one_product_are_no_doubles_in_one_room():
    assert doubled({"detail": "Soạn kế hoạch kiểm kê"}, {"detail": "Lập biên bản sau cùng"}) == []


def test_the_same_work_with_contents_in_other_words_is_near():
    (one,) = doubled({"detail": "Đếm, ghi sổ tài sản"}, {"detail": "Đếm và ghi sổ các tài sản"})
    assert one.rule is Rule.NEAR_DUPLICATE


def test_the_same_name_in_another_room_is_near_whatever_its_contents():
    (one,) = doubled({}, {"detail": "Lập biên bản sau cùng", "section": "Phòng Kinh tế"})
    assert (one.rule, one.rows) == (Rule.NEAR_DUPLICATE, (1, 0))


def test_a_row_names_at_most_five_that_it_resembles():
    rooms = [{"section": f"Phòng {n}", "detail": f"Cách {'abcdefgh'[n]}"} for n in range(8)]
    assert max(len(one.rows) for one in doubled(*rooms)) == 6


def test_rows_that_say_nothing_double_nothing():
    assert doubled({"name": ""}, {"name": ""}) == []
    assert doubled({"output": ""}, {"output": ""}) == []
