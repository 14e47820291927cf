"""A card answered as it was seen: alone, together, overtaken; and what keeps one from the batch."""

from datetime import timedelta

import pytest

from congvu.apps.accounts.models import User
from congvu.apps.audit import listing
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.actions import Overtaken, Review, SelfScore, Together
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.evaluation.queries import Led, Oddity
from congvu.apps.evaluation.queries.cards import stood
from congvu.apps.org.models import Person
from congvu.apps.positions.models import Posting
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import PeriodClosed, rules_for
from congvu.kernel.periods import Month
from tests.apps import world
from tests.apps.world import Post

pytestmark = pytest.mark.django_db
WHY = {"by": None, "at": world.AT}
LATER = world.AT.replace(minute=50)
MANY = (*world.POSTS, *(Post(f"m{seat}", "P1", name=f"Nguyễn Văn {seat}") for seat in range(5)))


def card(person="an"):
    return Scorecard.objects.get(person__code=person)


def seen(person="an"):
    return stood(card(person).state, card(person).since)


def send(period, *people, share=80, **told):
    rows = [SelfScore(person, world.points(share), **told) for person in people]
    actions.save_self_scores(period, rows, **WHY)


def worked(period, *people, done=80):
    for person in people:
        unit = Posting.objects.get(person__code=person, is_primary=True).unit.code
        world.done(period, world.task(person, unit), done)


def user_of(person):
    user = User.objects.create(username=person, display_name=person)
    Person.objects.filter(code=person).update(user=user)
    return user


# --- one card ---------------------------------------------------------------------------------


def test_a_card_is_reviewed_and_confirmed_in_one_press():
    period, by = world.month(), None
    send(period, "an")
    by = user_of("binh")
    row = Review("an", world.points(60), comment="Cố gắng hơn")
    actions.confirm_card(period, row, reason="", seen=seen(), by=by, at=world.AT)
    held = card()
    assert (held.state, held.general_hundredths, held.batch) == ("confirmed", 1800, False)
    assert (held.reviewed_by.code, held.confirmed_by.code) == ("binh", "binh")


def test_a_deputys_review_that_is_not_changed_stays_his():
    period = world.month()
    send(period, "an")
    row = Review("an", world.points(60), comment="Đúng hạn")
    actions.review_card(period, row, seen=seen(), by=user_of("phong"), at=world.AT)
    actions.confirm_card(period, row, reason="", seen=seen(), by=user_of("binh"), at=world.AT)
    assert (card().reviewed_by.code, card().confirmed_by.code) == ("phong", "binh")
    assert Event.objects.filter(verb="evaluation.reviewed").count() == 1


@pytest.mark.parametrize("answer", ["confirm", "review", "return", "unconfirm"])
def test_what_changed_since_it_was_seen_is_not_answered(answer):
    period = world.month()
    send(period, "an")
    old, row = seen(), Review("an", world.points(60))
    actions.review_scorecards(period, [Review("an", world.points(70))], by=None, at=LATER)
    if answer == "unconfirm":
        actions.confirm_scorecards(period, {"an": ""}, by=None, at=LATER)
    before = Scorecard.objects.filter(person__code="an").values().get()
    with pytest.raises(Overtaken, match="vừa thay đổi sau khi ông/bà mở trang"):
        {
            "confirm": lambda: actions.confirm_card(period, row, reason="", seen=old, **WHY),
            "review": lambda: actions.review_card(period, row, seen=old, **WHY),
            "return": lambda: actions.return_card(period, "an", reason="Sửa", seen=old, **WHY),
            "unconfirm": lambda: actions.unconfirm_card(
                period, "an", reason="Nhầm", seen=old, **WHY
            ),
        }[answer]()
    assert Scorecard.objects.filter(person__code="an").values().get() == before


def test_a_confirmation_without_its_reason_leaves_no_review_behind():
    period = world.month()
    world.done(period, world.task("an"))
    send(period, "an", share=100)
    with pytest.raises(Refused, match="phải ghi lý do"):
        actions.confirm_card(period, Review("an", world.points(95)), reason=" ", seen=seen(), **WHY)
    assert (card().state, card().general_hundredths) == ("self_scored", None)
    actions.confirm_card(
        period, Review("an", world.points(95)), reason="Việc khó", seen=seen(), **WHY
    )
    assert card().extreme_reason == "Việc khó"


def test_a_card_is_sent_back_and_a_confirmation_taken_back_as_seen():
    period = world.month()
    send(period, "an")
    actions.return_card(period, "an", reason="Thêm dẫn chứng", seen=seen(), **WHY)
    assert (card().state, card().return_reason) == ("draft", "Thêm dẫn chứng")
    send(period, "an")
    row = Review("an", world.points(70))
    actions.confirm_card(period, row, reason="", seen=seen(), **WHY)
    actions.unconfirm_card(period, "an", reason="Chấm nhầm", seen=seen(), **WHY)
    assert (card().state, card().confirmed_at) == ("reviewed", None)


# --- together ---------------------------------------------------------------------------------


def test_cards_are_confirmed_together_at_what_somebody_gave_and_say_so():
    period = world.month()
    send(period, "an", "dung")
    actions.review_scorecards(period, [Review("dung", world.points(70))], **WHY)
    done = actions.confirm_together(period, {"an": seen(), "dung": seen("dung")}, **WHY)
    assert done == Together(("an", "dung"), ())
    given = {one: (card(one).general_hundredths, card(one).batch) for one in ("an", "dung")}
    assert given == {"an": (2400, True), "dung": (2100, True)}
    event = Event.objects.get(verb="evaluation.confirmed")
    assert (event.payload["batch"], event.payload["count"]) == (True, 2)


def test_a_batch_leaves_only_what_changed():
    period = world.month()
    send(period, "an", "dung")
    old = {"an": seen(), "dung": seen("dung")}
    actions.review_scorecards(period, [Review("dung", world.points(10))], by=None, at=LATER)
    assert actions.confirm_together(period, old, **WHY) == Together(("an",), ("dung",))
    assert (card().state, card("dung").state) == ("confirmed", "reviewed")


@pytest.mark.parametrize(
    ("person", "share", "told"), [("an", 100, "phải ghi lý do"), ("chi", 80, "cả tiêu chí đ và e")]
)
def test_a_batch_with_what_must_be_looked_at_is_refused_whole(person, share, told):
    period = world.month()
    world.done(period, world.task(person, "P1" if person == "an" else "P2"))
    send(period, person, share=share)
    send(period, "dung")
    with pytest.raises(Refused, match=told):
        actions.confirm_together(period, {person: seen(person), "dung": seen("dung")}, **WHY)
    assert card("dung").state == "self_scored"


def test_one_confirmed_alone_is_told_apart_in_the_events():
    period = world.month()
    send(period, "an")
    actions.confirm_card(period, Review("an", world.points(70)), reason="", seen=seen(), **WHY)
    assert "batch" not in Event.objects.get(verb="evaluation.confirmed").payload


def test_nothing_is_answered_once_the_month_is_published():
    period = world.reviewed_month()
    held = {"an": seen()}
    actions.close_month(period, **WHY)
    with pytest.raises(PeriodClosed):
        actions.confirm_together(period, held, **WHY)
    with pytest.raises(PeriodClosed):
        actions.unconfirm_card(period, "an", reason="Nhầm", seen=held["an"], **WHY)


# --- what is odd ------------------------------------------------------------------------------


def looked_at(period, person="an"):
    """What is odd about one card, on the page of whoever reviews the ward."""
    whose = queries.led(period, Led(frozenset(), frozenset(), frozenset(["/"])))
    found = queries.cards_to_review(period, whose, rules=rules_for(period), today=world.AT.date())
    (one,) = [row for row in found if row.card.person == person]
    return one


def why(period, person="an"):
    return [found.why for found in looked_at(period, person).found]


def test_a_card_sent_with_its_work_accepted_is_plain():
    period = world.month()
    worked(period, "an")
    send(period, "an")
    one = looked_at(period)
    assert (one.plain, one.found, one.waits) == (True, (), True)


def test_what_is_missing_is_odd():
    period = world.month()
    assert why(period) == [Oddity.NO_SELF_SCORE, Oddity.NO_WORK]
    worked(period, "chi")
    send(period, "chi")
    assert why(period, "chi") == [Oddity.NO_STEPS]


@pytest.mark.parametrize(
    ("share", "done", "told"),
    [(95, 100, Oddity.HIGHEST), (10, 10, Oddity.LOWEST), (80, 80, None)],
)
def test_the_highest_and_the_lowest_level_are_odd(share, done, told):
    period = world.month()
    worked(period, "an", done=done)
    send(period, "an", share=share)
    assert why(period) == ([told] if told else [])


@pytest.mark.parametrize(("noted", "odd"), [(0, True), (9, True), (10, False)])
def test_full_marks_ask_for_a_note_to_each(noted, odd):
    period = world.month()
    worked(period, "an", done=70)
    notes = dict.fromkeys(list(world.points())[:noted], "Quyết định 12")
    send(period, "an", share=100, notes=notes)
    assert (Oddity.ALL_FULL in why(period)) is odd


def test_far_from_the_period_before_is_odd_and_near_is_not():
    period = world.month()
    october = rulebook.open_period(Month(2026, 10), by=None, at=world.AT)
    actions.open_scorecards(october, **WHY)
    worked(period, "an")
    actions.review_scorecards(october, [Review("an", world.points(90))], **WHY)
    send(period, "an")
    assert looked_at(period).found == (queries.Found(Oddity.FAR_FROM_LAST, -300, 2700),)
    actions.review_scorecards(october, [Review("an", world.points(88))], **WHY)
    assert looked_at(period).plain


def test_far_from_the_peers_is_odd_where_they_are_enough():
    period = world.month(MANY)
    everybody = [f"m{seat}" for seat in range(5)]
    worked(period, "an", *everybody)
    send(period, *everybody[:3])
    send(period, "an", share=60)
    assert why(period) == []
    send(period, *everybody[3:])
    assert looked_at(period).found == (queries.Found(Oddity.FAR_FROM_PEERS, -600, 2400),)


def test_a_review_other_than_the_self_score_is_odd():
    period = world.month()
    worked(period, "an")
    send(period, "an")
    actions.review_scorecards(period, [Review("an", world.points(70))], **WHY)
    assert looked_at(period).found == (queries.Found(Oddity.REVIEWED_OTHERWISE, 2100, 2400),)


def test_whoever_is_left_out_or_confirmed_waits_for_nobody():
    period = world.month()
    send(period, "an")
    actions.leave_out(period, {"dung": "nghỉ ốm"}, **WHY)
    actions.confirm_card(period, Review("an", world.points(70)), reason="", seen=seen(), **WHY)
    for person in ("an", "dung"):
        one = looked_at(period, person)
        assert (one.waits, one.plain, one.found) == (False, False, ())


def test_a_leaders_d_is_known_before_the_steps_and_names_who_is_below():
    period = world.month()
    worked(period, "chi")
    world.review(period, "dung", 0)
    world.done(period, world.task("dung", "P2", amount=10000), 0)
    one = looked_at(period, "chi")
    assert (one.month.shares["d"] * 2, one.below) == (1, ("Đỗ Dung",))
    assert "share" not in one.month.shares


def test_the_share_of_the_batch_is_told_by_signer():
    period = world.month()
    send(period, "an", "dung")
    binh = user_of("binh")
    actions.confirm_together(period, {"an": seen()}, by=binh, at=world.AT)
    row = Review("dung", world.points(70))
    actions.confirm_card(period, row, reason="", seen=seen("dung"), by=binh, at=world.AT)
    assert queries.batch_of_cards(period.id, most=9) == [
        queries.BatchShare("Lê Bình", "Phường Nha Trang", 2, 1)
    ]


def test_an_act_too_long_for_its_own_list_names_its_people_beside(monkeypatch):
    monkeypatch.setattr(listing, "LISTED_MOST", 1)
    period = world.month()
    rows = [SelfScore(one, world.points()) for one in ("an", "dung")]
    actions.save_self_scores(period, rows, by=None, at=world.AT)
    later = world.AT + timedelta(minutes=1)
    actions.save_self_scores(period, rows[:1], by=None, at=later)
    sent = queries.signings(period, ["an", "dung", "binh"]).sent
    assert {code: act.at for code, act in sent.items()} == {"an": later, "dung": world.AT}
    told = Event.objects.filter(verb__startswith="evaluation.self_scored").order_by("pk")
    assert [(one.verb, one.payload["count"]) for one in told] == [
        ("evaluation.self_scored", 2), ("evaluation.self_scored_part", 1),
        ("evaluation.self_scored_part", 1), ("evaluation.self_scored", 1),
    ]  # fmt: skip
