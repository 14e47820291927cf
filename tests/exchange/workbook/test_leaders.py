"""Heads and deputies: who is managed, what d becomes, and what is never guessed."""

from tests.exchange.workbook.office import person, score_month, task

HEAD = {"Lãnh_đạo": "người đứng đầu", "đ": 100, "e": 100}
DEPUTY = {"Lãnh_đạo": "cấp phó", "đ": 100, "e": 50}


def _weak(code: str, **given):
    return task(code, Hoàn_thành=0, Ngày_xong=None, **given)


def test_a_heads_d_falls_when_somebody_of_the_unit_or_below_fails(tmp_path):
    below = {"Đơn_vị": "Phòng Kinh tế / Tổ Thuế"}
    tasks = [task("H"), task("A"), _weak("B", **below)]
    people = [person("H", **HEAD), person("A"), person("B", Điểm_tiêu_chí_chung=10, **below)]
    run = score_month(tmp_path, tasks, people)
    row = run.person("H")
    assert (row["d (%)"], row["đ (%)"], row["e (%)"]) == (50, 100, 100)
    assert row["P (%)"] == 91.7
    assert row["Điểm tháng"] == 94.17
    assert "Người B" in row["Lưu ý"]


def test_a_heads_d_is_full_when_all_managed_reach_the_mark_and_self_does_not_count(tmp_path):
    tasks = [_weak("H"), task("A")]
    people = [person("H", Điểm_tiêu_chí_chung=0, **HEAD), person("A")]
    row = score_month(tmp_path, tasks, people).person("H")
    assert row["d (%)"] == 100
    assert row["Điểm tháng"] == 35


def test_a_deputy_answers_only_for_those_named(tmp_path):
    other = {"Đơn_vị": "Phòng Văn hóa"}
    tasks = [task("D1"), task("D2"), task("A"), _weak("B"), task("C", **other)]
    people = [
        person("D1", Lĩnh_vực_phụ_trách="A; Phòng Văn hóa", **DEPUTY),
        person("D2", Lĩnh_vực_phụ_trách="B", **DEPUTY),
        person("A"),
        person("B", Điểm_tiêu_chí_chung=5),
        person("C", **other),
    ]
    run = score_month(tmp_path, tasks, people)
    assert run.person("D1")["d (%)"] == 100
    assert run.person("D2")["d (%)"] == 50
    assert run.person("D2")["e (%)"] == 50


def test_a_deputy_in_charge_of_the_own_unit_does_not_manage_its_head(tmp_path):
    tasks = [_weak("H"), task("D"), task("A")]
    people = [
        person("H", Điểm_tiêu_chí_chung=0, **HEAD),
        person("D", Lĩnh_vực_phụ_trách="Phòng Kinh tế", **DEPUTY),
        person("A"),
    ]
    run = score_month(tmp_path, tasks, people)
    assert run.person("D")["d (%)"] == 100
    assert run.person("H")["d (%)"] == 100


def test_a_failing_deputy_costs_the_head_through_the_chain(tmp_path):
    tasks = [task("H"), _weak("D"), _weak("A")]
    people = [
        person("H", **HEAD),
        person("D", Điểm_tiêu_chí_chung=20, Lĩnh_vực_phụ_trách="A", **DEPUTY),
        person("A", Điểm_tiêu_chí_chung=5),
    ]
    run = score_month(tmp_path, tasks, people)
    assert run.person("D")["d (%)"] == 50
    assert run.person("D")["Điểm tháng"] == 43.33
    assert run.person("H")["d (%)"] == 50


def test_leadership_is_never_guessed_from_the_title(tmp_path):
    run = score_month(tmp_path, [task("A", Chức_vụ="Trưởng phòng")], [person("A")])
    row = run.person("A")
    assert row["Lãnh đạo"] == ""
    assert row["d (%)"] == ""
    assert row["Chức vụ"] == "Trưởng phòng"


def test_a_yes_in_the_leader_column_is_asked_back(tmp_path):
    run = score_month(tmp_path, [task("A")], [person("A", Lãnh_đạo="x")])
    assert run.person("A")["Điểm tháng"] == ""
    problem = run.problems()["Người!E2"]
    assert problem["Thế nào thì đúng"] == "người đứng đầu, cấp phó, hoặc để trống"


def test_a_leader_without_the_steps_of_article_15_is_not_scored(tmp_path):
    run = score_month(tmp_path, [task("H")], [person("H", Lãnh_đạo="người đứng đầu", e=100)])
    assert run.person("H")["Điểm tháng"] == ""
    assert run.problems()["Người!G2"]["Thế nào thì đúng"] == "100 hoặc 50"


def test_no_third_step_is_taken(tmp_path):
    people = [person("H", Lãnh_đạo="người đứng đầu", đ=75, e=100)]
    run = score_month(tmp_path, [task("H")], people)
    assert "không có mức khác" in run.problems()["Người!G2"]["Thế nào thì đúng"]


def test_a_deputy_without_a_field_is_not_scored(tmp_path):
    run = score_month(tmp_path, [task("D")], [person("D", **DEPUTY)])
    assert run.person("D")["Điểm tháng"] == ""
    assert "lĩnh vực" in run.problems()["Người!F2"]["Sai gì"]


def test_an_unknown_field_names_the_deputys_row(tmp_path):
    people = [person("D", Lĩnh_vực_phụ_trách="Phòng Không Có", **DEPUTY)]
    run = score_month(tmp_path, [task("D")], people)
    assert "Phòng Không Có" in run.problems()["Người!A2"]["Sai gì"]
    assert run.person("D")["Điểm tháng"] == ""


def test_two_heads_of_one_unit_are_both_held_and_the_others_are_scored(tmp_path):
    tasks = [task("H1"), task("H2"), task("A")]
    run = score_month(tmp_path, tasks, [person("H1", **HEAD), person("H2", **HEAD), person("A")])
    assert run.person("H1")["Điểm tháng"] == run.person("H2")["Điểm tháng"] == ""
    assert "hơn một người đứng đầu" in run.person("H1")["Lý do không chấm"]
    assert run.person("A")["Điểm tháng"] == 100


def test_people_who_manage_each_other_are_named_and_held(tmp_path):
    people = [
        person("D1", Lĩnh_vực_phụ_trách="D2", **DEPUTY),
        person("D2", Lĩnh_vực_phụ_trách="D1", **DEPUTY),
        person("A"),
    ]
    run = score_month(tmp_path, [task("D1"), task("D2"), task("A")], people)
    assert "vòng tròn" in run.person("D1")["Lý do không chấm"]
    assert "Người D2" in run.person("D1")["Lý do không chấm"]
    assert run.person("A")["Điểm tháng"] == 100


def test_people_not_scored_are_left_out_of_d_and_listed(tmp_path):
    tasks = [task("H"), task("A")]
    run = score_month(tmp_path, tasks, [person("H", **HEAD), person("A"), person("B")])
    row = run.person("H")
    assert row["d (%)"] == 100
    assert "chưa được chấm: Người B" in row["Lưu ý"]


def test_a_head_with_nobody_scored_below_is_flagged_as_a_local_choice(tmp_path):
    row = score_month(tmp_path, [task("H")], [person("H", **HEAD)]).person("H")
    assert row["d (%)"] == 100
    assert "địa phương" in row["Lưu ý"]


def test_a_slash_without_blanks_is_part_of_a_units_name(tmp_path):
    unit = {"Đơn_vị": "Văn phòng HĐND/UBND"}
    tasks = [task("H", Đơn_vị="Văn phòng HĐND"), _weak("A", **unit)]
    people = [
        person("H", Đơn_vị="Văn phòng HĐND", **HEAD),
        person("A", Điểm_tiêu_chí_chung=0, **unit),
    ]
    assert score_month(tmp_path, tasks, people).person("H")["d (%)"] == 100
