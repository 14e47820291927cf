"""What an official says of herself, what her head answers, and who may read either."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from congvu.apps.audit.refusals import Refused
from congvu.apps.org import actions as org
from congvu.apps.org.models import Person
from congvu.apps.positions import actions
from congvu.apps.positions.models import Assessment, FieldAssignment, Posting
from tests.apps import world
from tests.apps.positions import lists
from tests.faces import town

TAG = re.compile(r"<[^>]+>")
OWN, SAVE, TEAM, AN = "/vi-tri-cua-toi/", "/vi-tri-cua-toi/nang-luc/", "/nang-luc/", "/nang-luc/an/"
USERS = (*(login.username for login in town.LOGINS), town.NO_ROLE)
LEVELS = {"cap-C2": "2", "ghi-C2": "Soạn 3 văn bản", "cap-C1": "3", "ghi-C1": ""}


@pytest.fixture
def user(signed_in):
    """From a sign-in name to a client; the lists are issued, An and Dung hold V1."""

    def client_of(username: str) -> Client:
        client = signed_in(username)
        if not Posting.objects.filter(position__isnull=False).exists():
            lists.issued()
            lists.held(an="V1", dung="V1", binh="V2")
        return client

    return client_of


def text_of(answer) -> str:
    """The page as one line of text."""
    return " ".join(unescape(TAG.sub(" ", answer.content.decode())).split())


def level_of(code: str = "C2", person: str = "an") -> Assessment | None:
    """What is on record."""
    return Assessment.objects.filter(person__code=person, competency__code=code).first()


def test_an_official_reads_her_description_and_what_it_asks(user):
    page = text_of(user("an").get(OWN))
    for said in ("Chuyên viên về đất đai", "V1 · Chức danh · Phòng Kinh tế", "QĐ 12",
                 "Giúp quản lý đất đai", "2 năng lực yêu cầu · ", "tự đánh giá 0/2",
                 "Đánh giá hằng năm, năm 2026", "Yêu cầu cấp 2–3"):  # fmt: skip
        assert said.removesuffix(" · ") in page
    assert page.index("Công việc và tiêu chí") < page.index("Năng lực: yêu cầu và tự đánh giá")


def test_levels_are_kept_and_gaps_are_named_in_words(user):
    client = user("an")
    answer = client.post(SAVE, LEVELS, follow=True)
    page = text_of(answer)
    assert answer.redirect_chain == [(f"{OWN}#nang-luc", 302)]
    assert "Đã lưu 2 mức tự đánh giá." in page
    assert "Thiếu 1 cấp: Soạn thảo và ban hành văn bản (yêu cầu 3, hiện 2)" in page
    assert "tự đánh giá 2/2" in page
    row = level_of()
    assert (row.self_level, row.self_evidence, row.occasion) == (2, "Soạn 3 văn bản", "yearly")


def test_part_may_be_kept_and_what_did_not_change_is_left(user):
    client = user("an")
    client.post(SAVE, {"cap-C2": "2"})
    client.post(SAVE, LEVELS | {"ghi-C2": ""})
    assert Assessment.objects.count() == 2
    again = client.post(SAVE, LEVELS | {"ghi-C2": ""}, follow=True)
    assert "Không có gì thay đổi." in text_of(again)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"ghi-C2": "có chứng cứ"}, "Chọn một cấp từ 1 đến 5"),
        ({"cap-C2": "9", "ghi-C2": "có chứng cứ"}, "Chọn một cấp từ 1 đến 5"),
        ({"cap-C2": "3", "ghi-C2": "có chứng cứ " + "x" * 1000}, "nhiều nhất 1000 ký tự"),
        ({"cap-C2": "3", "ghi-C2": "có chứng cứ \x00"}, "ký tự ẩn U+0000"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(user, sent, said):
    answer = user("an").post(SAVE, {"cap-C1": "3"} | sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Lỗi: Vị trí của tôi" in page
    assert said in unescape(page)
    assert "có chứng cứ" in page
    assert re.search(r'name="cap-C1" value="3"[^>]* checked', page)
    assert not Assessment.objects.exists()


def test_the_heads_answer_is_shown_and_closes_the_row(user):
    user("an").post(SAVE, LEVELS)
    head = {"cap-C2": "3", "ghi-C2": "Đã làm tốt"}
    user("binh").post(AN, head)
    client = user("an")
    page = client.get(OWN)
    assert "Người quản lý: cấp 3 . Đã làm tốt" in text_of(page)
    assert "cap-C2" not in page.content.decode()
    client.post(SAVE, {"cap-C2": "5", "cap-C1": "4"})
    assert (level_of().self_level, level_of("C1").self_level) == (2, 4)


def test_a_head_who_answers_meanwhile_stops_the_form(user, monkeypatch):
    client = user("an")
    client.post(SAVE, LEVELS)
    refused = "Người quản lý đã đánh giá năng lực này; mức tự đánh giá giữ nguyên."

    def refuse(*_, **__):
        raise Refused(refused)

    monkeypatch.setattr("congvu.web.positions.own_views.assess_own", refuse)
    answer = client.post(SAVE, LEVELS | {"cap-C2": "4", "ghi-C2": "của tôi"})
    assert answer.status_code == 422
    assert refused in text_of(answer)
    assert "của tôi" in text_of(answer)


def test_a_posting_begun_this_year_is_assessed_on_taking_it_up(user):
    client = user("an")
    Posting.objects.filter(person__code="an").update(valid_from=date(2026, 8, 17))
    assert "Nhận vị trí này từ 17/08/2026" in text_of(client.get(OWN))
    client.post(SAVE, LEVELS)
    assert level_of().occasion == "posting"


def test_without_a_position_the_page_says_whom_to_ask(user):
    assert "Chưa ghi nhận vị trí việc làm" in text_of(user("alice").get(OWN))
    assert "Chưa ghi nhận vị trí việc làm" in text_of(user("alice").post(SAVE, {}))
    Posting.objects.filter(person__code="alice").update(valid_until=date(2026, 11, 1))
    assert "Hôm nay ông/bà chưa giữ vị trí nào" in text_of(user("alice").get(OWN))
    Person.objects.filter(code="alice").update(user=None)
    assert "không gắn với công chức nào" in text_of(user("alice").get(OWN))


def test_a_position_that_asks_for_nothing_says_so(user):
    assert "chưa có gì để tự đánh giá" in text_of(user("binh").get(OWN))


def test_a_position_no_longer_described_says_so(user):
    client = user("binh")
    later, given = lists.scheme(positions=lists.POSITIONS[:1]), lists.terms(lists.JULY)
    actions.issue_scheme(later, given, by=None, at=world.AT)
    assert "chưa có bản mô tả có hiệu lực" in text_of(client.get(OWN))


def test_a_head_sees_how_far_each_is_and_what_the_room_lacks(user):
    user("an").post(SAVE, LEVELS)
    page = text_of(user("binh").get(TEAM))
    assert "Năng lực: Phòng Kinh tế" in page
    assert "2 người 1 chờ người quản lý 1 thiếu ít nhất một năng lực" in page
    assert "Soạn thảo và ban hành văn bản 1 1 / 1 người cần" in page
    assert "Nguyễn Văn An Chức danh Chuyên viên về đất đai 2/2 0/2 thiếu 1 cấp: Soạn thảo" in page
    assert "bản mô tả chưa ghi năng lực" in page


def test_a_heads_level_counts_before_the_persons_own(user):
    user("an").post(SAVE, LEVELS)
    client = user("binh")
    client.post(AN, {"cap-C2": "3", "ghi-C2": "Đã làm tốt"})
    assert "Không ai thiếu năng lực nào trong số đã đánh giá" in text_of(client.get(TEAM))


def test_before_anybody_assessed_nothing_is_said_to_be_missing(user):
    assert "chưa biết đơn vị thiếu gì" in text_of(user("binh").get(TEAM))


def test_a_head_chooses_beside_what_the_person_said(user):
    user("an").post(SAVE, LEVELS)
    client = user("binh")
    assert "Tự đánh giá: cấp 2 Soạn 3 văn bản" in text_of(client.get(AN))
    answer = client.post(AN, {"cap-C2": "3", "ghi-C2": "Đã làm tốt", "cap-C1": "3"}, follow=True)
    assert "Đã lưu 2 mức đánh giá." in text_of(answer)
    row = level_of()
    assert (row.head_level, row.head_note, row.head_by.username) == (3, "Đã làm tốt", "binh")


def test_a_head_who_sees_it_otherwise_must_say_why_and_keeps_what_was_typed(user):
    user("an").post(SAVE, LEVELS)
    answer = user("binh").post(AN, {"cap-C2": "4", "cap-C1": "3", "ghi-C1": "tôi thấy vậy"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Cấp 4 khác mức tự đánh giá (cấp 2): ghi lý do." in unescape(page)
    assert re.search(r'name="cap-C2" value="4"[^>]* checked', page)
    assert "tôi thấy vậy" in page
    assert level_of("C1").head_level is None


def test_a_reason_without_a_level_is_asked_back(user):
    answer = user("binh").post(AN, {"ghi-C2": "x"})
    assert answer.status_code == 422
    assert "Chọn một cấp từ 1 đến 5" in text_of(answer)


def test_a_head_agrees_with_the_rest_at_once(user):
    user("an").post(SAVE, LEVELS)
    client = user("binh")
    client.post(AN, {"cap-C2": "3", "ghi-C2": "Đã làm tốt", "dong-y": "1"})
    assert (level_of().head_level, level_of("C1").head_level) == (3, 3)
    again = {"cap-C2": "3", "ghi-C2": "Đã làm tốt", "dong-y": "1"}
    assert "Không có gì thay đổi" in text_of(client.post(AN, again, follow=True))


READS_AN = {
    "an", "binh", "alice", "office", "office2", "noi.vu", "tham.dinh", "thanh.tra",
}  # fmt: skip
HIDDEN_FROM = {"chi", "phong"}


def test_competencies_are_read_by_their_owner_and_those_over_her_only(user):
    seen = {name: user(name).get(AN).status_code for name in USERS}
    assert {name for name, status in seen.items() if status == 200} == READS_AN
    assert {name for name, status in seen.items() if status == 404} == HIDDEN_FROM
    assert set(seen.values()) == {200, 403, 404}


def test_only_those_who_lead_her_assess_a_person(user):
    sent = {"cap-C2": "3"}
    seen = {name: user(name).post(AN, sent).status_code for name in USERS}
    assert {name for name, status in seen.items() if status == 302} == {"binh", "alice"}
    assert {name for name, status in seen.items() if status == 404} == HIDDEN_FROM
    assert {seen[name] for name in READS_AN - {"binh", "alice"}} == {403}


def test_nobody_assesses_herself_as_her_head(user):
    client = user("binh")
    lists.held(binh="V1")
    assert 'name="cap-C2"' not in client.get("/nang-luc/binh/").content.decode()
    assert client.post("/nang-luc/binh/", {"cap-C2": "3"}).status_code == 403


def test_only_the_owner_keeps_her_own_levels(user):
    seen = {name: user(name).post(SAVE, LEVELS).status_code for name in USERS}
    assert {name for name, status in seen.items() if status == 403} == {
        "office", "office2", "noi.vu", "tham.dinh", "bi.thu", "thanh.tra", "van.hanh", "khong.vai",
        "dung",
    }  # fmt: skip
    assert set(Assessment.objects.values_list("person__code", flat=True)) == {"an"}


def test_a_reader_sees_levels_and_no_form(user):
    user("an").post(SAVE, LEVELS)
    page = user("thanh.tra").get(AN).content.decode()
    assert "Soạn 3 văn bản" in page
    assert 'type="radio"' not in page


UNITS = {
    "P1": {"binh", "alice", "office", "office2", "noi.vu", "tham.dinh", "thanh.tra"},
    "P2": {"chi", "alice", "phong", "office", "office2", "noi.vu", "tham.dinh", "thanh.tra"},
    "S": {"noi.vu", "tham.dinh", "thanh.tra"},
}


@pytest.mark.parametrize("unit", UNITS)
def test_a_units_people_are_listed_to_those_over_it_only(user, unit):
    seen = {name: user(name).get(f"{TEAM}?don-vi={unit}").status_code for name in USERS}
    assert {name for name, status in seen.items() if status == 200} == UNITS[unit]
    assert {name for name, status in seen.items() if status == 404} == (
        {"binh", "alice", "chi", "phong", "office", "office2"} - UNITS[unit]
    )


def test_a_reader_of_the_whole_province_chooses_an_agency_first(user):
    for path in (TEAM, f"{TEAM}?don-vi=T"):
        page = text_of(user("thanh.tra").get(path))
        assert "Chọn một cơ quan" in page
        assert "Phường Nha Trang" in page
        assert "Tỉnh Khánh Hòa" not in page.replace("Công vụ tỉnh", "")
        assert "Phòng Kinh tế" not in page


def test_a_deputy_sees_the_people_given_to_her_by_name(user):
    client = user("phong")
    FieldAssignment.objects.all().delete()
    assert "Chưa có người nào thuộc phạm vi" in text_of(client.get(TEAM))
    world.field_of(Posting.objects.get(person__code="phong").pk, person="an")
    assert "Nguyễn Văn An" in text_of(client.get(TEAM))
    assert client.get(AN).status_code == 200
    assert client.get("/nang-luc/binh/").status_code == 404


@pytest.mark.parametrize("path", ["/nang-luc/khong-co/", f"{TEAM}?don-vi=khong-co"])
def test_what_is_unknown_is_not_found(user, path):
    assert user("thanh.tra").get(path).status_code == 404


def test_somebody_who_works_nowhere_today_is_not_found(user):
    client = user("thanh.tra")
    Posting.objects.filter(person__code="an").update(valid_until=date(2026, 11, 1))
    assert client.get(AN).status_code == 404


def test_a_person_without_a_position_has_nothing_to_be_assessed_on(user):
    assert "chưa ghi mã vị trí việc làm" in text_of(user("thanh.tra").get("/nang-luc/chi/"))
    assert "Bản mô tả của vị trí này chưa ghi" in text_of(user("thanh.tra").get("/nang-luc/binh/"))


def test_a_large_unit_is_read_page_by_page_in_few_queries(user):
    client = user("alice")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{TEAM}?don-vi=P")
    posts = [world.Post(f"n{n:03d}", "P1", name=f"Nguyễn Thị {n:03d}") for n in range(60)]
    org.create_people(
        [org.NewPerson(one.person, one.name, "civil_servant") for one in posts],
        by=None, at=world.AT,
    )  # fmt: skip
    actions.open_postings(
        [
            actions.NewPosting(one.person, "P1", "Chuyên viên", world.START, position="V1")
            for one in posts
        ],
        by=None,
        at=world.AT,
    )
    with CaptureQueriesContext(connection) as many:
        first = client.get(f"{TEAM}?don-vi=P").content.decode()
    assert len(many) == len(few) <= 14
    assert first.count("data-row") == 50
    assert 'href="?don-vi=P&amp;trang=2"' in first
    second = client.get(f"{TEAM}?don-vi=P&trang=2").content.decode()
    assert second.count("data-row") == 16


@pytest.mark.parametrize(("reader", "path"), [("an", OWN), ("binh", AN)])
def test_a_form_of_levels_takes_few_queries(user, reader, path):
    client = user(reader)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    told = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]
    assert len(told) <= 14


def test_a_profile_is_sent_to_those_who_may_read_it_with_what_both_said(user):
    user("an").post(SAVE, LEVELS)
    answer = user("binh").get(f"{AN}tai/docx/")
    paper = text_of_docx(answer)
    assert "nang-luc-an.docx" in answer["Content-Disposition"]
    for said in ("Nguyễn Văn An", "Chuyên viên về đất đai", "Chưa đánh giá"):
        assert said in paper
    assert user("an").get(f"{AN}tai/pdf/").content[:5] == b"%PDF-"
    refused = {name: user(name).get(f"{AN}tai/pdf/").status_code for name in ("chi", "bi.thu")}
    assert refused == {"chi": 404, "bi.thu": 403}
    assert user("binh").get(f"{AN}tai/exe/").status_code == 404


def text_of_docx(answer) -> str:
    """Every text of the paper, cells of tables too."""
    body = Document(BytesIO(answer.content)).element.body
    return " ".join(text for text in body.itertext() if text.strip())
