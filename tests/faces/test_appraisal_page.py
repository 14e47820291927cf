"""The appraiser's page: what stands in the way first, settled one by one or a group at a time."""

import gzip
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.apps.accounts.models import User
from congvu.apps.toolkit import actions, queries
from congvu.engine.lists.document import Document
from tests.apps import world
from tests.apps.toolkit import drafts
from tests.apps.toolkit.drafts import ROWS, drafted, found, prints, products, row
from tests.faces import town

TAG = re.compile(r"<[^>]+>")
USERS = (*(login.username for login in town.LOGINS), town.NO_ROLE)
OK, NO, HIDDEN, WRONG = 200, 403, 404, 422


def user(name: str) -> User:
    """Somebody of the town."""
    return User.objects.get(username=name)


def path(pk: int, rest: str = "") -> str:
    """The page, or what lies under it."""
    return f"/de-xuat/{pk}/tham-dinh/{rest}"


def text_of(answer) -> str:
    """A page as one line of text."""
    return " ".join(unescape(TAG.sub(" ", answer.content.decode())).split())


@pytest.fixture
def submitted(signed_in) -> int:
    """The sample catalogue of phường P, proposed by its office."""
    signed_in("office")
    return drafts.submitted(user("office"), unit="P")


def settle(client: Client, pk: int, rule: str, verdict: str, reason: str = "", **more: str):
    """Send the form of the findings of a rule."""
    sent = {"van": prints(pk, rule), "viec": verdict, "ly-do": reason} | more
    return client.post(path(pk, "phat-hien/"), sent)


def test_the_page_says_first_what_stands_in_the_way(signed_in, submitted):
    page = text_of(signed_in("tham.dinh").get(path(submitted)))
    assert "Còn 4 lỗi phải sửa và 2 điểm cần ý kiến." in page
    assert "Người office trình ngày 23/11/2026 · Phường Nha Trang · 6 dòng" in page
    assert "Đã xử lý 0 trong 6" in page
    order = [page.index(word) for word in ("Hệ số quy đổi sai", "Cần ý kiến ·")]
    assert order == sorted(order)


def test_a_finding_tells_its_row_why_and_what_would_be_right(signed_in, submitted):
    page = text_of(signed_in("tham.dinh").get(path(submitted)))
    assert "C.03 Tổng hợp ý kiến cử tri Phòng Kinh tế" in page
    assert "7 ÷ 5 = 1,4 (lệch đúng mười lần: có lẽ nhầm dấu phẩy)" in page
    assert "Hệ số quy đổi: trước 14 → sau 1,4" in page
    assert "Phân nhóm: trước Nhóm 1 → sau Nhóm 2" in page
    assert "Bỏ dòng: Báo cáo tháng về đầu tư công" in page


def test_a_suggestion_is_taken_with_one_button(signed_in, submitted):
    client = signed_in("tham.dinh")
    one = found(submitted, "duplicate")[0]
    answer = client.post(
        path(submitted, "phat-hien/"), {"van": one.fingerprint, "viec": "fix"}, follow=True
    )
    page = text_of(answer)
    assert "C.05" not in products(submitted)
    assert "Đã sửa theo đề nghị 1 phát hiện." in page
    assert "Đã xử lý 1 trong 6" in page
    assert "Đã sửa theo đề nghị · Trùng lặp · Người tham.dinh, 23/11/2026" in page


def test_keeping_and_returning_ask_why_and_keep_what_was_typed(signed_in, submitted):
    client = signed_in("tham.dinh")
    for verdict in ("override", "return"):
        answer = settle(client, submitted, "vague", verdict, "  ")
        page = answer.content.decode()
        assert answer.status_code == WRONG
        assert "<title>Lỗi: Thẩm định" in page
        assert "Giữ nguyên hoặc trả lại thì phải ghi lý do." in page
        assert f'href="#p-{prints(submitted, "vague")[0][:12]}"' in page
    answer = settle(client, submitted, "duplicate", "override", "Hai việc khác nhau")
    assert answer.status_code == WRONG
    assert "Hai việc khác nhau</textarea>" in answer.content.decode()


def test_a_finding_settled_meanwhile_is_told(signed_in, submitted):
    first, second = signed_in("tham.dinh"), signed_in("noi.vu")
    gone = prints(submitted, "duplicate")
    settle(first, submitted, "duplicate", "fix")
    answer = second.post(path(submitted, "phat-hien/"), {"van": gone, "viec": "fix"})
    assert answer.status_code == WRONG
    assert "Phát hiện này không còn" in text_of(answer)


def test_a_group_is_shown_before_it_is_settled_in_one_act(signed_in, submitted):
    client = signed_in("tham.dinh")
    page = client.get(path(submitted)).content.decode()
    assert "?nhom=coefficient&amp;muc=blocks&amp;viec=fix" in page
    shown = text_of(client.get(path(submitted, "?nhom=coefficient&muc=blocks&viec=fix")))
    assert "2 phát hiện. Các ô dưới đây sẽ đổi trong một lần" in shown
    assert "trước 2,8 → sau 1,8" in shown
    before = queries.proposal(submitted).revision
    settle(client, submitted, "coefficient", "fix", nhom="coefficient", muc="blocks")
    assert queries.proposal(submitted).revision == before + 1
    assert products(submitted)["C.02"]["coefficient"] == "1,8"


def test_what_was_unticked_stays(signed_in, submitted):
    client = signed_in("tham.dinh")
    first, second = prints(submitted, "coefficient")
    client.post(path(submitted, "phat-hien/"), {"van": first, "viec": "fix", "nhom": "coefficient"})
    assert prints(submitted, "coefficient") == [second]


def test_several_are_kept_with_one_reason_and_a_missing_one_loses_no_tick(signed_in, submitted):
    rows = [*ROWS, row("C.07", "Làm việc khác được giao", "Theo yêu cầu", "6", "1,2")]
    client, pk = signed_in("tham.dinh"), again(submitted, drafted(rows))
    chosen = prints(pk, "vague")
    assert len(chosen) == 2
    address = {"nhom": "vague", "muc": "asks", "viec": "override", "van": chosen[0]}
    answer = client.post(path(pk, "phat-hien/"), address | {"ly-do": ""})
    html = answer.content.decode()
    assert answer.status_code == WRONG
    assert html.count(" checked") == 1
    assert 'aria-invalid="true"' in html
    settle(client, pk, "vague", "override", "Đã thống nhất", nhom="vague", muc="asks")
    told = queries.judged(pk).rulings
    assert {told[one].reason for one in chosen} == {"Đã thống nhất"}


def again(pk: int, told: Document) -> int:
    """Withdraw the sample and submit another one."""
    office = user("office")
    actions.withdraw(pk, reason="", by=office, at=world.AT)
    return drafts.submitted(office, told, unit="P")


@pytest.mark.parametrize(
    "query",
    [
        "?nhom=xx&muc=yy&viec=zz",
        "?nhom=vague&muc=asks&viec=fix",
        "?nhom=duplicate&muc=blocks&viec=override",
        "?quy-tac=xx&trang=9",
        "?trang=abc",
    ],
)
def test_an_act_over_nothing_shows_the_whole_page(signed_in, submitted, query):
    answer = signed_in("tham.dinh").get(path(submitted, query))
    assert answer.status_code == OK
    assert "Còn 4 lỗi phải sửa" in text_of(answer)


def test_one_rule_is_shown_alone(signed_in, submitted):
    page = text_of(signed_in("tham.dinh").get(path(submitted, "?quy-tac=vague")))
    assert "C.04" in page
    assert "C.02 ghi hệ số" not in page


def test_what_is_marked_goes_back_once_with_its_reasons(signed_in, submitted):
    client = signed_in("tham.dinh")
    settle(client, submitted, "vague", "return", "Ghi rõ sản phẩm nộp.")
    page = text_of(client.get(path(submitted)))
    assert "Sẽ trả lại (Người tham.dinh, 23/11/2026): Ghi rõ sản phẩm nộp." in page
    assert "Đã đánh dấu 1 phát hiện để trả lại." in page
    step(client, submitted, "send_back", "Một dòng cần sửa")
    office = text_of(signed_in("office").get(path(submitted)))
    assert "Bản này đã trả lại; người đề xuất sửa" in office
    assert "Mở dòng để sửa" in office
    actions.submit(submitted, by=user("office"), at=world.AT.replace(day=24))
    page = text_of(client.get(path(submitted)))
    assert "Đã trả lại mà dòng chưa sửa (Người tham.dinh, 23/11/2026)" in page


def step(client: Client, pk: int, which: str, words: str):
    """Send the form of the whole list."""
    return client.post(path(pk, "buoc/"), {"buoc": which, "y-kien": words}, follow=True)


def test_a_list_is_confirmed_once_nothing_is_open(signed_in, submitted):
    client = signed_in("tham.dinh")
    answer = step(client, submitted, "confirm", "Đạt")
    assert answer.status_code == WRONG
    assert "Còn 4 lỗi phải sửa trước khi ban hành." in text_of(answer)
    for rule in ("coefficient", "duplicate", "out_of_band"):
        settle(client, submitted, rule, "fix")
    for rule in ("vague", "composite"):
        settle(client, submitted, rule, "override", "Đúng thực tế")
    page = text_of(client.get(path(submitted)))
    assert "Không còn phát hiện nào phải xử lý." in page
    assert "Đã xử lý 6 trong 6" in page
    page = text_of(step(client, submitted, "confirm", "Đạt yêu cầu"))
    assert "chờ ban hành. Người tham.dinh xác nhận ngày 23/11/2026: Đạt yêu cầu" in page
    assert queries.proposal(submitted).state == "appraised"
    assert "/ban-hanh/" in signed_in("noi.vu").get(path(submitted)).content.decode()
    assert "/ban-hanh/" not in signed_in("office").get(path(submitted)).content.decode()


def test_sending_back_without_a_reason_is_told(signed_in, submitted):
    answer = step(signed_in("tham.dinh"), submitted, "send_back", " ")
    assert answer.status_code == WRONG
    assert "Trả lại thì phải ghi lý do." in text_of(answer)


def test_whoever_proposes_reads_what_to_mend_and_settles_nothing(signed_in, submitted):
    answer = signed_in("office").get(path(submitted))
    assert "Bản này đang chờ người thẩm định." in text_of(answer)
    assert 'name="viec"' not in answer.content.decode()
    assert 'name="buoc"' not in answer.content.decode()


def test_an_appraiser_who_proposed_the_list_is_not_shown_the_buttons(signed_in):
    client = signed_in("tham.dinh")
    pk = drafts.submitted(user("tham.dinh"))
    assert 'name="viec"' not in client.get(path(pk)).content.decode()
    answer = settle(client, pk, "duplicate", "fix")
    assert answer.status_code == WRONG
    assert "Người thẩm định phải khác người đề xuất." in text_of(answer)


def test_the_page_is_read_by_those_who_work_on_the_list_and_those_above(signed_in, submitted):
    seen = {name: signed_in(name).get(path(submitted)).status_code for name in USERS}
    readers = {"office", "office2", "noi.vu", "tham.dinh", "bi.thu", "thanh.tra"}
    assert {name for name, status in seen.items() if status == OK} == readers
    assert {seen[name] for name in USERS if name not in readers} == {NO}


def test_a_list_of_another_unit_or_of_the_province_looks_as_if_there_were_none(signed_in):
    office = signed_in("office")
    for unit in ("S", None):
        pk = drafts.submitted(user("noi.vu"), unit=unit)
        assert office.get(path(pk)).status_code == HIDDEN
        assert signed_in("thanh.tra").get(path(pk)).status_code == OK
        actions.withdraw(pk, reason="", by=None, at=world.AT)
    assert office.get(path(99_999)).status_code == HIDDEN


@pytest.mark.parametrize("rest", ["phat-hien/", "buoc/"])
def test_only_an_appraiser_acts_on_a_list(signed_in, submitted, rest):
    seen = {name: signed_in(name).post(path(submitted, rest)).status_code for name in USERS}
    assert {name for name, status in seen.items() if status == WRONG} == {"noi.vu", "tham.dinh"}
    assert set(seen.values()) == {NO, WRONG}
    assert signed_in("tham.dinh").post(path(99_999, rest)).status_code == HIDDEN
    assert signed_in("tham.dinh").get(path(submitted, rest)).status_code == 405
    assert queries.proposal(submitted).state == "submitted"


def test_the_page_takes_few_queries_and_writes_nothing(signed_in, submitted):
    client = signed_in("tham.dinh")
    client.get(path(submitted))
    with CaptureQueriesContext(connection) as asked:
        client.get(path(submitted))
    own = [one["sql"] for one in asked if "toolkit_" in one["sql"] or "catalogue_" in one["sql"]]
    assert len(own) <= 4, own
    assert [sql for sql in own if not sql.startswith("SELECT")] == []


def many(rooms: int, each: int) -> Document:
    """A catalogue of many rooms, every row with a wrong coefficient; the last room is dear."""
    rows = [
        row(
            f"R{room:02}.{n:02}", f"Việc số {room * each + n} của mảng {room}", "Báo cáo",
            "10" if room == rooms - 1 else f"{2 + n % 2}", "9,9", section=f"Phòng {room:02}",
        )
        for room in range(rooms)
        for n in range(each)
    ]  # fmt: skip
    return drafted(rows)


def test_a_long_list_is_paged_and_light(signed_in, submitted):
    pk = again(submitted, many(30, 8))
    client = signed_in("tham.dinh")
    answer = client.get(path(pk))
    page = text_of(answer)
    number = len(queries.judged(pk).waiting)
    assert number >= 240
    assert f"Trang 1 trong {-(-number // 40)}" in page
    assert len(gzip.compress(answer.content)) <= 20_000
    assert answer.content.decode().count('class="finding"') == 40
    last = client.get(path(pk, f"?trang={-(-number // 40)}"))
    assert last.content.decode().count('class="finding"') == number % 40 or 40


def test_a_group_too_long_for_one_act_is_told(signed_in, submitted):
    pk = again(submitted, many(30, 8))
    answer = signed_in("tham.dinh").get(path(pk, "?nhom=coefficient&muc=blocks&viec=fix"))
    assert "200 trong 240 phát hiện." in text_of(answer)
    assert answer.content.decode().count('name="van"') == 200


def test_rooms_are_drawn_beside_each_other_and_called_out_in_words(signed_in, submitted):
    pk = again(submitted, many(30, 8))
    answer = signed_in("tham.dinh").get(path(pk))
    html = answer.content.decode()
    picture = html[html.index('id="cac-phong"') :]
    assert "Mức chung 0,6: 1 phòng cao hơn hai lần mức chung." in text_of(answer)
    assert "16 trong 30 phòng: những phòng lệch nhiều nhất." in text_of(answer)
    first = picture[picture.index("<tbody>") : picture.index("</tr>", picture.index("<tbody>"))]
    assert "Phòng 29" in first
    assert "cao hơn hai lần mức chung" in first
    assert sum(len(drawn) for drawn in re.findall("<svg.*?</svg>", picture)) <= 12_000
    assert "nan" not in picture


def test_a_list_of_one_room_or_of_positions_has_no_picture_of_rooms(signed_in, submitted):
    assert 'id="cac-phong"' not in signed_in("tham.dinh").get(path(submitted)).content.decode()
