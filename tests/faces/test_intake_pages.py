"""Whoever keeps integrations connects a system, writes rules, loads a file, applies, undoes."""

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.apps.accounts.models import User
from congvu.apps.catalogue.models import Product
from congvu.apps.rulebook.queries import period
from congvu.apps.work import actions, queries
from congvu.apps.work.models import Entry, Received
from tests.apps import world
from tests.apps.work import feeds
from tests.exchange.intake import sources

CODE = feeds.CODE
MISTAKEN, MISSING, DENIED = 422, 404, 403
CONNECTED = {
    "ten": "Một cửa điện tử", "ma": CODE, "loai": "one_stop", "don-vi": "P", "cot-ma": "Mã hồ sơ",
    "giu": "Lĩnh vực", "cot-1": "Trạng thái", "phep-1": "one_of", "gia-tri-1": "Đã rút; Đã hủy",
    "nhan": "1",
}  # fmt: skip
RULE = {
    "ten": "Trả kết quả", "cot-1": "Trạng thái", "phep-1": "equals", "gia-tri-1": "Đã trả kết quả",
    "san-pham": "TN.03", "danh-muc": "", "theo": "code", "cot-nguoi": "Cán bộ xử lý",
    "cot-ngay": "Ngày trả", "buoc": "luu",
}  # fmt: skip


@pytest.fixture
def office(signed_in):
    """The office of the ward, with a catalogue to name products of."""
    client = signed_in("office")
    feeds.catalogue_of_two()
    return client


@pytest.fixture
def connected(office):
    """The office with its system connected by the form and one rule."""
    assert office.post("/nhan-viec/lap/", CONNECTED).status_code == 302
    assert office.post(f"/nhan-viec/{CODE}/luat/", RULE).status_code == 302
    return office


def client_of(username: str) -> Client:
    """A client of the town that is built already."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def text(answer) -> str:
    return answer.content.decode()


def upload(client, rows, name="ho-so.csv", content=None):
    sent = SimpleUploadedFile(name, content if content is not None else sources.as_csv(rows))
    return client.post(f"/nhan-viec/{CODE}/tep/", {"tep": sent})


ROWS = [
    sources.dossier(1), sources.dossier(2, "dung", 6), sources.dossier(3, Trạng_thái="Đang xử lý"),
    sources.dossier(4, "ai-do"),
]  # fmt: skip


def test_a_system_is_connected_by_a_form_and_shown_with_its_rule_as_a_sentence(connected):
    found = queries.system(CODE)
    assert found.withdrawn_when == [
        {"field": "Trạng thái", "test": "one_of", "values": ["Đã rút", "Đã hủy"]}
    ]
    page = text(connected.get(f"/nhan-viec/{CODE}/"))
    assert "Khi “Trạng thái” là “Đã trả kết quả” → 1 × TN.03" in page
    assert "“Trạng thái” là một trong “Đã rút” hoặc “Đã hủy”" in page
    assert "Một cửa điện tử" in text(connected.get("/nhan-viec/"))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ma": "Mot Cua"}, "chữ thường không dấu"),
        ({"ten": ""}, "phải có tên"),
        ({"cot-ma": ""}, "cột nào là mã"),
        ({"loai": "khac"}, "Chọn loại hệ thống"),
        ({"dia-chi": "http://x/"}, "https://"),
        ({"cot-1": ""}, "Điều kiện 1 chưa nêu cột"),
        ({"gia-tri-1": ""}, "chưa nêu giá trị"),
        ({"phep-1": "x"}, "chọn cách so sánh"),
        ({"don-vi": ""}, "Chọn đơn vị"),
        ({"don-vi": "S"}, "Chọn đơn vị"),
    ],
)
def test_a_form_that_is_wrong_says_so_and_keeps_what_was_typed(office, changes, says):
    answer = office.post("/nhan-viec/lap/", CONNECTED | {"giu": "Nơi nộp"} | changes)
    assert answer.status_code == MISTAKEN
    assert says in text(answer)
    assert "Nơi nộp" in text(answer)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ten": ""}, "Đặt tên luật"),
        ({"san-pham": ""}, "Nêu mã sản phẩm"),
        ({"san-pham": "XX.1"}, "Không có sản phẩm mã “XX.1”"),
        ({"cot-ngay": ""}, "Nêu cột ghi ngày"),
        ({"cot-nguoi": ""}, "Nêu cột ghi người"),
        ({"theo": "x"}, "Chọn cách tìm người"),
        ({"theo": "fixed", "nguoi": "ai"}, "Không có người mang mã “ai”"),
        ({"theo": "fixed", "nguoi": "giang"}, "không làm việc ở Phường Nha Trang"),
    ],
)
def test_a_rule_that_could_count_nothing_is_refused(connected, changes, says):
    answer = connected.post(f"/nhan-viec/{CODE}/luat/", RULE | {"cot-so": "Số bản"} | changes)
    assert answer.status_code == MISTAKEN
    assert says in text(answer)
    assert "Số bản" in text(answer)


def test_a_file_is_looked_at_before_it_counts_then_applied_then_undone(connected):
    answer = upload(connected, ROWS)
    assert answer.status_code == 302
    page = text(connected.get(answer.url))
    assert "Sẽ nhận: 2 tính mới, 1 chưa có luật, 1 không nhận." in page
    assert "Không có “ai-do” ở Phường Nha Trang" in page
    assert "1 × TN.03 vào việc mới, ngoài kế hoạch" in page
    assert page.index("ai-do") < page.index("Nguyễn Văn An, 05/11/2026")
    assert Entry.objects.count() == 0
    connected.post(answer.url, {"buoc": "ap-dung"})
    assert Entry.objects.count() == 2
    page = text(connected.get(answer.url))
    assert "Đã tính" in page
    refused = connected.post(answer.url, {"buoc": "hoan-tac", "ly-do": " "})
    assert (refused.status_code, "ghi vì sao" in text(refused)) == (MISTAKEN, True)
    connected.post(answer.url, {"buoc": "hoan-tac", "ly-do": "Nhầm tháng"})
    assert Entry.objects.filter(voided_at=None).count() == 0
    assert upload(connected, ROWS).status_code == 302


def test_the_task_that_a_record_would_count_in_is_named(connected):
    row = world.task("an", title="Trả hồ sơ quý IV", amount=500,
                     product_id=Product.objects.get(code="TN.03").pk)  # fmt: skip
    actions.assign_tasks(period("2026-11").id, [row], by=None, at=world.AT)
    page = text(connected.get(upload(connected, ROWS).url))
    assert "1 × TN.03 vào Trả hồ sơ quý IV" in page


def test_a_file_that_is_put_away_leaves_nothing(connected):
    where = upload(connected, ROWS).url
    connected.post(where, {"buoc": "bo"})
    assert queries.planned_of(int(re.search(r"/lan/(\d+)/", where)[1])) == []
    assert Received.objects.count() == 0
    again = connected.post(where, {"buoc": "ap-dung"})
    assert (again.status_code, "không còn chờ" in text(again)) == (MISTAKEN, True)
    assert connected.post(where, {}).status_code == MISTAKEN


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.docx", b"x", "cần một tệp"),
        ("a.csv", b"", "Tệp rỗng"),
        ("a.csv", "Số;Ngày\n1;2\n".encode(), "Không thấy cột “Mã hồ sơ”"),
        ("a.csv", "Mã hồ sơ;Ngày\n".encode(), "không có bản ghi nào"),
        ("a.csv", "Mã hồ sơ;Ngày\n;2\n".encode(), "Không bản ghi nào dùng được"),
        ("a.json", b"[[[[[[[[[[1]]]]]]]]]]", "lồng nhau"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_on_the_page(connected, name, content, says):
    answer = upload(connected, [], name, content)
    assert answer.status_code == MISTAKEN
    assert says in text(answer)


def test_no_file_is_told(connected):
    answer = connected.post(f"/nhan-viec/{CODE}/tep/")
    assert (answer.status_code, "Chưa chọn tệp" in text(answer)) == (MISTAKEN, True)


def test_a_rule_begins_from_a_record_that_waits_is_tried_and_then_counts_it(connected):
    connected.post(upload(connected, ROWS).url, {"buoc": "ap-dung"})
    listed = text(connected.get(f"/nhan-viec/{CODE}/dong/"))
    assert "000.12.H32-261105-0003" in listed
    begin = re.search(r'href="([^"]+\?tu=\d+)"', listed)[1]
    form = text(connected.get(begin))
    assert 'value="Đang xử lý"' in form
    typed = RULE | {"ten": "Đang xử lý", "gia-tri-1": "Đang xử lý"}
    tried = text(connected.post(begin, typed | {"buoc": "thu"}))
    assert "Trong 4 bản ghi gần nhất, luật này tính 1; 0 chưa có luật nào." in tried
    assert len(queries.rules_of(queries.system(CODE).id)) == 1
    connected.post(begin, typed)
    answer = connected.post(f"/nhan-viec/{CODE}/dong/")
    assert Entry.objects.filter(voided_at=None).count() == 3
    assert "Đọc lại dòng đã nhận" in text(connected.get(answer.url))


def test_reading_again_when_nothing_waits_says_so(connected):
    answer = connected.post(f"/nhan-viec/{CODE}/dong/")
    assert (answer.status_code, "Không có bản ghi nào chờ" in text(answer)) == (MISTAKEN, True)


def test_a_rule_is_changed_by_a_new_one_in_its_place_and_ended(connected):
    system = queries.system(CODE).id
    (before,) = queries.rules_of(system)
    where = f"/nhan-viec/{CODE}/luat/?sua={before.id}"
    assert 'value="Đã trả kết quả"' in text(connected.get(where))
    tried = text(connected.post(where, RULE | {"ten": "Mới", "buoc": "thu"}))
    assert "Chưa nhận bản ghi nào để thử" in tried
    connected.post(where, RULE | {"ten": "Mới"})
    (after,) = queries.rules_of(system)
    assert (after.name, after.place) == ("Mới", before.place)
    assert connected.get(where).status_code == MISSING
    connected.post(f"/nhan-viec/{CODE}/luat/?sua={after.id}", {"buoc": "thoi"})
    assert queries.rules_of(system) == []


def test_settings_change_and_a_paused_system_says_so(connected):
    typed = {name: value for name, value in CONNECTED.items() if name not in ("ma", "nhan")}
    connected.post(f"/nhan-viec/{CODE}/thiet-dat/", typed | {"ten": "Một cửa mới"})
    assert "tạm ngừng" in text(connected.get(f"/nhan-viec/{CODE}/"))
    wrong = connected.post(f"/nhan-viec/{CODE}/thiet-dat/", typed | {"dia-chi": "ftp://x"})
    assert (wrong.status_code, "ftp://x" in text(wrong)) == (MISTAKEN, True)


def test_a_key_is_shown_once(connected):
    answer = connected.post(f"/nhan-viec/{CODE}/khoa/", {"buoc": "cap"})
    key = re.search(r'key-shown">([^<]+)<', text(answer))[1]
    assert actions.key_hash(key) == queries.system(CODE).key_hash
    assert answer["Cache-Control"].startswith("max-age=0")
    page = text(connected.get(f"/nhan-viec/{CODE}/thiet-dat/"))
    assert key not in page
    assert key[-4:] in page
    connected.post(f"/nhan-viec/{CODE}/khoa/", {"buoc": "thu-hoi"})
    assert queries.system(CODE).key_hash == ""


def test_the_head_sees_what_the_source_changed_after_she_accepted(connected):
    connected.post(upload(connected, ROWS).url, {"buoc": "ap-dung"})
    head = client_of("binh")
    actions.accept_results([one.task_id for one in Entry.objects.all()], by=None, at=world.AT)
    connected.post(upload(connected, [sources.dossier(1, day=5, Ngày_trả="09/11/2026")]).url,
                   {"buoc": "ap-dung"})  # fmt: skip
    page = text(head.get("/nguon-sua/"))
    assert "Một cửa điện tử · hồ sơ 000.12.H32-261105-0001" in page
    assert "05/11/2026 → 09/11/2026" in page
    (row,) = queries.remarks_within(["/"])
    other = client_of("chi")
    assert "000.12" not in text(other.get("/nguon-sua/"))
    assert other.post("/nguon-sua/", {"ban-ghi": row.id}).status_code == MISSING
    assert head.post("/nguon-sua/", {"ban-ghi": "x"}).status_code == MISSING
    assert head.post("/nguon-sua/", {"ban-ghi": row.id}).status_code == 302
    assert queries.remarks_within(["/"]) == []
    assert "chờ ông/bà xem" not in text(head.get("/nguon-sua/"))


def test_out_of_reach_and_unknown_look_the_same_on_every_page(signed_in):
    office, province = signed_in("office"), client_of("noi.vu")
    feeds.catalogue_of_two()
    actions.connect_system("so-noi-vu", replace(feeds.TERMS, unit="S"), by=None, at=world.AT)
    names = ("intake_system", "intake_settings", "intake_rule", "intake_records")
    for name in names:
        where = reverse(name, args=("so-noi-vu",))
        assert office.get(where).status_code == MISSING
        assert office.get(where.replace("so-noi-vu", "khong-co")).status_code == MISSING
        assert province.get(where).status_code == 200
    for name in ("intake_key", "intake_file"):
        assert office.post(reverse(name, args=("so-noi-vu",))).status_code == MISSING
    assert "so-noi-vu" not in text(office.get("/nhan-viec/"))
    assert office.get("/nhan-viec/so-noi-vu/lan/1/").status_code == MISSING
    assert province.get("/nhan-viec/so-noi-vu/lan/1/").status_code == MISSING
    assert province.get("/nhan-viec/so-noi-vu/dong/?loai=x").status_code == MISSING


def test_pages_ask_few_questions_of_the_database(connected):
    rows = [sources.dossier(n, day=1 + n % 20) for n in range(60)]
    where = upload(connected, rows).url
    asked = {"planned": _asked(connected, where)}
    connected.post(where, {"buoc": "ap-dung"})
    for part in ("", "dong/?loai=counted", "luat/", "thiet-dat/"):
        asked[part] = _asked(connected, f"/nhan-viec/{CODE}/{part}")
    asked |= {path: _asked(connected, path) for path in (where, "/nhan-viec/")}
    assert max(asked.values()) <= 12, asked


def _asked(client, path: str) -> int:
    """How many questions a page asks beside those of the frame."""
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    told = [one["sql"] for one in found.captured_queries]
    own = [one for one in told if not re.match(r"(SAVEPOINT|RELEASE|ROLLBACK|SET)", one)]
    frame = re.compile(r'FROM "?(accounts_session|accounts_user|org_person|org_grant)"?\b')
    return len([one for one in own if not frame.search(one)])
