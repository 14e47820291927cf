"""`congvu intake`: files and pulls from the command line, told in one line."""

import pytest
from typer.testing import CliRunner

from congvu.apps.work import queries
from congvu.apps.work.models import Entry
from congvu.cli import intake
from congvu.exchange.intake import pulling
from congvu.exchange.intake.pulling import Pulled
from tests.apps import world
from tests.apps.work import feeds
from tests.exchange.intake import sources

pytestmark = pytest.mark.django_db
ROWS = [sources.dossier(1), *(sources.dossier(n, "ai") for n in range(2, 20))]


@pytest.fixture(autouse=True)
def _connected(settings):
    settings.FIXED_CLOCK = world.AT
    feeds.connected()


def run(*arguments: object):
    return CliRunner().invoke(intake.app, [str(one) for one in arguments])


def test_a_file_is_looked_at_taken_in_and_the_same_again_is_nothing_new(tmp_path):
    path = sources.written(tmp_path, "csv", ROWS)
    looked = run("file", feeds.CODE, path, "--dry-run")
    assert "Sẽ nhận: 1 tính mới, 18 không nhận. Chưa có gì đổi." in looked.output
    assert Entry.objects.count() == 0
    taken = run("file", feeds.CODE, path)
    assert "1 tính mới, 18 không nhận" in taken.output
    assert "dòng 3: Không có “ai”" in taken.output
    assert "… và 6 dòng nữa" in taken.output
    assert "19 đã có" in run("file", feeds.CODE, path).output
    assert "mot-cua: Một cửa điện tử, Phường Nha Trang" in run("systems").output


def test_what_cannot_be_is_refused_with_its_own_code(tmp_path):
    refused = run("file", "khong-co", tmp_path / "x")
    assert (refused.exit_code, "Không có hệ thống mang mã" in refused.output) == (2, True)
    refused = run("file", feeds.CODE, tmp_path / "x.csv")
    assert (refused.exit_code, "Không tìm thấy tệp" in refused.output) == (2, True)
    refused = run("pull", feeds.CODE)
    assert (refused.exit_code, "chưa có địa chỉ" in refused.output) == (2, True)


def test_a_pull_remembers_how_the_answer_was_marked(monkeypatch, settings):
    from pydantic import SecretStr

    settings.INTAKE_SECRETS, settings.INTAKE_NETWORKS = {feeds.CODE: SecretStr("k")}, ["10.0.0.0/8"]
    answers = [Pulled(sources.as_json(ROWS[:1]), '"1"'), Pulled(None, '"1"')]
    seen = []

    def asked(system, terms):
        seen.append((system.etag, terms.secret, [str(one) for one in terms.networks]))
        return answers[len(seen) - 1]

    monkeypatch.setattr(pulling, "pull", asked)
    assert "1 tính mới" in run("pull", feeds.CODE).output
    assert "Không có gì mới" in run("pull", feeds.CODE).output
    assert seen == [("", "k", ["10.0.0.0/8"]), ('"1"', "k", ["10.0.0.0/8"])]
    assert queries.system(feeds.CODE).pulled_at == world.AT
