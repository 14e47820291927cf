"""Claims about the generated work."""

from collections import Counter

from congvu.exchange.demo import products, story
from congvu.exchange.demo.frames import CLOCK, MONTHS
from congvu.exchange.demo.tasks import CARRIED, PLANNED, TAKEN_OVER, UNPLANNED, TaskPlan
from congvu.kernel.workdays import is_working_day
from tests.exchange.demo.provinces import first_month, small, small_work, whole


def _all() -> list[TaskPlan]:
    return [task for _, listed in small_work() for task in listed]


def test_both_catalogues_are_whole_and_their_coefficients_follow_from_the_points():
    commune, department = products.commune_products(), products.department_products()
    assert (len(commune), len(department)) == (371, 172)
    for product in (*commune, *department):
        assert product.points_tenths * 10 == product.coefficient_tenths * products.STANDARD_TENTHS


def test_a_line_from_the_catalogue_carries_the_catalogues_coefficient():
    known = {
        (p.version, p.code): p.coefficient_tenths
        for p in (*products.commune_products(), *products.department_products())
    }
    for task in first_month()[1]:
        assert known[task.version, task.product] == task.coefficient_tenths


def test_amounts_and_results_stay_in_their_ranges():
    for task in (*_all(), *first_month()[1]):
        assert task.assigned_hundredths > 0
        assert task.title
        if task.result:
            assert 0 < task.result.completed_hundredths <= task.assigned_hundredths
            assert 0 <= task.result.excused_failed <= task.result.failed <= 3


def test_what_is_excused_names_the_cause_and_who_confirmed_it():
    excused = [
        t.result for t in _all() if t.result and (t.result.excused_days or t.result.excused_failed)
    ]
    assert excused
    assert all(result.excused_by and result.excuse for result in excused)


def test_deadlines_lie_on_working_days_but_for_the_handbooks_own():
    odd = [task for task in _all() if not is_working_day(task.due_on)]
    assert {task.person for task in odd} == {story.AN}


def test_lines_are_due_in_their_month_unless_they_were_carried_over():
    for now, listed in small_work():
        for task in listed:
            inside = now.month.first_day <= task.due_on <= now.month.last_day
            assert inside != (task.source == CARRIED)


def test_nothing_is_finished_after_the_clock_or_outside_its_month():
    for now, listed in small_work():
        finished = [task.result.finished_on for task in listed if task.result]
        assert all(day <= min(now.month.last_day, CLOCK.date()) for day in finished)
        assert all(day >= now.month.first_day for day in finished)


def test_each_kind_of_origin_occurs_and_planned_work_is_the_rule():
    origins = Counter(task.origin for task in first_month()[1])
    whole_month = sum(origins.values())
    assert origins[PLANNED] > whole_month * 9 // 10
    assert origins[TAKEN_OVER] > 50
    assert origins[UNPLANNED] > whole_month // 50


def test_an_officer_has_about_fifteen_to_twenty_lines_a_month():
    assert 14 <= len(first_month()[1]) // len(whole().people) <= 20


def test_the_overloaded_commune_has_a_third_more_lines():
    _, listed = first_month()
    at = {person.code: person.postings[0].unit for person in whole().people}
    lines = Counter(at[task.person].rsplit("-", 1)[0] for task in listed)
    staff = Counter(unit.rsplit("-", 1)[0] for unit in at.values())
    load = {unit: lines[unit] * 100 // staff[unit] for unit in ("KH-22615", "KH-22612")}
    assert load["KH-22615"] > load["KH-22612"] * 125 // 100


def test_what_is_handed_back_is_taken_over_by_a_colleague_of_the_room():
    listed = first_month()[1]
    given = [task for task in listed if "(trả lại " in task.title]
    taken = [task for task in listed if task.origin == TAKEN_OVER]
    assert len(given) == len(taken) > 50
    assert {task.unit for task in given} == {task.unit for task in taken}


def test_people_on_leave_are_given_nothing():
    october, listed = small_work()[MONTHS.index(MONTHS[4])]
    away = {p.code for p in small().people if p.away and p.away < october.month.first_day}
    assert story.ON_LEAVE in away
    assert not away & {task.person for task in listed}


def test_two_generations_are_equal():
    again = small().__class__(small().communes, small().agencies)
    assert again.people == small().people
    assert tuple(again.work()) == small_work()
