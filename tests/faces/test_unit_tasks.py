"""Việc của phòng: filters, changes in the open, two heads on one task, work handed back."""

from datetime import date, timedelta

import pytest

from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import period as period_of
from congvu.apps.work import actions as work
from congvu.apps.work.actions import Changed, NewResult
from congvu.apps.work.models import System, Task, TaskChange
from tests.apps import world
from tests.apps.work import feeds
from tests.faces import lists
from tests.faces.test_month_page import text_of

PATH = "/viec-phong/"


@pytest.fixture
def head(signed_in):
    return signed_in("binh")


def given(*rows, period=None):
    found = period or period_of("2026-11")
    return work.assign_tasks(found.id, rows, by=None, at=world.AT)


def form(task_id: int, **more):
    one = Task.objects.get(pk=task_id)
    seen = f"{one.assigned_hundredths}|{one.coefficient_tenths}|{one.due_on:%d/%m/%Y}"
    return {"viec": "thay-doi", "thay": seen, "so-luong": "1", "he-so": "1,0",
            "han": "20/11/2026", "ly-do": "Đổi kế hoạch"} | more  # fmt: skip


def test_all_tasks_of_the_unit_are_listed_and_those_of_another_are_not(head):
    given(world.task("an", title="Việc của An"), world.task("dung", "P2", title="Việc của Dung"))
    page = text_of(head, PATH)
    assert "Việc của An" in page
    assert "Việc của Dung" not in page
    assert "4 việc" in page


def test_a_system_that_tells_of_the_unit_s_work_is_named_with_how_old_its_word_is(head):
    system_id = work.connect_system(feeds.CODE, feeds.TERMS, by=None, at=world.AT)
    assert "Có việc lấy từ Một cửa điện tử : chưa gửi lần nào" in text_of(head, PATH)
    System.objects.filter(pk=system_id).update(is_active=False)
    assert "Một cửa điện tử" not in text_of(head, PATH)


def test_filters_by_person_state_and_words_without_marks(head):
    late, told, *_ = given(
        world.task("an", title="Báo cáo chuyển đổi số", due_on=date(2026, 11, 2)),
        world.task("an", title="Đã báo", due_on=date(2026, 11, 29)),
        world.task("binh", title="Của trưởng phòng", due_on=date(2026, 11, 29)),
    )
    work.report_result(NewResult(told, 50, world.DUE), by=None, at=world.AT)
    found = {
        query: [title for title in ("Báo cáo chuyển đổi", "Đã báo", "Của trưởng")
                if title in text_of(head, f"{PATH}?{query}")]
        for query in ("trang-thai=qua-han", "trang-thai=cho-duyet", "nguoi=binh",
                      "tim=CHUYEN%20doi%20so", "trang-thai=ngoai-dm&tim=da%20bao",
                      "trang-thai=dang-lam&nguoi=an&tim=bao")
    }  # fmt: skip
    assert found == {
        "trang-thai=qua-han": ["Báo cáo chuyển đổi"],
        "trang-thai=cho-duyet": ["Đã báo"],
        "nguoi=binh": ["Của trưởng"],
        "tim=CHUYEN%20doi%20so": ["Báo cáo chuyển đổi"],
        "trang-thai=ngoai-dm&tim=da%20bao": ["Đã báo"],
        "trang-thai=dang-lam&nguoi=an&tim=bao": ["Đã báo"],
    }
    assert "Quá hạn 3" in text_of(head, PATH)
    assert late


def test_fifty_a_page_and_few_questions_however_many(head):
    given(*[world.task("an", title=f"Việc {number:03}") for number in range(120)])
    page = text_of(head, PATH)
    assert "1–50 trong 123" in page
    assert "Trang 2 / 3" in text_of(head, f"{PATH}?trang=2")
    assert head.get(f"{PATH}?trang=9").status_code == 404
    assert lists.questions(head, PATH) <= 12


def test_a_change_needs_a_reason_and_shows_before_and_after(head):
    (task_id,) = given(world.task("an", amount=200))
    path = f"{PATH}{task_id}/"
    answer = head.post(path, form(task_id, **{"ly-do": " ", "so-luong": "3"}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ghi lý do" in page
    assert 'value="3"' in page
    answer = head.post(path, form(task_id, **{"so-luong": "3", "han": "25/11"}), follow=False)
    assert answer.status_code == 422
    assert head.post(path, form(task_id, **{"so-luong": "3"})).status_code == 302
    page = head.get(path).content.decode()
    assert "Số lượng: <del>2</del> <ins>3</ins>" in page
    assert "Rút lại thay đổi" in page
    assert Task.objects.get(pk=task_id).assigned_hundredths == 200
    assert "Có thay đổi chờ 1" in text_of(head, PATH)


def test_who_asked_withdraws_and_another_cannot(head, client):
    from congvu.apps.accounts.models import User

    (task_id,) = given(world.task("an", amount=200))
    head.post(f"{PATH}{task_id}/", form(task_id))
    change = TaskChange.objects.get()
    client.force_login(User.objects.get(username="alice"))
    path = f"{PATH}thay-doi/{change.pk}/"
    assert client.post(path, {"viec": "rut"}).status_code == 422
    assert head.post(path, {"viec": "rut"}).status_code == 302
    change.refresh_from_db()
    assert change.state == "withdrawn"


def test_a_second_person_approves_and_who_asked_does_not(head, client):
    from congvu.apps.accounts.models import User

    (task_id,) = given(world.task("an", amount=200))
    head.post(f"{PATH}{task_id}/", form(task_id))
    change = TaskChange.objects.get()
    path = f"{PATH}thay-doi/{change.pk}/"
    assert "chờ người thứ hai duyệt" not in text_of(head, PATH)
    assert head.post(path, {"viec": "duyet"}).status_code == 422
    client.force_login(User.objects.get(username="alice"))
    assert "Thay đổi chờ người thứ hai duyệt" in text_of(client, f"{PATH}?don-vi=P")
    assert client.post(path, {"viec": "duyet", "don-vi": "P"}).status_code == 302
    assert Task.objects.get(pk=task_id).assigned_hundredths == 100
    client.force_login(User.objects.get(username="chi"))
    assert client.post(path, {"viec": "duyet"}).status_code == 404


def test_a_task_that_is_no_longer_assigned_leaves_the_list(head, client):
    from congvu.apps.accounts.models import User

    (task_id,) = given(world.task("an", title="Thôi giao việc này"))
    head.post(f"{PATH}{task_id}/", form(task_id, thoi="1"))
    client.force_login(User.objects.get(username="alice"))
    path = f"{PATH}thay-doi/{TaskChange.objects.get().pk}/"
    assert client.post(path, {"viec": "duyet", "don-vi": "P"}).status_code == 302
    assert head.get(f"{PATH}{task_id}/").status_code == 404
    assert "Thôi giao việc này" not in text_of(head, PATH)


def test_two_heads_on_one_task_the_second_sees_both_values(head, client):
    from congvu.apps.accounts.models import User

    (task_id,) = given(world.task("an", amount=200))
    stale = form(task_id, **{"so-luong": "5"})
    chair = User.objects.get(username="alice")
    made = work.ask_change(task_id, Changed(assigned_hundredths=300), reason="Thêm việc",
                           by=chair, at=world.AT)  # fmt: skip
    work.acknowledge_change(made, by=User.objects.get(username="an"), at=world.AT)
    answer = head.post(f"{PATH}{task_id}/", stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Người an, lúc 14:32 23/11/2026" in page
    for value in ("<b>3</b>", 'value="5"', ">2<"):
        assert value in page
    assert TaskChange.objects.count() == 1
    assert head.post(f"{PATH}{task_id}/", form(task_id, **{"so-luong": "5"})).status_code == 302


def test_two_heads_asking_at_once_the_second_is_told_one_waits(head):
    (task_id,) = given(world.task("an", amount=200))
    head.post(f"{PATH}{task_id}/", form(task_id))
    answer = head.post(f"{PATH}{task_id}/", form(task_id, **{"so-luong": "4"}))
    assert answer.status_code == 422
    assert "đang có một thay đổi chờ xác nhận" in answer.content.decode()


def test_before_the_month_begins_a_task_is_set_right_at_once(head):
    december = rulebook.open_period(world.NOVEMBER.next(), by=None, at=world.AT)
    (task_id,) = given(world.task("an", due_on=date(2026, 12, 20)), period=december)
    path = f"{PATH}{task_id}/"
    assert "sửa có hiệu lực ngay" in text_of(head, path)
    answer = head.post(path, form(task_id, **{"so-luong": "7", "han": "21/12/2026", "ly-do": ""}))
    assert answer.status_code == 302
    one = Task.objects.get(pk=task_id)
    assert (one.assigned_hundredths, one.due_on) == (700, date(2026, 12, 21))


@pytest.mark.parametrize(
    ("fields", "told"),
    [({"so-luong": "0"}, "goài khoảng"), ({"he-so": "x"}, "không phải là số"),
     ({"han": "31/11/2026"}, "từ 1 đến 30"), ({"thay": "1|2"}, "không còn dùng được"),
     ({"viec": "gì đó"}, "Chưa chọn việc")],
)  # fmt: skip
def test_a_change_that_cannot_be_read_is_told_with_what_was_typed(head, fields, told):
    (task_id,) = given(world.task("an", amount=200))
    answer = head.post(f"{PATH}{task_id}/", form(task_id, **fields))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Đổi kế hoạch" in answer.content.decode()
    assert TaskChange.objects.count() == 0


def test_work_handed_back_is_kept_with_a_reason_or_goes_to_another(head, client):
    from congvu.apps.accounts.models import User

    one, other = given(world.task("an", amount=200), world.task("an", amount=100))
    for task_id in (one, other):
        work.hand_back(task_id, reason="Đi học", by=None, at=world.AT)
    assert "Xin trả lại việc 2" in text_of(head, PATH)
    assert head.post(f"{PATH}{one}/", {"viec": "giu", "ly-do": ""}).status_code == 422
    assert head.post(f"{PATH}{one}/", {"viec": "giu", "ly-do": "Học buổi tối"}).status_code == 302
    assert Task.objects.get(pk=one).handed_back_at is None
    assert head.post(f"{PATH}{other}/", {"viec": "chuyen", "nguoi": ""}).status_code == 422
    client.force_login(User.objects.get(username="alice"))
    given_on = {"viec": "chuyen", "nguoi": "chi", "don-vi": "P", "han-moi": "28/11/2026"}
    assert client.post(f"{PATH}{other}/", given_on).status_code == 302
    taken = Task.objects.get(taken_from=other)
    assert (taken.person.code, taken.due_on) == ("chi", date(2026, 11, 28))


def test_tasks_out_of_reach_and_ones_own_are_not_changed(head):
    far, own = given(world.task("dung", "P2"), world.task("binh"))
    assert head.get(f"{PATH}{far}/").status_code == 404
    assert head.post(f"{PATH}{far}/", form(far)).status_code == 404
    assert head.get(f"{PATH}999999/").status_code == 404
    page = text_of(head, f"{PATH}{own}/")
    assert "Gửi thay đổi" not in page
    assert head.post(f"{PATH}{own}/", form(own)).status_code == 403


def test_a_closed_month_is_read_and_not_changed(head):
    from congvu.apps.evaluation import actions as evaluation

    (task_id,) = given(world.task("an"))
    evaluation.close_month(period_of("2026-11"), by=None, at=world.AT)
    assert "Việc của phòng" in text_of(head, f"{PATH}?ky=2026-11")
    assert "Gửi thay đổi" not in text_of(head, f"{PATH}{task_id}/")
    answer = head.post(f"{PATH}{task_id}/", form(task_id, **{"so-luong": "3"}))
    assert answer.status_code == 422
    assert "đã chốt" in answer.content.decode()


def test_a_quarter_of_an_hour_later_nothing_is_taken_back(head, settings):
    key = "8f14e45f-ceea-467f-9575-3c3a1c0fd0c1"
    head.post("/giao-viec/", {
        "khoa": key, "cach": "moi", "don-vi": "P1", "ky": "2026-11", "viec": "giao",
        "nguoi": "an", "ten": "Dọn kho", "he-so": "1", "so-luong": "1",
    })  # fmt: skip
    assert "Thu lại" in text_of(head, f"{PATH}?lan={key}")
    settings.FIXED_CLOCK = world.AT + timedelta(minutes=16)
    assert "Thu lại được" not in text_of(head, f"{PATH}?lan={key}")
    answer = head.post("/giao-viec/thu-lai/", {"don-vi": "P1", "lan": key}, follow=True)
    assert "15 phút" in answer.content.decode()
    assert Task.objects.get(title="Dọn kho").cancelled_at is None
