"""A late self-score is taken during the grace, after it only once it is opened again."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model

from congvu.apps.accounts.actions import create_user
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import SelfScore
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.enums import Step
from tests.apps import world

pytestmark = pytest.mark.django_db


def on(day, month=11):
    return datetime(2026, month, day, 3, tzinfo=UTC)


def hers():
    """An account, to act by."""
    found = get_user_model().objects.filter(username="an").first()
    return found or create_user(username="an", display_name="An", password="x" * 12, by=None)


def send(period, at, person="an"):
    row = SelfScore(person, world.points(80))
    actions.save_self_scores(period, [row], by=hers(), at=at)
    return Scorecard.objects.get(person__code=person)


def test_a_late_self_score_is_taken_to_the_last_day_of_the_grace():
    period = world.month()
    late = send(period, on(27))
    assert (late.state, late.self_scored_at) == ("self_scored", on(27))


def test_after_the_grace_it_is_refused_and_what_was_typed_is_kept():
    period = world.month()
    with pytest.raises(Refused, match=r"hạn 25/11/2026, nhận chậm đến 27/11/2026"):
        send(period, on(28))
    actions.keep_self_score(period, SelfScore("an", world.points(80)), by=None, at=on(28))
    assert Scorecard.objects.get(person__code="an").general_self == world.points(80)


def test_the_head_opens_it_again_with_a_reason_up_to_the_decision():
    period = world.month()
    reopen = {"period": period, "person": "an", "by": None, "at": on(28)}
    with pytest.raises(Refused, match="phải ghi lý do"):
        actions.reopen_self_score(**reopen, until=date(2026, 11, 28), reason=" ")
    with pytest.raises(Refused, match="từ 28/11/2026 đến 28/11/2026"):
        actions.reopen_self_score(**reopen, until=date(2026, 11, 29), reason="Ốm")
    actions.reopen_self_score(**reopen, until=date(2026, 11, 28), reason="Ốm")
    assert send(period, on(28)).reopened_reason == "Ốm"
    assert Event.objects.filter(verb="evaluation.self_score_reopened", reason="Ốm").exists()


def test_only_a_card_that_was_not_sent_is_opened_again():
    period = world.month()
    send(period, on(20))
    with pytest.raises(Refused, match="chỉ mở lại phiếu chưa gửi"):
        actions.reopen_self_score(
            period, "an", until=date(2026, 11, 27), reason="Ốm", by=None, at=on(26)
        )


def test_a_card_that_was_sent_back_is_sent_again_after_the_grace():
    period = world.month()
    send(period, on(20))
    actions.return_scorecard(period, "an", reason="Thiếu minh chứng", by=None, at=on(28))
    assert send(period, on(30)).state == "self_scored"


def test_more_time_for_an_agency_moves_its_grace_too():
    period = world.month()
    until = date(2026, 11, 30)
    rulebook.extend_deadline(
        period, step=Step.SELF_SCORE, until=until, agency="P", reason="Bão", by=None, at=on(25)
    )
    assert send(period, on(2, 12)).state == "self_scored"
    with pytest.raises(Refused, match="của giang"):
        send(period, on(30), "giang")


def test_a_province_without_grace_takes_none_after_the_day():
    rulebook.adopt_parameter(
        name="grace_working_days", value="0", decision="QĐ 3", valid_from=world.START, by=None,
        at=world.AT,
    )  # fmt: skip
    period = world.month()
    send(period, on(25))
    with pytest.raises(Refused, match="nhận chậm đến 25/11/2026"):
        send(period, on(26), "binh")


def test_what_is_brought_in_for_nobody_keeps_the_day_it_is_told_with():
    period = world.month()
    row = SelfScore("an", world.points(80))
    actions.save_self_scores(period, [row], by=None, at=on(30))
    assert Scorecard.objects.get(person__code="an").self_scored_at == on(30)
