"""A round comes to what the law says, live; it is decided by two, for the very result seen."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.enums import Shortfall
from congvu.apps.evaluation.models import Rating, RatingDecision, RatingResult, RatingRound
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.org import actions as org
from congvu.apps.org.models import Person
from congvu.kernel.periods import Month
from tests.apps import world
from tests.apps.evaluation import years

pytestmark = pytest.mark.django_db
ALL = {"phong": 9100, "binh": 9300, "an": 9500, "chi": 7500, "dung": 8000}
STAFF = tuple(world.Post(f"c{n}", "P2") for n in range(8))
MANY = {**ALL, **{one.person: 9000 + n for n, one in enumerate(STAFF)}}
ALICE = {"person": None, "at": world.AT}


def staffed():
    return years.year(MANY, (*world.POSTS, *STAFF))


def test_the_mean_is_that_of_the_published_months_and_says_which_are_missing():
    world.agency()
    years.publish(Month(2026, 10), ALL)
    years.publish(Month(2026, 12), {**ALL, "an": 9001})
    period, _ = actions.begin_year(2026, **years.WHY)
    an = years.now(period).found.of("an")
    assert (an.score_hundredths, [one.period for one in an.months]) == (
        9251,
        ["2026-10", "2026-12"],
    )
    assert an.exact == Fraction(9500 + 9001, 200)


def test_each_peer_group_has_its_own_places_and_the_next_in_order_is_named():
    period = staffed()
    now = years.now(period).found
    assert {row.row.person for row in now.rows if row.level == "excellent"} == {"an"}
    staff = next(one for one in now.places if "không giữ" in one.key[0])
    assert (staff.rated, staff.members, staff.places, staff.waiting[0]) == (10, 10, 1, "c7")
    assert now.of("c7").capped_in == "peer_group"


def test_a_move_down_is_made_before_the_cap_and_gives_the_place_to_the_next():
    period = staffed()
    actions.move_level(
        years.form(period, "an"), level="met", reason="Chậm trễ", by=years.account("alice"), **ALICE
    )
    found = years.levels(period)
    assert (found["an"], found["c7"]) == ("met", "excellent")
    actions.move_level(
        years.form(period, "an"), level="", reason="Đã giải trình", by=years.account("alice"),
        **ALICE,
    )  # fmt: skip
    assert years.levels(period)["an"] == "excellent"


@pytest.mark.parametrize(
    ("level", "reason", "words"),
    [
        ("excellent", "Giỏi", "không ai được nâng mức"),
        ("good", "Như cũ", "Chỉ chuyển xuống"),
        ("met", " ", "phải ghi lý do"),
        ("lạ", "Lạ", "không có trong quy định"),
        ("", "Rút", "không có lần chuyển mức"),
    ],
)
def test_nobody_is_moved_up_or_without_a_reason(level, reason, words):
    period = years.year(ALL)
    with pytest.raises(Refused, match=words):
        actions.move_level(
            years.form(period, "dung"), level=level, reason=reason, by=years.account("alice"),
            **ALICE,
        )  # fmt: skip


def test_discipline_and_concluded_cases_set_the_lowest_level_until_withdrawn():
    period = years.year(ALL)
    row = org.NewDiscipline(
        "dung", "reprimand", duty_related=True, decision="QĐ 3", decided_on=date(2026, 5, 1),
        counts_year=2026, counts_unit="P",
    )  # fmt: skip
    org.record_discipline(row, **years.WHY)
    case = actions.record_case(
        years.form(period, "an"), kind="concluded", document="KL 9", decided_on=date(2026, 6, 1),
        by=years.account("adviser"), at=world.AT,
    )  # fmt: skip
    found = years.levels(period)
    assert (found["dung"], found["an"]) == ("unmet", "unmet")
    actions.withdraw_case(
        case, round_id=years.round_of(period).id, reason="Nhầm người",
        by=years.account("adviser"), at=world.AT,
    )  # fmt: skip
    assert years.levels(period)["an"] == "good"


def test_a_raised_cap_needs_its_ground_and_an_order_decides_among_equals():
    equals = {**MANY, "an": 9500, "c7": 9500, "c6": 9500}
    period = years.year(equals, (*world.POSTS, *STAFF))
    found, by = years.round_of(period), years.account("alice")
    order = {"c6": (1, "Sáng kiến cấp tỉnh"), "c7": (2, "Thâm niên")}
    assert actions.write_order(found.id, order, by=by, at=world.AT) == 2
    assert [p for p, level in years.levels(period).items() if level == "excellent"] == ["c6"]
    actions.raise_cap(found.id, ground="Thành tích nổi trội", by=by, **ALICE)
    assert [one.places for one in years.now(period).found.places] == [0, 2, 0, 2]
    actions.raise_cap(found.id, ground="", by=by, **ALICE)
    with pytest.raises(Refused, match="không thay đổi"):
        actions.raise_cap(found.id, ground=" ", by=by, **ALICE)
    years.propose(period)
    with pytest.raises(Refused, match="trước khi trình"):
        actions.write_order(found.id, {"c7": (1, "Đổi ý")}, by=by, at=world.AT)


def test_months_that_are_not_published_stop_the_round_and_steps_on_paper_are_passed_with_a_reason():
    world.agency()
    years.publish(Month(2026, 11), ALL)
    period, _ = actions.begin_year(2026, **years.WHY)
    lacking = {one.kind: one for one in years.now(period).lacking}
    assert "tháng 12/2026" in lacking[Shortfall.MONTHS].what[""]
    assert lacking[Shortfall.PARTY].people == ("phong",)
    with pytest.raises(Refused, match="chưa công bố"):
        years.propose(period)
    years.publish(Month(2026, 12), ALL)
    with pytest.raises(Refused, match="tổ chức do người đứng đầu phụ trách chưa xếp loại"):
        years.propose(period)
    years.recognise("P1", "met")
    years.recognise("P2")
    assert (years.levels(period)["binh"], years.levels(period)["chi"]) == ("met", "good")
    with pytest.raises(Refused, match="cấp ủy"):
        years.propose(period, reasons={**years.REASONS, Shortfall.PARTY: " "})
    years.propose(period)
    assert years.round_of(period).passed["party"] == {
        "people": 1, "reason": years.REASONS[Shortfall.PARTY],
    }  # fmt: skip


def test_a_decision_keeps_everybody_and_comes_out_again_from_what_it_stored():
    period = staffed()
    digest = years.now(period).digest
    decision = years.decided(period)
    assert RatingDecision.objects.get(pk=decision).digest == digest
    assert set(Rating.objects.filter(round__unit__code="P").values_list("state", flat=True)) == {
        "decided"
    }
    an = year_queries.year_result_of(Person.objects.get(code="an").pk, period.id)
    assert (an.level, an.by_score, an.score_hundredths, an.number) == (
        "excellent", "excellent", 9500, "15/QĐ-UBND",
    )  # fmt: skip
    (again,) = year_queries.recompute_decisions(2026)
    assert (again.digest, again.differing, again.same_rules) == (digest, (), True)
    assert again.people == len(year_queries.year_results(period.id))


def test_a_result_that_does_not_follow_from_its_inputs_is_found():
    period = years.year(ALL)
    now, found = years.now(period), years.round_of(period)
    records = dict(now.records)
    an = Person.objects.get(code="an").pk
    records[an] = replace(records[an], level="met")
    decision = RatingDecision.objects.create(
        round_id=found.id, number="7", day=world.AT.date(), signed_by=years.account("alice"),
        at=world.AT, clause="Đ21", rules_fingerprint=now.found.rules.fingerprint, people=5,
        digest=now.digest,
    )  # fmt: skip
    forms = {one.row.person_id: one.row.id for one in now.found.rows}
    actions.keep_results(decision.pk, records, forms)
    (again,) = year_queries.recompute_decisions(2026)
    assert (again.differing, again.digest) == (("an",), now.digest)


def test_what_was_seen_is_what_is_signed():
    period = staffed()
    digest = years.propose(period)
    found, alice = years.round_of(period), years.account("alice")
    actions.move_level(years.form(period, "an"), level="met", reason="Chậm", by=alice, **ALICE)
    with pytest.raises(actions.YearChanged) as changed:
        actions.decide_round(found.id, years.decision(digest), by=alice, at=world.AT)
    new = years.decision(changed.value.digest)
    actions.decide_round(found.id, new, by=alice, at=world.AT)
    assert year_queries.year_results(period.id)[0].number == "15/QĐ-UBND"


def test_two_people_and_nobody_about_herself():
    period = years.year(ALL)
    digest = years.propose(period)
    found, adviser = years.round_of(period), years.account("adviser")
    with pytest.raises(Refused, match="khác người trình"):
        actions.decide_round(found.id, years.decision(digest), by=adviser, at=world.AT)
    deputy = years.decision(digest)
    with pytest.raises(Refused, match="có tên trong đợt"):
        actions.decide_round(found.id, deputy, by=years.account("phong"), at=world.AT)
    row = {"round_id": found.id, "number": "9", "day": world.AT.date(), "at": world.AT}
    row |= {"clause": "Đ21", "rules_fingerprint": "x", "people": 0, "digest": "0" * 64}
    with pytest.raises(DatabaseError, match="khác người trình"), transaction.atomic():
        RatingDecision.objects.create(signed_by=adviser, **row)


def test_a_round_sent_back_is_prepared_again_and_a_decided_one_stands():
    period = years.year(ALL)
    years.propose(period)
    found, alice = years.round_of(period), years.account("alice")
    with pytest.raises(Refused, match="phải ghi lý do"):
        actions.return_round(found.id, reason=" ", by=alice, at=world.AT)
    actions.return_round(found.id, reason="Xem lại Phòng Kinh tế", by=alice, at=world.AT)
    assert (years.round_of(period).state, years.round_of(period).digest) == ("preparing", "")
    years.decided(period)
    with pytest.raises(Refused, match="đã quyết định"):
        actions.raise_cap(found.id, ground="Muộn", by=alice, **ALICE)
    with pytest.raises(DatabaseError, match="đã quyết định"), transaction.atomic():
        RatingRound.objects.filter(pk=found.id).update(note="sửa")
    with pytest.raises(DatabaseError), transaction.atomic():
        RatingResult.objects.update(level="unmet")
    assert Event.objects.filter(verb="evaluation.round_decided").count() == 1


def test_equal_inputs_give_one_digest_and_any_other_gives_another():
    period = years.year(ALL)
    first = years.now(period)
    assert years.now(period).digest == first.digest
    one = next(iter(first.records.values()))
    assert replace(one, level="met").sha256 != one.sha256
