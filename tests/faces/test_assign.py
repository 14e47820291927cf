"""Giao việc: one piece of work in four ways; sent twice, done once; taken back; nothing lost."""

import re
from datetime import date

import pytest

from congvu.apps.catalogue.models import Product
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import period as period_of
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewRecurrence
from congvu.apps.work.enums import Origin
from congvu.apps.work.models import Portion, Recurrence, Task, Whole
from congvu.kernel.periods import Month
from tests.apps import world
from tests.faces import lists
from tests.faces.test_month_page import text_of

PATH = "/giao-viec/"
KEY = "8f14e45f-ceea-467f-9575-3c3a1c0fd0c1"


@pytest.fixture
def head(signed_in):
    """Bình, who heads P1, with the ward's catalogue in force; An works for her."""
    client = signed_in("binh")
    lists.issued()
    return client


def product(code: str = "SP-1") -> str:
    return str(Product.objects.get(code=code).pk)


def sent(client, **fields):
    given = {
        "khoa": KEY, "cach": "moi", "don-vi": "P1", "ky": "2026-11", "viec": "giao",
        "nguoi": ["an"], "san-pham": product(), "so-luong": "2",
    }  # fmt: skip
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return client.post(PATH, given | named)


def new_tasks():
    return Task.objects.filter(assigned_at=world.AT, assigned_by__username="binh")


def test_the_form_shows_whom_and_what(head):
    page = text_of(head, PATH)
    assert "Nguyễn Văn An" in page
    assert "Lê Bình" not in page.partition("Giao cho ai")[2].partition("Sản phẩm")[0]
    assert "SP-1 Soạn thảo văn bản 1 hệ số 2,0" in page


def test_one_piece_of_work_is_handed_out(head):
    answer = sent(head, han="27/11/2026")
    assert answer.status_code == 302
    task = new_tasks().get()
    assert (task.person.code, task.unit.code, task.product.code) == ("an", "P1", "SP-1")
    assert (task.assigned_hundredths, task.coefficient_tenths) == (200, 20)
    assert (task.due_on, task.origin) == (date(2026, 11, 27), Origin.PLANNED)
    page = text_of(head, answer.url)
    assert "Đã giao 1 việc" in page
    assert "Thu lại" in page


def test_a_form_sent_twice_hands_out_once(head):
    urls = [sent(head).url for _ in range(3)]
    assert len(set(urls)) == 1
    assert new_tasks().count() == 1


def test_what_was_handed_out_is_taken_back_whole(head):
    key = re.search(r"lan=([0-9a-f-]+)", sent(head).url)[1]
    answer = head.post(f"{PATH}thu-lai/", {"don-vi": "P1", "lan": key}, follow=True)
    assert "Đã thu lại 1 việc vừa giao." in answer.content.decode()
    assert new_tasks().get().cancelled_at == world.AT


def test_nobody_takes_back_what_another_handed_out(head, client):
    from congvu.apps.accounts.models import User

    sent(head)
    client.force_login(User.objects.get(username="alice"))
    assert client.post(f"{PATH}thu-lai/", {"lan": KEY}).status_code == 404
    assert new_tasks().get().cancelled_at is None


def test_work_outside_the_catalogue_takes_a_title_and_a_coefficient(head):
    answer = sent(head, san_pham="", ten="Dọn kho", dau_ra="Kho sạch")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "chưa có hệ số" in page
    assert "Dọn kho</textarea>" in page
    sent(head, san_pham="", ten="Dọn kho", dau_ra="Kho sạch", he_so="1,5")
    task = new_tasks().get()
    assert (task.product_id, task.title, task.coefficient_tenths) == (None, "Dọn kho", 15)


def test_a_product_may_be_told_in_words_of_its_own(head):
    sent(head, ten="Soạn kế hoạch Tết")
    task = new_tasks().get()
    assert (task.product.code, task.title) == ("SP-1", "Soạn kế hoạch Tết")


def test_sudden_work_needs_what_asked_for_it(head):
    answer = sent(head, nguon="dot-xuat")
    assert answer.status_code == 422
    assert "chưa ghi căn cứ" in answer.content.decode()
    sent(head, nguon="dot-xuat", can_cu="Công văn 12/UBND")
    task = new_tasks().get()
    assert (task.origin, task.origin_reason) == (Origin.UNPLANNED, "Công văn 12/UBND")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"nguoi": []}, "Chưa chọn người"),
        ({"nguoi": ["binh"]}, "không thuộc phạm vi"),
        ({"nguoi": ["dung"]}, "không thuộc phạm vi"),
        ({"so_luong": "1.234"}, "đọc được hai cách"),
        ({"so_luong": "-1"}, "ngoài khoảng cho phép"),
        ({"han": "31/11/2026"}, "từ 1 đến 30"),
        ({"han": "01/10/2026"}, "trước kỳ này"),
        ({"san_pham": "", "ten": ""}, "chưa ghi sản phẩm"),
        ({"san_pham": "999999"}, "không có mã"),
        ({"khoa": "không"}, "Biểu mẫu này không còn dùng được"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_handed_out(head, fields, told):
    answer = sent(head, **fields)
    assert answer.status_code == 422
    assert told.lower() in answer.content.decode().lower()
    assert new_tasks().count() == 0


def test_a_search_finds_without_marks_and_writes_nothing(head):
    answer = sent(head, viec="tim", tim="soan thao", so_luong="7")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="7"' in page
    assert page.count('name="san-pham"') == 3
    assert new_tasks().count() == 0
    part = head.get(f"{PATH}san-pham/?don-vi=P1&ky=2026-11&tim=van%20ban%201").content.decode()
    assert part.count('name="san-pham"') == 1


def test_the_units_own_list_comes_before_the_common_one(head):
    lists.issued_common()
    page = text_of(head, PATH)
    assert page.index("SP-0") < page.index("C-1")
    assert "danh mục chung" in page


def test_several_people_share_one_work_in_equal_parts_unless_told(signed_in):
    client = signed_in("alice")
    lists.issued(unit="P")
    common = {"cach": "chung", "don_vi": "P", "nguoi": ["an", "chi", "dung"], "so_luong": "1"}
    sent(client, **common, chu_tri="chi")
    parts = Portion.objects.order_by("pk")
    assert sorted(one.share for one in parts) == [3333, 3333, 3334]
    assert [one.person.code for one in parts if one.leads] == ["chi"]
    assert all(one.task_id for one in parts)
    wrong = sent(
        client, **common, khoa="8f14e45f-ceea-467f-9575-3c3a1c0fd0c2", ty_le_an="50",
        ty_le_chi="20", ty_le_dung="20",
    )  # fmt: skip
    assert wrong.status_code == 422
    assert "90,00 %" in wrong.content.decode()
    assert Whole.objects.count() == 1


def test_a_shared_work_taken_back_hands_out_no_later_part(head):
    sent(head, cach="dai", so_thang="3")
    assert Portion.objects.count() == 3
    assert new_tasks().count() == 1
    head.post(f"{PATH}thu-lai/", {"don-vi": "P1", "lan": KEY})
    december = rulebook.open_period(world.NOVEMBER.next(), by=None, at=world.AT)
    assert work.hand_out(december, by=None, at=world.AT) == 0


def test_a_long_work_has_a_part_each_month(head):
    answer = sent(head, cach="dai", ty_le_2026_11="40", ty_le_2027_01="60")
    assert answer.status_code == 302
    months = [(one.month, one.share, one.due_on) for one in Portion.objects.order_by("month")]
    assert months == [
        (date(2026, 11, 1), 4000, date(2026, 11, 30)),
        (date(2027, 1, 1), 6000, date(2027, 1, 31)),
    ]


def test_work_repeats_every_month_until_it_is_ended(head):
    sent(head, cach="lap", ngay="31", den="")
    made = Recurrence.objects.get()
    assert (made.due_day, made.first_month, made.last_month) == (31, date(2026, 11, 1), None)
    assert new_tasks().get().due_on == date(2026, 11, 30)
    page = text_of(head, f"{PATH}?cach=lap")
    assert "hạn ngày 31, từ tháng 11/2026" in page
    given = {"don-vi": "P1", "ky": "2026-11", "viec": "thoi", "lap-lai": made.pk, "den": "2026-11"}
    head.post(f"{PATH}ke-hoach/", given)
    made.refresh_from_db()
    assert made.last_month == date(2026, 11, 1)


def test_what_waits_in_a_month_just_opened_is_shown_and_handed_out_for_this_unit_only(head):
    rows = [
        NewRecurrence(person, unit, "Trực báo", 10, 100, 5, Month(2026, 12))
        for person, unit in (("an", "P1"), ("dung", "P2"), ("binh", "P1"))
    ]
    work.repeat_work(rows, by=None, at=world.AT)
    december = rulebook.open_period(world.NOVEMBER.next(), by=None, at=world.AT)
    page = text_of(head, f"{PATH}?ky=2026-12")
    assert "Kỳ tháng 12/2026 đã mở: 1 việc lặp lại chưa giao" in page
    head.post(f"{PATH}ke-hoach/", {"don-vi": "P1", "ky": "2026-12", "viec": "giao"})
    assert [one.person.code for one in Task.objects.filter(period=december.id)] == ["an"]
    assert "việc lặp lại chưa giao" not in text_of(head, f"{PATH}?ky=2026-12")


def test_unfinished_work_is_carried_over_once_the_month_before_is_closed(head):
    from congvu.apps.evaluation import actions as evaluation

    november = period_of("2026-11")
    work.assign_tasks(november.id, [world.task("an"), world.task("dung", "P2")], by=None,
                      at=world.AT)  # fmt: skip
    december = rulebook.open_period(world.NOVEMBER.next(), by=None, at=world.AT)
    assert "chưa xong Chuyển" not in text_of(head, f"{PATH}?ky=2026-12")
    evaluation.close_month(november, by=None, at=world.AT)
    assert "3 việc của tháng 11/2026 chưa xong" in text_of(head, f"{PATH}?ky=2026-12")
    head.post(f"{PATH}ke-hoach/", {"don-vi": "P1", "ky": "2026-12", "viec": "chuyen"})
    carried = Task.objects.filter(period=december.id)
    assert {one.person.code for one in carried} == {"an"}
    assert "chưa xong Chuyển" not in text_of(head, f"{PATH}?ky=2026-12")


def test_a_closed_month_and_a_unit_out_of_reach_are_not_found(head):
    for query in ("?ky=2026-10", "?don-vi=P2", "?don-vi=khong-co", "?ky=2031-01"):
        assert head.get(f"{PATH}{query}").status_code == 404
    assert sent(head, don_vi="P2").status_code == 404


def test_without_an_open_month_the_page_says_so(head):
    from congvu.apps.evaluation import actions as evaluation

    evaluation.close_month(period_of("2026-11"), by=None, at=world.AT)
    assert "Chưa có tháng nào đang mở" in text_of(head, PATH)


def test_the_page_asks_the_database_little(head):
    assert lists.questions(head, PATH) <= 12
    assert lists.questions(head, f"{PATH}?cach=lap") <= 12
