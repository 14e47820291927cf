"""Positions and the competency framework: keys, references, posts without people, levels."""

from congvu.engine.appraisal.findings import Rule
from congvu.engine.appraisal.linter import findings
from congvu.engine.lists.document import document
from congvu.engine.lists.sheets import ListKind
from tests.engine.appraisal.catalogues import made

HEAD = {"code": "I.01", "name": "Trưởng phòng", "group": "leadership"}
OFFICER = {"code": "II.01", "name": "Chuyên viên đất đai", "group": "professional"}
RANK = {"position": "I.01", "rank": "Chuyên viên chính", "headcount": "1"}
DUTY = {"position": "II.01", "number": "2.1", "duty": "Xây dựng văn bản"}
NEED = {"position": "II.01", "competency": "NLC.1", "level": "2-3"}
SKILL = {"code": "NLC.1", "name": "Giao tiếp ứng xử", "group": "general"}
STEPS = [{"competency": "NLC.1", "level": str(n), "descriptor": f"Bậc {n}"} for n in range(1, 6)]


def positions(positions=(HEAD, OFFICER), ranks=(RANK,), duties=(DUTY,), requirements=(NEED,)):
    sheets = {"positions": positions, "ranks": ranks, "duties": duties,
              "requirements": requirements}  # fmt: skip
    return document(ListKind.POSITIONS, "VT", "Vị trí", None, sheets)


def framework(competencies=(SKILL,), levels=STEPS):
    sheets = {"competencies": competencies, "levels": levels}
    return document(ListKind.FRAMEWORK, "KNL", "Khung", None, sheets)


def told(one, *others):
    return [(f.rule, f.sheet, f.rows, f.blocks) for f in findings(one, others)]


def test_sound_lists_are_let_stand():
    assert told(positions(), framework()) == []
    assert told(framework()) == []
    assert told(document(ListKind.LOCAL, "TS", "Tham số")) == []


def test_unreadable_cells_and_keys_used_twice_are_told_of_every_sheet():
    found = told(positions(ranks=[RANK, RANK | {"headcount": "2"}], duties=[DUTY | {"duty": ""}]))
    assert found == [
        (Rule.UNREADABLE, "duties", (0,), True),
        (Rule.CODE_TWICE, "ranks", (1, 0), True),
    ]


def test_a_key_of_two_parts_is_not_given_a_free_one():
    (one,) = findings(positions(ranks=[RANK, RANK]))
    assert (one.change, one.fix) == ((), "Giữ một trong hai dòng 1 và 2.")
    assert "“I.01 · Chuyên viên chính”" in one.why


def test_a_local_list_is_read_too():
    row = {"name": "so_ngay", "value": "5"}
    local = document(ListKind.LOCAL, "TS", "Tham số", None, {"parameters": [row, row]})
    assert told(local) == [(Rule.CODE_TWICE, "parameters", (1, 0), True)]


def test_a_position_that_is_not_listed_blocks_wherever_it_is_named():
    stray = {"position": "IX.99"}
    found = told(positions(ranks=[RANK, RANK | stray], duties=[DUTY | stray],
                           requirements=[NEED | stray]))  # fmt: skip
    assert sorted(sheet for _, sheet, _, _ in found) == ["duties", "ranks", "requirements"]
    assert {(rule, blocks) for rule, _, _, blocks in found} == {(Rule.REFERENCE, True)}


def test_a_competency_is_looked_up_only_where_a_framework_is_given():
    asked = positions(requirements=[NEED | {"competency": "NLX.9"}])
    assert told(asked) == []
    assert told(asked, made([{}])) == []
    assert told(asked, framework()) == [(Rule.REFERENCE, "requirements", (0,), True)]


def test_a_reference_left_empty_is_told_as_empty_alone():
    found = told(positions(duties=[DUTY | {"position": ""}]))
    assert found == [(Rule.UNREADABLE, "duties", (0,), True)]


def test_a_leaders_position_without_anybody_is_asked_about():
    expected = [(Rule.HEADCOUNT, "positions", (0,), False)]
    assert told(positions(ranks=[])) == expected
    assert told(positions(ranks=[RANK | {"headcount": "0"}])) == expected


def test_each_missing_level_is_named():
    (one,) = findings(framework(levels=[STEPS[0], STEPS[2], STEPS[4]]))
    assert (one.rule, one.sheet, one.rows) == (Rule.LEVELS, "levels", (0, 1, 2))
    assert "NLC.1 chưa có mô tả cấp độ 2, 4." in one.why


def test_a_level_without_its_words_is_not_described():
    levels = [*STEPS[:4], STEPS[4] | {"descriptor": ""}]
    assert [one.rule for one in findings(framework(levels=levels))] == [
        Rule.LEVELS, Rule.UNREADABLE,
    ]  # fmt: skip


def test_levels_are_asked_for_each_kind_of_official():
    leaders = [row | {"applies_to": "lãnh đạo"} for row in STEPS[:2]]
    (one,) = findings(framework(levels=[*STEPS, *leaders]))
    assert "NLC.1 (lãnh đạo) chưa có mô tả cấp độ 3, 4, 5." in one.why


def test_a_competency_without_any_level_is_told_on_its_own_row():
    found = told(framework(competencies=[SKILL, SKILL | {"code": "NLC.2"}]))
    assert found == [(Rule.LEVELS, "competencies", (1,), False)]


def test_a_level_of_an_unknown_competency_or_beyond_five_blocks():
    levels = [*STEPS, STEPS[0] | {"competency": "NLX.9"}, STEPS[0] | {"level": "7"}]
    assert told(framework(levels=levels)) == [
        (Rule.REFERENCE, "levels", (5,), True),
        (Rule.UNREADABLE, "levels", (6,), True),
    ]


def test_a_competency_without_a_code_is_told_as_unreadable_alone():
    found = told(framework(competencies=[SKILL, SKILL | {"code": ""}]))
    assert found == [(Rule.UNREADABLE, "competencies", (1,), True)]
