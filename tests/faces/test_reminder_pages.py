"""Nhắc việc: what waits on a page, how much beside its link, where the letter goes and its end."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.apps.accounts import queries
from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.actions import SelfScore
from congvu.apps.evaluation.queries.years import YearWait
from congvu.apps.org.models import Person
from congvu.apps.rulebook.queries import period as period_named
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewResult
from congvu.apps.work.models import Digest
from congvu.engine.reminding import Source
from congvu.exchange.reminders.tokens import stop_token
from congvu.kernel.dates import format_day
from congvu.web.reminders.year_lines import year_lines
from tests.apps import world
from tests.exchange.reminders.mailbox import assigned, queued, reads
from tests.faces import town
from tests.faces.conftest import begun

OK, SEE, WRONG, NO, HIDDEN = 200, 302, 422, 403, 404
PAGE, MAIL = "/nhac-viec/", "/nhac-viec/thu/"
COUNT = re.compile(r"Nhắc việc \((\d+)\)")


def text(answer) -> str:
    return answer.content.decode()


def give(person: str, room: str, day: int, title: str = "Báo cáo quý") -> int:
    row = world.task(person, room, title=title, due_on=date(2026, 11, day))
    return assigned(period_named(town.MONTH), row)


def report(task_id: int) -> None:
    work.report_result(NewResult(task_id, 100, finished_on=world.DUE), by=None, at=world.AT)


def test_an_officer_sees_what_is_late_near_and_returned(signed_in):
    client = signed_in("an")
    for day, title in ((20, "Tờ trình"), (23, "Kế hoạch"), (26, "Hồ sơ"), (30, "Giấy phép")):
        give("an", "P1", day, title)
    back = give("an", "P1", 30, "Công văn")
    report(back)
    work.return_result(back, reason="Thiếu", by=None, at=world.AT)
    page = text(client.get(PAGE))
    for words in ("Tờ trình", "hạn 20/11/2026, quá 3 ngày", "hôm nay",
                  "hạn 26/11/2026, còn 3 ngày", "hạn 30/11/2026, còn 7 ngày",
                  "Bị trả lại, cần báo cáo lại", "Công văn"):  # fmt: skip
        assert words in page, words
    assert "Chờ ông/bà xử lý" not in page


def test_a_head_sees_whose_work_waits_since_when_and_goes_there(signed_in):
    client = signed_in("binh")
    report(give("an", "P1", 20))
    page = text(client.get(PAGE))
    assert "Nguyễn Văn An" in page
    assert re.search(r"\d kết quả chờ nghiệm thu, từ \d\d/11/2026", page)
    assert f'href="/nguoi/an/{town.MONTH}/"' in page
    report(give("chi", "P2", 20))
    assert "Phạm Chi" not in text(client.get(PAGE))
    assert "Phạm Chi" in text(signed_in("phong").get(PAGE))


def test_a_self_score_is_asked_for_and_then_there_is_nothing_to_do(signed_in):
    client = signed_in("chi")
    last = format_day(period_named(town.MONTH).self_score_by)
    assert f"Chưa tự chấm tiêu chí chung, hạn {last}." in text(client.get(PAGE))
    score = SelfScore("chi", world.points())
    evaluation.save_self_scores(period_named(town.MONTH), [score], by=None, at=world.AT)
    page = text(client.get(PAGE))
    assert "Không có việc nào cần xem ngay." in page
    assert COUNT.search(page) is None


def test_the_count_is_kept_with_the_session_and_asks_no_other_page_anything(signed_in, settings):
    client = signed_in("chi")
    give("chi", "P2", 20)
    without = asked(client, "/quy-dinh/")
    assert COUNT.search(text(client.get("/quy-dinh/"))) is None
    assert client.get("/").status_code == SEE
    assert COUNT.search(text(client.get("/quy-dinh/")))[1] == "2"
    assert asked(client, "/quy-dinh/") == without
    settings.FIXED_CLOCK = world.AT.replace(day=24)
    assert COUNT.search(text(client.get("/quy-dinh/"))) is None
    client.get(PAGE)
    assert COUNT.search(text(client.get("/quy-dinh/")))


def asked(client: Client, path: str) -> int:
    """How many questions a page asks the database, the session's and the user's among them."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == OK
    return sum(one["sql"].startswith("SELECT") for one in seen)


def test_the_page_asks_little_and_writes_the_session_only_for_another_number(signed_in):
    report(give("binh", "P1", 20))
    for name in ("an", "binh", "alice", "phong"):
        client = signed_in(name)
        client.get(PAGE)
        assert asked(client, PAGE) <= 12
        with CaptureQueriesContext(connection) as seen:
            client.get(PAGE)
        assert not [one for one in seen if one["sql"].startswith("UPDATE")]


def test_an_address_is_chosen_changed_and_turned_off(signed_in):
    client = signed_in("an")
    assert "Chưa có địa chỉ nhận thư" in text(client.get(PAGE))
    sent = client.post(MAIL, {"thu": " an.nguyen@khanhhoa.gov.vn ", "nhan": "on"}, follow=True)
    assert "Thư nhắc việc hằng ngày gửi đến an.nguyen@khanhhoa.gov.vn." in text(sent)
    assert 'value="an.nguyen@khanhhoa.gov.vn"' in text(client.get(MAIL))
    off = client.post(MAIL, {"thu": "an.nguyen@khanhhoa.gov.vn"}, follow=True)
    assert "Đang tắt thư nhắc việc hằng ngày." in text(off)


@pytest.mark.parametrize("typed", ["an", "an@a.vn\r\nBcc: x@a.vn", "<script>@a.vn"])
def test_a_wrong_address_is_told_and_kept_on_the_page(signed_in, typed):
    client = signed_in("an")
    answer = client.post(MAIL, {"thu": typed, "nhan": "on"})
    assert answer.status_code == WRONG
    assert "Địa chỉ thư viết như" in text(answer)
    assert "checked" in text(answer)
    assert queries.mail_choice(User.objects.get(username="an").pk).email == ""
    assert "<script>@" not in text(answer)


def test_a_letters_link_ends_the_letters_without_a_sign_in(signed_in):
    signed_in("an")
    reads("an")
    give("an", "P1", 24)
    user = User.objects.get(username="an")
    path = f"/nhac-viec/thoi/{stop_token(user.pk)}/"
    stranger = Client(enforce_csrf_checks=True)
    assert "Thôi nhận thư" in text(stranger.get(path))
    assert queries.mail_choice(user.pk).wants_digest
    assert "Đã thôi gửi" in text(stranger.post(path, {"List-Unsubscribe": "One-Click"}))
    assert not queries.mail_choice(user.pk).wants_digest
    assert stranger.post(path).status_code == OK
    assert (queued(), Digest.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "NQ:1abc:def", "1"])
def test_a_link_that_is_not_ours_is_unknown(token):
    path = f"/nhac-viec/thoi/{token}/"
    assert Client().get(path).status_code == Client().post(path).status_code == HIDDEN


def test_a_link_opens_nothing_but_the_end_of_the_letters(signed_in):
    signed_in("an")
    user = User.objects.get(username="an")
    stranger = Client()
    page = text(stranger.get(f"/nhac-viec/thoi/{stop_token(user.pk)}/"))
    assert user.display_name not in page
    assert "_auth_user_id" not in stranger.session
    assert stop_token(user.pk) != stop_token(user.pk + 1)


def test_the_health_page_tells_how_the_letters_fare(signed_in, settings, tmp_path):
    client = signed_in("van.hanh")
    assert "chưa đặt máy chủ thư: không gửi" in text(client.get("/suc-khoe/"))
    settings.MAIL_FOLDER = tmp_path
    assert "chưa xếp thư lần nào" in text(client.get("/suc-khoe/"))
    reads("an", "binh", "chi")
    for person, room in (("an", "P1"), ("binh", "P1"), ("chi", "P2")):
        give(person, room, 24)
    queued()
    assert "ngày 23/11/2026: đã gửi 0, chờ 3" in text(client.get("/suc-khoe/"))
    first, second, third = Digest.objects.order_by("pk")
    Digest.objects.filter(pk=first.pk).update(tries=1, fault="trả lời 451")
    Digest.objects.filter(pk=second.pk).update(state="given_up")
    Digest.objects.filter(pk=third.pk).update(
        state="claimed", claimed_at=world.AT.replace(hour=7, minute=0)
    )
    page = text(client.get("/suc-khoe/"))
    for words in ("chưa gửi được 1, sẽ thử lại: trả lời 451", "thôi không gửi 1",
                  "1 thư không rõ đã gửi chưa", "cần xem"):  # fmt: skip
        assert words in page, words


def test_the_office_enters_addresses_of_its_people_all_or_none(signed_in):
    client = signed_in("office")
    assert "0 trong 6 người đã có địa chỉ" in text(client.get("/nhac-viec/dia-chi/"))
    wrong = "an an@a.vn\nbinh khong-phai\nkhong-co x@a.vn\ngiang g@a.vn\n\nchi"
    answer = client.post("/nhac-viec/dia-chi/", {"dia-chi": wrong})
    assert answer.status_code == WRONG
    page = text(answer)
    for words in ("Dòng 2: cần mỗi dòng", "mang mã “khong-co”", "mang mã “giang”", "Dòng 6",
                  "an an@a.vn"):  # fmt: skip
        assert words in page, words
    assert not User.objects.exclude(email="").exists()
    pasted = "AN\tan@a.vn\r\nbinh  Binh.L@A.vn"
    done = client.post("/nhac-viec/dia-chi/", {"dia-chi": pasted}, follow=True)
    assert "Đã lưu 2 địa chỉ." in text(done)
    assert "2 trong 6 người đã có địa chỉ" in text(done)
    assert User.objects.get(username="binh").email == "Binh.L@a.vn"
    event = Event.objects.get(verb="accounts.addresses_set")
    assert event.payload == {"count": 2, "rows": ["an", "binh"]}
    assert "@" not in str(event.payload)


@pytest.mark.parametrize("typed", ["", "   \n", "an " + "a@" + "a." * 130 + "vn"])
def test_nothing_pasted_or_an_endless_address_is_told(signed_in, typed):
    answer = signed_in("office").post("/nhac-viec/dia-chi/", {"dia-chi": typed})
    assert answer.status_code == WRONG


def test_an_address_the_office_enters_does_not_turn_letters_on_again(signed_in):
    client = signed_in("an")
    client.post(MAIL, {"thu": "an@a.vn"})
    signed_in("office").post("/nhac-viec/dia-chi/", {"dia-chi": "an an2@a.vn"})
    choice = queries.mail_choice(User.objects.get(username="an").pk)
    assert (choice.email, choice.wants_digest) == ("an2@a.vn", False)


def test_who_has_no_account_gets_no_address(signed_in):
    answer = signed_in("office").post("/nhac-viec/dia-chi/", {"dia-chi": "an an@a.vn"})
    assert answer.status_code == SEE
    Person.objects.filter(code="an").update(user=None)
    answer = signed_in("office").post("/nhac-viec/dia-chi/", {"dia-chi": "an an@a.vn"})
    assert "chưa có tài khoản" in text(answer)


def test_a_head_sees_whose_cards_wait_and_what_those_below_keep_too_long(signed_in, settings):
    head, above = signed_in("chi"), Client()
    above.force_login(User.objects.get(username="alice"))
    begun(above)
    row = SelfScore("dung", world.points())
    evaluation.save_self_scores(period_named(town.MONTH), [row], by=None, at=world.AT)
    page = text(head.get(PAGE))
    assert "Phiếu chờ ông/bà" in page
    assert "phiếu tháng 11/2026 chờ nhận xét, hạn 26/11/2026" in page
    settings.FIXED_CLOCK = world.AT.replace(month=12, day=1)
    assert "chờ nhận xét, quá hạn 3 ngày làm việc" in text(head.get(PAGE))
    page = text(above.get(PAGE))
    assert "Cấp dưới để quá hạn" in page
    assert "Phạm Chi: 1 phiếu tháng 11/2026 chờ nhận xét, quá hạn 3 ngày làm việc" in page


def test_what_of_the_year_waits_is_told_with_its_day_and_where_it_is_done(signed_in, settings):
    client = signed_in("an")
    evaluation.begin_year(2026, by=None, at=world.AT)
    assert "chưa gửi" not in text(client.get(PAGE))
    settings.FIXED_CLOCK = datetime(2026, 12, 9, 2, 0, tzinfo=UTC)
    page = text(signed_in("an").get(PAGE))
    assert "Phiếu xếp loại năm 2026 của ông/bà chưa gửi" in page
    assert "hạn 14/12/2026, còn 5 ngày" in page
    assert 'href="/xep-loai/2026/cua-toi/"' in page
    settings.FIXED_CLOCK = datetime(2026, 12, 16, 2, 0, tzinfo=UTC)
    page = text(signed_in("alice").get(PAGE))
    assert "Đợt xếp loại năm 2026 của Phường Nha Trang chờ ông/bà quyết định" in page
    assert "hạn 14/12/2026, quá 2 ngày" in page
    assert 'href="/xep-loai/2026/P/"' in page


@pytest.mark.parametrize(
    ("holder", "told"),
    [
        ("Lê Bình", "Lê Bình chưa gửi bản tự đánh giá năm 2026 của Phòng Kinh tế"),
        ("", "Bản tự đánh giá năm 2026 của Phòng Kinh tế chưa gửi: chưa có người đứng đầu"),
    ],
)
def test_what_is_late_below_names_who_keeps_it_or_that_nobody_is_there(holder, told):
    wait = YearWait(
        7, Source.YEAR_LATE, 2026, date(2026, 12, 14), "Phòng Kinh tế", "P1",
        Source.YEAR_ORGANISATION, holder,
    )  # fmt: skip
    (line,) = year_lines([wait], date(2026, 12, 16))
    assert (line.told, line.when) == (told, "hạn 14/12/2026, quá 2 ngày")
    assert line.href == "/to-chuc/P1/?nam=2026"
