"""`congvu close`: propose, sign, run, see how it stands, and prove it afterwards."""

import re

import pytest
from django.db import connection, connections
from typer.testing import CliRunner

from congvu.apps.audit.models import Event
from congvu.apps.evaluation import queries
from congvu.apps.evaluation.actions import running
from congvu.apps.evaluation.models import CloseRun, PaperRun
from congvu.apps.rulebook.queries import period
from congvu.cli import close as command
from congvu.exchange.papers import starting
from congvu.exchange.papers.checking import Outcome, checked
from congvu.exchange.papers.codes import SEAL_LENGTH, Kind, code_of, told_in
from tests.apps import world
from tests.faces import disputes, town

KEY = town.MONTH
LEFT = ("no_self_score", "unreviewed", "disputed", "anomaly", "not_rated")


@pytest.fixture
def run(transactional_db, monkeypatch, settings):
    settings.FIXED_CLOCK = world.AT
    monkeypatch.setattr(starting, "start_maker", lambda *_told: None)
    monkeypatch.setenv("COLUMNS", "200")
    town.built()
    return lambda *words: CliRunner().invoke(command.app, list(words))


def proposed(run) -> CloseRun:
    why = [word for gap in LEFT for word in ("--reason", f"{gap}=Đã xem")]
    done = run("propose", KEY, "--as", "noi.vu", *why)
    assert done.exit_code == 0, done.output
    return CloseRun.objects.latest("pk")


def test_it_is_proposed_signed_run_and_proved(run):
    one = proposed(run)
    told = run("status", KEY).output
    assert "Chờ ký" in told
    (digest,) = re.findall(r"[0-9a-f]{64}", told)
    own = run("sign", str(one.pk), "--as", "noi.vu", "--digest", digest)
    assert (own.exit_code, "phải khác người đề nghị" in own.output) == (2, True)
    assert run("sign", str(one.pk), "--as", "tham.dinh", "--digest", digest).exit_code == 0
    assert "Không có tiến trình" in run("status", KEY).output
    assert "Đã chốt." in run("run").output
    assert not period(KEY).is_open
    queued = PaperRun.objects.filter(by=None)
    assert {(one.unit.code, len(one.people)) for one in queued} == {("P", 6), ("S", 1)}
    assert queries.run_of(one.pk).state == "done"
    proof = run("verify", KEY)
    assert proof.exit_code == 0
    assert "Mọi phiếu, mọi bản điều chỉnh khớp mã băm; tính lại ra đúng kết quả." in proof.output


def test_a_process_that_dies_after_the_close_leaves_its_papers_queued_once(run, monkeypatch):
    one = proposed(run)
    run("sign", str(one.pk), "--as", "tham.dinh", "--digest", one.digest)

    def dies(_run):
        raise KeyboardInterrupt

    started = []
    monkeypatch.setattr(starting, "start_maker", lambda _folder, *words: started.append(words))
    with monkeypatch.context() as patched:
        patched.setattr(running, "run_of", dies)
        assert run("run").exit_code != 0
    assert (period(KEY).is_open, started) == (False, [])
    for _ in range(2):
        assert "2 lần in đang chờ; bắt đầu làm." in run("run").output
        queued = PaperRun.objects.filter(by=None).order_by("unit__code")
        assert [(made.unit.code, len(made.people)) for made in queued] == [("P", 6), ("S", 1)]
    assert started == [("resume",)] * 2


def test_a_fault_in_the_queue_of_papers_is_told_and_leaves_the_close(run, monkeypatch):
    one = proposed(run)
    run("sign", str(one.pk), "--as", "tham.dinh", "--digest", one.digest)

    def fails(_period, *, at):
        PaperRun.objects.create(pk=1)

    monkeypatch.setattr(running, "queue_papers", fails)
    assert "Đã chốt." in run("run").output
    assert (period(KEY).is_open, PaperRun.objects.exists()) == (False, False)
    (told,) = Event.objects.filter(verb="evaluation.papers_failed")
    assert (told.object_id, "IntegrityError" in told.reason) == (KEY, True)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_was_changed_behind_it_is_named(run):
    one = proposed(run)
    run("sign", str(one.pk), "--as", "tham.dinh", "--digest", one.digest)
    run("run")
    connection.close()
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE evaluation_scorecard DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE evaluation_scorecard c SET score_hundredths = 9999 FROM org_person p"
            " WHERE p.id = c.person_id AND p.code = 'an'"
        )
        cursor.execute("ALTER TABLE evaluation_scorecard ENABLE TRIGGER USER")
    proof = run("verify", KEY)
    assert proof.exit_code == 3
    assert "Không khớp mã băm: an" in proof.output
    assert "Tính lại ra kết quả khác: an" in proof.output


def test_only_whoever_closes_periods_does(run):
    refused = run("propose", KEY, "--as", "binh")
    assert (refused.exit_code, "không phải tài khoản được chốt kỳ" in refused.output) == (2, True)
    assert not CloseRun.objects.exists()


def test_a_proposal_is_withdrawn_with_a_reason(run):
    one = proposed(run)
    assert run("cancel", str(one.pk), "--as", "tham.dinh").exit_code == 2
    assert run("cancel", str(one.pk), "--as", "tham.dinh", "--reason", "Nhầm").exit_code == 0
    assert "Đã hủy" in run("status", KEY).output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("status", "2031-01"), "Chưa mở kỳ"),
        (("verify", KEY), "chưa chốt"),
        (("cancel", "99", "--as", "noi.vu"), "Không có lần chốt số 99"),
    ],
)
def test_what_is_not_there_is_told(run, words, told):
    refused = run(*words)
    assert (refused.exit_code, told in refused.output) == (2, True)


def test_whoever_signs_another_digest_is_told_the_new_one(run):
    one = proposed(run)
    refused = run("sign", str(one.pk), "--as", "tham.dinh", "--digest", "0" * 64)
    assert refused.exit_code == 2
    assert f"Mã mới: {one.digest}" in refused.output


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_an_amendment_changed_behind_it_is_named_and_no_paper_of_its_card_fits(run):
    disputes.published()
    made = disputes.amended()
    held = period(KEY)
    card = queries.card_of("an", period_id=held.id, on=held.ends_on)
    seal = card.inputs_hash[:SEAL_LENGTH]
    (paper,) = told_in(f"{code_of(Kind.CARD, card.id)} {seal}")
    assert run("verify", KEY).exit_code == 0
    assert [one.outcome for one in checked([paper])] == [Outcome.AMENDED]
    connection.close()
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE evaluation_amendment DISABLE TRIGGER USER")
        cursor.execute("UPDATE evaluation_amendment SET score_hundredths = 9999")
        cursor.execute("ALTER TABLE evaluation_amendment ENABLE TRIGGER USER")
    proof = run("verify", KEY)
    assert proof.exit_code == 3
    assert f"Bản điều chỉnh không khớp mã băm: số {made}" in proof.output
    assert [one.outcome for one in checked([paper])] == [Outcome.ALTERED]
