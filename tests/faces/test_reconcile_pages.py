"""A signed decision held against the month: told side by side, kept for who looks after."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from congvu.apps.audit.models import Event
from congvu.apps.evaluation.models import ReconciledRow, Reconciliation, Scorecard
from tests.exchange.reconciliation.decisions import Room, decision, written
from tests.faces import town
from tests.faces.files import uploaded

OK, SEE, WRONG, NO, HIDDEN = 200, 302, 422, 403, 404
READERS = {"office", "office2", "noi.vu", "tham.dinh", "thanh.tra"}
EVERYBODY = {*(login.username for login in town.LOGINS), town.NO_ROLE}
ROWS = (
    Room("I. Phòng Kinh tế", [
        ["Lê Bình", "Chức danh", "", "", ""],
        ["Nguyễn Văn Ann", "Chức danh", 76.07, "Hoàn thành tốt nhiệm vụ", ""],
        ["Võ Người Lạ", "Chuyên viên", 80, "HTTNV", ""],
    ]),
    Room("II. Phòng Văn hóa", [["Phạm Chi", "Trưởng phòng", "", "", ""],
                               ["Đỗ Dung", "Chức danh", "", "", ""]]),
)  # fmt: skip


def text(answer) -> str:
    return answer.content.decode()


def sent(client, folder, rooms=ROWS, unit: str = "P", period: str = town.MONTH):
    content = written(folder, decision(*rooms)).read_bytes()
    file = uploaded(content, "quyet-dinh-12.xlsx")
    return client.post("/doi-chieu/", {"tep": file, "ky": period, "don-vi": unit})


def test_a_decision_is_compared_kept_and_told_side_by_side(signed_in, tmp_path):
    before = list(Scorecard.objects.values())
    client = signed_in("office")
    answer = sent(client, tmp_path)
    assert answer.status_code == SEE, text(answer)
    page = text(client.get(answer.url))
    for words in ("5 dòng cần xem", "2 thiếu trong quyết định", "1 chỉ có trong quyết định",
                  "76,70", "76,07", "Nguyễn Văn Ann", "sai một chữ", "Võ Người Lạ",
                  "Trần Thị Alice", "Sheet1!9", "So với điểm tạm tính"):  # fmt: skip
        assert words in page, words
    assert list(Scorecard.objects.values()) == before
    event = Event.objects.get(verb="evaluation.decision_reconciled")
    assert event.payload["counts"] == Reconciliation.objects.get().counts


def test_the_kinds_of_findings_are_filtered_and_paged(signed_in, tmp_path):
    rooms = [Room("", [[f"Người Lạ Số {n}", "", 80, "B", ""] for n in range(120)])]
    client = signed_in("office")
    url = sent(client, tmp_path, rooms).url
    assert "Trang 1 / 3" in text(client.get(url))
    last = text(client.get(f"{url}?loai=extra&trang=3"))
    assert last.count("<tr data-row>") == 20
    assert "101–120 trong 120" in last
    missing = text(client.get(f"{url}?loai=missing"))
    assert "Người Lạ" not in missing
    assert client.get(f"{url}?loai=x&trang=-1").status_code == OK


def test_the_result_is_a_workbook(signed_in, tmp_path):
    client = signed_in("thanh.tra")
    url = sent(client, tmp_path).url
    book = load_workbook(BytesIO(client.get(f"{url}tai/").content))
    rows = list(book["Đối chiếu"].values)
    assert len(rows) == 1 + ReconciledRow.objects.count()
    an = next(row for row in rows if row[4] == "Nguyễn Văn An")
    assert an[5:8] == ("Nguyễn Văn Ann", 76.7, 76.07)


def test_who_compares_and_who_reads_what_was_compared(signed_in, tmp_path):
    url = sent(signed_in("noi.vu"), tmp_path, unit="T").url
    seen = {user: signed_in(user).get(url).status_code for user in EVERYBODY}
    assert {user for user, status in seen.items() if status == OK} == READERS - {
        "office",
        "office2",
    }
    assert seen["office"] == HIDDEN
    own = sent(signed_in("office"), tmp_path).url
    for path in (own, f"{own}tai/"):
        seen = {user: signed_in(user).get(path).status_code for user in EVERYBODY}
        assert {user for user, status in seen.items() if status == OK} == READERS
        assert {seen[user] for user in EVERYBODY - READERS} == {NO}
    assert "quyet-dinh-12.xlsx" in text(signed_in("thanh.tra").get("/doi-chieu/"))
    listed = text(signed_in("office2").get("/doi-chieu/"))
    assert own in listed
    assert url not in listed


def test_a_unit_out_of_reach_is_unknown(signed_in, tmp_path):
    assert sent(signed_in("office"), tmp_path, unit="S").status_code == HIDDEN
    assert sent(signed_in("office"), tmp_path, unit="khong-co").status_code == HIDDEN
    assert signed_in("office").get("/doi-chieu/999/").status_code == HIDDEN
    assert not Reconciliation.objects.exists()


@pytest.mark.parametrize(
    ("file", "period", "told"),
    [
        (None, town.MONTH, "Chưa chọn tệp"),
        (("a.pdf", b"%PDF-"), town.MONTH, "không phải bảng tính"),
        (("a.csv", b"STT;Viec\n1;x\n"), town.MONTH, "Không thấy danh sách người nào"),
        (("a.csv", b"STT;Ho ten;Diem\n1;An;5\n"), "2031-01", "Chọn kỳ"),
    ],
)
def test_a_mistake_is_told_and_what_was_chosen_is_kept(signed_in, file, period, told):
    given = {"ky": period, "don-vi": "P2"}
    if file:
        given["tep"] = uploaded(file[1], file[0])
    answer = signed_in("office").post("/doi-chieu/", given)
    assert answer.status_code == WRONG
    assert told in text(answer)
    assert '<option value="P2" selected>' in text(answer)


def test_the_pages_ask_little(signed_in, tmp_path, django_assert_max_num_queries):
    client = signed_in("noi.vu")
    url = sent(client, tmp_path).url
    for path in ("/doi-chieu/", url):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == OK


def test_addresses_are_what_they_are_called():
    assert reverse("reconciliation_file", args=(3,)) == "/doi-chieu/3/tai/"
