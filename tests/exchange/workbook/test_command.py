"""`congvu score` on what an office sends: the right numbers, with reasons, in every format."""

import unicodedata

import duckdb
import openpyxl
import pytest

from congvu.exchange.workbook.refusal import Kind
from tests.exchange.workbook.office import (
    HANDBOOK_PERSON,
    PERSON_TITLES,
    TASK_TITLES,
    congvu_score,
    handbook,
    person,
    score_month,
    task,
    write_csv,
    write_parquet,
    write_xlsx,
)

HANDBOOK = {"a (%)": 89.6, "b (%)": 68.8, "c (%)": 41.7, "P (%)": 66.7, "Điểm tháng": 76.7}


def test_the_handbooks_example_gives_the_handbooks_numbers(tmp_path):
    run = score_month(tmp_path, handbook(), HANDBOOK_PERSON)
    assert run.code == 0
    assert "76,70" in run.said
    row = run.person()
    assert {name: row[name] for name in HANDBOOK} == HANDBOOK
    assert row["Điểm chính xác (phân số)"] == "11045/144"
    assert row["Mức điểm tương ứng"] == "Hoàn thành tốt nhiệm vụ"
    assert row["Điểm tiêu chí chung"] == 30
    assert row["Lý do không chấm"] == ""


def test_the_bars_start_at_full_marks_and_add_up_to_the_score(tmp_path):
    bars = score_month(tmp_path, handbook(), HANDBOOK_PERSON).table("Giải thích")
    assert bars[0]["Nguyên nhân"] == "Điểm tối đa"
    assert bars[-1]["Nguyên nhân"] == "Điểm tháng"
    cents = [round(row["Điểm"] * 100) for row in bars]
    assert sum(cents[:-1]) == cents[-1] == 7670
    late = next(row for row in bars if row["Nguyên nhân"] == "Chậm tiến độ")
    assert late["Ở dòng"] == "Việc!2"
    assert late["Điều khoản"] == "điểm c khoản 2 Điều 14"
    assert late["Phân số chính xác"] == "-50/9"
    assert late["Nếu không có"] == "nếu không có: 82,26"


def test_the_rules_are_named_with_their_fingerprint_and_local_choices_are_marked(tmp_path):
    ruled = score_month(tmp_path, handbook(), HANDBOOK_PERSON).table("Quy định")
    by_name = {row["Tên"]: row for row in ruled}
    assert len(by_name["Dấu vân tay"]["Giá trị"]) == 64
    assert by_name["quality_deduction"]["Căn cứ"].startswith("điểm b khoản 2 Điều 14")
    assert by_name["quality_deduction"]["Lựa chọn của địa phương"] == ""
    assert by_name["delay_unit"]["Lựa chọn của địa phương"] == "có"
    assert by_name["delay_unit"]["Vì sao"]


def test_a_unit_counts_its_people_their_mean_and_their_levels(tmp_path):
    tasks = [task("A1"), task("A2", Hoàn_thành=2), task("B1", Đơn_vị="Phòng Văn hóa")]
    people = [person("A1"), person("A2"), person("B1", Đơn_vị="Phòng Văn hóa"), person("A3")]
    units = {row["Đơn vị"]: row for row in score_month(tmp_path, tasks, people).table("Đơn vị")}
    room = units["Phòng Kinh tế"]
    assert (room["Số người"], room["Được chấm"], room["Không chấm"]) == (3, 2, 1)
    assert room["Điểm trung bình"] == 82.5
    assert room["Hoàn thành xuất sắc nhiệm vụ"] == 1
    assert units["Tất cả"]["Số người"] == 4


def test_who_was_given_no_work_is_not_scored_and_the_reason_is_told(tmp_path):
    run = score_month(tmp_path, [task("A1")], [person("A1"), person("A2")])
    row = run.person("A2")
    assert row["Điểm tháng"] == ""
    assert row["Lý do không chấm"] == "chưa được giao việc trong kỳ"


def test_without_general_points_there_are_ratios_but_no_score(tmp_path):
    run = score_month(
        tmp_path, [task("A1"), task("A2")], [person("A1", Điểm_tiêu_chí_chung=None), person("A2")]
    )
    row = run.person("A1")
    assert (row["a (%)"], row["P (%)"], row["Điểm tháng"]) == (100, 100, "")
    assert row["Lý do không chấm"] == "chưa có điểm tiêu chí chung"
    assert run.problems()["Người!D2"]["Xử lý"] == "chỉ báo"


def test_a_code_without_a_row_among_the_people_is_not_scored(tmp_path):
    run = score_month(tmp_path, [task("A1"), task("LA")], [person("A1")])
    assert "bảng người" in run.person("LA")["Lý do không chấm"]
    assert run.problems()["Việc!A3"]["Mã"] == "LA"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_gives_the_same_digits_as_xlsx(tmp_path, delimiter, encoding):
    tasks = write_csv(tmp_path / "viec.csv", [TASK_TITLES, *handbook()], delimiter, encoding)
    people = write_csv(tmp_path / "nguoi.csv", [PERSON_TITLES, *HANDBOOK_PERSON], delimiter)
    row = congvu_score(tasks, people).person()
    assert {name: row[name] for name in HANDBOOK} == HANDBOOK


def test_parquet_gives_the_same_digits_as_xlsx(tmp_path):
    tasks = write_parquet(tmp_path / "viec.parquet", [TASK_TITLES, *handbook()])
    people = write_parquet(tmp_path / "nguoi.parquet", [PERSON_TITLES, *HANDBOOK_PERSON])
    row = congvu_score(tasks, people).person()
    assert {name: row[name] for name in HANDBOOK} == HANDBOOK


def test_typed_parquet_gives_the_same_digits_too(tmp_path):
    path = tmp_path / "viec.parquet"
    with duckdb.connect() as database:
        database.sql(
            "SELECT 'A1' AS ma, k::DECIMAL(4,1) AS he_so, g::DOUBLE AS giao, h::DOUBLE AS "
            "hoan_thanh, DATE '2026-11-10' AS han, f::DATE AS ngay_xong, n::INTEGER AS "
            "so_lan_chua_dat FROM (VALUES (1.0, 5, 4, '2026-11-14', 0), "
            "(2.7, 3, 3, '2026-11-12', 1), (3.7, 1, 0.8, '2026-11-10', 2)) t(k, g, h, f, n)"
        ).write_parquet(str(path))
    people = write_csv(tmp_path / "nguoi.csv", [PERSON_TITLES, *HANDBOOK_PERSON])
    row = congvu_score(path, people).person()
    assert {name: row[name] for name in HANDBOOK} == HANDBOOK


def test_a_folder_of_tables_is_read_as_one_workbook(tmp_path):
    folder = tmp_path / "thang11"
    folder.mkdir()
    write_csv(folder / "viec.csv", [TASK_TITLES, *handbook()])
    write_csv(folder / "nguoi.csv", [PERSON_TITLES, *HANDBOOK_PERSON])
    assert congvu_score(folder).person()["Điểm tháng"] == 76.7


def test_the_result_as_csv_and_parquet_says_the_same_as_xlsx(tmp_path):
    source = write_xlsx(
        tmp_path / "t.xlsx",
        {"Việc": [TASK_TITLES, *handbook()], "Người": [PERSON_TITLES, *HANDBOOK_PERSON]},
    )
    texts = congvu_score(source, out="kq.csv")
    line = (texts.out / "ket_qua.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert "89,6;68,8;41,7;;;;66,7;30,00;76,70" in line
    exact = congvu_score(source, out="kq.parquet")
    with duckdb.connect() as database:
        found = database.read_parquet(str(exact.out / "ket_qua.parquet"))
        values = found.project('"Điểm tháng", "a (%)"').fetchall()[0]
    assert [str(value) for value in values] == ["76.70", "89.6"]
    names = {path.stem for path in exact.out.iterdir()}
    assert names == {path.stem for path in texts.out.iterdir()}
    assert names == {"ket_qua", "giai_thich", "don_vi", "van_de", "quy_dinh"}


@pytest.mark.parametrize("payload", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "=1+1"])
def test_what_a_user_typed_never_becomes_a_formula(tmp_path, payload):
    source = write_xlsx(
        tmp_path / "t.xlsx",
        {
            "Việc": [TASK_TITLES, task(Sản_phẩm=payload, Họ_tên=payload, Hoàn_thành=2)],
            "Người": [PERSON_TITLES, person(Họ_tên=payload)],
        },
    )
    run = congvu_score(source)
    book = openpyxl.load_workbook(run.out)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == payload for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
    texts = congvu_score(source, out="kq.csv")
    for file in texts.out.iterdir():
        for line in file.read_text(encoding="utf-8-sig").splitlines():
            assert not any(part.startswith(("=", "+", "@")) for part in line.split(";"))


def test_texts_come_out_in_the_normal_form_whatever_went_in(tmp_path):
    loose = unicodedata.normalize("NFD", "Nguyễn Thị Hoà")
    run = score_month(tmp_path, [task(Họ_tên=loose)], [person(Họ_tên="Nguyễn Thị Hòa")])
    assert run.person()["Họ và tên"] == unicodedata.normalize("NFC", "Nguyễn Thị Hòa")
    assert run.person()["Điểm tháng"] == 100


def test_a_local_choice_changes_the_score_and_is_shown(tmp_path):
    late = task(Hạn="13/11/2026", Ngày_xong="16/11/2026")  # Friday to Monday
    by_day = score_month(tmp_path, [late], [person()])
    assert by_day.person()["c (%)"] == 25
    chosen = score_month(tmp_path, [late], [person()], "--set", "delay_unit=working_day")
    assert chosen.person()["c (%)"] == 75
    once = score_month(tmp_path, [late], [person()], "--set", "delay_unit=occurrence")
    assert once.person()["c (%)"] == 75


def test_what_the_law_fixes_cannot_be_set(tmp_path):
    run = score_month(tmp_path, [task()], [person()], "--set", "quality_deduction=0")
    assert run.code == Kind.NO_RULES.value
    assert "địa phương không đổi được" in run.said


def test_a_day_without_rules_is_refused(tmp_path):
    run = score_month(tmp_path, [task()], [person()], "--on", "05/11/2019")
    assert run.code == Kind.NO_RULES.value
    assert not run.out.exists()


def test_the_result_never_replaces_what_was_read(tmp_path):
    source = write_xlsx(tmp_path / "t.xlsx", {"Việc": [TASK_TITLES, task()]})
    before = source.read_bytes()
    run = congvu_score(source, out="t.xlsx")
    assert run.code == Kind.NOT_WRITTEN.value
    assert source.read_bytes() == before


@pytest.mark.parametrize("out", ["kq.docx", "nowhere/kq.xlsx"])
def test_a_place_that_cannot_be_written_is_told_before_reading(tmp_path, out):
    source = write_xlsx(tmp_path / "t.xlsx", {"Việc": [TASK_TITLES, task()]})
    run = congvu_score(source, out=out)
    assert run.code == Kind.NOT_WRITTEN.value


FOUR = ["--rule", "bon_tieu_chi_2025"]


def _with_effect(folder, grade):
    rows = [[*TASK_TITLES, "Hiệu quả"], [*task(), grade]]
    return write_xlsx(folder / "t.xlsx", {"V": rows, "N": [PERSON_TITLES, person()]})


@pytest.mark.parametrize("grade", ["khá", "60", "60%", 60])
def test_the_local_text_of_four_criteria_reads_the_grade_of_effect(tmp_path, grade):
    run = congvu_score(_with_effect(tmp_path, grade), options=FOUR)
    assert run.person()["Điểm tháng"] == 90  # 100 × (1 + 1 + 1 + 3/5) / 4
    assert run.table("Quy định")[0]["Lựa chọn của địa phương"] == "có"


def test_without_a_grade_the_local_text_of_four_criteria_leaves_the_row_out(tmp_path):
    run = congvu_score(_with_effect(tmp_path, "hay lắm"), options=FOUR)
    assert "hay lắm" in run.problems()["V!P2"]["Sai gì"]
    assert run.person()["Lý do không chấm"]


def test_under_the_decree_the_grade_of_effect_does_not_count(tmp_path):
    assert congvu_score(_with_effect(tmp_path, "không")).person()["Điểm tháng"] == 100


def test_what_does_not_fit_one_sheet_goes_on_in_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("congvu.exchange.workbook.writing.ROWS_PER_SHEET", 5)
    run = score_month(tmp_path, handbook(), HANDBOOK_PERSON)
    names = openpyxl.load_workbook(run.out).sheetnames
    assert names[:3] == ["Kết quả", "Giải thích", "Giải thích 2"]
    assert run.table("Giải thích 2")[-1]["Nguyên nhân"] == "Điểm tháng"
    assert len(run.table("Giải thích")) + len(run.table("Giải thích 2")) == 8
