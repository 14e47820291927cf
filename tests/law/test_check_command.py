"""`congvu law check` proves and rehearses a rule text before anybody adopts it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from congvu.cli.law import app

RULES = Path(__file__).parents[2] / "congvu" / "law" / "rules"


def run(*words: str):
    return CliRunner().invoke(app, ["check", *words])


def test_a_shipped_text_passes():
    told = run(str(RULES / "nd335_2025.rule"), "--on", "30/11/2026")
    assert told.exit_code == 0
    assert "đạt" in told.output
    assert "mọi dòng vừa 64 bit" in told.output


def test_a_fault_is_told_by_line_and_column(tmp_path):
    text = (RULES / "nd335_2025.rule").read_text(encoding="utf-8")
    bad = tmp_path / "thu.rule"
    bad.write_text(text.replace("mean(a, b, c, d, dd, e)", "mean(a, b, x)"), encoding="utf-8")
    told = run(str(bad), "--on", "30/11/2026")
    assert told.exit_code == 2
    assert "thu.rule:" in told.output
    assert "chưa khai “x”" in told.output


@pytest.mark.parametrize("words", [("khong-co.rule",), (".",)])
def test_a_file_that_cannot_be_read_is_said_so(words):
    told = run(*words, "--on", "30/11/2026")
    assert told.exit_code == 2
    assert "Không đọc được" in told.output


def test_an_unknown_subject_is_refused():
    told = run(str(RULES / "nd335_2025.rule"), "--on", "30/11/2026", "--subject", "robot")
    assert told.exit_code == 2
    assert "Không có đối tượng “robot”" in told.output
