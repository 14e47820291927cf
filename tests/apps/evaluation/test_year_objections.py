"""Objections to a year's result: who, until when, about what; how the answer is carried out."""

from datetime import timedelta

import pytest

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.queries.years.replacements import (
    replacement_of_objection,
)
from congvu.apps.evaluation.queries.years.subjects import (
    year_subjects_of,
)
from congvu.apps.rulebook import actions as rulebook
from tests.apps import world
from tests.apps.evaluation import replaced
from tests.apps.evaluation.replaced import granted, objected, person, proposed, result, signed
from tests.apps.evaluation.years import account

pytestmark = pytest.mark.django_db
BETTER = {"months": {"2026-11": 9500}}


@pytest.fixture
def year():
    return replaced.decided()


def test_it_is_held_by_whoever_rates_and_listed_with_the_others(year):
    made = objected(year, "dung", "mean")
    (held,) = queries.waiting_objections(world.AT.date())
    assert (held.row.id, held.decider.full_name, held.above.full_name) == (
        made, "Trần Thị Alice", "Lý Tỉnh",
    )  # fmt: skip
    assert (held.row.of_year, held.row.period, held.row.confirmer) == (
        True, "2026", "Trần Thị Alice",
    )  # fmt: skip
    total, rows = queries.listed_objections(
        queries.Shown([result(year, "dung").unit_path]), first=0, most=9
    )
    assert (total, rows[0].id) == (1, made)


def test_only_steps_that_the_result_has_can_be_objected_to(year):
    assert set(year_subjects_of(result(year))) == {"all", "mean"}
    with pytest.raises(Refused, match="không có mục này"):
        objected(year, "an", "cap")


def test_one_step_has_one_open_objection_and_nobody_objects_for_another(year):
    objected(year)
    with pytest.raises(Refused, match="đang có một kiến nghị"):
        objected(year, "an", "mean")
    row = actions.NewObjection("all", "Sai")
    with pytest.raises(Refused, match="Chỉ người được đánh giá"):
        actions.lodge_year_objection(
            year, person("dung"), row, by=account("an"), at=world.AT
        )  # fmt: skip


def test_the_window_counts_from_the_decision(year):
    row = actions.NewObjection("all", "Sai")
    late = world.AT + timedelta(days=9)
    with pytest.raises(Refused, match="hết thời hạn kiến nghị \\(ngày 01/12/2026\\)"):
        actions.lodge_year_objection(year, person("an"), row, by=account("an"), at=late)


def test_while_it_is_open_nothing_is_replaced_by_another_way(year):
    waiting = proposed(year, {"dung": {"concluded": True}})
    made = objected(year, "dung")
    with pytest.raises(Refused, match="kiến nghị chưa giải quyết xong"):
        actions.check_replacement(waiting, by=account("long"), at=world.AT)
    granted(made)
    assert queries.objection(made).state == "upheld"
    actions.check_replacement(waiting, by=account("long"), at=world.AT)


def test_what_was_granted_is_carried_out_by_two_others_and_signed_by_whoever_rates(year):
    made = objected(year, "dung", "mean")
    with pytest.raises(Refused, match="không sửa mục khác"):
        granted(made, {"concluded": True})
    with pytest.raises(Refused, match="có thẩm quyền giải quyết"):
        granted(made, BETTER, who="binh")
    granted(made, BETTER)
    assert queries.objection(made).changes == BETTER
    with pytest.raises(Refused, match="có kiến nghị"):
        proposed(year, {"dung": {"concluded": True}})
    carried = proposed(year, {}, objection=made)
    actions.check_replacement(carried, by=account("long"), at=world.AT)
    with pytest.raises(Refused, match="Trần Thị Alice"):
        signed(carried, "tinh")
    signed(carried, "alice")
    now = result(year, "dung")
    assert (now.score_hundredths, now.clause) == (8750, "Đ22")
    assert queries.objection(made).state == "amended"
    assert replacement_of_objection(made).decision_id == now.decision_id


def test_an_opinion_is_given_by_nobody_under_whoever_rated():
    rulebook.adopt_parameter(
        name="independent_opinion", value="có", decision="QĐ 5", valid_from=world.START,
        by=None, at=world.AT,
    )  # fmt: skip
    year = replaced.decided()
    made = objected(year, "dung")
    with pytest.raises(Refused, match="Phải có ý kiến độc lập"):
        granted(made)
    for who in ("alice", "chi"):
        with pytest.raises(Refused, match="không cho ý kiến độc lập"):
            actions.give_opinion(made, "Đúng", by=account(who), at=world.AT)
    actions.give_opinion(made, "Đúng", by=account("minh"), at=world.AT)
    granted(made)
