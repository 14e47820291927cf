"""`congvu law`: the rules of a day and what changed, in Vietnamese."""

import pytest
from typer.testing import CliRunner

from congvu.cli import law as command
from congvu.law.faults import LawFault


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("COLUMNS", "220")
    return lambda *words: CliRunner().invoke(command.app, words)


@pytest.mark.parametrize("day", ["2026-11-30", "30/11/2026"])
def test_the_rules_of_a_day_are_shown_with_their_words(run, day):
    told = run("show", "--on", day)
    assert told.exit_code == 0
    for words in (
        "Ngày 30/11/2026 · công chức · văn bản nd335_2025.rule",
        "335/2025/NĐ-CP",
        "mỗi lần chậm bị trừ 25% điểm tiến độ của sản phẩm/công việc đó",
        "điểm c khoản 2 Điều 14",
        "Địa phương chọn, vì văn bản không nói rõ",
        "từ 0 % đến 50 %",
        "mỗi ngày chậm; mỗi ngày làm việc chậm",
        "có; không",
        "III.4",
    ):
        assert words in told.output


def test_the_2025_regime_is_shown_as_not_certain(run):
    told = run("show", "--on", "30/06/2025")
    assert "CHƯA CÓ TOÀN VĂN" in told.output
    assert "chưa chắc chắn, theo" in told.output
    assert "Tiêu chí chung" not in told.output


def test_a_local_text_is_shown_as_local(run):
    told = run("show", "--on", "30/11/2026", "--rule", "bon_tieu_chi_2025")
    assert "Văn bản của địa phương, không phải luật" in told.output
    assert "Trọng số của hiệu quả" in told.output


def test_what_changed_between_two_days_is_told(run):
    told = run("diff", "31/12/2025", "2026-01-01")
    assert told.exit_code == 0
    assert "điều khác nhau giữa 31/12/2025 và 01/01/2026 đối với công chức" in told.output
    assert "Tỷ lệ xuất sắc tính trên" in told.output


def test_nothing_changed_is_said_in_a_sentence(run):
    told = run("diff", "01/01/2026", "31/12/2026")
    assert told.output.strip() == (
        "Giữa 01/01/2026 và 31/12/2026, quy định cho công chức không đổi."
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "--on", "31/02/2026"), "tháng 2/2026 có các ngày từ 1 đến 28"),
        (("show", "--on", "01/01/2019"), "Chưa có văn bản nào áp dụng cho công chức"),
        (("show", "--on", "01/01/2026", "--subject", "ai"), "Không có đối tượng “ai”"),
        (("show", "--on", "01/01/2026", "--rule", "nd335_2026"), "có phải “nd335_2025”"),
        (("diff", "01/01/2026", "mai"), "hãy viết như 05/11/2026"),
        (("diff", "01/01/2026", "01/02/2026", "--subject", "ai"), "Không có đối tượng “ai”"),
    ],
)
def test_a_question_that_cannot_be_answered_gets_advice_and_no_traceback(run, words, says):
    told = run(*words)
    assert (told.exit_code, told.stdout) == (2, "")
    assert says in told.stderr


def test_a_law_with_a_fault_says_where(run, monkeypatch):
    def broken():
        raise LawFault("thiếu “from”", file="parameters/a.toml", line=3)

    monkeypatch.setattr(command, "the_law", broken)
    told = run("show", "--on", "01/01/2026")
    assert told.exit_code == 2
    assert "parameters/a.toml:3: thiếu “from”" in told.stderr
