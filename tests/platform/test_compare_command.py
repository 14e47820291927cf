"""`congvu compare`: the figures that the page shows, and what is refused in one line."""

import pytest
from typer.testing import CliRunner

from congvu.apps.evaluation.models import Comparison
from congvu.cli import compare as command
from tests.apps import world
from tests.faces import town

KEY = town.MONTH
WHO = ("--as", "noi.vu", "--reason", "Thử")


@pytest.fixture
def run(db, monkeypatch, settings):
    settings.FIXED_CLOCK = world.AT
    monkeypatch.setenv("COLUMNS", "200")
    town.built()
    return lambda *words: CliRunner().invoke(command.app, list(words))


def test_a_period_is_held_against_other_values(run):
    done = run(KEY, *WHO, "--set", "clamp=results", "--set", "floor_share=25 %")
    assert done.exit_code == 0, done.output
    kept = Comparison.objects.get()
    assert f"{kept.changed} trong {kept.people} người đổi mức" in done.output
    assert "(tạm tính)" in done.output
    assert f"Mã {kept.digest}" in done.output
    assert kept.asked["values"] == {"clamp": "results", "floor_share": "25 %"}


def test_another_text_tells_what_is_missing_and_who_moves_where(run):
    done = run(KEY, *WHO, "--rule", "bon_tieu_chi_2025")
    assert done.exit_code == 0, done.output
    assert "chưa có “Mức hiệu quả”: lấy mức “Tốt, vượt yêu cầu”" in done.output
    assert "Hoàn thành tốt nhiệm vụ: " in done.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((KEY, *WHO), "cùng một bộ quy định"),
        ((KEY, *WHO, "--set", "floor_share=99 %"), "phải từ 0 % đến 50 %"),
        ((KEY, "--as", "an", "--reason", "Thử", "--set", "clamp=results"), "không phải tài khoản"),
        (("2031-01", *WHO), "Chưa mở kỳ"),
        ((KEY, *WHO, "--on", "01/06/2025"), "không chấm điểm theo kỳ"),
        ((KEY, *WHO, "--on", "31/02/2026"), "31/02/2026"),
        ((KEY, *WHO, "--set", "clamp"), "hãy viết tên=giá_trị"),
    ],
)
def test_what_cannot_be_compared_is_told_in_a_line(run, words, says):
    done = run(*words)
    assert done.exit_code == 2
    assert says in done.output
    assert not Comparison.objects.exists()
