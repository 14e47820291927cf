"""A hostile or broken file meets a clear refusal in words, its own exit code, and no traceback."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import congvu
from congvu.exchange.workbook.child import TOO_COSTLY
from congvu.exchange.workbook.limits import STANDARD
from congvu.exchange.workbook.reading import open_sheets
from congvu.exchange.workbook.refusal import Kind, Refused
from tests.exchange.workbook.hostile import HOSTILE
from tests.exchange.workbook.office import congvu_score, month_file, person, task


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words(tmp_path, name):
    kind, build = HOSTILE[name]
    run = congvu_score(build(tmp_path))
    assert run.code == kind.value, run.said
    assert "Traceback" not in run.said
    assert run.said.strip().endswith((".", "?", ")"))
    assert not run.out.exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".congvu")]


def test_there_are_at_least_twenty_five_kinds_of_hostile_file():
    assert len(HOSTILE) >= 25


def test_the_guide_lists_every_exit_code():
    guide = (Path(congvu.__file__).parent.parent / "docs/guides/cham-bang-tep.md").read_text()
    listed = {int(code) for code in re.findall(r"\| ([0-9]+) \|", guide)}
    assert {kind.value for kind in Kind} <= listed


def test_every_refusal_has_an_exit_code_of_its_own():
    codes = [kind.value for kind in Kind]
    assert len(set(codes)) == len(codes)
    assert not {0, 1, 2, 70, 130} & set(codes)


def test_the_process_ends_with_the_code_of_the_refusal(tmp_path):
    _kind, build = HOSTILE["half_a_file"]
    command = [sys.executable, "-m", "congvu.cli.__main__", "score", str(build(tmp_path))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == Kind.BROKEN.value
    assert "Traceback" not in done.stderr
    assert "hỏng" in done.stderr


def test_a_child_that_dies_is_a_refusal(tmp_path, monkeypatch):
    monkeypatch.setattr("congvu.exchange.workbook.reading.CHILD", "congvu.no_such_module")
    path = month_file(tmp_path, [task()], [person()])
    with pytest.raises(Refused) as refused, open_sheets(path) as sheets:
        list(sheets)
    assert refused.value.kind is Kind.TOO_COSTLY
    assert refused.value.message == TOO_COSTLY


def test_a_child_that_says_nothing_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr("congvu.exchange.workbook.reading.LONGEST_WAIT", 0.2)
    monkeypatch.setattr("congvu.exchange.workbook.reading.CHILD", "tests.exchange.workbook.silent")
    path = month_file(tmp_path, [task()], [person()])
    with pytest.raises(Refused) as refused, open_sheets(path) as sheets:
        list(sheets)
    assert refused.value.kind is Kind.TOO_COSTLY


def test_the_child_may_not_have_all_the_memory_it_asks_for(tmp_path):
    program = (
        "from pathlib import Path; from congvu.exchange.workbook.child import restrain;"
        "from congvu.exchange.workbook.limits import STANDARD;"
        "restrain(Path('/etc/hosts'), STANDARD);"
        "bytearray(4 << 30)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert "MemoryError" in done.stderr


def test_the_limits_leave_room_for_a_province():
    assert STANDARD.rows >= 800_000
    assert STANDARD.cells >= 200_000 * 20
    assert STANDARD.unpacked_bytes > 2 * 154_000_000  # measured: 200,000 tasks in one sheet


def test_a_mistake_of_our_own_is_admitted_without_a_traceback(tmp_path, monkeypatch):
    from typer.testing import CliRunner

    from congvu.cli import score

    def broken(*_given, **_named):
        raise ZeroDivisionError("x")

    monkeypatch.setattr(score, "score_plan", broken)
    path = month_file(tmp_path, [task()], [person()])
    result = CliRunner().invoke(score.app, [str(path), "--out", str(tmp_path / "kq.xlsx")])
    assert result.exit_code == score.UNEXPECTED
    assert "Traceback" not in result.output
    assert not (tmp_path / "kq.xlsx").exists()
