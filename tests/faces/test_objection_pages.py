"""Kiến nghị on the pages: sent from the month, replied to, advised on, decided, with its clock."""

import re
from datetime import datetime

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.apps.evaluation import actions, queries
from congvu.apps.rulebook import actions as rulebook
from congvu.exchange.evidence.store import keep, place_of
from tests.apps import world
from tests.faces import disputes
from tests.faces.disputes import account, lodged, task_of
from tests.faces.test_paper_pages import packed, said
from tests.faces.town import MONTH

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 12
NEW = f"/kien-nghi/gui/{MONTH}/"
LATE = datetime(2026, 12, 4, 3, tzinfo=world.AT.tzinfo)


@pytest.fixture
def town(signed_in, settings, tmp_path):
    settings.EVIDENCE = tmp_path
    disputes.published()
    return signed_in


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def page(name, *args) -> str:
    return reverse(name, args=args)


def test_each_line_of_the_month_leads_to_its_form(town):
    answer = town("an").get(f"/thang/{MONTH}/")
    assert f"{NEW}?muc=task%3A{task_of()}" in answer.content.decode()
    assert "đến hết ngày 01/12/2026" in text(answer)


def test_nobody_elses_month_and_no_open_month_lead_to_a_form(signed_in):
    assert NEW not in signed_in("an").get(f"/thang/{MONTH}/").content.decode()
    disputes.published()
    body = signed_in("binh").get(f"/nguoi/an/{MONTH}/").content.decode()
    assert NEW not in body


def test_the_form_names_the_line_and_who_answers_by_when(town):
    answer = town("an").get(f"{NEW}?muc=task:{task_of()}")
    body = answer.content.decode()
    assert f'value="task:{task_of()}" selected' in body
    assert "Lê Bình, Phòng Kinh tế trả lời trong 7 ngày làm việc" in text(answer)


def test_of_the_general_criteria_one_is_chosen(town):
    body = town("an").get(f"{NEW}?muc=general").content.decode()
    assert body.index('value="general:') < body.index('value="all"')


def test_an_objection_is_sent_with_its_file(town):
    client = town("an")
    typed = {
        "muc": f"task:{task_of()}", "noi-dung": "Tôi nộp đủ", "duong-dan": "12/BN-UBND",
        "tep": SimpleUploadedFile("bien-nhan.txt", "Đã nhận".encode()),
    }  # fmt: skip
    answer = client.post(NEW, typed, follow=True)
    assert "Đã gửi kiến nghị." in text(answer)
    assert "Tôi nộp đủ" in text(answer)
    assert "hạn 03/12/2026, còn 7 ngày làm việc" in text(answer)
    (made,) = queries.objections_of_person(account("an").person.pk, most=9)
    assert queries.kept_proofs() == [made.file_sha256]
    sent = client.get(page("objection_file", made.id))
    assert sent.content.decode() == "Đã nhận"
    assert "bien-nhan.txt" in sent["Content-Disposition"]
    place_of(configured.EVIDENCE, made.file_sha256).unlink()
    gone = client.get(page("objection_file", made.id))
    assert (gone.status_code, "không còn trên máy chủ" in text(gone)) == (410, True)
    keep(configured.EVIDENCE, "Đã nhận".encode())
    place_of(configured.EVIDENCE, made.file_sha256).write_bytes(b"khac")
    assert client.get(page("objection_file", made.id)).status_code == 410


def test_what_was_typed_is_kept_beside_what_is_wrong(town):
    typed = {"muc": "all", "noi-dung": " ", "duong-dan": "12/BN"}
    answer = town("an").post(NEW, typed)
    assert answer.status_code == 422
    assert "Hãy ghi vì sao không nhất trí." in text(answer)
    assert 'value="12/BN"' in answer.content.decode()


def test_a_file_that_is_not_taken_is_told_so(town):
    typed = {"muc": "all", "noi-dung": "Sai", "tep": SimpleUploadedFile("a.exe", b"MZ\x00")}
    answer = town("an").post(NEW, typed)
    assert (answer.status_code, "hãy chọn lại tệp" in text(answer)) == (422, True)
    large = SimpleUploadedFile("a.pdf", b"%PDF-" + b"0" * (10 << 20))
    answer = town("an").post(NEW, typed | {"tep": large})
    assert (answer.status_code, "Tệp lớn hơn 10 MB" in text(answer)) == (422, True)


def test_after_the_window_the_form_says_so(town, settings):
    settings.FIXED_CLOCK = LATE
    assert "Đã hết thời hạn kiến nghị" in text(town("an").get(NEW))
    assert NEW not in town("an").get(f"/thang/{MONTH}/").content.decode()


def test_an_open_month_and_one_that_is_not_there(signed_in):
    assert "chưa công bố" in text(signed_in("an").get(NEW))
    assert signed_in("an").get("/kien-nghi/gui/2031-01/").status_code == 404


def test_the_disputed_line_is_marked_for_everybody_who_sees_it(town):
    lodged()
    own, head = town("an").get(f"/thang/{MONTH}/"), town("binh").get(f"/nguoi/an/{MONTH}/")
    for answer in (own, head):
        assert "đang kiến nghị" in text(answer)
        assert "hạn 03/12/2026, còn 7 ngày làm việc" in text(answer)
    assert f"{NEW}?muc=task%3A{task_of()}" not in own.content.decode()


@pytest.mark.parametrize("who", ["an", "binh", "alice", "office", "noi.vu", "thanh.tra"])
def test_those_who_may_read_the_month_read_the_objection(town, who):
    made = lodged()
    answer = town(who).get(page("objection", made))
    assert answer.status_code == 200
    assert "Tôi làm đủ, có biên nhận." in text(answer)


@pytest.mark.parametrize("who", ["chi", "phong"])
def test_others_do_not_find_it(town, who):
    made = lodged()
    assert town(who).get(page("objection", made)).status_code == 404
    assert town(who).get(page("objection", 999_999)).status_code == 404
    assert town("an").get(page("objection_file", made)).status_code == 404


def test_the_scorer_replies_once(town):
    made = lodged()
    binh = town("binh")
    answer = binh.post(page("objection_reply", made), {"ly-do": "Thiếu phụ lục"}, follow=True)
    assert "Thiếu phụ lục" in text(answer)
    assert "Trả lời, một lần" not in text(answer)
    again = binh.post(page("objection_reply", made), {"ly-do": "Nữa"})
    assert (again.status_code, "mỗi bước chỉ làm một lần" in text(again)) == (422, True)
    assert town("alice").post(page("objection_reply", made), {"ly-do": "x"}).status_code == 403


def test_the_head_upholds_with_a_reason(town):
    made = lodged()
    binh = town("binh")
    empty = binh.post(page("objection_decide", made), {"cach": "giu", "ly-do": ""})
    assert (empty.status_code, "phải ghi lý do" in text(empty)) == (422, True)
    done = binh.post(
        page("objection_decide", made), {"cach": "giu", "ly-do": "Thiếu phụ lục"}, follow=True
    )
    assert "Giữ nguyên kết quả" in text(done)
    assert queries.objection(made).state == "upheld"


def test_the_head_grants_what_she_writes_into_the_fields(town):
    made, name = lodged(), f"task:{task_of()}"
    binh = town("binh")
    fields = {f"{name}:completed": "0,8", f"{name}:failed": "2", f"{name}:excused_days": "0"}
    same = binh.post(page("objection_decide", made), {"cach": "het", "ly-do": "Đúng", **fields})
    assert (same.status_code, "khác với số đang có" in text(same)) == (422, True)
    odd = fields | {f"{name}:completed": "một"}
    wrong = binh.post(page("objection_decide", made), {"cach": "het", "ly-do": "Đúng", **odd})
    assert (wrong.status_code, "không phải là số" in text(wrong)) == (422, True)
    assert 'value="một"' in wrong.content.decode()
    right = fields | {f"{name}:completed": "1", f"{name}:failed": "0"}
    done = binh.post(
        page("objection_decide", made), {"cach": "mot-phan", "ly-do": "Đúng", **right}, follow=True
    )
    assert "số hoàn thành 0,8 → 1" in text(done)
    assert "lượt chưa đạt 2 → 0" in text(done)
    assert queries.objection(made).changes == disputes.granted()


@pytest.mark.parametrize("who", ["alice", "chi"])
def test_only_the_nearest_head_decides(town, who):
    made = lodged()
    answer = town(who).post(page("objection_decide", made), {"cach": "giu", "ly-do": "x"})
    assert answer.status_code == (404 if who == "chi" else 403)


def test_an_opinion_is_asked_for_before_the_decision(signed_in, settings, tmp_path):
    settings.EVIDENCE = tmp_path
    rulebook.adopt_parameter(
        name="independent_opinion", value="có", decision="QĐ 5", valid_from=world.START, by=None,
        at=world.AT,
    )  # fmt: skip
    disputes.published()
    made = lodged()
    assert "chờ ý kiến độc lập" in text(signed_in("an").get(page("objection", made)))
    assert "Ghi số đúng" not in text(signed_in("binh").get(page("objection", made)))
    answer = signed_in("noi.vu").get(page("objection", made))
    assert "Ý kiến của người không chấm" in text(answer)
    noi_vu = signed_in("noi.vu")
    noi_vu.post(page("objection_opinion", made), {"ly-do": "Biên nhận khớp"})
    assert queries.objection(made).state == "advised"
    assert "ghi số đúng" in text(signed_in("binh").get(page("objection", made)))


def test_a_withdrawn_objection(town):
    made = lodged()
    assert town("binh").post(page("objection_withdraw", made)).status_code == 403
    answer = town("an").post(page("objection_withdraw", made), follow=True)
    assert "Đã rút kiến nghị." in text(answer)
    again = town("an").post(page("objection_withdraw", made))
    assert again.status_code == 422


def test_the_list_of_each_reader(town, settings):
    assert "Chưa gửi kiến nghị nào" in text(town("an").get("/kien-nghi/"))
    lodged()
    own = text(town("an").get("/kien-nghi/"))
    assert "Kiến nghị của tôi" in own
    assert "Mọi kiến nghị" not in own
    assert "Chờ ông/bà giải quyết (1)" in text(town("binh").get("/kien-nghi/"))
    assert "Chờ ông/bà giải quyết" not in text(town("alice").get("/kien-nghi/"))
    settings.FIXED_CLOCK = LATE
    above = text(town("alice").get("/kien-nghi/"))
    assert "Cấp dưới để quá hạn (1)" in above
    assert "quá 1 ngày làm việc" in above
    late = text(town("thanh.tra").get("/kien-nghi/?loc=qua-han"))
    assert "Nguyễn Văn An" in late
    assert "đã báo Trần Thị Alice" in late
    assert "Không có kiến nghị nào" in text(town("thanh.tra").get("/kien-nghi/?loc=da-xong"))
    assert town("noi.vu").get("/kien-nghi/?loc=x&trang=zz").status_code == 200


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("binh", "/kien-nghi/"), ("alice", "/kien-nghi/"), ("an", f"/thang/{MONTH}/"),
        ("an", NEW), ("binh", "objection"), ("noi.vu", "objection"),
    ],
)  # fmt: skip
def test_a_page_asks_few_things(town, who, path):
    made = lodged()
    client = town(who)
    client.get(path := page("objection", made) if path == "objection" else path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len([one for one in asked if "SELECT" in one["sql"]]) <= MOST_STATEMENTS


def test_a_leader_may_object_to_d(town):
    made = lodged("managed", person="binh")
    answer = town("alice").get(page("objection", made))
    assert "Không ai dưới mức hoàn thành" in text(answer)
    actions.withdraw_objection(made, by=account("binh"), at=world.AT)


def test_the_room_and_the_task_show_what_is_disputed(town):
    made = lodged()
    assert "đang kiến nghị" in text(town("binh").get(f"/phong/{MONTH}/"))
    task = town("binh").get(f"/viec/{task_of()}/")
    assert page("objection", made) in task.content.decode()
    assert "đang kiến nghị" not in text(town("binh").get(f"/viec/{task_of(0)}/"))


def test_the_room_shows_the_amended_score_and_the_one_before(town):
    disputes.amended()
    told = text(town("binh").get(f"/phong/{MONTH}/"))
    assert "81,84" in told
    assert "đã điều chỉnh, trước 76,70" in told


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_the_file_of_a_decided_objection_tells_all_that_was_said_and_changed(town, fmt):
    waiting, made = lodged("general:I.1"), disputes.amended()
    client = town("an")
    assert "ho-so" not in client.get(page("objection", waiting)).content.decode()
    row = queries.objection(queries.proposal(made).objection_id)
    paper = page("objection_paper", row.id, fmt)
    assert paper in client.get(page("objection", row.id)).content.decode()
    answer = client.get(paper)
    words = said(answer, fmt)
    for told in ("HỒ SƠ GIẢI QUYẾT KIẾN NGHỊ", "Kết quả tháng 11/2026 của", "Tôi làm đủ",
                 "Có biên nhận.", "Kết luận: Chấp nhận", f"Bản điều chỉnh số {made}",
                 "Lượt chưa đạt", "Điều chỉnh có hiệu lực", "Kiểm tra tại"):  # fmt: skip
        assert packed(told) in words, told
    assert town("chi").get(paper).status_code == 404
    assert client.get(page("objection_paper", row.id, "xls")).status_code == 404
