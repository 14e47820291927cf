"""A list under way: who reads it, its state and next step first, its settings and steps."""

import re

import pytest

from congvu.apps.accounts.models import User
from congvu.apps.toolkit import actions
from congvu.apps.toolkit.models import Comment, Proposal
from congvu.engine.lists.document import document
from congvu.engine.lists.sheets import ListKind
from tests.apps import world
from tests.faces import lists, town
from tests.faces.lists import at, page_of

READERS = {"office", "office2", "noi.vu", "tham.dinh", "bi.thu", "thanh.tra"}
SENT = {
    "dong/": {"viec": "luu", "o-code": "SP-99", "o-name": "Việc"},
    "dan/": {"viec": "xem", "chu": "Mã\tNhiệm vụ\nSP-99\tViệc"},
    "thong-tin/": {"name": "Tên", "standard_points": "5"},
    "y-kien/": {"loi": "Xem lại"},
    "buoc/": {"viec": "trinh"},
}


@pytest.mark.parametrize(
    ("unit", "readers"),
    [
        ("P", READERS),
        ("S", READERS - {"office", "office2"}),
        (None, READERS - {"office", "office2"}),
    ],
)
def test_a_draft_is_read_by_those_who_work_on_it_and_those_above(signed_in, unit, readers):
    clients = {user: signed_in(user) for user in (*_users(), "dung")}
    number = lists.drafted(unit=unit, by="noi.vu")
    seen = {user: client.get(at(number)).status_code for user, client in clients.items()}
    assert {user for user, status in seen.items() if status == 200} == readers
    assert all(seen[user] == 404 for user in ("office", "office2") if user not in readers)
    assert {seen[user] for user in ("an", "binh", "khong.vai", "van.hanh", "dung")} == {403}


@pytest.mark.parametrize("part", SENT)
@pytest.mark.parametrize("unit", ["P", "S"])
def test_only_those_who_propose_for_the_unit_send_anything(signed_in, part, unit):
    clients = {user: signed_in(user) for user in _users()}
    number = lists.drafted(unit=unit, by="noi.vu")
    writers = {"noi.vu", "tham.dinh"} | ({"office", "office2"} if unit == "P" else set())
    refused = {user: client for user, client in clients.items() if user not in writers}
    statuses = {u: c.post(at(number, part), SENT[part]).status_code for u, c in refused.items()}
    assert set(statuses.values()) <= {403, 404}
    assert all(statuses[user] == 404 for user in ("office", "office2") if user in statuses)
    assert (statuses["bi.thu"], statuses["thanh.tra"]) == (403, 403)
    done = {clients[user].post(at(number, part), SENT[part]).status_code for user in writers}
    assert done <= {200, 302, 422}


def test_nothing_is_sent_by_looking(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    parts = (*SENT, "hoan-tac/")
    assert {client.get(at(number, part)).status_code for part in parts} == {405}


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999"])
def test_an_unknown_proposal_is_not_found(signed_in, number):
    assert signed_in("noi.vu").get(f"/de-xuat/{number}/").status_code == 404


def test_a_reader_gets_no_way_to_change_anything(signed_in):
    client = signed_in("thanh.tra")
    number = lists.drafted()
    html = client.get(f"{at(number)}?sua={lists.row_of(number, 'SP-02').pk}").content.decode()
    assert "grid.js" not in html
    assert not re.search(r'<form method="post" action="/de-xuat/', html)
    assert "Hệ số quy đổi sai" in html


def _users():
    return [login.username for login in town.LOGINS if login.username != "dung"] + [town.NO_ROLE]


# ---- the first screen and the grid ----


def test_the_state_the_next_step_and_the_findings_stand_first(signed_in):
    number = lists.drafted([lists.row("SP-01"), lists.row("SP-02", coefficient="9")])
    page = page_of(signed_in("office"), number)
    told = (
        "Đang soạn: Người office giữ từ 23/11/2026. Việc tiếp theo: sửa 1 lỗi rồi trình thẩm định."
    )
    assert (
        page.index(told) < page.index("2 dòng 1 lỗi phải sửa Xem thẩm định") < page.index("SP-01")
    )


def test_a_row_with_a_finding_says_so_in_words(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    assert "SP-02 C Phòng Kinh tế" in page_of(client, number)
    assert "Phải sửa: Hệ số quy đổi sai" in page_of(client, number)
    opened = page_of(client, number, f"?sua={lists.row_of(number, 'SP-02').pk}")
    assert "Ghi hệ số 1" in opened


def test_only_rows_with_findings_can_be_looked_at(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    page = page_of(client, number, "?loi=1")
    assert "2 trong 3 dòng" in page
    assert "Thẩm định hồ sơ SP-01" not in page


def test_rows_are_searched_filtered_and_paged(signed_in):
    client = signed_in("office")
    rows = [
        lists.row(f"SP-{n:03}", section="Phòng Kinh tế" if n else "Phòng Nội vụ")
        for n in range(120)
    ]
    number = lists.drafted(rows)
    assert "120 dòng, đang xem 51–100 trong 120" in page_of(client, number, "?trang=2")
    assert "1 trong 120 dòng" in page_of(client, number, "?tim=tham+dinh+sp-007")
    assert "1 trong 120 dòng" in page_of(client, number, "?loc-section=Phòng+Nội+vụ")
    assert "Không có dòng nào khớp" in page_of(client, number, "?tim=zzz")
    late = lists.row_of(number, "SP-119").pk
    assert "đang xem 101–120" in page_of(client, number, f"?sua={late}")


def test_a_page_of_a_draft_asks_few_questions_of_the_database(signed_in):
    client = signed_in("office")
    number = lists.drafted([lists.row(f"SP-{n:03}") for n in range(60)])
    assert lists.questions(client, at(number)) <= 10
    assert lists.questions(client, f"{at(number)}?tim=sp-01&loi=1") <= 10


@pytest.mark.parametrize("query", ["?bang=x", "?trang=-1", "?sua=x", "?sua=999", "?xem=x",
                                   "?loc-group=%00", "?tim=%00", "?trang=99999999999"])  # fmt: skip
def test_an_address_that_asks_for_nonsense_shows_the_first_page(signed_in, query):
    number = lists.drafted()
    assert "3 dòng" in page_of(signed_in("office"), number, query)


@pytest.mark.parametrize(
    ("kind", "sheets", "titles"),
    [
        (ListKind.POSITIONS, {"positions": [{"code": "V1", "name": "Chuyên viên"}]},
         "Danh mục vị trí việc làm|Số lượng theo ngạch|Công việc và tiêu chí|Yêu cầu năng lực"),
        (ListKind.FRAMEWORK, {"competencies": [{"code": "N1", "name": "Soạn thảo"}]},
         "Danh mục năng lực|Mô tả cấp độ năng lực"),
        (ListKind.LOCAL, {"parameters": [{"name": "delay_unit", "value": "occurrence"}]},
         "Tham số của địa phương|Lời văn của biểu mẫu"),
    ],
)  # fmt: skip
def test_every_sheet_of_a_list_has_its_tab(signed_in, kind, sheets, titles):
    client = signed_in("office")
    number = actions.start(
        document(kind, "L", "Danh sách", {}, sheets), unit="P", by=None, at=world.AT
    )
    html = client.get(at(number)).content.decode()
    assert all(title in html for title in titles.split("|"))
    for tab in re.findall(r'href="(\?bang=\w+)"', html):
        assert client.get(at(number) + tab).status_code == 200


def test_choices_are_shown_in_words(signed_in):
    client = signed_in("office")
    rows = [{"code": "V1", "name": "Chuyên viên", "group": "professional"}]
    number = actions.start(
        document(ListKind.POSITIONS, "V", "Vị trí", {}, {"positions": rows}),
        unit="P", by=None, at=world.AT,
    )  # fmt: skip
    assert "V1 Chuyên viên Nghiệp vụ chuyên ngành" in page_of(client, number)


# ---- settings, comments, steps ----


def test_settings_are_saved_in_canonical_form(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    sent = {"name": " Tên  mới ", "standard_points": "5,0", "band_1": "1 – 10", "band_3": ""}
    client.post(at(number, "thong-tin/"), sent)
    made = Proposal.objects.get()
    assert (made.name, made.settings["standard_points"], made.settings["band_1"]) == (
        "Tên mới",
        "5",
        "1-10",
    )
    assert "band_3" not in made.settings


@pytest.mark.parametrize(
    ("wrong", "told"),
    [({"name": ""}, "Tên đang trống"), ({"standard_points": "x"}, "“x” không phải là số"),
     ({"band_1": "10-1"}, "“10-1” không phải là khung điểm"),
     ({"band_2": "5"}, "không phải là khung"), ({"name": "A" * 301}, "dài 301 ký tự")],
)  # fmt: skip
def test_settings_that_are_wrong_are_explained_and_kept(signed_in, wrong, told):
    client = signed_in("office")
    number = lists.drafted()
    typed = {"name": "Tên", "standard_points": "5", "band_1": "1-9"} | wrong
    answer = client.post(at(number, "thong-tin/"), typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert told in html
    assert all(f'value="{text}"' in html for text in typed.values())
    assert Proposal.objects.get().name == "Danh mục nháp"


def test_a_row_is_commented_answered_and_the_comment_settled(signed_in):
    office, appraiser = signed_in("office"), signed_in("tham.dinh")
    number = lists.drafted()
    row = lists.row_of(number, "SP-02").pk
    appraiser.post(at(number, "y-kien/"), {"loi": "Hệ số sai?", "dong": row})
    assert "1 ý kiến" in page_of(office, number)
    office.post(at(number, "y-kien/"), {"loi": "Đã sửa", "dong": row})
    opened = page_of(office, number, f"?sua={row}")
    assert opened.index("Hệ số sai?") < opened.index("Đã sửa") < opened.index("Trả lời")
    first = Comment.objects.order_by("pk")[0]
    office.post(at(number, "y-kien/"), {"xong": first.pk, "dong": row})
    assert "Đã xử lý 23/11/2026" in page_of(office, number, f"?sua={row}")
    assert "SP-02" in page_of(office, number, "?xem=y-kien")


def test_an_empty_comment_and_a_comment_of_another_list_are_refused(signed_in):
    client = signed_in("office")
    number, other = lists.drafted(), lists.drafted(series="DM-KHAC")
    assert client.post(at(number, "y-kien/"), {"loi": " "}).status_code == 422
    actions.comment(other, "Của bản khác", by=None, at=world.AT)
    answer = client.post(at(number, "y-kien/"), {"xong": Comment.objects.get().pk})
    assert answer.status_code == 404
    assert Comment.objects.get().settled_at is None


def test_a_list_is_submitted_and_the_appraiser_holds_it(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    client.post(at(number, "buoc/"), {"viec": "trinh"})
    page = page_of(client, number)
    assert "Đã trình thẩm định: người thẩm định của cơ quan nội vụ giữ từ 23/11/2026." in page
    assert "Trình thẩm định" not in page
    again = client.post(at(number, "buoc/"), {"viec": "trinh"})
    assert again.status_code == 422


def test_why_a_list_was_sent_back_stands_on_its_first_screen(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    actions.submit(number, by=None, at=world.AT)
    by = User.objects.get(username="tham.dinh")
    actions.send_back(number, reason="Thiếu nhóm N3", by=by, at=world.AT)
    page = page_of(client, number)
    assert "Người tham.dinh trả lại ngày 23/11/2026: Thiếu nhóm N3" in page
    assert "Trình thẩm định" in page


def test_a_list_is_withdrawn_with_a_reason_and_stays_readable(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    assert client.post(at(number, "buoc/"), {"viec": "rut", "ly-do": " "}).status_code == 422
    client.post(at(number, "buoc/"), {"viec": "rut", "ly-do": "Làm lại từ bản mới"})
    page = page_of(client, number)
    assert "Đã rút." in page
    assert "SP-01" in page
    assert "Thêm dòng" not in page
