"""Lịch kỳ: how a period stands, the next opened, a step put off, a setting changed."""

import re
from datetime import date
from html import unescape

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.actions import SelfScore
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.models import DeadlineExtension, LocalParameter
from congvu.apps.rulebook.queries import period, periods
from congvu.apps.work import actions as work
from congvu.apps.work.models import Task
from congvu.kernel.periods import Month
from tests.apps import world
from tests.faces import town
from tests.faces.test_room_page import own_questions

PATH = "/lich-ky/"
TAG = re.compile(r"<[^>]+>")
OK, SEE, WRONG, NO, HIDDEN = 200, 302, 422, 403, 404


def text_of(answer) -> str:
    return " ".join(unescape(TAG.sub(" ", answer.content.decode())).split())


@pytest.fixture
def department(signed_in):
    return signed_in("noi.vu")


def test_the_page_answers_first_how_many_are_late_and_who_is_slowest(department, settings):
    row = [SelfScore(one, world.points()) for one in ("binh", "dung")]
    evaluation.save_self_scores(period(town.MONTH), row, by=None, at=world.AT)
    settings.FIXED_CLOCK = world.AT.replace(day=30)
    page = text_of(department.get(PATH))
    assert "phiếu quá hạn; chậm nhất là Phường Nha Trang" in page
    assert "Trần Thị Alice (Phường Nha Trang) giữ 1 phiếu, lâu nhất 4 ngày làm việc" in page
    assert "Phạm Chi (Phường Nha Trang) giữ 1 phiếu" in page
    assert "Tự chấm 25/11/2026 đã qua 5 ngày" in page


def test_while_nothing_is_late_it_tells_the_next_step(department):
    page = text_of(department.get(PATH))
    assert "Không có phiếu quá hạn trong 7 phiếu. Bước tới: tự chấm, hạn 25/11/2026." in page
    assert "Tháng 11/2026 đang mở" in page


def test_the_next_period_is_shown_before_it_is_opened(department):
    page = text_of(department.get(f"{PATH}mo/"))
    assert "Mở tháng 12/2026" in page
    assert "Từ 01/12/2026 đến hết 14/12/2026" in page
    assert "Người được lập phiếu 7" in page
    assert "chuyển được sau khi chốt tháng 11/2026" in page
    answer = department.post(f"{PATH}mo/", {"ky": "2026-12"})
    assert (answer.status_code, answer.url) == (SEE, f"{PATH}2026-12/")
    assert Scorecard.objects.filter(period__key="2026-12").count() == 7
    again = department.post(f"{PATH}mo/", {"ky": "2026-12"})
    assert again.status_code == WRONG
    assert "đã mở hoặc chưa đến lượt" in text_of(again)


def test_what_is_unfinished_and_what_is_due_later_is_told_in_the_preview(department):
    november = period(town.MONTH)
    evaluation.close_month(november, by=None, at=world.AT)
    page = text_of(department.get(f"{PATH}mo/"))
    assert "Việc chưa xong chuyển sang" in page
    december = rulebook.open_period(Month(2026, 12), by=None, at=world.AT)
    late = world.task("an", due_on=date(2026, 12, 28))
    (task_id,) = work.assign_tasks(december.id, [late], by=None, at=world.AT)
    page = text_of(department.get(f"{PATH}mo/"))
    assert "Việc của tháng 12/2026 tính vào kỳ này 1" in page
    january = rulebook.open_period(Month(2027, 1), by=None, at=world.AT)
    work.move_later_work(december, january, [task_id], by=None, at=world.AT)
    assert Task.objects.get(pk=task_id).period_id == january.id


def test_a_step_is_put_off_for_an_agency_with_its_reason(department):
    typed = {"buoc": "self_score", "den": "27/11/2026", "noi": "phuong nha trang", "ly-do": "Bão"}
    answer = department.post(f"{PATH}{town.MONTH}/gia-han/", typed)
    assert answer.status_code == SEE, text_of(answer)
    row = DeadlineExtension.objects.get()
    assert (row.agency.code, row.until, row.reason) == ("P", date(2026, 11, 27), "Bão")
    assert row.by.username == "noi.vu"
    page = text_of(department.get(PATH))
    assert "Tự chấm, Phường Nha Trang: đến 27/11/2026. Bão (Người noi.vu)" in page


def test_what_is_wrong_with_an_extension_is_told_and_kept(department):
    path = f"{PATH}{town.MONTH}/gia-han/"
    wrong = department.post(path, {"den": "hôm nào", "noi": "phòng kinh tế", "ly-do": ""})
    page = text_of(wrong)
    assert wrong.status_code == WRONG
    for words in ("Chọn một bước", "“hôm nào” không phải là ngày", "Ghi lý do",
                  "Phòng Kinh tế không phải cơ quan"):  # fmt: skip
        assert words in page, words
    assert 'value="hôm nào"' in wrong.content.decode()
    early = {"buoc": "self_score", "den": "20/11/2026", "ly-do": "Bão"}
    assert "đang có hạn 25/11/2026" in text_of(department.post(path, early))
    assert not DeadlineExtension.objects.exists()


def test_a_setting_is_changed_from_a_day_by_a_decision(department):
    typed = {"muc": "grace_working_days", "gia-tri": "3", "tu": "01/12/2026", "quyet-dinh": "QĐ 8"}
    answer = department.post(f"{PATH}thiet-dat/", typed)
    assert answer.status_code == SEE, text_of(answer)
    held = LocalParameter.objects.get()
    assert (held.name, held.value, held.valid_from) == (
        "grace_working_days", "3", date(2026, 12, 1),
    )  # fmt: skip
    page = text_of(department.get(PATH))
    assert "từ 01/12/2026: 3 ngày làm việc (QĐ 8)" in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"muc": "grace_working_days", "gia-tri": "30"}, "phải từ 0 ngày làm việc đến 10"),
        ({"muc": "comment_by", "gia-tri": ""}, "Nhận xét, xác nhận chậm nhất phải"),
        ({"muc": "december_cut_off", "gia-tri": "20/12"}, "trước ngày 15/12"),
        ({"muc": "comment_by", "gia-tri": "27", "quyet-dinh": ""}, "Ghi quyết định"),
        ({"muc": "tracking", "gia-tri": "quarter", "tu": "15/12/2026"}, "chỉ từ ngày đầu một quý"),
    ],
)
def test_a_value_that_cannot_stand_is_refused_in_words(department, typed, told):
    sent = {"tu": "01/12/2026", "quyet-dinh": "QĐ 8"} | typed
    answer = department.post(f"{PATH}thiet-dat/", sent)
    assert answer.status_code == WRONG
    assert told in text_of(answer)
    assert not LocalParameter.objects.exists()


def test_a_day_of_the_year_is_typed_as_it_is_said(department):
    typed = {"muc": "december_cut_off", "gia-tri": "5/12", "tu": "01/12/2026", "quyet-dinh": "QĐ"}
    assert department.post(f"{PATH}thiet-dat/", typed).status_code == SEE
    assert LocalParameter.objects.get().value == "12-05"


def test_open_months_go_on_in_their_quarter_and_old_addresses_lead_there(department, signed_in):
    before = Task.objects.count()
    typed = {"muc": "tracking", "gia-tri": "quarter", "tu": "01/10/2026", "quyet-dinh": "QĐ 77"}
    answer = department.post(f"{PATH}thiet-dat/", typed)
    assert answer.status_code == SEE, text_of(answer)
    assert [one.key for one in periods()] == ["2026-Q4"]
    assert Task.objects.count() == before
    page = text_of(department.get(PATH))
    assert "Quý IV/2026 đang mở" in page
    head = signed_in("binh")
    for path in ("/thang/2026-Q4/", "/thang/2026-11/", "/phong/2026-Q4/", "/giao-viec/",
                 "/viec-phong/", "/nguoi/an/2026-Q4/", "/hom-nay/", "/nhac-viec/"):  # fmt: skip
        assert head.get(path).status_code == OK, path
    quarter = text_of(signed_in("an").get("/thang/2026-Q4/"))
    assert "Các tháng đã nhập vào quý" in quarter
    assert "Việc trong quý" in quarter
    assert "trong tháng này" not in quarter
    assert "Việc trong quý" in text_of(signed_in("an").get("/tu-cham/2026-Q4/"))


def test_leadership_and_inspectors_see_the_calendar_and_change_nothing(signed_in):
    client = signed_in("bi.thu")
    page = text_of(client.get(PATH))
    assert "Lịch kỳ" in page
    assert "Mở kỳ sau" not in page
    assert client.get(f"{PATH}mo/").status_code == NO
    assert client.post(f"{PATH}thiet-dat/", {"muc": "comment_by"}).status_code == NO


def test_nothing_unknown_or_closed_is_put_off(department):
    assert department.get(f"{PATH}2031-01/").status_code == HIDDEN
    assert department.get(f"{PATH}thiet-dat/?muc=cap").status_code == HIDDEN
    evaluation.close_month(period(town.MONTH), by=None, at=world.AT)
    assert department.get(f"{PATH}{town.MONTH}/gia-han/").status_code == HIDDEN
    assert "Tháng 11/2026 đã công bố: 7 phiếu." in text_of(department.get(PATH))


def test_each_act_leaves_its_event(department):
    department.post(f"{PATH}mo/", {"ky": "2026-12"})
    typed = {"buoc": "publish", "den": "20/12/2026", "ly-do": "Bão"}
    department.post(f"{PATH}{town.MONTH}/gia-han/", typed)
    verbs = set(Event.objects.filter(actor_label="Người noi.vu").values_list("verb", flat=True))
    assert {"rulebook.period_opened", "rulebook.deadline_extended"} <= verbs


def test_the_calendar_asks_the_database_little(department):
    assert len(own_questions(department, PATH)) <= 7
    assert len(own_questions(department, f"{PATH}mo/")) <= 8
