"""Chốt kỳ: what is open, one remedy each, a proposal on a dry run, another who signs, the bar."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.apps.accounts.models import User
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.enums import Gap
from congvu.apps.evaluation.models import CloseRun, GapRemedy, Scorecard
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewPerson
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import period as period_named
from congvu.apps.work import actions as work
from congvu.apps.work.models import Digest, Task
from congvu.exchange.closing import starting
from congvu.kernel.periods import Month
from tests.apps import world
from tests.exchange.reminders.mailbox import reads
from tests.faces.conftest import begun
from tests.faces.town import MONTH

MOST_STATEMENTS = 12
WHY = {f"ly-do-{gap.value}": f"Lý do {gap.value}" for gap in Gap}


@pytest.fixture
def clerk(signed_in):
    return signed_in("noi.vu")


@pytest.fixture
def second(clerk):
    client = Client()
    client.force_login(User.objects.get(username="tham.dinh"))
    begun(client)
    return client


@pytest.fixture
def started(monkeypatch):
    times = []
    monkeypatch.setattr(starting, "start_runner", lambda: times.append(1))
    return times


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def open_in(gap: str) -> int:
    return queries.open_gaps(period_named(MONTH))[gap]


def propose(clerk) -> int:
    answer = clerk.post(f"/chot-ky/{MONTH}/de-nghi/", {"viec": "de-nghi", **WHY})
    assert answer.status_code == 302, text(answer)
    return CloseRun.objects.latest("pk").pk


def test_the_first_screen_says_what_is_left_by_gap(clerk):
    page = text(clerk.get("/chot-ky/"))
    assert "Chốt tháng 11/2026" in page
    assert f"Còn {sum(queries.open_gaps(period_named(MONTH)).values())} chỗ phải xem" in page
    for gap in Gap:
        assert str(gap.label) in page


def test_it_takes_few_statements(clerk):
    for path in ("/chot-ky/", *(f"/chot-ky/{MONTH}/muc/{gap}/" for gap in Gap)):
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(path).status_code == 200
        real = [one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "SET"))]
        assert len(real) <= MOST_STATEMENTS, [(path, one["sql"][:300]) for one in real]


def test_a_gap_lists_who_is_in_it_and_is_searched_without_marks(clerk):
    page = clerk.get(f"/chot-ky/{MONTH}/muc/no_self_score/")
    assert "Đỗ Dung" in text(page)
    found = text(clerk.get(f"/chot-ky/{MONTH}/muc/no_self_score/?tim=do+dung"))
    assert "Đỗ Dung" in found
    assert "Hồ Giang" not in found
    nobody = text(clerk.get(f"/chot-ky/{MONTH}/muc/no_self_score/?tim=100%25"))
    assert "Không có ai khớp" in nobody


def test_reminding_queues_one_letter_to_whoever_holds_it(clerk):
    reads("dung")
    clerk.post(f"/chot-ky/{MONTH}/muc/no_self_score/", {"don-vi": "P"})
    remedy = GapRemedy.objects.get()
    assert (remedy.gap, remedy.remedy, remedy.agency.code) == ("no_self_score", "remind", "P")
    assert Digest.objects.filter(user__person__code="dung").count() == 1
    clerk.post(f"/chot-ky/{MONTH}/muc/no_self_score/", {"don-vi": "P", "lai": "1"})
    assert Digest.objects.filter(user__person__code="dung").count() == 1
    assert "gần nhất" in text(clerk.get("/chot-ky/"))


def test_whoever_is_accepted_with_a_reason_is_no_longer_open(clerk):
    actions.leave_out(period_named(MONTH), {"dung": "Nghỉ thai sản"}, by=None, at=world.AT)
    path = f"/chot-ky/{MONTH}/muc/not_rated/"
    refused = clerk.post(path, {"ly-do": "  "})
    assert refused.status_code == 422
    assert "ghi lý do" in text(refused)
    assert open_in("not_rated") == 1
    assert clerk.post(path, {"ly-do": "Có quyết định nghỉ"}).status_code == 302
    assert open_in("not_rated") == 0
    assert "Có quyết định nghỉ" in text(clerk.get(path))


def test_an_agency_that_does_not_exist_has_nobody(clerk):
    answer = clerk.post(f"/chot-ky/{MONTH}/muc/no_self_score/", {"don-vi": "khong-co"})
    assert answer.status_code == 422
    assert "Không còn ai" in text(answer)


def test_odd_marks_are_sent_back_to_be_confirmed_again(clerk):
    period = period_named(MONTH)
    world.review(period, "dung", 100)
    Scorecard.objects.filter(person__code="dung").update(extreme_reason="")
    assert "tối đa" in text(clerk.get(f"/chot-ky/{MONTH}/muc/anomaly/"))
    clerk.post(f"/chot-ky/{MONTH}/muc/anomaly/", {"ly-do": "Chưa có nhận xét"})
    assert Scorecard.objects.get(person__code="dung").state == "reviewed"


def test_people_without_a_post_of_another_kind_and_moved_are_found(clerk):
    org.create_people(
        [NewPerson("hd", "Lê Hợp Đồng", "contract"), NewPerson("kn", "Lê Kiêm", "civil_servant")],
        by=None, at=world.AT,
    )  # fmt: skip
    second = NewPosting("kn", "P1", "Cộng tác", world.START, is_primary=False)
    positions.open_postings(
        [NewPosting("hd", "P1", "Lái xe", world.START), second], by=None, at=world.AT
    )
    move = NewPosting("dung", "P1", "Chuyên viên", date(2026, 11, 10))
    positions.transfer(move, by=None, at=world.AT, reason="Điều động")
    actions.open_scorecards(period_named(MONTH), by=None, at=world.AT)
    for gap, told in (
        ("other_kind", "Lê Hợp Đồng"),
        ("no_posting", "chỉ có vị trí kiêm nhiệm"),
        ("transferred", "từ Phòng Văn hóa ngày 10/11"),
    ):
        assert told in text(clerk.get(f"/chot-ky/{MONTH}/muc/{gap}/")), gap


def test_a_dry_run_shows_and_keeps_nothing(clerk):
    answer = clerk.post(f"/chot-ky/{MONTH}/de-nghi/", {"viec": "thu"})
    assert "không lưu gì" in text(answer)
    assert not CloseRun.objects.exists()
    assert not Scorecard.objects.exclude(inputs_hash="").exists()


def test_a_proposal_wants_a_reason_for_what_is_open_and_keeps_what_was_typed(clerk):
    typed = {"viec": "de-nghi", "ly-do-unreviewed": "Đã nhắc hai lần"}
    answer = clerk.post(f"/chot-ky/{MONTH}/de-nghi/", typed)
    assert answer.status_code == 422
    assert "ghi lý do vẫn chốt" in text(answer)
    assert open_in("unreviewed") == 0 or "Đã nhắc hai lần" in answer.content.decode()


def test_two_people_close_and_the_job_is_started(
    clerk, second, started, django_capture_on_commit_callbacks
):
    run = propose(clerk)
    path = f"/chot-ky/lan/{run}/"
    own = clerk.get(path)
    assert "thì người khác ký" in text(own)
    assert "Ký và chốt" not in text(own)
    digest = queries.run_of(run).digest
    refused = clerk.post(path, {"viec": "ky", "ma": digest})
    assert refused.status_code == 422
    assert "phải khác người đề nghị" in text(refused)
    assert digest in second.get(path).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert second.post(path, {"viec": "ky", "ma": digest}).status_code == 302
    assert started == [1]
    assert queries.run_of(run).state == "signed"
    assert "đang bắt đầu" in text(second.get(path))
    assert "Chạy tiếp" not in text(second.get(path))
    CloseRun.objects.filter(pk=run).update(told_at=Now() - timedelta(minutes=1))
    assert "Chạy tiếp" in text(second.get(path)), "nobody is at it"
    with django_capture_on_commit_callbacks(execute=True):
        second.post(path, {"viec": "chay"})
    assert started == [1, 1]
    assert "Chạy tiếp" not in text(second.get(path))


def test_whoever_signs_sees_what_changed_and_looks_again(clerk, second, started):
    run = propose(clerk)
    path = f"/chot-ky/lan/{run}/"
    digest = queries.run_of(run).digest
    world.done(period_named(MONTH), world.task("an"), completed=0)
    answer = second.post(path, {"viec": "ky", "ma": digest})
    assert answer.status_code == 422
    assert "Đã đổi từ lúc chạy thử" in text(answer)
    (again,) = re.findall(r'name="ma" value="([0-9a-f]{64})"', answer.content.decode())
    assert again != digest
    assert second.post(path, {"viec": "ky", "ma": again}).status_code == 302
    assert queries.run_of(run).signed_digest == again


def test_a_close_is_called_off_with_a_reason(clerk, second):
    path = f"/chot-ky/lan/{propose(clerk)}/"
    assert second.post(path, {"viec": "huy"}).status_code == 422
    assert second.post(path, {"viec": "huy", "ly-do": "Thiếu một xã"}).status_code == 302
    assert "không công bố gì" in text(second.get(path))


def test_the_bar_tells_how_far_it_is_how_fast_and_how_long(clerk, monkeypatch):
    run = propose(clerk)
    CloseRun.objects.filter(pk=run).update(
        state="signed", signed_by=User.objects.get(username="tham.dinh"), signed_at=world.AT,
        signed_digest="d" * 64,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evaluation_closerun SET state = 'running', done = 3000, total = 5000,"
            " attempts = 1, started_at = now(), told_at = now() + interval '3 seconds'"
        )
    monkeypatch.setattr(queries, "is_under_way", lambda _run: True)
    answer = clerk.get(f"/chot-ky/lan/{run}/")
    assert "3.000 trong 5.000 người 1.000 người một giây · còn khoảng 3 giây" in text(answer)
    assert 'max="5000" value="3000"' in answer.content.decode()
    assert "Chạy tiếp" not in text(answer)
    assert "Hủy chốt" in text(answer)


def test_a_published_month_is_locked_after_the_days_to_object(clerk, settings):
    actions.close_month(period_named(MONTH), by=None, at=world.AT)
    assert "Khóa được kỳ sau ngày 01/12/2026" in text(clerk.get(f"/chot-ky/{MONTH}/"))
    early = clerk.post(f"/chot-ky/{MONTH}/khoa/")
    assert early.status_code == 422
    assert "Còn nhận kiến nghị đến hết ngày 01/12/2026" in text(early)


def test_what_is_due_in_the_next_period_is_moved_there_before_the_close(clerk):
    november = period_named(MONTH)
    due = date(2026, 12, 8)
    (late,) = work.assign_tasks(november.id, [world.task("an", due_on=due)], by=None, at=world.AT)
    assert "1 việc chưa xong có hạn sau ngày 30/11/2026. Mở kỳ sau" in text(
        clerk.get(f"/chot-ky/{MONTH}/")
    )
    assert "Chưa mở kỳ sau" in text(clerk.post(f"/chot-ky/{MONTH}/viec-sau/"))
    december = rulebook.open_period(Month(2026, 12), by=None, at=world.AT)
    assert "Chuyển sang tháng 12/2026 thì không tính vào" in text(clerk.get(f"/chot-ky/{MONTH}/"))
    assert clerk.post(f"/chot-ky/{MONTH}/viec-sau/").status_code == 302
    assert Task.objects.get(pk=late).period_id == december.id
    again = clerk.post(f"/chot-ky/{MONTH}/viec-sau/")
    assert (again.status_code, "Không có việc nào có hạn sau" in text(again)) == (422, True)
