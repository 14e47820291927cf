"""One list of people held against another."""

from dataclasses import replace

import pytest

from congvu.engine.reconciliation.comparing import reconcile
from congvu.engine.reconciliation.lines import Field, Line, NameWay, Outcome


def person(name: str, unit: str = "P1", **more: object) -> Line:
    values = {"code": f"m-{name}-{unit}", "unit_name": unit, "title": "Chuyên viên"} | more
    return Line(
        key=f"ours {name} {unit}", name=name, unit=unit, **{"score_hundredths": 7670} | values
    )


def typed(name: str, unit: str = "P1", row: int = 1, **more: object) -> Line:
    """The same person as a decision without codes writes her."""
    return replace(person(name, unit), **{"key": f"theirs {row}", "code": ""} | more)


def outcomes(ours, theirs, **more):
    return [(one.outcome, one.differs) for one in reconcile(ours, theirs, **more)]


def test_the_code_comes_before_the_name():
    an, binh = person("Nguyễn Văn An"), person("Lê Bình")
    (first, second) = reconcile(
        [an, binh], [typed("Lê Bình", code=an.code), typed("Nguyễn Văn An", row=2, code=binh.code)]
    )
    assert first.by_code
    assert first.differs == (Field.NAME,)
    assert first.outcome is second.outcome is Outcome.DIFFERS
    assert first.name_way is NameWay.OTHER


def test_a_code_is_read_without_regard_to_case_and_blanks():
    an = person("Nguyễn Văn An", code="NV 01")
    assert outcomes([an], [typed("Nguyễn Văn An", code="nv01")]) == [(Outcome.SAME, ())]


def test_a_row_of_a_code_alone_is_that_person():
    an = person("Nguyễn Văn An")
    assert outcomes([an], [typed("", code=an.code)]) == [(Outcome.SAME, ())]


def test_another_code_beside_the_same_name_is_told():
    an = person("Nguyễn Văn An")
    told = outcomes([an], [typed("Nguyễn Văn An", code="KHAC")])
    assert told == [(Outcome.DIFFERS, (Field.CODE,))]


def test_one_code_on_two_rows_is_not_guessed():
    an = person("Nguyễn Văn An")
    twice = [typed("Nguyễn Văn An", code=an.code), typed("Nguyễn Văn An", row=2, code=an.code)]
    (finding,) = reconcile([an], twice)
    assert finding.outcome is Outcome.UNCLEAR
    assert (len(finding.ours), len(finding.theirs)) == (1, 2)


def test_two_people_of_one_name_are_told_apart_by_their_units_only():
    ours = [person("Nguyễn Văn An", "P1"), person("Nguyễn Văn An", "P2")]
    apart = [typed("Nguyễn Văn An", "P2"), typed("Nguyễn Văn An", "P1", row=2)]
    assert outcomes(ours, apart) == [(Outcome.SAME, ())] * 2
    (finding,) = reconcile(ours, [typed("Nguyễn Văn An", "")])
    assert finding.outcome is Outcome.UNCLEAR
    assert len(finding.ours) == 2


def test_hoa_and_hòa_in_one_room_are_two_people_where_the_marks_are_there():
    ours = [person("Lê Thị Hoa", "P1"), person("Lê Thị Hòa", "P1")]
    assert outcomes(ours, [typed("Lê Thị Hoà")]) == [(Outcome.MISSING, ()), (Outcome.SAME, ())]
    bare = [typed("LE THI HOA"), typed("LE THI HOA", row=2)]
    assert [one.outcome for one in reconcile(ours, bare)] == [Outcome.UNCLEAR]


def test_an_agency_tells_apart_where_the_decision_names_no_room():
    ours = [person("Lê Bình", "P1", agency="A"), person("Lê Bình", "S1", agency="S")]
    told = outcomes(ours, [typed("Lê Bình", "", agency="S"), typed("LE BINH", "", 2, agency="A")])
    assert told == [(Outcome.RENAMED, (Field.NAME,)), (Outcome.SAME, ())]
    (moved,) = reconcile([ours[0]], [typed("Lê Bình", "", agency="S")])
    assert moved.differs == (Field.UNIT,)


def test_a_person_in_another_unit_differs_by_the_unit():
    told = outcomes([person("Lê Bình", "P1")], [typed("Lê Bình", "P2")])
    assert told == [(Outcome.DIFFERS, (Field.UNIT,))]


def test_a_near_name_is_found_in_the_same_unit_and_where_none_is_told():
    an = person("Nguyễn Văn Hùng")
    for unit, found in (("P1", Outcome.RENAMED), ("", Outcome.RENAMED), ("P2", Outcome.MISSING)):
        assert reconcile([an], [typed("Nguyễn Văn Hùn", unit)])[0].outcome is found


def test_two_near_names_are_not_guessed():
    ours = [person("Nguyễn Văn Hùng"), person("Nguyễn Văn Hưng Anh")]
    near = [typed("Nguyễn Văn Hùnh"), typed("Nguyễn Văn Hùngg", row=2)]
    told = [one.outcome for one in reconcile(ours, near)]
    assert told == [Outcome.MISSING, Outcome.UNCLEAR]


def test_a_circle_of_near_names_is_one_unclear_finding():
    ours = [person("Nguyễn Văn Hùng"), person("Nguyễn Văn Hùnga")]
    near = [typed("Nguyễn Văn Hùngb"), typed("Nguyễn Văn Hùngc", row=2)]
    (finding,) = reconcile(ours, near)
    assert (len(finding.ours), len(finding.theirs)) == (2, 2)


def test_scores_are_compared_to_the_hundredth():
    told = outcomes([person("Lê Bình")], [typed("Lê Bình", score_hundredths=7671)])
    assert told == [(Outcome.DIFFERS, (Field.SCORE,))]


@pytest.mark.parametrize(
    ("ours", "theirs", "outcome"),
    [
        (7674, 7670, Outcome.ROUNDED),
        (7675, 7680, Outcome.ROUNDED),
        (7674, 7680, Outcome.DIFFERS),
        (None, 7680, Outcome.DIFFERS),
        (7674, None, Outcome.DIFFERS),
    ],
)
def test_a_score_that_only_rounding_keeps_apart_is_told_as_such(ours, theirs, outcome):
    mine, yours = person("Lê Bình", score_hundredths=ours), typed("Lê Bình")
    (found,) = reconcile([mine], [replace(yours, score_hundredths=theirs)], score_places=1)
    assert found.outcome is outcome


def test_what_the_decision_does_not_tell_is_not_compared():
    mine = person("Lê Bình", level="good")
    silent = typed("Lê Bình", "", score_told=False, level_told=False, title_told=False,
                   score_hundredths=None, title="Trưởng phòng")  # fmt: skip
    assert outcomes([mine], [silent]) == [(Outcome.SAME, ())]
    told = replace(silent, title_told=True, level_told=True, level="met")
    assert outcomes([mine], [told]) == [(Outcome.DIFFERS, (Field.LEVEL, Field.TITLE))]


def test_who_is_in_one_list_only():
    told = outcomes([person("Lê Bình")], [typed("Trần Văn Thành")])
    assert told == [(Outcome.MISSING, ()), (Outcome.EXTRA, ())]


def test_a_line_without_code_and_name_matches_nobody():
    assert [one.outcome for one in reconcile([], [typed("", "")])] == [Outcome.EXTRA]
    told = [one.outcome for one in reconcile([person("Lê Bình")], [typed("", "")])]
    assert told == [Outcome.MISSING, Outcome.EXTRA]


def test_names_two_slips_apart_and_short_names_are_two_people():
    for one, other in (("Nguyễn Văn Hùng", "Nguyễn Vănh Hùn"), ("An Na", "An Ma")):
        told = [found.outcome for found in reconcile([person(one)], [typed(other)])]
        assert told == [Outcome.MISSING, Outcome.EXTRA]
