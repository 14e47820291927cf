"""Ghi việc, Chép việc, Nhật ký: a line with all it may say, an earlier day again, a wrong one."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.apps.audit.models import Event
from congvu.apps.work import actions as work
from congvu.apps.work.models import Entry, Task
from congvu.kernel.fixed import NotANumber
from congvu.web.shared.hours import hours, parse_hours
from tests.apps import world
from tests.apps.work import days
from tests.faces.workday import LOG, given, key, lines, press, text_of

DIARY, REPEAT = "/nhat-ky/", "/hom-nay/chep/"
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def an(signed_in) -> Client:
    return signed_in("an")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("1,5", 90), ("1.5", 90), ("1:30", 90), ("1h30", 90), ("1 giờ 30 phút", 90), ("2h", 120),
     ("0,33", 20), ("8", 480)],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(text, minutes):
    assert parse_hours(text) == minutes


@pytest.mark.parametrize("text", ["một", "1:75", "", "1,555"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(NotANumber):
        parse_hours(text)


def test_minutes_are_shown_as_hours():
    assert [hours(minutes) for minutes in (90, 60, 50, 1)] == ["1,5", "1", "0,83", "0,02"]


def test_a_line_says_amount_day_hours_and_note(an):
    product = days.products()[0]
    page = text_of(an.get(f"{LOG}?san-pham={product}"))
    assert "Soạn thảo văn bản hành chính mã SP.1, hệ số 1,0" in page
    press(an, **{"san-pham": product, "so-luong": "2,5", "ngay": "2026-11-20", "gio": "1,5",
                 "ghi-chu": "hai xã"})  # fmt: skip
    line = Entry.objects.get()
    assert (line.amount_hundredths, line.day, line.minutes, line.note) == (
        250, FRIDAY, 90, "hai xã",
    )  # fmt: skip


def test_a_line_of_another_day_is_said_to_be_of_that_day(an):
    page = text_of(press(an, viec=given(), ngay="2026-11-20"))
    assert "Đã ghi cho ngày 20/11: Soạn thảo văn bản." in page


def test_own_work_and_the_catalogue_are_found_without_marks(an):
    days.products()
    given(title="Tiếp dân lưu động")
    page = text_of(an.get(f"{LOG}?tim=tiep+dan"))
    assert "Việc đã giao Tiếp dân lưu động" in page
    assert "Trong danh mục" in page
    assert page.index("Tiếp dân lưu động") < page.index("Tiếp công dân")


def test_what_is_not_found_is_said_and_ad_hoc_work_is_offered(an):
    page = text_of(an.get(f"{LOG}?tim=khong+co+gi"))
    assert "Không tìm thấy “khong co gi”" in page
    assert "Việc chưa có trong danh mục" in page


def test_ad_hoc_work_is_declared_with_its_proposed_weight_and_reason(an):
    press(an, ten="Đón đoàn kiểm tra", **{"he-so": "2,5", "ghi-chu": "Công điện của tỉnh"})
    task = Task.objects.get(declared=True)
    assert (task.title, task.coefficient_tenths, task.product_id) == ("Đón đoàn kiểm tra", 25, None)
    assert task.origin_reason == "Công điện của tỉnh"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Chọn một việc đã giao"),
        ({"ten": "x"}, "hệ số đề nghị"),
        ({"ten": "x", "he-so": "0"}, "lớn hơn 0"),
        ({"ten": "x", "he-so": "99999"}, "lớn hơn 0"),
        ({"san-pham": "abc"}, "bị hỏng"),
        ({"san-pham": str(10**9)}, "Không có sản phẩm"),
        ({"ten": "x" * 501, "he-so": "1"}, "nhiều nhất 500"),
    ],
)
def test_a_wrong_line_is_shown_again_as_it_was_typed(an, fields, said):
    answer = press(an, **(fields | {"ghi-chu": "giữ lại", "so-luong": "3"}))
    html = answer.content.decode()
    if "san-pham" in fields:
        assert answer.status_code in {404, 422}
    else:
        assert answer.status_code == 422
        assert said in text_of(answer)
        assert 'value="giữ lại"' in html
        assert 'value="3"' in html
    assert lines() == []


def test_text_that_no_record_holds_breaks_nothing(an):
    press(an, viec=given(), **{"ghi-chu": "a\0b", "ngay": "\0"})
    assert Entry.objects.get().note == "ab"
    assert an.get(f"{LOG}?tim=%00&san-pham=1%00").status_code in {200, 404}


@pytest.mark.parametrize("query", ["viec=1000000", "san-pham=1000000", "viec=x", "san-pham=x",
                                   "san-pham=" + "9" * 40])  # fmt: skip
def test_what_is_not_hers_or_unknown_is_not_found(an, query):
    assert an.get(f"{LOG}?{query}").status_code == 404


def test_another_s_task_is_not_shown_in_the_form(an):
    assert an.get(f"{LOG}?viec={given('binh')}").status_code == 404


def test_an_earlier_day_is_done_again_as_ticked(an):
    task = given(amount=900)
    days.logged(*(days.line(task_id=task, day=FRIDAY, amount=n * 100) for n in (1, 2, 3)))
    html = an.get(f"{REPEAT}?tu=2026-11-20").content.decode()
    ids = re.findall(r'name="chon" value="(\d+)" checked', html)
    keys = dict(re.findall(r'name="key-(\d+)" value="([^"]+)"', html))
    assert len(ids) == 3
    sent = {"tu": "2026-11-20", "ngay": "2026-11-23", "chon": ids[:2]}
    sent |= {f"key-{one}": keys[one] for one in ids}
    sent |= {f"so-luong-{ids[0]}": "5", f"so-luong-{ids[1]}": "2", f"gio-{ids[1]}": "0,5"}
    for _ in range(2):
        an.post(REPEAT, sent)
    assert lines()[3:] == [(500, "2026-11-23"), (200, "2026-11-23")]
    assert Event.objects.filter(verb="work.work_logged").count() == 2


def test_a_wrong_amount_saves_nothing_and_says_which(an):
    task = given(amount=900)
    first, second = days.logged(*(days.line(task_id=task, day=FRIDAY) for _ in range(2)))
    sent = {"tu": "2026-11-20", "chon": [first.entry_id, second.entry_id]}
    sent |= {f"so-luong-{first.entry_id}": "1", f"so-luong-{second.entry_id}": "nhiều"}
    answer = an.post(REPEAT, sent)
    assert answer.status_code == 422
    assert "“nhiều” không phải là số" in text_of(answer)
    assert 'value="nhiều"' in answer.content.decode()
    assert len(lines()) == 2


def test_nothing_ticked_and_lines_of_another_are_not_saved(an):
    (foreign,) = days.logged(days.line("binh", task_id=given("binh"), day=FRIDAY))
    for chosen in ([], [foreign.entry_id]):
        answer = an.post(REPEAT, {"tu": "2026-11-20", "chon": chosen})
        assert answer.status_code == 422
    assert lines() == []


@pytest.mark.parametrize("day", ["", "x", "1/1/2020"])
def test_a_day_without_lines_says_so(an, day):
    assert "chưa ghi việc nào" in text_of(an.get(f"{REPEAT}?tu={day}"))


def test_the_log_tells_days_and_hours_and_goes_by_week_and_month(an):
    task = given(amount=9000)
    days.logged(
        days.line(task_id=task, minutes=90),
        days.line(task_id=task, minutes=30),
        days.line(task_id=task, day=FRIDAY, minutes=60),
    )
    week = text_of(an.get(DIARY))
    assert "Tuần 23/11 – 29/11/2026 · Đã ghi 2 dòng, 2 giờ." in week
    assert "Thứ Hai, 23/11" in week
    assert "Thứ Sáu" not in week
    before = text_of(an.get(f"{DIARY}?xem=tuan&ngay=2026-11-22"))
    assert "Thứ Sáu, 20/11 Đã ghi 1 dòng, 1 giờ." in before
    month = text_of(an.get(f"{DIARY}?xem=thang&ngay=2026-11-23"))
    assert "Tháng 11/2026 · Đã ghi 3 dòng, 3 giờ." in month


def test_fifty_lines_stand_on_a_page(an):
    task = given(amount=9000)
    days.logged(*(days.line(task_id=task) for _ in range(60)))
    first, second = (an.get(f"{DIARY}?trang={n}").content.decode() for n in (1, 2))
    assert [one.count(">Sửa</a>") for one in (first, second)] == [50, 10]
    assert "Đã ghi 60 dòng" in second
    with CaptureQueriesContext(connection) as asked:
        an.get(DIARY)
    assert len(asked.captured_queries) <= 12


@pytest.mark.parametrize("query", ["ngay=x", "xem=nam", "trang=x", "trang=99999999", "trang=²"])
def test_an_address_that_makes_no_sense_shows_this_week(an, query):
    assert an.get(f"{DIARY}?{query}").status_code == 200


def test_a_wrong_line_is_replaced_with_a_reason(an):
    task = given(amount=900)
    (line,) = days.logged(days.line(task_id=task, note="sai"))
    path = f"{DIARY}{line.entry_id}/"
    assert 'value="sai"' in an.get(path).content.decode()
    sent = {"key": key(), "so-luong": "4", "ngay": "2026-11-20", "ghi-chu": "đúng", "buoc": "sua"}
    refused = an.post(path, sent | {"ly-do": ""})
    assert refused.status_code == 422
    assert "Ghi lý do" in text_of(refused)
    assert 'value="đúng"' in refused.content.decode()
    assert "Đã sửa" in text_of(an.post(path, sent | {"ly-do": "Nhầm ngày"}, follow=True))
    assert lines() == [(400, "2026-11-20")]
    assert Entry.objects.get(pk=line.entry_id).void_reason == "Nhầm ngày"


def test_a_line_is_taken_out_with_a_reason(an):
    (line,) = days.logged(days.line(task_id=given()))
    sent = {"buoc": "xoa", "ly-do": "Ghi nhầm việc"}
    assert "Đã xóa dòng" in text_of(an.post(f"{DIARY}{line.entry_id}/", sent, follow=True))
    assert lines() == []


def test_what_is_accepted_is_not_put_right(an):
    task = given()
    (line,) = days.logged(days.line(task_id=task))
    work.accept_results([task], by=None, at=world.AT + timedelta(seconds=1))
    for step in ("sua", "xoa"):
        sent = {"buoc": step, "ly-do": "Nhầm", "so-luong": "1", "ngay": "2026-11-23"}
        answer = an.post(f"{DIARY}{line.entry_id}/", sent)
        assert answer.status_code == 422
        assert "đã được nghiệm thu" in text_of(answer)
    assert len(lines()) == 1


def test_another_s_line_and_an_unknown_one_are_not_found(an):
    (line,) = days.logged(days.line("binh", task_id=given("binh")))
    for number in (line.entry_id, 10**9, 2**63):
        assert an.get(f"{DIARY}{number}/").status_code == 404
        assert an.post(f"{DIARY}{number}/", {"buoc": "xoa", "ly-do": "x"}).status_code == 404
