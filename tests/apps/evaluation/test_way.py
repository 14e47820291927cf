"""The way of a card: drafted, sent, reviewed, confirmed, sent back; each step by whom it is for."""

import pytest

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.actions import Review, SelfScore
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.org.models import Person
from tests.apps import world

pytestmark = pytest.mark.django_db
WHY = {"by": None, "at": world.AT}


def card(person="an"):
    return Scorecard.objects.get(person__code=person)


def send(period, person="an", **told):
    actions.save_self_scores(period, [SelfScore(person, world.points(), **told)], **WHY)


def review(period, person="an", share=100, by=None):
    row = Review(person, world.points(share), comment="Làm tốt")
    actions.review_scorecards(period, [row], by=by, at=world.AT)


def user_of(person):
    user = User.objects.create(username=person, display_name=person)
    Person.objects.filter(code=person).update(user=user)
    return user


def test_a_draft_keeps_what_was_typed_and_is_not_a_self_score():
    period = world.month()
    draft = SelfScore("an", {"I.1": 450}, {"I.1": "Giấy khen số 12"}, strengths="Đúng hạn")
    actions.keep_self_score(period, draft, **WHY)
    kept = card()
    assert (kept.state, kept.general_self, kept.general_self_hundredths) == (
        "draft",
        {"I.1": 450},
        None,
    )
    assert (kept.general_notes, kept.strengths) == ({"I.1": "Giấy khen số 12"}, "Đúng hạn")
    assert not queries.month_of("an", period).scored


@pytest.mark.parametrize("general", [{"I.1": 501}, {"IX": 1}])
def test_a_draft_is_held_to_the_criteria_too(general):
    with pytest.raises(Refused, match=r"I\.1|IX"):
        actions.keep_self_score(world.month(), SelfScore("an", general), **WHY)


def test_a_sent_self_score_is_taken_back_until_it_is_reviewed():
    period = world.month()
    send(period)
    with pytest.raises(Refused, match="rút lại rồi sửa"):
        actions.keep_self_score(period, SelfScore("an", {}), **WHY)
    actions.withdraw_self_score(period, "an", **WHY)
    assert (card().state, card().general_self["I.1"]) == ("draft", 500)
    send(period)
    review(period)
    with pytest.raises(Refused, match="đã nhận xét; không rút lại được"):
        actions.withdraw_self_score(period, "an", **WHY)


def test_only_a_reviewed_card_is_confirmed_and_a_confirmed_one_is_not_reviewed_anew():
    period = world.month()
    send(period)
    with pytest.raises(Refused, match="chưa có nhận xét"):
        actions.confirm_scorecards(period, {"an": ""}, **WHY)
    review(period)
    actions.confirm_scorecards(period, {"an": ""}, **WHY)
    assert (card().state, card().confirmed_at) == ("confirmed", world.AT)
    with pytest.raises(Refused, match="bỏ xác nhận trước"):
        review(period, share=50)


@pytest.mark.parametrize(("share", "told"), [(100, "excellent"), (0, "")])
def test_a_score_at_the_highest_level_needs_its_reason(share, told):
    period = world.month()
    world.done(period, world.task("an"))
    review(period, share=share)
    person = card().person_id
    assert queries.extremes(period, [person]) == ({person: told} if told else {})
    if told:
        with pytest.raises(Refused, match="an: điểm ở mức cao nhất"):
            actions.confirm_scorecards(period, {"an": " "}, **WHY)
    actions.confirm_scorecards(period, {"an": "Việc khó, xong sớm" if told else ""}, **WHY)
    assert card().extreme_reason == ("Việc khó, xong sớm" if told else "")


def test_a_score_below_the_lowest_mark_needs_its_reason():
    period = world.month()
    world.done(period, world.task("an", amount=10000), 0)
    review(period)
    assert list(queries.extremes(period, [card().person_id]).values()) == ["unmet"]
    with pytest.raises(Refused, match="dưới mức hoàn thành phải ghi lý do"):
        actions.confirm_scorecards(period, {"an": ""}, **WHY)


def test_a_card_sent_back_says_why_and_keeps_both_sides_words():
    period = world.month()
    send(period, shortcomings="Chậm một việc")
    review(period)
    with pytest.raises(Refused, match="phải ghi rõ cần sửa gì"):
        actions.return_scorecard(period, "an", reason=" ", **WHY)
    actions.return_scorecard(period, "an", reason="Thiếu minh chứng III.1", **WHY)
    back = card()
    assert (back.state, back.return_reason) == ("draft", "Thiếu minh chứng III.1")
    assert (back.shortcomings, back.comment) == ("Chậm một việc", "Làm tốt")
    assert Event.objects.get(verb="evaluation.returned").reason == "Thiếu minh chứng III.1"
    send(period)
    assert card().return_reason == ""


def test_nobody_reviews_or_confirms_her_own_card():
    period = world.month()
    own = user_of("an")
    with pytest.raises(Refused, match="của chính mình"):
        review(period, by=own)
    review(period, by=user_of("binh"))
    with pytest.raises(Refused, match="của chính mình"):
        actions.confirm_scorecards(period, {"an": ""}, by=own, at=world.AT)
    assert card().reviewed_by.code == "binh"


def test_a_confirmation_taken_back_says_why():
    period = world.month()
    review(period)
    actions.confirm_scorecards(period, {"an": ""}, **WHY)
    with pytest.raises(Refused, match="phải ghi lý do"):
        actions.unconfirm_scorecards(period, ["an"], reason="", **WHY)
    actions.unconfirm_scorecards(period, ["an"], reason="Chấm nhầm", **WHY)
    assert (card().state, card().confirmed_at, card().confirmed_by) == ("reviewed", None, None)
    with pytest.raises(Refused, match="chưa xác nhận"):
        actions.unconfirm_scorecards(period, ["an"], reason="Lần nữa", **WHY)
