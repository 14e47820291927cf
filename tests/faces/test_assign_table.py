"""Dán cả bảng: looked at before it is handed out, mended in place, handed out once."""

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.work.models import Task
from tests.apps import world
from tests.faces import lists
from tests.faces.files import uploaded

PATH = "/giao-viec/bang/"
KEY = "8f14e45f-ceea-467f-9575-3c3a1c0fd0c1"
HEAD = "Người\tSản phẩm\tSố lượng\tHạn\tHệ số\tGhi chú"
GOOD = "Nguyen Van An\tSP-1\t2\t27/11/2026\t\t"


@pytest.fixture
def head(signed_in):
    client = signed_in("alice")
    lists.issued()
    return client


def sent(client, *lines: str, viec: str = "xem", **fields):
    given = {
        "khoa": KEY, "don-vi": "P", "ky": "2026-11", "viec": viec,
        "chu": "\n".join((HEAD, *lines)),
    }  # fmt: skip
    return client.post(PATH, given | fields)


def new_tasks():
    return Task.objects.filter(assigned_by__username="alice")


def test_a_preview_writes_nothing_and_shows_what_was_understood(head):
    answer = sent(head, GOOD, "Đỗ Dung\tDọn kho\t1\t\t1,5\tgấp")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "2 việc sẵn sàng giao cho 2 người." in page
    assert "Nguyễn Văn An" in page
    assert "Soạn thảo văn bản 1" in page
    assert "Giao 2 việc" in page
    assert new_tasks().count() == 0


def test_sixty_lines_are_one_act_and_are_handed_out_once(head):
    lines = [GOOD] * 60
    urls = [sent(head, *lines, viec="giao").url for _ in range(2)]
    assert urls[0] == urls[1]
    assert new_tasks().count() == 60
    assert Event.objects.filter(verb="work.tasks_assigned").latest("pk").payload["count"] == 60
    page = head.get(urls[0]).content.decode()
    assert "Đã giao 60 việc" in page


def test_a_bad_cell_is_marked_kept_and_mended_in_place(head):
    lines = (GOOD, "Ai Đó\tSP-1\t1.234\t\t\t")
    answer = sent(head, *lines, viec="giao")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa giao việc nào: còn 1 dòng phải sửa." in page
    assert 'name="o-3-person"' in page
    assert 'name="o-3-amount" value="1.234"' in page
    assert new_tasks().count() == 0
    mended = {"o-3-person": "chi", "o-3-amount": "3"}
    assert sent(head, *lines, viec="giao", **mended).status_code == 302
    assert sorted(new_tasks().values_list("person__code", "assigned_hundredths")) == [
        ("an", 200), ("chi", 300),
    ]  # fmt: skip


def test_a_line_may_be_left_out(head):
    assert sent(head, GOOD, "Ai Đó\tSP-1", viec="giao", bo="3").status_code == 302
    assert new_tasks().count() == 1


def test_what_columns_are_can_be_chosen(head):
    given = {"chu": "SP-1\tNguyễn Văn An", "cot": ["product", "person"]}
    assert "1 việc sẵn sàng" in sent(head, **given).content.decode()


def test_nobody_gives_herself_work_nor_people_out_of_reach(head):
    page = sent(head, "alice\tSP-1\t1", "giang\tSP-1\t1").content.decode()
    assert "0 việc sẵn sàng" in page
    assert "2 dòng cần sửa" in page


def test_hostile_text_comes_back_as_text(head):
    page = sent(head, "<script>alert(1)</script>\tSP-1\t1").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("text", ["", "chỉ một dòng chữ", "a\tb\n" * 600, "\x00"])
def test_what_is_no_table_is_told(head, text):
    answer = head.post(PATH, {"khoa": KEY, "don-vi": "P", "ky": "2026-11", "chu": text})
    assert answer.status_code in {200, 422}
    assert new_tasks().count() == 0


def test_a_file_is_read_as_a_paste(head, tmp_path):
    import xlsxwriter

    path = tmp_path / "viec.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Việc")
        page.write_row(0, 0, ["Họ và tên", "Nội dung", "Số lượng"])
        page.write_row(1, 0, ["Nguyễn Văn An", "SP-1", 2.5])
    given = {"khoa": KEY, "don-vi": "P", "ky": "2026-11", "viec": "xem",
             "tep": uploaded(path.read_bytes(), "viec.xlsx")}  # fmt: skip
    page = head.post(PATH, given).content.decode()
    assert "1 việc sẵn sàng giao cho 1 người." in page
    assert "2,5" in page


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("viec.pdf", b"%PDF", "không phải bảng tính"),
        ("viec.xlsx", b"PK\x03\x04rac", "Tệp"),
        ("viec.csv", "Màu,Cỡ\nxanh,to\n".encode(), "Không thấy bảng giao việc"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(head, name, content, told):
    given = {"khoa": KEY, "don-vi": "P", "ky": "2026-11", "tep": uploaded(content, name)}
    answer = head.post(PATH, given)
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_closed_month_takes_no_table(head):
    from congvu.apps.evaluation import actions as evaluation
    from congvu.apps.rulebook.queries import period

    evaluation.close_month(period("2026-11"), by=None, at=world.AT)
    assert sent(head, GOOD, viec="giao").status_code == 404
    assert new_tasks().count() == 0


def test_the_preview_asks_the_database_little(head):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        sent(head, *[GOOD] * 60)
    assert len(asked) <= 12
