"""Duyệt: what waits for a reviewer, answered alone or together, with and without scripts."""

import re
import uuid
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.apps.audit.models import Event
from congvu.apps.catalogue import actions as catalogue
from congvu.apps.catalogue.actions import NewProduct, NewVersion
from congvu.apps.catalogue.models import Product
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewPerson
from congvu.apps.positions.models import FieldAssignment, Posting
from congvu.apps.rulebook.models import RuleAssignment
from congvu.apps.rulebook.queries import period as period_of
from congvu.apps.work import actions as work
from congvu.apps.work.models import Cause, Result, Review
from congvu.apps.work.queries import seen_of
from tests.apps import world
from tests.apps.work.reviews import assigned, logged
from tests.faces import town
from tests.faces.test_month_page import text_of

PATH = "/duyet/"
FETCHED = {"X-Requested-With": "fetch", "Idempotency-Key": str(uuid.UUID(int=7))}
LATE = world.DUE + timedelta(days=2)
READS = re.compile(r"\(?(SELECT|WITH)")
OK, AWAY, HIDDEN, STALE, MISTAKEN = 200, 302, 404, 409, 422


@pytest.fixture
def period(signed_in):
    return period_of(town.MONTH)


def plain(period, person="an", unit="P1") -> int:
    """A product reported whole and in time: nothing is odd about it."""
    task_id = assigned(period, person, unit=unit, product_id=product(), title="Công văn")
    logged(task_id, day=date(2026, 11, 19), person=person)
    return task_id


def odd(period, **more: object) -> int:
    """A report two days late."""
    task_id = assigned(period, product_id=product(), title="Báo cáo quý")
    logged(task_id, day=LATE, **more)
    return task_id


def product() -> int:
    """A product of a catalogue in force."""
    if not Product.objects.exists():
        version = NewVersion("DM-01", "Danh mục", "QĐ 283", "UBND xã", world.START, 50)
        rows = [NewProduct("QL.01", "A", "Công văn", 3, 700)]
        catalogue.issue_version(version, rows, by=None, at=world.AT)
    return Product.objects.get().pk


def at(task_id: int, seen: str = "") -> str:
    """Where an answer to a task is sent, as it stands now unless told otherwise."""
    return f"{PATH}viec/{task_id}/?ban={seen or seen_of([task_id])[task_id]}"


def batch(client: Client, *tasks: int, **more: str):
    """Send these tasks to be accepted together."""
    dong = " ".join(f"{task}:{seen}" for task, seen in seen_of(tasks).items())
    return client.post(PATH, {"dong": dong, **more})


def html_of(client: Client, path: str = PATH) -> str:
    """The page as it is sent."""
    return client.get(path).content.decode()


def anchors(html: str) -> list[int]:
    """The tasks of a page in their order."""
    return [int(number) for number in re.findall(r'id="viec-(\d+)"', html)]


def test_the_page_says_what_waits_and_why_it_asks_for_a_look(signed_in, period):
    plain(period)
    odd(period, note="Đã gửi Sở", source="Một cửa 17")
    page = text_of(signed_in("binh"), PATH)
    for words in (
        "2 việc chờ nghiệm thu", "1 không có gì lạ", "1 cần xem", "Nguyễn Văn An", "chậm 2 ngày",
        "Giao 1, báo 1 · hạn 20/11, xong 22/11", "Đã gửi Sở", "từ Một cửa 17",
        "Nghiệm thu 1 việc không có gì lạ",
    ):  # fmt: skip
        assert words in page


def test_nothing_waits_where_everything_was_answered(signed_in, period):
    assert "Không còn việc nào chờ ông/bà duyệt" in text_of(signed_in("binh"), PATH)


def test_whoever_needs_the_reviewer_most_comes_first(signed_in, period):
    plain(period, "binh")
    plain(period, "binh")
    odd(period)
    html = html_of(signed_in("alice"))
    assert re.findall(r'data-person="(\w+)"', html) == ["an", "binh"]


@pytest.mark.parametrize(
    ("reader", "people"),
    [("binh", ["an"]), ("alice", ["an", "binh", "chi", "dung"]), ("chi", ["dung"]),
     ("phong", ["chi", "dung"])],
)  # fmt: skip
def test_each_reviewer_sees_her_own_people_and_never_herself(signed_in, period, reader, people):
    for who, unit in (("an", "P1"), ("binh", "P1"), ("chi", "P2"), ("dung", "P2"), ("alice", "P")):
        plain(period, who, unit)
    found = re.findall(r'data-person="(\w+)"', html_of(signed_in(reader)))
    assert sorted(found) == people


def test_a_deputy_given_a_person_reviews_her_only(signed_in, period):
    client = signed_in("phong")
    FieldAssignment.objects.all().delete()
    world.field_of(Posting.objects.get(person__code="phong").pk, person="an")
    mine, other = plain(period), plain(period, "dung", "P2")
    assert anchors(html_of(client)) == [mine]
    assert client.post(at(mine), {"lam": "nhan"}).status_code == AWAY
    assert client.post(at(other), {"lam": "nhan"}).status_code == HIDDEN


def test_a_deputy_given_her_own_unit_does_not_review_its_head(signed_in, period):
    client = signed_in("phong")
    world.field_of(Posting.objects.get(person__code="phong").pk, unit="P")
    mine, above = plain(period), plain(period, "alice", "P")
    assert anchors(html_of(client)) == [mine]
    assert client.post(at(above), {"lam": "nhan"}).status_code == HIDDEN
    batch(client, above)
    assert not Review.objects.exists()
    html = html_of(client, "/duyet/alice/")
    assert "Công văn" in html
    assert "Nghiệm thu</button>" not in html


@pytest.mark.parametrize("reader", ["chi", "phong", "an"])
def test_out_of_reach_is_not_found_and_nothing_is_written(signed_in, period, reader):
    task_id = plain(period)
    client, before = signed_in(reader), Event.objects.count()
    assert client.post(at(task_id), {"lam": "nhan"}).status_code in (HIDDEN, 403)
    batch(client, task_id)
    assert (Event.objects.count(), Review.objects.count()) == (before, 0)


def test_nobody_accepts_her_own(signed_in, period):
    task_id = plain(period, "binh")
    assert signed_in("binh").post(at(task_id), {"lam": "nhan"}).status_code == HIDDEN
    assert signed_in("binh").post("/duyet/viec/999999/", {"lam": "nhan"}).status_code == HIDDEN


def test_an_answer_leads_back_to_its_row_and_stays_in_sight(signed_in, period):
    client, task_id = signed_in("alice"), odd(period)
    answer = client.post(at(task_id), {"lam": "nhan", "ve": "don-vi=P1&trang=1&la=x"})
    assert answer.url == f"/duyet/?don-vi=P1&trang=1#viec-{task_id}"
    page = text_of(client, PATH)
    assert "đã lưu 14:32" in page
    assert "Đã nghiệm thu lúc 14:32 23/11" in page


@pytest.mark.parametrize(("act", "words"), [("chua-dat", "Chưa đạt"), ("tra-lai", "Trả lại")])
def test_failing_without_a_reason_is_refused_and_with_one_is_kept(signed_in, period, act, words):
    client, task_id = signed_in("binh"), odd(period)
    answer = client.post(at(task_id), {"lam": act, "ly-do": "  "})
    assert answer.status_code == MISTAKEN
    assert "phải ghi lý do" in unescape(answer.content.decode())
    client.post(at(task_id), {"lam": act, "ly-do": "Thiếu phụ lục"})
    assert f"{words} · Người binh" in text_of(client, f"/duyet/an/?thang={town.MONTH}")
    assert 'value="Thiếu phụ lục"' in html_of(client)


def test_what_was_typed_is_kept_when_it_is_refused(signed_in, period):
    client, task_id = signed_in("binh"), odd(period)
    answer = client.post(at(task_id), {"lam": "nhan", "muc": "9", "ly-do": "Được “nhân rộng”"})
    html = unescape(answer.content.decode())
    assert answer.status_code == MISTAKEN
    assert "Chọn một mức hiệu quả trong danh sách." in html
    assert 'value="Được “nhân rộng”"' in html
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    "sent", [{}, {"lam": "xoa"}, {"lam": "hieu-qua"}, {"lam": "hieu-qua", "muc": "x"}]
)
def test_what_is_no_answer_is_refused_in_words(signed_in, period, sent):
    client, task_id = signed_in("binh"), odd(period)
    answer = client.post(at(task_id), sent)
    assert answer.status_code == MISTAKEN
    assert 'role="alert"' in answer.content.decode()


def test_a_reason_too_long_is_refused_and_kept(signed_in, period):
    client, task_id = signed_in("binh"), odd(period)
    long = "Sai số liệu. " * 40
    answer = client.post(at(task_id), {"lam": "tra-lai", "ly-do": long})
    assert answer.status_code == MISTAKEN
    assert f"Lý do dài {len(long)} ký tự" in unescape(answer.content.decode())
    assert long in unescape(answer.content.decode())


def test_more_failed_reviews_than_there_were_cannot_be_left_out(signed_in, period):
    client, task_id = signed_in("binh"), odd(period)
    work.claim_cause(task_id, "system", by=None, at=world.AT)
    answer = client.post(at(task_id), {"lam": "xac-nhan", "ngay": "0", "lan": "3"})
    assert answer.status_code == MISTAKEN
    assert Cause.objects.get().state == "claimed"


ODD_ADDRESSES = (
    f"/duyet/viec/{10**30}/", "/duyet/viec/0/", "/duyet/%00/", f"/duyet/{'x' * 300}/",
)  # fmt: skip


@pytest.mark.parametrize("path", ODD_ADDRESSES)
def test_an_address_of_nothing_is_not_found(signed_in, path):
    client = signed_in("binh")
    answer = client.post(path) if "viec" in path else client.get(path)
    assert answer.status_code == HIDDEN


@pytest.mark.parametrize("query", ["trang=0", "trang=x", "trang=99999", "don-vi=%00", "don-vi=x"])
def test_an_address_that_asks_for_no_such_page_shows_what_there_is(signed_in, period, query):
    assert signed_in("binh").get(f"{PATH}?{query}").status_code == OK


def test_a_grade_accepts_and_is_shown_to_the_officer(signed_in, period):
    task_id = odd(period)
    sent = {"lam": "hieu-qua", "muc": "0", "ly-do": "Được nhân rộng"}
    assert signed_in("binh").post(at(task_id), sent).status_code == AWAY
    page = text_of(signed_in("an"), f"/thang/{town.MONTH}/")
    assert "Đã nghiệm thu" in page
    assert "Hiệu quả: tốt, vượt yêu cầu (Được nhân rộng)" in page


def test_a_cause_is_confirmed_with_the_delay_it_is_about(signed_in, period):
    client, task_id = signed_in("binh"), odd(period)
    work.claim_cause(task_id, "waiting", note="Sở Tài chính", by=None, at=world.AT)
    html = html_of(client, "/duyet/an/")
    assert 'name="ngay" inputmode="numeric" value="2"' in html
    assert 'name="lan" inputmode="numeric" value="0"' in html
    wrong = client.post(at(task_id), {"lam": "xac-nhan", "ngay": "hai", "lan": "0"})
    assert wrong.status_code == MISTAKEN
    assert 'value="hai"' in wrong.content.decode()
    client.post(at(task_id), {"lam": "xac-nhan", "ngay": "2", "lan": "0"})
    assert Result.objects.get(task=task_id).excused_days == 2
    told = "trừ 2 lần chậm, 0 lần chưa đạt · Người binh, 14:32 23/11/2026"
    assert told in text_of(client, "/duyet/an/")
    assert "(chờ cơ quan khác trả lời) đã được xác nhận" in text_of(signed_in("an"), "/thang/")


def test_a_cause_is_refused_with_words_that_the_officer_reads(signed_in, period):
    client, task_id = signed_in("binh"), odd(period)
    work.claim_cause(task_id, "other", note="Mất điện", by=None, at=world.AT)
    assert "Lý do khách quan (Mất điện) chờ xác nhận" in text_of(signed_in("an"), "/thang/")
    assert client.post(at(task_id), {"lam": "khong"}).status_code == MISTAKEN
    client.post(at(task_id), {"lam": "khong", "ly-do": "Có máy phát"})
    assert Cause.objects.get().state == "refused"
    assert "(Mất điện) không được xác nhận: Có máy phát" in text_of(signed_in("an"), "/thang/")


def test_an_officer_reads_what_became_of_each_report(signed_in, period):
    waiting, together, failed, returned = (plain(period) for _ in range(4))
    binh = signed_in("binh")
    batch(binh, together)
    binh.post(at(failed), {"lam": "chua-dat", "ly-do": "Sai số liệu"})
    binh.post(at(returned), {"lam": "tra-lai", "ly-do": "Thiếu chữ ký"})
    page = text_of(signed_in("an"), "/thang/")
    for words in (
        "Chờ nghiệm thu", "Đã nghiệm thu (duyệt gộp)", "Chưa đạt, báo cáo lại: Sai số liệu",
        "Trả lại để bổ sung: Thiếu chữ ký",
    ):  # fmt: skip
        assert words in page
    assert not Review.objects.filter(task=waiting).exists()


def test_plain_reports_are_accepted_together_and_the_others_stay(signed_in, period):
    client = signed_in("binh")
    first, second, late = plain(period), plain(period), odd(period)
    answer = batch(client, first, second, late)
    assert answer.status_code == AWAY
    assert set(Review.objects.values_list("task", "batch")) == {(first, True), (second, True)}
    page = text_of(client, PATH)
    assert "Đã nghiệm thu gộp 2 việc." in page
    assert "đã nghiệm thu 2 việc, 2 việc duyệt gộp (100%)" in page
    assert anchors(html_of(client)) == [late]


def test_one_person_can_be_accepted_alone(signed_in, period):
    mine, other = plain(period), plain(period, "binh")
    batch(signed_in("alice"), mine, other, nguoi="binh")
    assert list(Review.objects.values_list("task", flat=True)) == [other]


def test_what_changed_since_is_left_out_of_the_batch_and_told(signed_in, period):
    client = signed_in("binh")
    first, second = (plain(period) for _ in range(2))
    Result.objects.filter(task=second).update(completed_hundredths=50)
    stood = seen_of([first, second])
    logged(second, 50, day=date(2026, 11, 19), at=world.AT + timedelta(minutes=1))
    dong = " ".join(f"{task}:{seen}" for task, seen in stood.items())
    client.post(PATH, {"dong": dong})
    page = text_of(client, PATH)
    assert "Đã nghiệm thu gộp 1 việc. 1 việc vừa thay đổi sau khi ông/bà mở trang" in page
    assert list(Review.objects.values_list("task", flat=True)) == [first]


@pytest.mark.parametrize("dong", ["", "x:1", "999999:1-2", "٣:1"])
def test_a_batch_of_nothing_is_refused_in_words(signed_in, period, dong):
    answer = signed_in("binh").post(PATH, {"dong": dong})
    assert answer.status_code == MISTAKEN
    assert "Không còn việc nào không có gì lạ" in unescape(answer.content.decode())


def test_of_two_heads_the_second_sees_both_values_who_and_when(signed_in, period):
    task_id = odd(period)
    seen = seen_of([task_id])[task_id]
    signed_in("alice").post(at(task_id, seen), {"lam": "nhan"})
    before = Event.objects.count()
    sent = {"lam": "chua-dat", "ly-do": "Sai số liệu"}
    answer = signed_in("binh").post(at(task_id, seen), sent)
    html = unescape(answer.content.decode())
    assert answer.status_code == STALE
    assert "Lúc ông/bà mở trang: giao 1, báo 1." in html
    assert "Nghiệm thu 1 · Người alice, 14:32 23/11/2026." in html
    assert 'value="Sai số liệu"' in html
    assert (Event.objects.count(), Review.objects.count()) == (before, 1)


def test_what_the_officer_added_meanwhile_is_told_with_both_amounts(signed_in, period):
    task_id = odd(period)
    seen = seen_of([task_id])[task_id]
    logged(task_id, 200, day=LATE, at=world.AT + timedelta(minutes=3))
    answer = signed_in("binh").post(at(task_id, seen), {"lam": "nhan"}, headers=FETCHED)
    html = unescape(answer.json()["row"])
    assert answer.status_code == STALE
    for words in (
        "Lúc ông/bà mở trang: giao 1, báo 1.", "Bây giờ: giao 1, báo 3.",
        "Nguyễn Văn An ghi thêm 2 lúc 14:35 23/11.",
    ):  # fmt: skip
        assert words in html
    assert not Review.objects.exists()


def test_a_script_gets_the_row_a_sentence_and_a_fresh_token(signed_in, period):
    client, task_id = signed_in("binh"), odd(period)
    answer = client.post(at(task_id), {"lam": "nhan"}, headers=FETCHED).json()
    assert answer["said"] == "đã lưu 14:32"
    assert f'id="viec-{task_id}"' in answer["row"]
    assert "data-waits" not in answer["row"]
    assert answer["token"]


def test_a_script_gets_a_sentence_after_a_batch_and_words_where_it_is_refused(signed_in, period):
    client = signed_in("binh")
    first, late = plain(period), odd(period)
    dong = " ".join(f"{task}:{seen}" for task, seen in seen_of([first, late]).items())
    answer = client.post(PATH, {"dong": dong}, headers=FETCHED).json()
    assert answer["said"] == "Đã nghiệm thu gộp 1 việc."
    assert anchors(html_of(client)) == [late]
    again = client.post(PATH, {"dong": dong}, headers={"X-Requested-With": "fetch"})
    assert (again.status_code, again.json()["said"][:14]) == (MISTAKEN, "Không còn việc")
    refused = client.post(at(late), {"lam": "tra-lai"}, headers={"X-Requested-With": "fetch"})
    assert refused.status_code == MISTAKEN
    assert "phải ghi lý do" in refused.json()["said"]


def test_the_effect_counts_only_under_a_text_that_reads_it(signed_in, period):
    binh = signed_in("binh")
    assert "không tính vào điểm, theo “Theo dõi, đánh giá" in text_of(binh, PATH)
    RuleAssignment.objects.create(
        rule="bon_tieu_chi_2025", subject="civil_servant", valid_from=world.START,
        decision="QĐ 1",
    )  # fmt: skip
    assert "Mức hiệu quả được tính vào điểm tháng, theo “Bộ công cụ" in text_of(binh, PATH)


def test_a_closed_month_is_read_and_not_answered(signed_in, period):
    client, task_id = signed_in("binh"), odd(period)
    path = at(task_id)
    evaluation.close_month(period, by=None, at=world.AT)
    assert "Không có kỳ nào đang mở" in text_of(client, PATH)
    assert "Báo cáo quý" in text_of(client, "/duyet/an/")
    assert "<form" not in html_of(client, "/duyet/an/").split("rv-files")[1]
    answer = client.post(path, {"lam": "nhan"})
    assert answer.status_code == MISTAKEN
    assert "đã chốt" in unescape(answer.content.decode())


def test_a_month_under_review_shows_evidence_and_history(signed_in, period):
    task_id = odd(period)
    work.attach_link(task_id, label="12/BC-UBND", link="https://a.vn/12", by=None, at=world.AT)
    work.fail_result(task_id, reason="Sai số liệu", by=None, at=world.AT)
    page = text_of(signed_in("binh"), "/duyet/an/")
    assert "12/BC-UBND" in page
    assert "Chưa đạt · Hệ thống, 14:32 23/11/2026: Sai số liệu" in page


def test_an_inspector_reads_a_month_under_review_and_answers_nothing(signed_in, period):
    odd(period)
    html = html_of(signed_in("thanh.tra"), "/duyet/an/")
    assert "Báo cáo quý" in html
    assert "Nghiệm thu</button>" not in html


@pytest.mark.parametrize(
    ("reader", "path"),
    [("binh", "/duyet/dung/"), ("binh", "/duyet/binh/"), ("binh", "/duyet/khong-co/"),
     ("binh", "/duyet/an/?thang=2031-01")],
)  # fmt: skip
def test_whoever_is_out_of_reach_or_unknown_is_not_found(signed_in, period, reader, path):
    assert signed_in(reader).get(path).status_code == HIDDEN


def test_the_inspector_sees_each_reviewers_share_accepted_together(signed_in, period):
    assert "Chưa ai nghiệm thu việc nào" in text_of(signed_in("thanh.tra"), "/duyet-gop/")
    first, late = plain(period), odd(period)
    batch(signed_in("binh"), first)
    signed_in("binh").post(at(late), {"lam": "nhan"})
    page = text_of(signed_in("thanh.tra"), f"/duyet-gop/{town.MONTH}/")
    assert "Người binh Phường Nha Trang 2 1 50,0%" in page


def test_fifteen_people_with_twenty_reports_take_few_statements(signed_in, period):
    client = signed_in("binh")
    names = [f"nguoi{number}" for number in range(15)]
    org.create_people(
        [NewPerson(name, "Lê Thị Hoa", "civil_servant") for name in names], by=None, at=world.AT
    )
    rows = [world.task(name, product_id=product()) for name in names for _ in range(20)]
    tasks = work.assign_tasks(period.id, rows, by=None, at=world.AT)
    for task_id, row in zip(tasks[::5], rows[::5], strict=True):
        logged(task_id, day=date(2026, 11, 19), person=row.person)
        work.attach_link(task_id, label="1/BC", link="", by=None, at=world.AT)
    work.report_results(
        [work.NewResult(task, 100, world.DUE) for n, task in enumerate(tasks) if n % 5],
        by=None,
        at=world.AT,
    )
    work.claim_cause(tasks[0], "system", by=None, at=world.AT)
    with CaptureQueriesContext(connection) as captured:
        html = html_of(client)
    asked = [one["sql"].strip() for one in captured if READS.match(one["sql"].strip())]
    assert len(asked) <= 12
    assert len(anchors(html)) == 300
