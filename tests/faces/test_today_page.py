"""Hôm nay: one tap logs a line once, the day is told at a glance, and it costs five reads."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.work import actions as work
from congvu.apps.work.actions import Changed
from congvu.apps.work.models import Entry, Task
from tests.apps import world
from tests.apps.work import days
from tests.faces.test_reading import STATIC
from tests.faces.workday import (
    LOG,
    SEND,
    TODAY,
    UNDO,
    given,
    key,
    lines,
    press,
    send,
    text_of,
)

ASKED_BY_ALL = ("accounts_session", "accounts_user", "org_person", "org_grant", "positions_field")


@pytest.fixture
def an(signed_in) -> Client:
    return signed_in("an")


def reads(client: Client, path: str) -> list[str]:
    """The statements of a page beyond session, user, rights, and the settings of the months."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    ours = [one["sql"].strip() for one in asked.captured_queries]
    ours = [sql for sql in ours if not sql.startswith(("SAVEPOINT", "SET", "ROLLBACK", "RELEASE"))]
    plain = [sql.replace('"', "") for sql in ours]
    plain = [sql for sql in plain if "FROM rulebook_localparameter" not in sql]
    return [sql for sql in plain if not any(f"FROM {table}" in sql for table in ASKED_BY_ALL)]


@pytest.mark.parametrize("reader", ["an", "binh", "alice", "phong"])
@pytest.mark.parametrize(("path", "most"), [(TODAY, 5), ("/thang/", 6), ("/thang/2026-11/", 6)])
def test_the_day_and_the_month_cost_few_reads(signed_in, reader, path, most):
    client = signed_in(reader)
    products = days.products()
    for number in range(8):
        task = given(reader, title=f"Việc {number}", due_on=days.TODAY, product_id=products[0])
        days.logged(days.line(reader, task_id=task))
        work.return_result(task, reason="Thiếu", by=None, at=world.AT)
    assert len(reads(client, path)) <= most


def test_the_reads_are_counted_beyond_what_every_page_asks(an):
    assert len(reads(an, TODAY)) == 5
    assert len(reads(an, "/quy-dinh/")) > 0


def test_one_tap_logs_what_is_assigned_and_says_so(an):
    task = given(title="Tiếp công dân", amount=500)
    page = text_of(press(an, viec=task))
    assert lines() == [(100, "2026-11-23")]
    assert "Đã ghi 1 Tiếp công dân Hoàn tác" in page
    assert "xong 1 trong 5" in page
    assert days.completed(task) == 100


def test_the_same_rendering_sent_twice_is_one_line_and_the_next_is_another(an):
    task, same = given(amount=500), key()
    for _ in range(2):
        press(an, viec=task, key=same)
    assert len(lines()) == 1
    press(an, viec=task)
    assert len(lines()) == 2


def test_a_rendering_sent_again_with_another_amount_is_told_and_not_lost_in_silence(an):
    task, same = given(amount=900), key()
    press(an, viec=task, key=same)
    page = text_of(press(an, viec=task, key=same, **{"so-luong": "5"}))
    assert "đã ghi trước đó với số lượng 1; số lượng mới chưa được ghi" in page
    assert lines() == [(100, "2026-11-23")]


def test_a_product_nobody_assigned_becomes_declared_work_of_her_unit(an):
    product = days.products()[1]
    press(an, **{"san-pham": product})
    task = Task.objects.get(declared=True)
    assert (task.title, task.unit.code, task.origin) == ("Tiếp công dân", "P1", 2)


def test_a_line_is_taken_back_once_and_by_its_owner_only(an, signed_in):
    press(an, viec=given())
    (line,) = Entry.objects.all()
    assert signed_in("binh").post(UNDO, {"dong": line.pk}).status_code == 404
    page = text_of(an.post(UNDO, {"dong": line.pk}, follow=True))
    assert "Đã hoàn tác: Soạn thảo văn bản." in page
    assert lines() == []
    assert "đã được hoàn tác" in text_of(an.post(UNDO, {"dong": line.pk}, follow=True))
    assert Event.objects.filter(verb="work.entry_voided").count() == 1


def test_a_long_day_shows_its_latest_lines_and_leads_to_the_others(an):
    task = given(amount=9000)
    days.logged(*(days.line(task_id=task) for _ in range(15)))
    answer = an.get(TODAY)
    assert answer.content.decode().count('name="dong"') == 12
    assert "Đã ghi 15 dòng." in text_of(answer)
    assert "và 3 dòng khác trong nhật ký" in text_of(answer)


def test_what_is_accepted_is_not_taken_back(an):
    task = given()
    press(an, viec=task)
    work.accept_results([task], by=None, at=world.AT + timedelta(seconds=1))
    page = text_of(an.post(UNDO, {"dong": Entry.objects.get().pk}, follow=True))
    assert "đã được nghiệm thu" in page
    assert len(lines()) == 1
    assert 'name="dong"' not in an.get(TODAY).content.decode()


@pytest.mark.parametrize("sent", ["", "x", "9" * 30, "-1", "²"])
def test_a_line_that_is_no_number_is_nobody_s(an, sent):
    assert an.post(UNDO, {"dong": sent}).status_code == 404


def test_another_s_task_and_an_unknown_one_are_not_found(an):
    for task in (given("binh"), 10**9):
        assert press(an, viec=task).status_code == 404
    assert lines() == []


def test_last_used_come_first_then_what_is_assigned_and_no_more_than_six(an):
    products = days.products(*(f"Sản phẩm {n}" for n in range(9)))
    for number, product in enumerate(products[:7]):
        given(product_id=product, due_on=days.TODAY + timedelta(days=number + 8 - 1), title="x")
    days.logged(days.line(product_id=products[8], day=date(2026, 11, 20)))
    html = an.get(TODAY).content.decode()
    quick = html.split('<ul class="quick" data-quick>')[1].split("</ul>")[0]
    assert quick.count('class="plus"') == 6
    assert quick.index("Sản phẩm 8") < quick.index("Sản phẩm 0")


def test_what_is_due_is_told_by_how_soon(an):
    for label, ahead in (("Trễ", -3), ("Nay", 0), ("Mai", 1), ("Ba", 3), ("Bảy", 7), ("Xa", 8)):
        given(title=f"Việc {label}", due_on=days.TODAY + timedelta(days=ahead))
    page = text_of(an.get(TODAY))
    told = page[page.index("Việc đến hạn") :]
    order = ["Quá hạn", "Việc Trễ", "Hôm nay Việc Nay", "Ngày mai", "Việc Mai", "Trong 3 ngày",
             "Việc Ba", "Trong 7 ngày", "Việc Bảy"]  # fmt: skip
    places = [told.index(words) for words in order]
    assert places == sorted(places)
    assert "Việc Xa" not in told
    assert "hạn 20/11, đã qua 3 ngày" in told
    assert "7 việc quá hạn, sắp đến hạn" in page


def test_what_is_done_handed_back_or_declared_is_not_due(an):
    done, back = (given(title=f"Việc số {n}", due_on=days.TODAY) for n in range(2))
    assert "Việc số 0" in text_of(an.get(TODAY)).split("Việc đến hạn")[1]
    days.logged(days.line(task_id=done), days.line(product_id=days.products()[0]))
    work.hand_back(back, reason="Đi học", by=None, at=world.AT)
    told = text_of(an.get(TODAY)).split("Việc đến hạn")[1]
    assert "Việc số" not in told
    assert "Soạn thảo văn bản hành chính" not in told


def test_what_came_back_and_what_changes_are_told_with_their_reasons(an):
    head = User.objects.get(username="binh")
    failed, changed = given(title="Tờ trình"), given(title="Báo cáo")
    days.logged(days.line(task_id=failed))
    work.fail_result(failed, reason="Sai căn cứ", by=head, at=world.AT)
    work.ask_change(
        changed, Changed(assigned_hundredths=500), reason="Thêm hai xã", by=head, at=world.AT
    )
    html = an.get(TODAY)
    page = text_of(html)
    assert "2 việc chờ ông/bà trả lời" in page
    assert "Chưa đạt Tờ trình Người binh: “Sai căn cứ”" in page
    assert "Thay đổi chờ xác nhận Báo cáo Người binh: “Thêm hai xã”" in page
    assert f'href="/viec/{changed}/#thay-doi"' in html.content.decode()


def test_the_last_day_with_lines_is_offered_again(an):
    days.logged(days.line(task_id=given(amount=900), day=date(2026, 11, 20)))
    assert "Chép việc ngày 20/11 (1)" in text_of(an.get(TODAY))
    days.logged(days.line(task_id=given(amount=900), day=date(2026, 11, 22)))
    assert "Chép việc hôm qua (1)" in text_of(an.get(TODAY))


def test_a_month_that_is_not_open_is_said(an, settings):
    settings.FIXED_CLOCK = world.AT + timedelta(days=30)
    assert "Tháng này chưa mở kỳ theo dõi" in text_of(an.get(TODAY))


def test_an_outbox_learns_whose_session_it_is_and_each_line_is_answered(an):
    told = an.get(SEND).json()
    assert told["who"] == str(User.objects.get(username="an").pk)
    assert (told["today"], bool(told["token"])) == ("2026-11-23", True)
    task, same = given(), key()
    answers = [send(an, viec=task, key=same).json() for _ in range(2)]
    assert [one["state"] for one in answers] == ["stored", "already"]
    assert answers[0]["entry"] == answers[1]["entry"] == Entry.objects.get().pk


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"so-luong": "hai"}, "không phải là số"),
        ({"ngay": "24/11/2026"}, "chưa tới"),
        ({"gio": "25"}, "không quá 24"),
        ({"key": "x"}, "Mẫu này bị hỏng"),
        ({"ghi-chu": "x" * 501}, "nhiều nhất 500"),
        ({"ngay": "1/1/2020"}, "thuộc kỳ trước"),
        ({"so-luong": "9" * 12}, "Số lượng phải từ 0"),
        ({"so-luong": "0"}, "phải có ghi chú"),
    ],
)
def test_a_line_that_is_wrong_is_refused_with_words(an, fields, said):
    answer = send(an, viec=given(), **fields)
    assert (answer.status_code, answer.json()["state"]) == (422, "refused")
    assert said in answer.json()["words"]
    assert lines() == []


def test_a_line_about_nothing_or_another_s_task_is_refused(an):
    assert "Chọn một việc" in send(an).json()["words"]
    foreign, unknown = send(an, viec=given("binh")), send(an, viec=10**9)
    assert foreign.status_code == unknown.status_code == 422
    assert foreign.json() == unknown.json()


def test_the_lines_of_another_account_are_not_looked_at(an, signed_in):
    who = signed_in("binh").get(SEND).json()["who"]
    answer = an.post(SEND, {"who": who, "key": key(), "viec": given(), "so-luong": "1"})
    assert (answer.status_code, answer.json()) == (409, {"state": "other"})
    assert lines() == []


def test_after_the_session_an_outbox_is_sent_to_sign_in(signed_in):
    signed_in("an")
    asked, sent = Client().get(SEND), Client().post(SEND, {"key": key()})
    assert (asked.status_code, asked.url.startswith("/dang-nhap/")) == (302, True)
    assert (sent.status_code, lines()) == (401, [])


@pytest.mark.django_db
def test_the_worker_knows_no_one_and_is_found_by_everybody():
    answer = Client().get("/sw.js")
    assert answer["Content-Type"] == "text/javascript"
    assert b"/hom-nay/" in answer.content
    assert b"congvu/today.css" in answer.content
    assert "sessionid" not in answer.cookies


def test_the_outbox_stays_small():
    assert len((STATIC / "outbox.js").read_bytes()) <= 6 << 10


def test_an_account_that_is_nobody_s_is_told_so(an):
    User.objects.get(username="an").person.__class__.objects.filter(code="an").update(user=None)
    for path in (TODAY, LOG, "/nhat-ky/", "/hom-nay/chep/"):
        assert "không gắn với công chức nào" in text_of(an.get(path))


def test_the_day_is_an_officer_s_first_page(an, signed_in):
    assert an.get("/").url == TODAY
    assert signed_in("binh").get("/").url == "/phong/"
    assert "Hôm nay" in text_of(signed_in("binh").get("/phong/"))
