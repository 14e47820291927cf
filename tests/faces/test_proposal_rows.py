"""Rows of a draft: what was typed is kept, two versions are shown, a change is taken back."""

import re
from html import unescape

import pytest

from congvu.apps.accounts.models import User
from congvu.apps.toolkit import actions
from congvu.apps.toolkit.actions import RowEdit
from congvu.apps.toolkit.models import Change, ProposalRow
from tests.apps import world
from tests.faces import lists
from tests.faces.lists import at, page_of

FETCH = {"X-Requested-With": "fetch"}
FULL = {"code": "SP-02", "group": "C", "section": "Phòng Kinh tế", "name": "Thẩm định hồ sơ SP-02",
        "output": "Báo cáo thẩm định SP-02", "complexity": "N1", "points": "5",
        "coefficient": "9"}  # fmt: skip


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
