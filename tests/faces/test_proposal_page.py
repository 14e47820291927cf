"""A list under way: its state and next step first, a grid that keeps what was typed, undo."""

import re
from html import unescape

import pytest

from congvu.apps.accounts.models import User
from congvu.apps.toolkit import actions
from congvu.apps.toolkit.actions import RowEdit
from congvu.apps.toolkit.models import Change, Comment, Proposal, ProposalRow
from congvu.engine.lists.document import document
from congvu.engine.lists.sheets import ListKind
from tests.apps import world
from tests.faces import lists, town
from tests.faces.test_month_page import text_of

FETCH = {"X-Requested-With": "fetch"}
FULL = {"code": "SP-02", "group": "C", "section": "Phòng Kinh tế", "name": "Thẩm định hồ sơ SP-02",
        "output": "Báo cáo thẩm định SP-02", "complexity": "N1", "points": "5",
        "coefficient": "9"}  # fmt: skip


def at(number: int, part: str = "") -> str:
    """The address of a proposal, or of what is sent to it."""
    return f"/de-xuat/{number}/{part}"


def page_of(client, number: int, query: str = "") -> str:
    """The words of the page."""
    return text_of(client, f"{at(number)}{query}")


def save(client, number: int, key: str, *, seen: int | None = None, fetch: bool = False, **cells):
    """Save cells of a row as its editor saw it."""
    row = lists.row_of(number, key)
    sent = {f"o-{name}": text for name, text in cells.items()}
    sent |= {"viec": "luu", "dong": row.pk, "ban": seen or row.version, "ve": "bang=products"}
    return client.post(at(number, "dong/"), sent, headers=FETCH if fetch else {})


def edited_by_another(number: int, code: str, **cells) -> None:
    """Somebody else changes cells of a row."""
    row = lists.row_of(number, code)
    edit = RowEdit("products", {**row.values, **cells}, row.pk)
    other = User.objects.get(username="office2")
    actions.change_rows(number, [edit], label=f"Sửa {code}", by=other, at=world.AT)


# ---- who ----

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


# ---- rows ----


def test_a_row_is_saved_in_canonical_form_and_can_be_undone(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    answer = save(
        client, number, "SP-02", **FULL | {"coefficient": "1,0", "group": "chuyên môn của đơn vị"}
    )
    row = lists.row_of(number, "SP-02")
    assert (row.values["coefficient"], row.values["group"]) == ("1", "C")
    assert answer.url == f"{at(number)}?bang=products#dong-{row.pk}"
    assert "Đã lưu SP-02." in page_of(client, number)
    client.post(at(number, "hoan-tac/"), {"ve": ""})
    assert lists.row_of(number, "SP-02").values["coefficient"] == "9"
    assert "Hoàn tác: Sửa SP-02." in page_of(client, number)


def test_what_was_typed_is_kept_even_if_it_is_wrong(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    save(client, number, "SP-01", **FULL | {"code": "SP-01", "points": "tám rưỡi"})
    assert lists.row_of(number, "SP-01").values["points"] == "tám rưỡi"
    page = page_of(client, number)
    assert "Đã lưu SP-01, còn 1 ô chưa đúng." in page
    assert "tám rưỡi “tám rưỡi” không phải là số; một số như 8 hoặc 8,5" in page


def test_a_single_cell_is_saved_without_touching_the_others(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    answer = save(client, number, "SP-02", fetch=True, coefficient="1")
    assert lists.row_of(number, "SP-02").values == FULL | {"coefficient": "1"}
    told = answer.json()
    assert 'data-seen="2"' in told["row"]
    assert told["told"] == "1 lỗi phải sửa"


def test_a_new_row_stands_last_and_another_may_follow(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    new = {"viec": "luu", "o-code": "SP-04", "o-name": "Việc mới", "ve": "bang=products&tim=x"}
    answer = client.post(at(number, "dong/"), new)
    assert answer.url == f"{at(number)}?bang=products#luoi"
    assert ProposalRow.objects.order_by("-place")[0].values["code"] == "SP-04"
    again = client.post(at(number, "dong/"), new | {"o-code": "SP-05", "tiep": "1"})
    assert again.url.endswith("moi=1#dong-moi")


def test_an_empty_row_is_not_saved(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    answer = client.post(at(number, "dong/"), {"viec": "luu", "o-code": " "})
    assert answer.status_code == 422
    assert "Dòng chưa có gì" in answer.content.decode()


def test_rows_are_removed_and_come_back(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    chosen = [f"{lists.row_of(number, code).pk}:1" for code in ("SP-01", "SP-03")]
    client.post(at(number, "dong/"), {"viec": "xoa", "chon": chosen})
    assert [one.values["code"] for one in ProposalRow.objects.all()] == ["SP-02"]
    assert "Đã xóa 2 dòng." in page_of(client, number)
    client.post(at(number, "hoan-tac/"))
    rows = ProposalRow.objects.order_by("place")
    assert [one.values["code"] for one in rows] == ["SP-01", "SP-02", "SP-03"]


def test_a_choice_is_set_on_several_rows_at_once(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    chosen = [f"{lists.row_of(number, code).pk}:1" for code in ("SP-01", "SP-02")]
    client.post(at(number, "dong/"), {"viec": "dat", "dat": "group:B", "chon": chosen})
    assert [lists.row_of(number, f"SP-0{n}").values["group"] for n in (1, 2, 3)] == ["B", "B", "C"]
    assert "Đặt Nhóm nhiệm vụ = Chuyên môn dùng chung cho 2 dòng." in page_of(client, number)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"viec": "xoa"}, "Chưa chọn dòng nào"),
        ({"viec": "dat", "dat": "group:B"}, "Chưa chọn dòng nào"),
        ({"viec": "dat", "dat": ""}, "Chưa chọn đặt ô nào"),
        ({"viec": "dat", "dat": "name:B"}, "Chưa chọn đặt ô nào"),
        ({"viec": "xoa", "chon": "999999:1"}, "vừa bị xóa"),
        ({"viec": "khoi", "chu": ""}, "Chưa có gì để đọc"),
    ],
)
def test_what_cannot_be_done_is_explained(signed_in, sent, told):
    client = signed_in("office")
    number = lists.drafted()
    answer = client.post(at(number, "dong/"), sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert told in html
    assert "<title>Lỗi: " in html
    assert 'role="alert"' in html
    assert Change.objects.count() == 1


def test_an_act_that_is_none_is_not_found(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    assert client.post(at(number, "dong/"), {"viec": "x"}).status_code == 404
    assert client.post(at(number, "buoc/"), {"viec": "x"}).status_code == 404


def test_rows_of_a_submitted_list_stand(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    actions.submit(number, by=None, at=world.AT)
    answer = save(client, number, "SP-02", coefficient="1")
    assert answer.status_code == 422
    assert "đã trình thẩm định; không sửa được các dòng nữa" in answer.content.decode()
    assert lists.row_of(number, "SP-02").values["coefficient"] == "9"


# ---- two people on one row ----


def test_two_versions_are_shown_and_the_reader_chooses(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    edited_by_another(number, "SP-02", points="6", section="Phòng Nội vụ")
    answer = save(client, number, "SP-02", seen=1, **FULL | {"points": "7", "coefficient": "1,4"})
    html = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Người office2 đã sửa dòng này" in html
    assert re.findall(r'name="o-(\w+)" value="([^"]*)" required( checked)?', html) == [
        ("section", "Phòng Kinh tế", ""), ("section", "Phòng Nội vụ", " checked"),
        ("points", "7", ""), ("points", "6", ""),
        ("coefficient", "1,4", " checked"), ("coefficient", "9", ""),
    ]  # fmt: skip
    assert lists.row_of(number, "SP-02").values["points"] == "6"
    version = int(re.search(r'name="ban" value="(\d+)"', html)[1])
    save(
        client, number, "SP-02", seen=version, section="Phòng Nội vụ", points="7", coefficient="1,4"
    )
    kept = lists.row_of(number, "SP-02").values
    assert (kept["section"], kept["points"], kept["coefficient"]) == ("Phòng Nội vụ", "7", "1,4")


def test_a_script_is_told_of_two_versions_and_sends_the_form_itself(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    edited_by_another(number, "SP-02", points="6")
    assert save(client, number, "SP-02", seen=1, fetch=True, points="7").status_code == 409
    assert lists.row_of(number, "SP-02").values["points"] == "6"


def test_two_who_typed_the_same_do_not_quarrel(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    edited_by_another(number, "SP-02", coefficient="1")
    answer = save(client, number, "SP-02", seen=1, **FULL | {"coefficient": "1"})
    assert answer.status_code == 302


def test_a_row_removed_meanwhile_is_kept_as_a_new_one(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    row = lists.row_of(number, "SP-02")
    actions.change_rows(
        number, [RowEdit("products", None, row.pk)], label="Xóa", by=None, at=world.AT
    )
    sent = {"viec": "luu", "dong": row.pk, "ban": 1, "o-code": "SP-02", "o-name": "Tên đã gõ"}
    answer = client.post(at(number, "dong/"), sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Dòng này vừa bị xóa" in html
    assert "Tên đã gõ</textarea>" in html


# ---- undo and history ----


def test_ones_own_last_change_is_undone_not_another_persons(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    save(client, number, "SP-01", name="Của tôi")
    edited_by_another(number, "SP-02", name="Của người khác")
    client.post(at(number, "hoan-tac/"))
    assert lists.row_of(number, "SP-01").values["name"] == "Thẩm định hồ sơ SP-01"
    assert lists.row_of(number, "SP-02").values["name"] == "Của người khác"
    answer = client.post(at(number, "hoan-tac/"))
    assert answer.status_code == 422
    assert "không có gì để hoàn tác" in answer.content.decode()


def test_the_history_takes_back_a_change_but_not_one_built_upon(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    save(client, number, "SP-01", name="Một")
    save(client, number, "SP-01", name="Hai")
    page = page_of(client, number, "?xem=lich-su")
    assert "Người office, 14:32 23/11/2026, 1 dòng" in page
    assert client.post(at(number, "hoan-tac/"), {"so": 2}).status_code == 422
    client.post(at(number, "hoan-tac/"), {"so": 3})
    client.post(at(number, "hoan-tac/"), {"so": 2})
    assert "Sửa SP-01 đã hoàn tác" in page_of(client, number, "?xem=lich-su")


def test_the_beginning_of_a_list_cannot_be_taken_back_from_the_page(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    html = client.get(f"{at(number)}?xem=lich-su").content.decode()
    assert 'name="so"' not in html


# ---- pasting ----


def paste(client, number: int, text: str, act: str = "dua-vao", **more):
    """Send pasted text."""
    return client.post(at(number, "dan/"), {"viec": act, "chu": text, "ve": "bang=products"} | more)


def test_a_paste_is_previewed_with_each_fault_in_its_place(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    text = "Mã\tNhiệm vụ\tSản phẩm đầu ra\tĐiểm\nSP-01\tTên khác\tBáo cáo\t5\nSP-09\tMới\t\tbảy\n"
    answer = paste(client, number, text, "xem")
    page = " ".join(re.sub(r"<[^>]+>", " ", unescape(answer.content.decode())).split())
    assert "Đọc được 2 dòng: thêm 1 dòng, sửa 1 dòng. 2 ô chưa đúng" in page
    assert "3 Sản phẩm đầu ra (trống) “Sản phẩm đầu ra” đang trống điền ô này" in page
    assert "3 Điểm bảy" in page
    assert "Chưa có cột: Nhóm nhiệm vụ, Phân nhóm." in page
    assert Change.objects.count() == 1


def test_a_paste_goes_in_as_one_change_and_out_again(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    text = "Mã\tNhiệm vụ\tĐiểm\nSP-01\tTên khác\t\nSP-09\tMới\tbảy\nSP-02\tThẩm định hồ sơ SP-02\t5"
    assert paste(client, number, text).status_code == 302
    assert lists.row_of(number, "SP-01").values["name"] == "Tên khác"
    assert lists.row_of(number, "SP-01").values["points"] == "5"
    assert lists.row_of(number, "SP-09").values == {"code": "SP-09", "name": "Mới", "points": "bảy"}
    assert Change.objects.get(number=2).label == "Dán 3 dòng từ bảng tính"
    client.post(at(number, "hoan-tac/"))
    assert ProposalRow.objects.count() == 3
    assert lists.row_of(number, "SP-01").values["name"] == "Thẩm định hồ sơ SP-01"


def test_the_reader_says_what_a_column_is(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    text = "SP-09\tBáo cáo\tMới"
    paste(client, number, text, cot=["code", "output", "name"])
    assert lists.row_of(number, "SP-09").values == {
        "code": "SP-09",
        "output": "Báo cáo",
        "name": "Mới",
    }


@pytest.mark.parametrize("text", ["", "  \n\t\n", "Mã\tNhiệm vụ"])
def test_a_paste_that_holds_nothing_is_explained(signed_in, text):
    client = signed_in("office")
    number = lists.drafted()
    assert paste(client, number, text).status_code == 422
    assert Change.objects.count() == 1


def block(client, number: int, text: str, codes: list[str], columns: list[str]):
    """Paste a block onto the grid from the row of the first code on."""
    rows = [lists.row_of(number, code) for code in codes]
    sent = {
        "viec": "khoi",
        "chu": text,
        "cot": columns,
        "dong": [f"{one.pk}:{one.version}" for one in rows],
    }
    return client.post(at(number, "dong/"), sent)


def test_a_block_is_laid_over_rows_and_columns_and_past_the_last_row(signed_in):
    client = signed_in("office")
    number = lists.drafted()
    block(client, number, "6\t1,2\n7\t\n8\t1,6", ["SP-02", "SP-03"], ["points", "coefficient"])
    assert lists.row_of(number, "SP-02").values["points"] == "6"
    assert "coefficient" not in lists.row_of(number, "SP-03").values
    assert ProposalRow.objects.order_by("-place")[0].values == {"points": "8", "coefficient": "1,6"}
    client.post(at(number, "hoan-tac/"))
    assert ProposalRow.objects.count() == 3


@pytest.mark.parametrize(
    ("text", "codes", "told"),
    [("1\t2\t3", ["SP-01"], "rộng hơn"), ("1\n2", ["SP-01"], "dài hơn số dòng đang hiện")],
)
def test_a_block_that_would_change_what_nobody_sees_is_refused(signed_in, text, codes, told):
    client = signed_in("office")
    number = lists.drafted()
    answer = block(client, number, text, codes, ["points", "coefficient"])
    assert answer.status_code == 422
    assert told in answer.content.decode()


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
