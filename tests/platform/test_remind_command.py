"""`congvu remind`: once a day, spread, never at night, and files instead of letters in a demo."""

from datetime import date, datetime
from email import message_from_bytes, policy

import pytest
from typer.testing import CliRunner

from congvu.apps.rulebook.queries import period as period_named
from congvu.apps.work.models import Digest
from congvu.cli import remind as command
from congvu.exchange.reminders.posts import NotTaken
from congvu.kernel.dates import VIETNAM
from tests.apps import world
from tests.exchange.reminders.mailbox import Kept, assigned, reads
from tests.faces import town

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 23, 20, 0, tzinfo=VIETNAM)


@pytest.fixture
def run(monkeypatch, settings, tmp_path):
    settings.FIXED_CLOCK, settings.MAIL_FOLDER = world.AT, tmp_path / "mail"
    monkeypatch.setenv("COLUMNS", "200")
    town.built()
    for person in ("an", "binh"):
        row = world.task(person, due_on=date(2026, 11, 24))
        assigned(period_named("2026-11"), row)
    reads("an", "binh")
    return lambda *words: CliRunner().invoke(command.app, list(words))


def test_letters_are_queued_once_and_written_as_files(run, tmp_path):
    first, again = run(), run()
    assert first.output == "Đã xếp 2 thư, rải trong 60 phút.\n"
    assert "Đã xếp 0 thư" in again.output
    assert "2 người đã có thư" in again.output
    assert run("send").output == "Đã gửi 1 thư.\n"
    assert run("send", "--now").output == "Đã gửi 1 thư.\n"
    assert run("send", "--now").output == "Đã gửi 0 thư.\n"
    files = sorted((tmp_path / "mail").iterdir())
    made = [message_from_bytes(path.read_bytes(), policy=policy.SMTP) for path in files]
    assert {one["To"] for one in made} == {"an@khanhhoa.gov.vn", "binh@khanhhoa.gov.vn"}
    assert all("/nhac-viec/thoi/" in one["List-Unsubscribe"] for one in made)


@pytest.mark.parametrize("words", [(), ("send",)])
def test_at_night_nothing_is_done_unless_asked_twice(run, settings, words):
    settings.FIXED_CLOCK = NIGHT
    refused = run(*words)
    assert refused.exit_code == 2
    assert "Giờ nghỉ" in refused.output
    assert not Digest.objects.exists()
    assert run(*words, "--now").exit_code == 0


def test_letters_are_spread_over_an_hour_at_least(run):
    refused = run("--spread", "59")
    assert refused.exit_code == 2
    assert "ít nhất 60 phút" in refused.output
    assert run("--spread", "120").exit_code == 0


def test_a_mail_server_that_takes_nothing_is_told(run, monkeypatch):
    run()
    monkeypatch.setattr(command, "_post", lambda: Kept(NotTaken("trả lời 451", down=True)))
    failed = run("send")
    assert failed.exit_code == 3
    assert "1 thư chưa gửi được, sẽ thử lại: trả lời 451." in failed.output


def test_without_a_mail_server_nothing_is_sent(run, settings):
    settings.MAIL_FOLDER = None
    refused = run("send")
    assert refused.exit_code == 2
    assert "CONGVU_SMTP" in refused.output
