"""Nobody who was away all month is scored, least of all 0; whoever worked a day is."""

from datetime import date

import pytest

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.org.actions import NewAbsence, record_absences
from congvu.apps.org.models import Absence
from congvu.apps.org.queries import absences_of, person
from congvu.apps.rulebook.models import WorkingDay
from congvu.engine.attendance import Away, Days, absent_all
from tests.apps import world

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def reason(code):
    return Scorecard.objects.get(person__code=code).not_scored_reason


def away(code, kind="maternity", first=FIRST, last=None):
    return evaluation.record_absence(NewAbsence(code, kind, first, last), by=None, at=world.AT)


@pytest.fixture
def november():
    return world.month()


def test_an_absence_recorded_in_an_open_month_marks_the_card_at_once(november):
    away("an")
    assert reason("an") == "Nghỉ thai sản cả tháng"
    assert reason("binh") == ""


def test_cards_opened_after_the_absence_are_marked_too():
    world.agency()
    record_absences([NewAbsence("an", "sick", FIRST, LAST)], by=None, at=world.AT)
    evaluation.open_scorecards(world.november(), by=None, at=world.AT)
    assert reason("an") == "Nghỉ ốm cả tháng"


def test_one_day_worked_is_a_month_scored(november):
    away("an", first=date(2026, 11, 3))
    assert reason("an") == ""


def test_two_absences_that_follow_each_other_fill_the_month(november):
    away("an", "sick", FIRST, date(2026, 11, 6))
    away("an", "unpaid", date(2026, 11, 7), LAST)
    assert reason("an") == "Nghỉ việc riêng không hưởng lương cả tháng"


def test_whoever_comes_back_early_is_scored_again(november):
    held = away("an")
    evaluation.end_absence(held, ends_on=date(2026, 11, 20), by=None, at=world.AT)
    assert reason("an") == ""


def test_an_absence_taken_back_takes_its_mark_along_and_stays_in_the_record(november):
    held = away("an")
    with pytest.raises(Refused, match="phải có lý do"):
        evaluation.withdraw_absence(held, by=None, at=world.AT, reason=" ")
    evaluation.withdraw_absence(held, by=None, at=world.AT, reason="Ghi nhầm người")
    assert reason("an") == ""
    assert not Absence.objects.exists()


def test_a_reason_that_a_person_gave_stays(november):
    evaluation.leave_out(november, {"an": "Tạm đình chỉ công tác"}, by=None, at=world.AT)
    held = away("an")
    evaluation.withdraw_absence(held, by=None, at=world.AT, reason="Ghi nhầm")
    assert reason("an") == "Tạm đình chỉ công tác"


def test_the_close_leaves_the_absent_without_a_score(november):
    for post in world.POSTS:
        world.review(november, post.person, leads=post.leads != "none")
        world.done(november, world.task(post.person, post.unit))
    record_absences([NewAbsence("an", "sick", FIRST, LAST)], by=None, at=world.AT)
    evaluation.close_month(november, by=None, at=world.AT)
    card = Scorecard.objects.get(person__code="an")
    assert (card.score_hundredths, card.not_scored_reason) == (None, "Nghỉ ốm cả tháng")
    assert Scorecard.objects.get(person__code="dung").score_hundredths == 10000


@pytest.mark.parametrize(
    "runs",
    [
        [("sick", FIRST, LAST)],
        [("sick", FIRST, date(2026, 11, 13)), ("study", date(2026, 11, 14), None)],
        [("sick", FIRST, date(2026, 11, 13)), ("study", date(2026, 11, 17), None)],
        [("other", date(2026, 10, 1), date(2026, 11, 27))],
        [("other", date(2026, 10, 1), date(2026, 11, 29))],
    ],
)
def test_the_database_and_the_engine_agree_on_who_was_away(november, runs):
    for kind, first, last in runs:
        away("an", kind, first, last)
    listed = [Away(one.kind, Days(one.starts_on, one.ends_on)) for one in absences_of(
        person("an").id)]  # fmt: skip
    days = list(
        WorkingDay.objects.filter(is_working=True).order_by("day").values_list("day", flat=True)
    )
    kind = absent_all(world.NOVEMBER, [Days(world.START)], listed, days)
    assert bool(reason("an")) is bool(kind)
