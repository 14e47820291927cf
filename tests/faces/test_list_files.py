"""Every list on screen as a workbook: the page's rights, everybody in it, formulas inert."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from congvu.apps.org.models import Person, Unit
from congvu.apps.work.models import Task
from congvu.exchange.workbook.results import Column
from congvu.web.shared.list_files import list_file
from tests.faces import town

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://x")', "https://x.vn")
OK, NO, HIDDEN = 200, 403, 404
LISTS = {
    "/phong/2026-11/?don-vi=P": ("alice", "Nguyễn Văn An"),
    "/viec-phong/?don-vi=P1&ky=2026-11": ("binh", "Soạn thảo văn bản"),
    "/nhan-su/?don-vi=P": ("noi.vu", "Nguyễn Văn An"),
    "/don-vi/": ("noi.vu", "Phòng Kinh tế"),
    "/don-vi/?tim=kinh": ("noi.vu", "Phòng Kinh tế"),
    "/tinh/2026-11/": ("noi.vu", "Phường Nha Trang"),
    "/doi-chieu/": ("noi.vu", "Tệp quyết định"),
    "/vi-tri/": ("an", "Vị trí việc làm"),
    "/nhat-ky/": ("an", "Số lượng"),
    "/duyet-gop/2026-11/": ("thanh.tra", "Người nghiệm thu"),
    "/chot-ky/2026-11/muc/no_self_score/": ("noi.vu", "Lê Bình"),
    "/cham-phieu/": ("binh", "Nguyễn Văn An"),
    "/kien-nghi/": ("noi.vu", "Nội dung bị kiến nghị"),
    "/dieu-chinh/": ("noi.vu", "Người kiểm tra"),
    "/ngoai-danh-muc/": ("office", "Số lần"),
    "/lich-ky/": ("noi.vu", "Phường Nha Trang"),
    "/nang-luc/?don-vi=P1": ("binh", "Nguyễn Văn An"),
}


def asked(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}tep=xlsx"


def sheet(answer):
    assert answer.status_code == OK, answer.status_code
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    return load_workbook(BytesIO(answer.content)).active


def cells(answer) -> list[object]:
    return [cell.value for row in sheet(answer).iter_rows() for cell in row]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_given_as_a_workbook_at_the_pages_own_address(path, signed_in):
    name, words = LISTS[path]
    client = signed_in(name)
    page = client.get(path)
    assert page.status_code == OK
    assert any(words in str(value) for value in cells(client.get(asked(path))))


@pytest.mark.parametrize("path", LISTS)
def test_whoever_may_not_open_the_page_does_not_get_its_list(path, signed_in):
    for login in town.LOGINS:
        client = signed_in(login.username)
        page, file = client.get(path), client.get(asked(path))
        assert file.status_code == page.status_code, login.username


def test_what_people_typed_stays_a_text_in_every_cell(signed_in):
    people = Person.objects.order_by("pk")
    for person, text in zip(people, HOSTILE, strict=False):
        Person.objects.filter(pk=person.pk).update(full_name=text)
    tasks = Task.objects.order_by("pk")
    for task, text in zip(tasks, HOSTILE, strict=False):
        Task.objects.filter(pk=task.pk).update(title=text)
    Unit.objects.filter(code="P1").update(name="=cmd|' /C calc'!A0")
    client, found = signed_in("alice"), set()
    for path in ("/phong/2026-11/?don-vi=P", "/viec-phong/?don-vi=P1&ky=2026-11", "/don-vi/"):
        for row in sheet(client.get(asked(path))).iter_rows():
            for cell in row:
                assert cell.data_type != "f", (path, cell.coordinate, cell.value)
                assert cell.hyperlink is None
                found.add(str(cell.value))
    assert {"=1+1", "+1", "@SUM(A1)"} <= found


@pytest.mark.parametrize("text", HOSTILE)
def test_the_one_writer_knows_no_formula(text):
    answer = list_file("thu", text, (Column(text), Column("Số", 2)), [(text, 7670), ("", None)])
    found = load_workbook(BytesIO(answer.content)).active
    assert [cell.data_type for cell in found[2]] == ["s", "n"]
    assert found["A2"].value == text
    assert found["B2"].value == 76.7
    assert found["A1"].value == text


def test_a_list_longer_than_a_page_is_given_whole():
    rows = [(f"Người {n}",) for n in range(120)]
    found = load_workbook(BytesIO(list_file("d", "D", (Column("Tên"),), rows).content)).active
    assert found.max_row == 121
