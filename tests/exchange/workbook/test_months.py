"""One run is one month: found where it can be, asked for where it cannot."""

import pytest

from congvu.exchange.workbook.refusal import Kind
from tests.exchange.workbook.office import (
    PERSON_TITLES,
    TASK_TITLES,
    congvu_score,
    person,
    score_month,
    task,
    write_xlsx,
)

OCTOBER = {"Hạn": "20/10/2026", "Ngày_xong": "20/10/2026", "Hoàn_thành": 2}


def test_rows_of_several_months_are_refused_with_the_months_that_were_found(tmp_path):
    run = score_month(tmp_path, [task(), task(), task(**OCTOBER)], [person()])
    assert run.code == Kind.MANY_MONTHS.value
    assert "2026-10 (1 việc); 2026-11 (2 việc)" in run.said
    assert "--period 2026-11" in run.said
    assert not run.out.exists()


def test_the_month_asked_for_is_scored_and_the_rest_is_told(tmp_path):
    rows = [task(), task(**OCTOBER)]
    november = score_month(tmp_path, rows, [person()], "--period", "2026-11")
    assert november.person()["a (%)"] == 100
    assert "tháng 10/2026" in november.problems()["Việc!3"]["Sai gì"]
    october = score_month(tmp_path, rows, [person()], "--period", "2026-10")
    assert october.person()["a (%)"] == 50


def test_a_month_without_work_is_refused_with_those_there_are(tmp_path):
    run = score_month(tmp_path, [task()], [person()], "--period", "2026-09")
    assert run.code == Kind.NOTHING_IN_PERIOD.value
    assert "2026-11" in run.said


def test_late_work_counts_where_it_ends_and_early_work_where_it_was_planned(tmp_path):
    late = task(Hạn="30/10/2026", Ngày_xong="02/11/2026")
    early = task("A2", Hạn="02/11/2026", Ngày_xong="30/10/2026")
    run = score_month(tmp_path, [late, early], [person(), person("A2")])
    assert run.person("A1")["c (%)"] == 25
    assert run.person("A2")["c (%)"] == 100


def test_unfinished_work_returns_with_its_old_deadline(tmp_path):
    left = task(Hạn="25/10/2026", Ngày_xong=None, Hoàn_thành=0)
    run = score_month(tmp_path, [task(), left], [person()], "--period", "2026-11")
    assert run.person()["a (%)"] == 50
    assert "hạn cũ" in run.problems()["Việc!I3"]["Sai gì"]


@pytest.mark.parametrize("month", ["11/2026", "2026-11", "tháng 11/2026", "Tháng 11-2026"])
def test_a_column_of_months_decides(tmp_path, month):
    rows = [[*TASK_TITLES, "Kỳ"], [*task(Hạn="20/10/2026", Ngày_xong="20/10/2026"), month]]
    path = write_xlsx(tmp_path / "t.xlsx", {"V": rows, "N": [PERSON_TITLES, person()]})
    assert "Tháng 11/2026" in congvu_score(path).said


@pytest.mark.parametrize(("option", "value"), [("--period", "11/2026"), ("--on", "hôm nay")])
def test_an_unreadable_option_is_explained(tmp_path, option, value):
    run = score_month(tmp_path, [task()], [person()], option, value)
    assert run.code == 2
    assert value in run.said


def test_extra_work_counts_beyond_what_was_planned(tmp_path):
    rows = [
        task(Hoàn_thành=2),
        task(Nguồn_việc="đột xuất", Giao=1, Hoàn_thành=1),
        task(Nguồn_việc="Nhận thay", Giao=1, Hoàn_thành=1),
    ]
    assert score_month(tmp_path, rows, [person()]).person()["a (%)"] == 100
