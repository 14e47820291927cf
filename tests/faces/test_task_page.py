"""A task's page: what was asked and what came of it for all who may read; forms for its person."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.work import actions as work
from congvu.apps.work.actions import Changed, NewPortion, NewWhole
from congvu.apps.work.models import Cause, Entry, Evidence, Task, TaskChange
from tests.apps import world
from tests.apps.work import days
from tests.faces.workday import given, key, lines, november, text_of

READERS = {"an", "binh", "alice", "office", "office2", "noi.vu", "tham.dinh", "thanh.tra"}
STEPS = ("ghi", "minh-chung", "go-minh-chung", "ly-do", "tra-lai", "dong-y", "khong-dong-y")


@pytest.fixture
def an(signed_in) -> Client:
    return signed_in("an")


def head() -> User:
    return User.objects.get(username="binh")


def do(client: Client, task: int, step: str, **fields: object):
    """Send one form of the page."""
    return client.post(f"/viec/{task}/{step}/", fields, follow=True)


def ask(task: int, **to: object) -> int:
    """The head asks for a change."""
    return work.ask_change(task, Changed(**to), reason="Giao thêm", by=head(), at=world.AT)


def test_the_page_says_what_is_asked_by_whom_and_why(an):
    task = given(
        title="Lập tờ trình", output="Tờ trình", amount=300, coefficient=27, origin=2,
        origin_reason="Công văn 45/UBND", due_on=days.TODAY + timedelta(days=2),
    )  # fmt: skip
    page = text_of(an.get(f"/viec/{task}/"))
    for words in (
        "Lập tờ trình Xong 0 trong 3", "Hạn 25/11, còn 2 ngày · hệ số 2,7 · Hệ thống giao",
        "hệ số 2,7", "Hệ số 2,7, quy đổi 8,1", "Sản phẩm cần có Tờ trình",
        "Nguồn việc Đột xuất: Công văn 45/UBND", "ngoài danh mục",
    ):  # fmt: skip
        assert words in page


def test_who_shares_the_work_is_named_with_her_part(an):
    work.share_work(
        NewWhole("Đề án chung", 10, 400),
        [
            NewPortion("an", "P1", world.NOVEMBER, world.DUE, 7500, leads=True),
            NewPortion("binh", "P1", world.NOVEMBER, world.DUE, 2500),
        ],
        by=None,
        at=world.AT,
    )
    work.hand_out(november(), by=None, at=world.AT)
    task = Task.objects.get(title="Đề án chung", person__code="an").pk
    page = text_of(an.get(f"/viec/{task}/"))
    assert "75 %, chủ trì" in page
    assert "Lê Bình phối hợp tháng 11/2026 25 %" in page


def test_a_report_is_a_line_of_the_log_and_comes_once(an):
    task, same = given(amount=500), key()
    fields = {"key": same, "so-luong": "2,5", "gio": "1h30", "ghi-chu": "ở thôn 3"}
    for _ in range(2):
        do(an, task, "ghi", ngay="20/11/2026", **fields)
    assert lines() == [(250, "2026-11-20")]
    page = text_of(an.get(f"/viec/{task}/"))
    assert "2,5 · 20/11/2026 1,5 giờ · ở thôn 3" in page
    assert "Xong 2,5 trong 5, chờ nghiệm thu" in page


def test_a_report_that_is_wrong_keeps_what_was_typed_and_says_each_fault(an):
    answer = do(an, given(), "ghi", **{"so-luong": "vài", "gio": "99", "ghi-chu": "đi cơ sở"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "“vài” không phải là số" in html
    assert "không quá 24" in html
    assert all(f'value="{typed}"' in html for typed in ("vài", "99", "đi cơ sở"))
    assert lines() == []


def test_a_link_and_a_document_number_are_evidence(an):
    task = given()
    do(an, task, "minh-chung", ten="123/BC-UBND", **{"duong-dan": ""})
    do(an, task, "minh-chung", ten="", **{"duong-dan": "https://vb.example/1"})
    html = an.get(f"/viec/{task}/").content.decode()
    assert "<b>123/BC-UBND</b>" in html
    assert 'href="https://vb.example/1" rel="noreferrer noopener"' in html
    do(an, task, "go-minh-chung", **{"minh-chung": Evidence.objects.first().pk})
    assert "<b>123/BC-UBND</b>" not in an.get(f"/viec/{task}/").content.decode()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//x.example"])
def test_a_link_that_is_no_address_is_refused(an, link):
    answer = do(an, given(), "minh-chung", ten="x", **{"duong-dan": link})
    assert answer.status_code == 422
    assert not Evidence.objects.exists()


def test_a_cause_is_claimed_in_one_tap_and_its_answer_is_shown(an):
    task = given()
    html = an.get(f"/viec/{task}/").content.decode()
    chips = re.findall(r'<button class="btn plain" name="ly-do" value="(\w+)"', html)
    assert chips == ["disaster", "waiting", "superior", "applicant", "system", "other"]
    page = text_of(do(an, task, "ly-do", **{"ly-do": "disaster", "ghi-chu": ""}))
    assert "Chờ xác nhận Thiên tai, dịch bệnh" in page
    assert 'name="ly-do" value="disaster"' not in an.get(f"/viec/{task}/").content.decode()
    work.confirm_cause(
        Cause.objects.get().pk, days=3, failed=0, note="Bão số 9", by=head(), at=world.AT
    )
    page = text_of(an.get(f"/viec/{task}/"))
    assert "Đã xác nhận khách quan Thiên tai, dịch bệnh (trừ 3 ngày chậm)" in page
    assert "Người binh, 14:32 23/11/2026: Bão số 9" in page


@pytest.mark.parametrize(
    ("step", "fields", "said"),
    [
        ("ly-do", {"ly-do": "other", "ghi-chu": ""}, "phải ghi rõ lý do"),
        ("ly-do", {"ly-do": "x"}, "Chọn một lý do"),
        ("tra-lai", {"ly-do": " "}, "Trả lại việc phải ghi lý do"),
        ("tra-lai", {"ly-do": "x" * 501}, "nhiều nhất 500"),
        ("minh-chung", {}, "Ghi số văn bản"),
        ("dong-y", {"thay-doi": "9" * 30}, "Không có thay đổi này"),
        ("go-minh-chung", {"minh-chung": "x"}, "Minh chứng này không có"),
    ],
)
def test_what_cannot_be_done_says_why_and_keeps_what_was_typed(an, step, fields, said):
    answer = do(an, given(), step, **fields)
    assert answer.status_code == 422
    assert said in text_of(answer)
    typed = fields.get("ly-do", "")
    assert step != "tra-lai" or f'value="{typed}"' in answer.content.decode()


def test_work_is_handed_back_with_a_reason_and_takes_no_more_lines(an):
    task = given()
    page = text_of(do(an, task, "tra-lai", **{"ly-do": "Trùng việc của phòng khác"}))
    assert "Đã trả lại: Trùng việc của phòng khác" in page
    assert "Báo kết quả" not in page
    assert do(an, task, "ghi", **{"so-luong": "1"}).status_code == 422


def test_a_change_shows_before_and_after_and_is_agreed_to(an):
    task = given(amount=300)
    change = ask(task, assigned_hundredths=500)
    html = an.get(f"/viec/{task}/").content.decode()
    assert "<td><del>3</del></td><td><ins>5</ins></td>" in html
    assert "“Giao thêm”" in html
    do(an, task, "dong-y", **{"thay-doi": change})
    assert Task.objects.get(pk=task).assigned_hundredths == 500


def test_a_change_is_declined_with_words_only(an):
    task = given(amount=300)
    change = ask(task, assigned_hundredths=500)
    assert do(an, task, "khong-dong-y", **{"thay-doi": change, "ly-do": ""}).status_code == 422
    page = text_of(do(an, task, "khong-dong-y", **{"thay-doi": change, "ly-do": "Quá sức"}))
    assert "Ý kiến người thực hiện: “Quá sức”" in page
    assert TaskChange.objects.get().state == "declined"


def test_a_change_of_another_task_is_not_answered_here(an):
    change = ask(given(), assigned_hundredths=500)
    assert do(an, given(), "dong-y", **{"thay-doi": change}).status_code == 422
    assert TaskChange.objects.get().state == "asked"


def test_work_that_is_cancelled_by_agreement_leads_back_to_the_day(an):
    task = given()
    change = ask(task, cancels=True)
    answer = do(an, task, "dong-y", **{"thay-doi": change})
    assert answer.redirect_chain == [("/hom-nay/", 302)]
    assert an.get(f"/viec/{task}/").status_code == 404


def test_reviews_are_told_with_their_reasons_and_who_accepted_together(an):
    task = given(amount=500)
    days.logged(days.line(task_id=task))
    work.fail_result(task, reason="Sai thể thức", by=head(), at=world.AT)
    page = text_of(an.get(f"/viec/{task}/"))
    assert "Người nghiệm thu gửi lại: “Sai thể thức”" in page
    assert "Chưa đạt Sai thể thức Người binh" in page
    do(an, task, "ghi", **{"so-luong": "1"})
    work.accept_results([task], batch=True, by=head(), at=world.AT)
    page = text_of(an.get(f"/viec/{task}/"))
    assert "Nghiệm thu (duyệt gộp)" in page
    assert "Xong 2 trong 5, đã nghiệm thu" in page


def test_it_is_read_by_those_over_her_and_written_by_her_alone(an, signed_in):
    task = given()
    users = ("an", "binh", "alice", "chi", "phong", "office", "office2", "noi.vu", "tham.dinh",
             "bi.thu", "thanh.tra", "van.hanh")  # fmt: skip
    clients = {user: signed_in(user) for user in users}
    seen = {user: one.get(f"/viec/{task}/").status_code for user, one in clients.items()}
    assert {user for user, status in seen.items() if status == 200} == READERS
    assert {seen["chi"], seen["phong"]} == {404}
    events = Event.objects.count()
    for step in STEPS:
        wrote = {user: do(one, task, step, **{"ly-do": "x"}).status_code
                 for user, one in clients.items() if user != "an"}  # fmt: skip
        assert set(wrote.values()) <= {403, 404}
        assert {wrote["chi"], wrote["phong"]} == {404}
    assert Event.objects.count() == events
    assert not Entry.objects.exists()


def test_her_head_reads_no_form_and_whose_work_it_is(signed_in):
    task = given_in_town(signed_in)
    html = signed_in("binh").get(f"/viec/{task}/").content.decode()
    assert "Việc của Nguyễn Văn An" in html
    assert f'action="/viec/{task}/' not in html
    assert 'href="/nguoi/an/2026-11/"' in html


def given_in_town(signed_in) -> int:
    """A task, once the town stands."""
    signed_in("an")
    return given()


@pytest.mark.parametrize("path", ["/viec/999999/", f"/viec/{2**63}/", "/viec/x/"])
def test_an_unknown_task_is_not_found(an, path):
    assert an.get(path).status_code == 404


def test_an_unknown_step_is_not_found(an):
    assert do(an, given(), "khac").status_code == 404
    assert an.get(f"/viec/{given()}/ghi/").status_code == 405


def test_a_closed_month_is_only_read(an):
    task = given()
    evaluation.close_month(november(), by=None, at=world.AT)
    page = text_of(an.get(f"/viec/{task}/"))
    assert "Kỳ này đã chốt; chỉ xem." in page
    assert "Báo kết quả" not in page
    for step in ("ghi", "minh-chung", "ly-do", "tra-lai"):
        answer = do(an, task, step, **{"ly-do": "disaster", "ten": "1/BC", "so-luong": "1"})
        assert answer.status_code == 422
        assert "đã chốt" in text_of(answer)


@pytest.mark.parametrize("reader", ["an", "binh", "phong"])
def test_the_page_costs_twelve_statements_at_most(signed_in, reader):
    client = signed_in(reader)
    task = given(reader if reader != "binh" else "an")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/viec/{task}/").status_code == 200
    ours = [one["sql"] for one in asked.captured_queries]
    assert len([sql for sql in ours if "SELECT" in sql]) <= 12


def test_the_month_leads_to_each_of_its_tasks(an):
    task = given()
    assert f'href="/viec/{task}/"' in an.get("/thang/").content.decode()
