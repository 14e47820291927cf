"""The empty workbook is the one the command reads best."""

import openpyxl
import pytest
from typer.testing import CliRunner

from congvu.cli.template import app
from congvu.exchange.workbook.fields import PERSON_FIELDS, TASK_FIELDS
from congvu.exchange.workbook.refusal import Kind
from tests.exchange.workbook.office import congvu_score, handbook


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "mau.xlsx"
    result = CliRunner().invoke(app, [str(path), "--on", "30/11/2026"])
    assert result.exit_code == 0, result.output
    return path


def test_a_filled_template_is_scored_without_a_single_problem(template):
    book = openpyxl.load_workbook(template)
    for number, row in enumerate(handbook(), start=2):
        for column, value in enumerate(row, start=1):
            book["Việc"].cell(number, column, value)
    for column, value in enumerate(["A1", "Nguyễn Văn An", "Phòng Kinh tế", "Chuyên viên"], 1):
        book["Người"].cell(2, column, value)
    for column in range(len(PERSON_FIELDS) + 1, len(PERSON_FIELDS) + 11):
        most = 5 if column <= len(PERSON_FIELDS) + 2 else 2.5
        book["Người"].cell(2, column, most)
    book.save(template)
    run = congvu_score(template)
    assert run.code == 0
    assert run.person()["Điểm tháng"] == 76.7
    assert set(run.problems()) == {"Hướng dẫn!"}


def test_the_template_has_every_column_and_explains_it(template):
    book = openpyxl.load_workbook(template)
    titles = [cell.value for cell in book["Việc"][1]]
    assert titles == [entry.title for entry in TASK_FIELDS]
    people = [cell.value for cell in book["Người"][1]]
    assert people[: len(PERSON_FIELDS)] == [entry.title for entry in PERSON_FIELDS]
    assert [title.split(" ")[0] for title in people[len(PERSON_FIELDS) :]] == [
        "I.1.", "I.2.", "II.1.", "II.2.", "II.3.", "II.4.", "III.1.", "III.2.", "III.3.", "III.4.",
    ]  # fmt: skip
    explained = {row[1].value for row in book["Hướng dẫn"].iter_rows()}
    assert {entry.title for entry in (*TASK_FIELDS, *PERSON_FIELDS)} <= explained


def test_an_empty_template_is_refused_for_having_no_work(template):
    run = congvu_score(template)
    assert run.code == Kind.NOTHING_IN_PERIOD.value


def test_nothing_is_written_over(template):
    before = template.read_bytes()
    result = CliRunner().invoke(app, [str(template), "--on", "30/11/2026"])
    assert result.exit_code == Kind.NOT_WRITTEN.value
    assert template.read_bytes() == before


def test_a_template_is_a_workbook(tmp_path):
    result = CliRunner().invoke(app, [str(tmp_path / "mau.csv"), "--on", "30/11/2026"])
    assert result.exit_code == Kind.NOT_WRITTEN.value
