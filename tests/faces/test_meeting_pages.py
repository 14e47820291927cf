"""A meeting on its pages: called, written down by keys or thumb, passed; opinions beforehand."""

import pytest

from congvu.apps.evaluation.models import Meeting, MeetingMember, MeetingOpinion, Rating
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.rulebook.queries import year_period
from congvu.exchange.papers.checking import Outcome, checked
from congvu.exchange.papers.reading import told_by
from tests.exchange.forms import docx_reader, pdf_reader
from tests.faces import yearly
from tests.faces.yearly import client_of

OK, SEE, WRONG, FORBIDDEN, HIDDEN = 200, 302, 422, 403, 404
CALL = "/xep-loai/2026/hop/goi/?don-vi=P1&dot=P"
TYPED = {
    "ngay": "23/11/2026", "gio": "08:00", "dia-diem": "Phòng họp số 2", "chu-tri": "binh",
    "thu-ky": "an", "nguoi": ["binh", "an"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _town(db):
    yearly.built()


def called(by="office", **changed):
    answer = client_of(by).post(CALL, TYPED | changed)
    assert answer.status_code == SEE, answer.content.decode()
    return answer.url


def form(person):
    return Rating.objects.get(person__code=person).pk


def member(person):
    return MeetingMember.objects.get(person__code=person).pk


def say(client, path, person, by, **more):
    typed = {"viec": "nguoi", "ho-so": form(person), "ai-moi-1": member(by), "yk-moi-1": "Nhất trí",
             "muc": "good", "tom-tat": "2/2 đồng ý"}  # fmt: skip
    return client.post(path, typed | more)


def test_the_form_proposes_whom_the_law_calls_and_keeps_what_was_typed():
    office = client_of("office")
    page = office.get(CALL).content.decode()
    for words in ("Lê Bình", "Nguyễn Văn An", 'value="binh" selected'):
        assert words in page
    wrong = office.post(CALL, TYPED | {"gio": "tám giờ"})
    assert wrong.status_code == WRONG
    assert "không phải là giờ" in wrong.content.decode()
    assert "Phòng họp số 2" in wrong.content.decode()
    path = called()
    assert "Phòng họp số 2" in office.get(path).content.decode()
    assert path in office.get("/xep-loai/hop/?don-vi=P1").content.decode()
    assert path in client_of("an").get("/xep-loai/2026/hop/").content.decode()


def test_a_sitting_for_another_round_begins_with_what_was_called_for_the_first():
    office, ward = client_of("office"), "/xep-loai/2026/hop/goi/?don-vi=P&dot="
    assert "Phòng họp số 2" not in office.get(f"{ward}T").content.decode()
    first = TYPED | {"nguoi": ["alice", "phong"], "chu-tri": "phong", "thu-ky": "alice",
                     "ngay": "21/11/2026", "cap-uy": "Bà Bí thư"}  # fmt: skip
    path = office.post(f"{ward}P", first).url
    page = office.get(f"{ward}T").content.decode()
    for words in ("Phòng họp số 2", "21/11/2026", 'value="phong" selected', "Bà Bí thư",
                  "mỗi đợt một biên bản", f'href="{path}"'):  # fmt: skip
        assert words in page, words
    assert page.count(" checked") == 2
    second = office.post(f"{ward}T", first).url
    assert second != path


def test_a_rooms_head_calls_her_own_rooms_meeting_and_no_other():
    assert called(by="binh")
    elsewhere = CALL.replace("P1", "P2")
    assert client_of("binh").get(elsewhere).status_code == HIDDEN
    assert client_of("binh").get(CALL.replace("P1", "S")).status_code == HIDDEN


def test_the_secretary_writes_opinions_and_passes_the_minutes():
    path, secretary = called(), client_of("an")
    answer = say(secretary, path, "an", "binh", sau="1")
    assert answer.url.endswith(f"#nguoi-{form('binh')}")
    wrong = say(secretary, path, "binh", "an", **{"ai-moi-1": ""})
    assert wrong.status_code == WRONG
    assert "Hãy chọn ai nêu ý kiến" in wrong.content.decode()
    assert "2/2 đồng ý" in wrong.content.decode()
    end = {"viec": "ket-thuc", "ngay": "23/11/2026", "gio": "09:30", "ket-luan": "Thống nhất."}
    assert "Chưa ghi ý kiến" in secretary.post(path, end).content.decode()
    assert say(secretary, path, "binh", "an").status_code == SEE
    opinion = MeetingOpinion.objects.get(rating=form("binh"))
    kept = {"ai-moi-1": "", "yk-moi-1": "", f"yk-{opinion.pk}": "Nhất trí cao"}
    assert say(secretary, path, "binh", "an", **kept).status_code == SEE
    opinion.refresh_from_db()
    assert opinion.text == "Nhất trí cao"
    assert secretary.post(path, end).status_code == SEE
    page = secretary.get(path).content.decode()
    assert "biên bản đã được thông qua" in page
    assert "<textarea" not in page
    period = year_period(2026)
    unmet = year_queries.unmet_people(year_queries.round_of(period.id, "P").id)
    assert {one.person for one in unmet} == {"phong", "chi", "dung"}


def test_who_came_is_written_and_somebody_from_outside_is_added():
    path, office = called(), client_of("office")
    told = {f"co-{member('binh')}": "on", f"ly-do-{member('an')}": "Đi học"}
    told |= {"viec": "thanh-phan", "them": "Lê Thị Đảng", "them-tu-cach": "party"}
    assert office.post(path, told).status_code == SEE
    page = office.get(path).content.decode()
    assert "Đi học" in page
    assert "Lê Thị Đảng" in page
    wrong = office.post(path, {"viec": "thanh-phan"})
    assert wrong.status_code == WRONG
    assert "vắng mặt phải ghi lý do" in wrong.content.decode()
    change = TYPED | {"viec": "sua", "gio": "8h30"}
    assert office.post(path, change).status_code == SEE
    assert Meeting.objects.get().held_at.minute == 30


def test_a_meeting_called_by_mistake_is_called_off_with_a_reason():
    path, office = called(), client_of("office")
    assert office.post(path, {"viec": "huy", "ly-do": " "}).status_code == WRONG
    answer = office.post(path, {"viec": "huy", "ly-do": "Gọi nhầm phòng"})
    assert answer.url == "/xep-loai/2026/hop/"
    assert office.get(path).status_code == HIDDEN


def test_a_member_gives_her_opinion_in_writing_but_none_of_herself():
    path = f"{called()}y-kien/"
    an = client_of("an")
    page = an.get(path).content.decode()
    assert "Lê Bình" in page
    assert f'name="yk-{form("an")}"' not in page
    assert an.post(path, {f"yk-{form('binh')}": "Điều hành tốt"}).status_code == SEE
    assert "Điều hành tốt" in an.get(path).content.decode()
    assert client_of("office").get(path).status_code == FORBIDDEN
    assert client_of("chi").get(path).status_code == HIDDEN


def test_a_meeting_is_shown_to_its_own_and_to_those_over_it():
    path = called()
    for name, status in (("an", OK), ("alice", OK), ("thanh.tra", OK), ("chi", HIDDEN),
                         ("bi.thu", FORBIDDEN)):  # fmt: skip
        assert client_of(name).get(path).status_code == status, name
    assert client_of("thanh.tra").post(path, {"viec": "sua"}).status_code == FORBIDDEN
    assert client_of("an").get("/xep-loai/hop/999999/").status_code == HIDDEN


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_the_minutes_are_a_draft_until_passed_and_then_check(fmt):
    path, office = called(), client_of("office")
    read = pdf_reader.text_of if fmt == "pdf" else docx_reader.text_of
    say(office, path, "an", "binh")
    say(office, path, "binh", "an")
    draft = office.get(f"{path}bien-ban/{fmt}/").content
    assert "được thông qua tại cuộc họp" not in " ".join(read(draft).split())
    assert told_by(draft) == []
    end = {"viec": "ket-thuc", "ngay": "23/11/2026", "gio": "09:30", "ket-luan": "Thống nhất."}
    assert office.post(path, end).status_code == SEE
    passed = office.get(f"{path}bien-ban/{fmt}/").content
    for words in (
        "được thông qua tại cuộc họp",
        "Nhất trí",
        "Phòng họp số 2",
        "2/2 đồng ý",
        "Thống nhất.",
        "Lê Bình",
    ):
        assert words in " ".join(read(passed).split()), words
    (verdict,) = checked(told_by(passed))
    assert verdict.outcome is Outcome.FITS


def test_the_pages_ask_little():
    path, office = called(), client_of("office")

    for one in (path, "/xep-loai/hop/", CALL):
        assert yearly.reads(office, one) <= 12, one
