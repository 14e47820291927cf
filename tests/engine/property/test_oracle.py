"""The judge itself, against every worked example that a text gives."""

from dataclasses import replace
from fractions import Fraction

import pytest

from congvu.engine.oracle import (
    CAUSES,
    Level,
    Line,
    ManagementCycle,
    Month,
    Settings,
    Year,
    bars,
    half_up,
    level_of,
    mean_of_months,
    places,
    rate,
    score_month,
    settle,
)

SILENT = Settings()
HANDBOOK = (
    Line("1", 10, 500, 400, failed=0, delays=4),
    Line("2", 27, 300, 300, failed=1, delays=2),
    Line("3", 37, 100, 80, failed=2, delays=0),
)


def one_line(**changes):
    return replace(Line("1", 10, 1000, 1000), **changes)


def month_of(*lines, general=3000, **more):
    return Month("p", general, lines, **more)


def points(*lines, settings=SILENT, **more):
    return score_month(month_of(*lines, **more), settings).notified


def percent(share):
    return half_up(share * 10), share  # tenths of a percent beside the exact share


def test_handbook_month_gives_the_official_figures():
    score = score_month(month_of(*HANDBOOK), SILENT)
    tenths = [percent(x)[0] for x in (score.a, score.b, score.c, score.share)]
    assert tenths == [896, 688, 417, 667]
    assert score.notified == 7670
    assert score.exact == 30 + 70 * score.share


def test_handbook_leader_table_is_the_mean_of_six():
    leader = month_of(*HANDBOOK, leads=True, organising="low", unity="full")
    score = score_month(leader, SILENT, managed_met=False)
    assert (score.d, score.dd, score.e) == (Fraction(1, 2), Fraction(1, 2), 1)
    assert percent(score.share)[0] == 667


def test_four_delays_on_the_only_product():
    assert score_month(month_of(one_line(delays=4)), SILENT).exact == 30 + Fraction(140, 3)


def test_an_excused_delay_is_not_counted_so_nothing_is_deducted():
    assert points(one_line(delays=0)) == 10000


def test_handed_back_work_stays_assigned():
    """Đ18.1d: assigned 10, handed back 2, did 8 well."""
    assert points(one_line(completed_hundredths=800)) == 8600


def test_taken_over_work_counts_beyond_the_assignment():
    assert points(
        one_line(completed_hundredths=800),
        one_line(id="2", assigned_hundredths=200, completed_hundredths=200, origin="taken_over"),
    ) == 10000  # fmt: skip


@pytest.mark.parametrize(
    ("formed", "expected"), [(True, 10000), (False, None)], ids=["forms the base", "does not"]
)
def test_a_month_of_extra_work_only(formed, expected):
    month = month_of(one_line(origin="unplanned"))
    score = score_month(month, Settings(extra_only_forms_base=formed))
    assert (score and score.notified) == expected


def test_planned_lines_of_no_amount_leave_the_base_to_the_extra_work():
    lines = (
        one_line(assigned_hundredths=0, completed_hundredths=0),
        one_line(id="2", origin="unplanned"),
    )
    assert points(*lines) == 10000


def test_nothing_assigned_is_not_scored():
    assert score_month(month_of(), SILENT) is None
    assert bars(month_of(), SILENT) == []


def test_clamp_on_the_criterion_lets_quantity_make_up_for_delay():
    line = one_line(completed_hundredths=1500, delays=2)
    assert points(line) == half_up(30 + 70 * Fraction(275, 300))
    assert points(line, settings=Settings(clamp="results")) == 10000


def test_a_floor_keeps_a_share_of_a_product_whatever_the_delays():
    settings = Settings(floor_share=Fraction(1, 2))
    assert points(one_line(delays=9), settings=settings) == half_up(30 + 70 * Fraction(5, 6))


def test_rounding_is_half_up_at_the_hundredth():
    assert half_up(Fraction("0.004999")) == 0
    assert half_up(Fraction("0.005")) == 1
    assert half_up(Fraction("76.7013888")) == 7670


def leader(name):
    return Month(name, 3000, (one_line(),), leads=True)


def officer(name, general=3000, **changes):
    return Month(name, general, (one_line(**changes),))


FAILING = {"completed_hundredths": 100}


def test_a_failing_officer_lowers_d_of_her_own_head_only():
    people = [leader("head"), leader("chief"), officer("bad", **FAILING)]
    settled = settle(people, {"head": ["bad"], "chief": ["head"]}, SILENT)
    assert not settled["head"].managed_met
    assert settled["head"].score.notified == half_up(30 + 70 * Fraction(11, 12))
    assert settled["chief"].managed_met


def test_d_climbs_where_a_head_herself_falls_under_fifty():
    weak = Month("head", 0, (one_line(completed_hundredths=500),), leads=True)
    people = [leader("chief"), weak, officer("bad", **FAILING)]
    settled = settle(people, {"head": ["bad"], "chief": ["head"]}, SILENT)
    alone = score_month(weak, SILENT).notified
    assert alone >= 5000 > settled["head"].score.notified
    assert not settled["chief"].managed_met


def test_d_reads_the_notified_score():
    """49,995 is notified as 50,00 and meets the level."""
    at = Month("edge", 2999, (Line("1", 10, 1000000, 285786),))
    exact = score_month(at, SILENT).exact
    assert Fraction("49.995") <= exact < 50
    assert settle([leader("head"), at], {"head": ["edge"]}, SILENT)["head"].managed_met


@pytest.mark.parametrize(("choice", "met"), [("full", True), ("low", False)])
def test_people_not_scored_are_left_out_of_d_and_listed(choice, met):
    people = [leader("head"), Month("idle", 3000)]
    settings = Settings(nobody_scored=choice)
    settled = settle(people, {"head": ["idle", "away", "head"]}, settings)
    assert settled["head"].left_out == ("away", "idle")
    assert settled["head"].managed_met is met
    assert set(settled) == {"head", "idle"}


def test_a_ring_of_leaders_is_refused_by_names():
    people = [leader("a"), leader("b"), leader("c"), officer("o")]
    with pytest.raises(ManagementCycle, match=r"^b → c → b$"):
        settle(people, {"a": ["b"], "b": ["c", "o"], "c": ["b"]}, SILENT)


@pytest.mark.parametrize(
    ("score", "level"),
    [
        ("90", Level.EXCELLENT), ("89.999", Level.GOOD), ("70", Level.GOOD),
        ("69.999", Level.MET), ("50", Level.MET), ("49.999", Level.FAILED),
    ],
)  # fmt: skip
def test_levels_compare_the_unrounded_score(score, level):
    assert level_of(Fraction(score)) is level


def test_quarter_and_year_are_means_over_scored_months():
    assert mean_of_months([8000, 7000, 9000]) == 80
    assert mean_of_months([8000, None, 9000]) == 85
    assert mean_of_months([None]) is None


def test_thirty_people_give_five_excellent_or_six():
    assert places(30, SILENT) == 5
    assert places(30, Settings(cap_base="good_or_better")) == 6
    assert places(30, SILENT, raised=True) == 6
    assert places(30, Settings(cap_base="good_or_better"), raised=True) == 7


def year(person, score, **more):
    return Year(person, (score,) * 12, **{"agency": "x", "peer_group": "g"} | more)


def levels(people, settings=SILENT):
    return {name: rating.level for name, rating in rate(people, settings).items()}


def test_the_cap_moves_the_lower_excellent_down_to_good():
    people = [year(f"{i:02}", 9000 + i) for i in range(30)]
    ratings = rate(people, SILENT)
    kept = {name for name, rating in ratings.items() if rating.level is Level.EXCELLENT}
    assert kept == {"25", "26", "27", "28", "29"}
    assert all(rating.over_cap == (name not in kept) for name, rating in ratings.items())


def test_ties_follow_the_written_key_then_the_person():
    people = [
        year("a", 9500, rank=2),
        year("b", 9500, rank=1),
        year("c", 9500, rank=1),
    ]
    people += [year(str(i), 7500) for i in range(3)]
    assert [name for name, x in levels(people).items() if x is Level.EXCELLENT] == ["b"]


def test_each_peer_group_has_its_own_places():
    """Six people give one place, five none; excellence in one group takes none from another."""
    people = [year(f"a{i}", 9500, peer_group="a") for i in range(6)]
    people += [year(f"b{i}", 9600, peer_group="b") for i in range(5)]
    assert [n for n, x in levels(people).items() if x is Level.EXCELLENT] == ["a0"]
    people.append(year("b5", 9600, peer_group="b"))
    assert [n for n, x in levels(people).items() if x is Level.EXCELLENT] == ["a0", "b0"]


def test_a_raised_cap_holds_for_the_agency_that_has_the_decision():
    people = [year(f"x{i}", 9500) for i in range(5)]
    people += [year(f"y{i}", 9500, agency="y", raised=True) for i in range(5)]
    assert [n for n, x in levels(people).items() if x is Level.EXCELLENT] == ["y0"]


def test_automatic_failure_and_the_organisation_come_before_the_cap():
    people = [
        year("disciplined", 9900, automatic_failed=True),
        year("head", 9800, organisation_level=Level.GOOD),
        year("first", 9100),
        *(year(str(i), 7100) for i in range(4)),
    ]
    found = levels(people)
    assert found["disciplined"] is Level.FAILED
    assert found["head"] is Level.GOOD
    assert found["first"] is Level.EXCELLENT


def test_whoever_is_moved_down_leaves_her_place_to_the_next_and_nobody_is_moved_up():
    people = [
        year("first", 9900, moved=Level.MET),
        year("second", 9500),
        year("low", 6000, moved=Level.EXCELLENT),
        *(year(str(i), 7100) for i in range(5)),
    ]
    found = levels(people)
    assert (found["first"], found["second"], found["low"]) == (
        Level.MET, Level.EXCELLENT, Level.MET,
    )  # fmt: skip


def test_under_six_months_is_not_ranked_except_on_protected_leave():
    people = [
        year("short", 9500, months_worked=5),
        year("mother", 8500, months_worked=5, protected_leave=True),
        Year("away", (None,) * 12),
    ]
    assert levels(people) == {"short": None, "mother": Level.GOOD, "away": None}


def test_bars_of_the_handbook_month_sum_and_tell_what_each_cause_took():
    found = bars(month_of(*HANDBOOK), SILENT)
    score = score_month(month_of(*HANDBOOK), SILENT)
    assert sum(bar.effect for bar in found) == score.exact - 100
    assert list(dict.fromkeys(bar.cause for bar in found)) == list(CAUSES)
    without = {(bar.cause, bar.row): bar.without for bar in found}
    assert without["delay", "1"] == half_up(score.exact + Fraction(70, 3) * 4 / Fraction("16.8"))


def test_shortfall_stops_at_the_assigned_amount_and_extra_brings_the_rest():
    lines = (one_line(completed_hundredths=700), one_line(id="2", completed_hundredths=1200))
    effects = {(bar.cause, bar.row): bar for bar in bars(month_of(*lines), SILENT)}
    assert effects["shortfall", "1"].effect == -Fraction(70) * Fraction(3, 20)
    assert effects["shortfall", "2"].effect == 0
    assert effects["extra", "2"].effect == Fraction(70) * Fraction(2, 20)
    assert effects["extra", "2"].without == half_up(100 - 70 * Fraction(3, 20))


def test_a_leaders_bars_name_what_lowered_her():
    low = month_of(one_line(), general=2500, leads=True, organising="low", unity="low")
    effects = {bar.cause: bar.effect for bar in bars(low, SILENT, managed_met=False)}
    step = -Fraction(70, 12)
    assert (effects["managed"], effects["organising"], effects["unity"]) == (step, step, step)
    assert effects["general"] == -5
