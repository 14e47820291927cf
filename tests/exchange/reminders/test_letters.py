"""The daily letter says how much waits and where to look, and nothing of whom or what."""

import re
from datetime import date, timedelta
from email import message_from_bytes, policy
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.apps.accounts.models import User
from congvu.apps.evaluation import queries as evaluation
from congvu.apps.org.models import Person, Unit
from congvu.apps.org.queries import unit
from congvu.apps.rulebook.queries import period as period_named
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewResult
from congvu.apps.work.models import Task
from congvu.engine.reminding import Kind
from congvu.exchange.reminders.letters import letter
from tests.apps import world
from tests.exchange.reminders.mailbox import HEAD, Kept, assigned, links, queued, reads, sent
from tests.faces import town

DAY = date(2026, 11, 23)
COUNTS = st.dictionaries(st.sampled_from(list(Kind)), st.integers(0, 99_999))


def written(counts, to: str = "an@khanhhoa.gov.vn"):
    made = letter(HEAD, to=to, day=DAY, counts=counts, links=links(7))
    return message_from_bytes(made.as_bytes(), policy=policy.SMTP)


def test_a_letter_is_plain_text_with_counts_a_link_and_a_way_out():
    made = written({"overdue": 3, "review": 1200, "due_7": 0})
    assert made.get_content_type() == "text/plain"
    assert made["Subject"] == "Nhắc việc ngày 23/11/2026"
    assert made["From"] == "Công vụ tỉnh Khánh Hòa <congvu@khanhhoa.gov.vn>"
    assert made["List-Unsubscribe"] == "<https://congvu.khanhhoa.gov.vn/nhac-viec/thoi/7/>"
    assert made["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = made.get_content()
    assert "- 3 việc đã quá hạn\r\n- 1.200 kết quả chờ ông/bà nghiệm thu" in text
    assert "7 ngày" not in text
    assert "https://congvu.khanhhoa.gov.vn/nhac-viec/\r\n" in text


@given(COUNTS)
def test_the_only_numbers_of_a_letter_are_its_counts_and_its_day(counts):
    text = written(counts).get_content()
    listed = [line for line in text.splitlines() if line.startswith("- ")]
    assert len(listed) == sum(1 for count in counts.values() if count)
    assert not re.search(r"\d,\d", text)


@pytest.mark.parametrize(
    "address",
    ["an@a.vn\nBcc: het@a.vn", "an@a.vn\r\nSubject: x", "an@a.vn, binh@a.vn", "an", "",
     "an@a.vn\x00", '"a\r\n"@b.vn', "<an@a.vn>"],
)  # fmt: skip
def test_no_address_can_break_a_header(address):
    with pytest.raises(ValueError, match=r".*"):
        written({"overdue": 1}, to=address)


@given(st.text(max_size=40))
def test_whatever_the_address_there_is_one_reader_or_no_letter(address):
    try:
        made = written({"overdue": 1}, to=address)
    except ValueError:
        return
    assert len(made.get_all("To")) == 1
    assert len(made["To"].addresses) == 1
    assert made["Bcc"] is None


GIVENS = ("Khánh", "Thảo", "Phương", "Trung", "Quỳnh", "Đức", "Hòa", "Thúy")
WORK = ("Báo cáo", "Tờ trình", "Hồ sơ đất đai", "Giấy phép", "Kế hoạch chuyển đổi số")


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(8))
def test_no_letter_of_any_world_names_a_person_a_task_a_unit_or_a_score(seed):
    chance = Random(seed)
    town.built()
    period = period_named("2026-11")
    for person in Person.objects.all():
        name = f"{chance.choice(['Nguyễn', 'Lê', 'Võ'])} {chance.choice(GIVENS)} {person.pk}"
        Person.objects.filter(pk=person.pk).update(full_name=name)
    for _ in range(30):
        _one_more(period, chance)
    reads(*User.objects.values_list("username", flat=True))
    post = Kept()
    assert queued() == sent(post).sent > 2
    forbidden = {*Person.objects.values_list("full_name", flat=True),
                 *User.objects.values_list("display_name", flat=True),
                 *Task.objects.values_list("title", flat=True),
                 *Unit.objects.exclude(code="T").values_list("name", flat=True)}  # fmt: skip
    scores = _scores(period)
    for one in post.letters:
        whole = "\n".join((*(f"{name}: {one[name]}" for name in one), one.get_content()))
        assert [text for text in forbidden if text.casefold() in whole.casefold()] == []
        assert [score for score in scores if score in whole] == []


def _one_more(period, chance: Random) -> None:
    person, room = chance.choice([("an", "P1"), ("binh", "P1"), ("chi", "P2"), ("dung", "P2")])
    title = f"{chance.choice(WORK)} số {chance.randrange(100, 999)}"
    due = DAY + timedelta(days=chance.choice([-8, -1, 1, 3, 7]))
    task_id = assigned(period, world.task(person, room, title=title, due_on=due))
    match chance.randrange(5):
        case 0:
            work.claim_cause(task_id, "other", note=f"Vì {title}", by=None, at=world.AT)
        case 1:
            work.hand_back(task_id, reason=f"Trả {title}", by=None, at=world.AT)
        case 2 | 3:
            done = DAY - timedelta(days=1)
            work.report_result(NewResult(task_id, 100, finished_on=done), by=None, at=world.AT)


def _scores(period) -> set[str]:
    listed = evaluation.listed_scores(period, unit("T").path)
    points = [one.score_hundredths for one in listed if one.score_hundredths]
    return {f"{one // 100},{one % 100:02d}" for one in points}
