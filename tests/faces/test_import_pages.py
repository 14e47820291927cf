"""Files loaded for a proposal, applied by a second person; and a list given as a file."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from congvu.apps.toolkit import actions, queries
from congvu.exchange.lists.reading import read_lists
from congvu.kernel.legacy_text import Encoding, decode
from tests.apps import world
from tests.exchange.toolkit.sharing import catalogue, issued, row
from tests.faces import town
from tests.faces.files import FIRST, line, started, uploaded, user, workbook

OK, SEE, WRONG, NO, HIDDEN = 200, 302, 422, 403, 404
EVERYBODY = {*(login.username for login in town.LOGINS), town.NO_ROLE}
READERS = {"office", "office2", "noi.vu", "tham.dinh", "bi.thu", "thanh.tra"}


def text(answer) -> str:
    return answer.content.decode()


def load(client, proposal: int, file, absent: str = "keep"):
    return client.post(reverse("imports", args=(proposal,)), {"tep": file, "vang": absent})


@pytest.fixture
def book(tmp_path):
    """Row 1 as it is, row 2 with other points, row 9 new, row 3 absent, one row that is wrong."""
    return workbook(
        tmp_path / "danh-muc.xlsx",
        line(1),
        line(2, 20, 4),
        line(9, 15, 3),
        line(8, "hai mươi", 3),
    )


def loaded(signed_in, proposal: int, book, absent: str = "keep") -> str:
    answer = load(signed_in("office"), proposal, book, absent)
    assert answer.status_code == SEE, text(answer)
    return answer.url


def rows(proposal: int) -> dict[str, str]:
    found = queries.draft_document(proposal).rows("products")
    return {one["code"]: one["points"] for one in found}


def test_a_workbook_becomes_a_plan_and_changes_nothing(signed_in, book):
    proposal = started()
    page = text(signed_in("office").get(loaded(signed_in, proposal, book)))
    assert "1 dòng mới, 1 dòng sửa, 1 dòng không nhận." in page
    for words in ("A.09", "Điểm: <del>10</del> → <ins>20</ins>", "Danh mục!H7", "hai mươi",
                  "Chờ một người khác"):  # fmt: skip
        assert words in page
    assert rows(proposal) == {"A.01": "10", "A.02": "10", "A.03": "10"}


def test_the_second_person_applies_and_anyone_of_the_office_undoes(signed_in, book):
    proposal = started()
    address = loaded(signed_in, proposal, book)
    refused = signed_in("office").post(address, {"buoc": "ap-dung"})
    assert refused.status_code == WRONG
    assert "phải khác người nạp" in text(refused)
    assert signed_in("office2").post(address, {"buoc": "ap-dung"}).status_code == SEE
    assert rows(proposal) == {"A.01": "10", "A.02": "20", "A.03": "10", "A.09": "15"}
    page = text(signed_in("office").get(address))
    assert "Người office2 đã áp dụng" in page
    assert "Hoàn tác cả tệp" in page
    assert signed_in("office").post(address, {"buoc": "hoan-tac"}).status_code == SEE
    assert rows(proposal) == {"A.01": "10", "A.02": "10", "A.03": "10"}


@pytest.mark.parametrize(("absent", "left"), [("keep", True), ("section", False), ("drop", False)])
def test_what_becomes_of_absent_rows_is_the_readers_word(signed_in, book, absent, left):
    proposal = started()
    address = loaded(signed_in, proposal, book, absent)
    assert ("A.03" in text(signed_in("office").get(address))) is not left
    signed_in("office2").post(address, {"buoc": "ap-dung"})
    assert ("A.03" in rows(proposal)) is left


def test_a_file_of_one_section_leaves_the_others(signed_in, tmp_path):
    proposal = started(document=catalogue(row(1), row(2, section="Phòng khác")))
    book = workbook(tmp_path / "mot-phong.xlsx", line(4))
    address = loaded(signed_in, proposal, book, "section")
    signed_in("office2").post(address, {"buoc": "ap-dung"})
    assert set(rows(proposal)) == {"A.02", "A.04"}


def test_a_file_is_dropped_without_a_change(signed_in, book):
    proposal = started()
    address = loaded(signed_in, proposal, book)
    assert signed_in("office").post(address, {"buoc": "bo"}).status_code == SEE
    page = text(signed_in("office2").get(address))
    assert "đã bỏ, không áp dụng" in page
    assert 'value="ap-dung"' not in page


def test_a_plan_of_a_draft_that_moved_on_asks_to_be_loaded_again(signed_in, book):
    proposal = started()
    address = loaded(signed_in, proposal, book)
    edit = actions.RowEdit("products", row(7))
    actions.change_rows(proposal, [edit], label="Thêm", by=None, at=world.AT)
    page = text(signed_in("office2").get(address))
    assert "hãy nạp lại tệp" in page
    assert 'value="ap-dung"' not in page
    answer = signed_in("office2").post(address, {"buoc": "ap-dung"})
    assert (answer.status_code, "đã thay đổi" in text(answer)) == (WRONG, True)


def old(text: str) -> str:
    """A text as TCVN3 wrote it, as far as the letters of one sign go."""
    letters = {decode(chr(n), Encoding.TCVN3): chr(n) for n in range(0xA1, 0x100)}
    return "".join(letters.get(letter, letter) for letter in text)


def test_old_encodings_are_shown_before_and_after(signed_in, tmp_path):
    name = "Cán bộ soạn thảo báo cáo tổng hợp của phòng"
    told = {"section": "Văn phòng", "output": "Báo cáo tổng hợp", "unit": "báo cáo", "name": name}
    cells = [line(number, **told) for number in range(4, 9)]
    book = workbook(tmp_path / "cu.xlsx", *cells, write=old)
    page = text(signed_in("office").get(loaded(signed_in, started(), book)))
    assert "phông cũ (TCVN3)" in page
    samples = re.findall(r"<del>([^<]*)</del> → <ins>([^<]*)</ins>", page)
    assert samples
    assert all(decode(before, Encoding.TCVN3) == after != before for before, after in samples)


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (None, "Chưa chọn tệp"),
        (uploaded(b"x", "danh-muc.exe"), "không phải bảng tính"),
        (uploaded(b"PK\x03\x04 broken", "danh-muc.xlsx"), ""),
        (uploaded(b"a,b\n1,2\n", "danh-muc.csv"), "Không thấy danh sách nào"),
        (uploaded(b"x" * ((5 << 20) + 1), "danh-muc.csv"), "lớn hơn 5 MB"),
    ],
    ids=["none", "program", "broken", "no-table", "large"],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(signed_in, file, says):
    proposal = started_of(signed_in)
    fields = {"vang": "drop"} | ({"tep": file} if file else {})
    answer = signed_in("office").post(reverse("imports", args=(proposal,)), fields)
    page = text(answer)
    assert answer.status_code == WRONG
    assert says in page
    assert "<title>Lỗi: " in page
    assert re.search(r'value="drop" checked', page)
    assert queries.import_plans(proposal) == []


def started_of(signed_in) -> int:
    """A draft, once the town is there."""
    signed_in("office")
    return started()


def test_no_upload_is_left_behind(signed_in, book, tmp_path, monkeypatch):
    folder = tmp_path / "tam"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    proposal = started_of(signed_in)
    loaded(signed_in, proposal, book)
    load(signed_in("office"), proposal, uploaded(b"PK\x03\x04 broken", "danh-muc.xlsx"))
    assert list(folder.iterdir()) == []


def test_the_files_name_and_print_are_kept_without_its_folder(signed_in, book):
    proposal = started_of(signed_in)
    loaded(signed_in, proposal, book)
    (plan,) = queries.import_plans(proposal)
    assert (plan.filename, len(plan.sha256)) == ("danh-muc.xlsx", 64)


def test_only_a_draft_takes_files(signed_in, book):
    proposal = started_of(signed_in)
    actions.submit(proposal, by=user("office"), at=world.AT)
    page = text(signed_in("office").get(reverse("imports", args=(proposal,))))
    assert 'name="tep"' not in page
    answer = load(signed_in("office"), proposal, book)
    assert (answer.status_code, "không nạp tệp được nữa" in text(answer)) == (WRONG, True)


def test_a_plan_that_was_made_elsewhere_shows_what_it_would_change(signed_in):
    proposal = started_of(signed_in)
    kept = [dict(one) for one in FIRST.rows("products")[:2]]
    new = actions.NewPlan(
        "viec-moi.xlsx", "a" * 64, {"sheets": {"products": [*kept, row(7)]}, "settings": {}}
    )
    plan = actions.plan_import(proposal, new, by=user("office"), at=world.AT)
    page = text(signed_in("office2").get(reverse("import_plan", args=(proposal, plan))))
    assert "1 dòng mới, 1 dòng bỏ." in page
    assert "A.07" in page


def test_the_list_of_files_says_who_loaded_and_what_became_of_it(signed_in, book):
    proposal = started_of(signed_in)
    page = text(signed_in("office").get(reverse("imports", args=(proposal,))))
    assert "Chưa nạp tệp nào" in page
    loaded(signed_in, proposal, book)
    page = text(signed_in("bi.thu").get(reverse("imports", args=(proposal,))))
    for words in ("danh-muc.xlsx", "Người office", "Chờ người thứ hai áp dụng", "1 tệp chờ"):
        assert words in page
    assert 'name="tep"' not in page


def test_who_reads_and_who_writes(signed_in, book):
    ours, others = started_of(signed_in), started(by="noi.vu", unit="S", document=catalogue(
        row(1), code="SO"))  # fmt: skip
    plan = loaded(signed_in, ours, book)
    paths = {
        "imports": reverse("imports", args=(ours,)),
        "import_plan": plan,
        "others": reverse("imports", args=(others,)),
    }
    seen = {
        (name, who): signed_in(who).get(path).status_code
        for name, path in paths.items()
        for who in EVERYBODY
    }
    opened = {key for key, status in seen.items() if status == OK}
    province = READERS - {"office", "office2"}
    assert opened == {
        *(("imports", who) for who in READERS),
        *(("import_plan", who) for who in READERS),
        *(("others", who) for who in province),
    }
    assert seen["others", "office"] == HIDDEN
    assert seen["imports", "an"] == NO
    wrote = {
        who for who in EVERYBODY
        if signed_in(who).post(plan, {"buoc": ""}).status_code == WRONG
    }  # fmt: skip
    assert wrote == {"office", "office2", "noi.vu", "tham.dinh"}
    refused = {
        who for who in EVERYBODY
        if signed_in(who).post(paths["imports"], {}).status_code == WRONG
    }  # fmt: skip
    assert refused == wrote


def test_a_plan_is_found_under_its_own_proposal_only(signed_in, book):
    ours = started_of(signed_in)
    other = started(document=catalogue(row(1), code="KHAC"))
    loaded(signed_in, ours, book)
    (plan,) = queries.import_plans(ours)
    path = reverse("import_plan", args=(other, plan.id))
    assert signed_in("office").get(path).status_code == HIDDEN
    assert signed_in("office").get(reverse("imports", args=(99999,))).status_code == HIDDEN


# --- a list as a file ------------------------------------------------------------------------


@pytest.fixture
def edition(signed_in) -> str:
    signed_in("an")
    return issued(
        actions.start(catalogue(row(1), row(2), row(3)), by=None, at=world.AT),
        valid_from=date(2026, 6, 1),
    )


def given(client, code: str, fmt: str):
    return client.get(reverse("catalogue_file", args=(code, fmt)))


def test_a_workbook_that_is_given_reads_back_as_the_list(signed_in, edition, tmp_path: Path):
    answer = given(signed_in("an"), edition, "xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="XA.xlsx"'
    path = tmp_path / "XA.xlsx"
    path.write_bytes(answer.content)
    (found,) = read_lists([path]).documents
    assert found == FIRST


def test_the_form_is_given_as_docx_and_pdf(signed_in, edition):
    docx, pdf = (given(signed_in("an"), edition, fmt) for fmt in ("docx", "pdf"))
    assert docx.content[:2] == b"PK"
    assert pdf.content[:5] == b"%PDF-"


def test_what_is_unknown_has_no_file(signed_in, edition):
    client = signed_in("an")
    assert given(client, "KHONG", "xlsx").status_code == HIDDEN
    assert given(client, edition, "exe").status_code == HIDDEN
