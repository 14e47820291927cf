"""Files of a task: whatever is sent, the page answers; what is given out is what was kept."""

import logging
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from typer.testing import CliRunner

from congvu.apps.audit.models import Event
from congvu.apps.work.models import Evidence
from congvu.cli.evidence import app
from congvu.exchange.evidence.kinds import LARGEST_BYTES
from congvu.exchange.evidence.store import place_of
from tests.exchange.evidence.samples import SAMPLES, spoilt
from tests.faces.workday import given, text_of

TRIES = min(int(os.environ.get("CONGVU_FUZZ", "0")) or 120, 10_000)
SWEEP = 50
PDF = SAMPLES["bao-cao.pdf"]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.EVIDENCE = tmp_path / "evidence"
    return settings.EVIDENCE


@pytest.fixture
def an(signed_in) -> Client:
    return signed_in("an")


def send(
    client: Client,
    task: int,
    name: str = "bao-cao.pdf",
    content: bytes = PDF,
    *,
    follow: bool = True,
    **more,
):
    sent = SimpleUploadedFile("x", content)
    sent._name = name  # a browser may send any name; the class would clean it
    return client.post(f"/viec/{task}/minh-chung/", {"tep": sent} | more, follow=follow)


def attached(client: Client) -> tuple[int, Evidence]:
    task = given()
    send(client, task)
    return task, Evidence.objects.get(task=task)


def address(proof: Evidence) -> str:
    return f"/viec/{proof.task_id}/tep/{proof.pk}/"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_comes_back_byte_by_byte_to_be_saved_and_never_shown(an, name):
    task = given()
    assert "Đã gửi minh chứng." in text_of(send(an, task, name, SAMPLES[name]))
    proof = Evidence.objects.get(task=task)
    answer = an.get(address(proof))
    assert answer.content == SAMPLES[name]
    assert answer["Content-Type"] == proof.content_type
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{name}"')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_name_with_marks_is_told_to_old_and_new_browsers(an):
    task = given()
    send(an, task, "Đề án “số 1”.pdf")
    told = an.get(address(Evidence.objects.get()))["Content-Disposition"]
    assert told == (
        'attachment; filename="De an so 1.pdf"; '
        "filename*=UTF-8''%C4%90%E1%BB%81%20%C3%A1n%20%E2%80%9Cs%E1%BB%91%201%E2%80%9D.pdf"
    )


def test_the_same_file_twice_is_attached_once(an):
    task = given()
    for _ in range(2):
        send(an, task)
    assert Evidence.objects.count() == Event.objects.filter(verb="work.evidence_attached").count()
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.exe", b"MZ", "Không nhận tệp đuôi “.exe”"),
        ("a.pdf", SAMPLES["anh.png"], "nội dung là ảnh PNG"),
        ("a.pdf", b"%PDF-" + b"0" * LARGEST_BYTES, "Tệp lớn hơn 10 MB"),
    ],
)
def test_a_file_that_is_refused_says_why_and_leaves_nothing(an, folder, name, content, said):
    answer = send(an, given(), name, content, ten="")
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Evidence.objects.exists()
    assert not folder.exists()


def test_what_was_typed_beside_a_refused_file_is_kept(an):
    link = {"ten": "123/BC", "duong-dan": "ftp://x"}
    html = send(an, given(), **link).content.decode()
    assert "phải bắt đầu bằng https://" in html
    assert 'value="123/BC"' in html
    assert 'value="ftp://x"' in html


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda place: place.write_bytes(PDF + b"!"), "không còn đúng như lúc gửi"),
        (lambda place: place.unlink(), "không còn trên máy chủ"),
    ],
)
def test_a_file_that_changed_or_is_lost_is_not_given_out(an, folder, caplog, spoil, said):
    _, proof = attached(an)
    spoil(place_of(folder, proof.sha256))
    with caplog.at_level(logging.ERROR):
        answer = an.get(address(proof))
    assert answer.status_code == 410
    assert said in text_of(answer)
    assert f"{proof.sha256}, {proof.label}" in caplog.text


def test_the_operator_and_the_record_learn_of_a_changed_file_and_of_no_name(an, signed_in, folder):
    task, proof = attached(an)
    send(an, task, "anh.png", SAMPLES["anh.png"])
    operator = signed_in("van.hanh")
    assert "2 tệp mới nhất còn nguyên" in text_of(operator.get("/suc-khoe/"))
    assert CliRunner().invoke(app).output == "2 tệp minh chứng, tất cả còn nguyên.\n"
    place_of(folder, proof.sha256).write_bytes(b"%PDF-x")
    page = text_of(operator.get("/suc-khoe/"))
    assert "0 tệp mất, 1 tệp đổi nội dung trong 2 tệp mới nhất" in page
    assert proof.label not in page
    done = CliRunner().invoke(app)
    assert (done.exit_code, done.output) == (4, f"đổi nội dung: {proof.sha256}\n")
    event = Event.objects.get(verb="work.evidence_damaged")
    assert event.payload["altered"]["rows"] == [proof.sha256]


def test_a_file_is_read_by_those_over_her_and_by_nobody_else(an, signed_in):
    _, proof = attached(an)
    seen = {
        user: signed_in(user).get(address(proof)).status_code
        for user in ("binh", "alice", "thanh.tra", "chi", "phong", "bi.thu", "van.hanh")
    }
    assert seen == {
        "binh": 200, "alice": 200, "thanh.tra": 200, "chi": 404, "phong": 404, "bi.thu": 403,
        "van.hanh": 403,
    }  # fmt: skip


def test_a_file_is_found_under_its_own_task_only_and_not_after_it_was_taken_off(an):
    task, proof = attached(an)
    assert an.get(f"/viec/{given()}/tep/{proof.pk}/").status_code == 404
    assert an.get(f"/viec/{task}/tep/{2**63}/").status_code == 404
    an.post(f"/viec/{task}/go-minh-chung/", {"minh-chung": proof.pk})
    assert an.get(address(proof)).status_code == 404


def test_evidence_of_another_task_is_not_taken_off(an):
    _, proof = attached(an)
    answer = an.post(f"/viec/{given()}/go-minh-chung/", {"minh-chung": proof.pk})
    assert answer.status_code == 422
    assert Evidence.objects.get().removed_at is None


def test_spoilt_uploads_are_answered_and_break_nothing(an):
    task, answers = given(), set()
    for seed in range(TRIES):
        answers.add(send(an, task, *spoilt(seed), follow=False).status_code)
        if seed % SWEEP == 0:
            Evidence.objects.all().delete()
    assert answers == {302, 422}
