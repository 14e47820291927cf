"""A month under a proposed catalogue: the SQL and the engine agree, exactly."""

from random import Random

import pytest

from congvu.apps.catalogue import actions as catalogue
from congvu.apps.catalogue import queries as catalogue_queries
from congvu.apps.catalogue.actions import NewProduct, NewVersion
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.org.models import Person
from congvu.apps.positions.models import Posting
from congvu.apps.rulebook.models import LocalParameter
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.apps.rulebook.queries import period as period_named
from congvu.apps.work import actions as work
from congvu.apps.work.models import Task
from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import ListKind
from congvu.engine.scoring import program_for, score_all
from tests.apps import world
from tests.apps.evaluation.chance import random_month

pytestmark = pytest.mark.django_db
POINTS = {"A1": 50, "B1": 120, "C1": 300, "C2": 90, "C3": 700}


@pytest.fixture
def issued() -> dict[str, int]:
    """Five products of the catalogue DM; return their ids by code."""
    version = NewVersion("DM", "Danh mục", "QĐ 1", "UBND phường", world.START, 50)
    lines = [NewProduct(code, "C", f"Việc {code}", 1, points) for code, points in POINTS.items()]
    catalogue.issue_version(version, lines, by=None, at=world.AT)
    return {row.code: row.id for row in catalogue_queries.products(on=world.DUE)}


def proposed(points: dict[str, int], *, series: str = "DM", standard: str = "5") -> Document:
    """A draft of the catalogue that gives these points (in tenths)."""
    rows = [
        {"code": code, "points": f"{tenths // 10},{tenths % 10}"} for code, tenths in points.items()
    ]
    return document(
        ListKind.CATALOGUE, series, "Danh mục", {"standard_points": standard}, {"products": rows}
    )


def close(period: PeriodRow) -> PeriodRow:
    """Close the month and read it again."""
    actions.close_month(period, by=None, at=world.AT)
    return period_named(period.key)


def name_products(issued: dict[str, int], dice: Random) -> None:
    """Let most tasks of a made-up month name a product, weighing what it weighs."""
    for task in Task.objects.order_by("pk"):
        code = dice.choice([*POINTS, ""])
        if code:
            weigh(task, POINTS[code] * 10 // 50)
            Task.objects.filter(pk=task.pk).update(product_id=issued[code])


def weigh(task: Task, coefficient_tenths: int) -> None:
    """Change what a task weighs, in the open as it must be."""
    if task.coefficient_tenths != coefficient_tenths:
        asked = work.Changed(coefficient_tenths=coefficient_tenths)
        change = work.ask_change(task.pk, asked, reason="Theo danh mục", by=None, at=world.AT)
        work.acknowledge_change(change, by=None, at=world.AT)


def scored_by_the_engine(period: PeriodRow, new: dict[int, int]) -> dict[str, tuple[int, str]]:
    """Notified score and level of everybody, the coefficients replaced task by task."""
    people = list(Scorecard.objects.values_list("person_id", flat=True))
    by_task = {
        str(pk): new[product]
        for pk, product in Task.objects.values_list("pk", "product_id")
        if product in new
    }
    cases = queries.cases(period, people, closing=True)
    for case in cases:
        for row in case.rows:
            row["coefficient"] = by_task.get(row["id"], row["coefficient"])
    pairs = queries.managed_pairs(period)
    managed = {str(leader): [str(one) for one in below] for leader, below in pairs.items()}
    found = score_all(program_for(rules_for(period)), "month", cases, managed)
    return {who: (one.notified, str(one.step("band"))) for who, one in found.items() if one.scored}


@pytest.mark.parametrize("seed", range(6))
def test_the_preview_equals_the_engine_over_replaced_coefficients(issued, seed):
    dice = Random(seed)
    period = random_month(seed, reviewed=bool(seed % 2))
    name_products(issued, dice)
    points = {code: dice.choice([10, 50, 95, 400, 2500]) for code in POINTS if code != "C3"}
    new = {issued[code]: (10 * tenths + 25) // 50 for code, tenths in points.items()}
    expected = scored_by_the_engine(period, new)
    twin = queries.cases(period, [int(who) for who in expected], closing=True, coefficients=new)
    closed = close(period)
    seen = queries.impact(proposed(points), closed)
    after = {str(one.person_id): (one.score[1], one.level[1]) for one in seen.people}
    concerned = {one.agency for one in seen.people}
    there = set(
        Scorecard.objects.filter(agency__code__in=concerned).values_list("person_id", flat=True)
    )
    assert after == {who: told for who, told in expected.items() if int(who) in there}
    assert {row["id"]: row["coefficient"] for case in twin for row in case.rows} == {
        str(task.pk): new.get(task.product_id, task.coefficient_tenths)
        for task in Task.objects.filter(person__in=[int(who) for who in expected])
    }
    stored = dict(Scorecard.objects.values_list("person_id", "score_hundredths"))
    assert all(one.score[0] == stored[one.person_id] for one in seen.people)


def test_the_list_in_force_proposed_again_moves_nobody(issued):
    period = random_month(3, reviewed=True)
    name_products(issued, Random(3))
    seen = queries.impact(proposed(POINTS), close(period))
    assert seen.people
    assert [one for one in seen.people if one.change or one.relevelled] == []
    assert all(one.load[0] == one.load[1] for one in seen.people)


def with_products(issued: dict[str, int], *codes: str) -> PeriodRow:
    """November, everybody confirmed; An has one finished task of each product."""
    period = world.reviewed_month()
    for code in codes:
        row = world.task("an", product_id=issued[code], coefficient=POINTS[code] // 5)
        world.done(period, row)
    return period


def of(seen: queries.Impact, person: str) -> queries.PersonShift:
    """One person of a preview."""
    return next(one for one in seen.people if one.person == person)


def test_only_the_agencies_that_use_the_list_are_told(issued):
    seen = queries.impact(proposed(POINTS), close(with_products(issued, "A1")))
    assert {one.agency for one in seen.people} == {"P"}
    assert [one.person for one in seen.people if one.touched] == ["an"]


def test_a_product_that_is_gone_keeps_what_it_weighed_and_is_listed(issued):
    period = with_products(issued, "A1", "C3")
    seen = queries.impact(proposed({"A1": 100}), close(period))
    assert {one.code: (one.before, one.after, one.moves) for one in seen.products} == {
        "A1": (10, 20, True), "C3": (140, None, False),
    }  # fmt: skip
    assert of(seen, "an").load == (10 * 100 + 10 * 100 + 140 * 100, 10 * 100 + 20 * 100 + 140 * 100)


def test_a_catalogue_of_another_series_moves_nothing(issued):
    seen = queries.impact(proposed({"A1": 900}, series="KHAC"), close(with_products(issued, "A1")))
    assert (seen.products, seen.people) == ((), ())


@pytest.mark.parametrize("text", ["", "0", "không", "9999999"])
def test_points_that_the_rules_cannot_take_leave_the_coefficient_as_it_was(issued, text):
    period = close(with_products(issued, "A1"))
    row = {"code": "A1", "points": text} if text else {"code": "A1"}
    draft = document(ListKind.CATALOGUE, "DM", "", {"standard_points": "5"}, {"products": [row]})
    seen = queries.impact(draft, period)
    assert [one.after for one in seen.products] == [None]
    assert of(seen, "an").change == 0


def test_a_code_written_twice_counts_as_written_first(issued):
    rows = [{"code": "A1", "points": "7"}, {"code": "A1", "points": "9"}]
    draft = document(ListKind.CATALOGUE, "DM", "", {"standard_points": "5"}, {"products": rows})
    assert queries.proposed_coefficients(draft) == {"A1": 14}


def test_the_people_managed_are_those_the_stored_score_rests_on(issued):
    """A posting put right after the close moves nobody: the catalogue did not do that."""
    period = close(with_products(issued, "A1"))
    Posting.objects.filter(person__code="an").update(
        unit=Posting.objects.get(person__code="chi").unit
    )
    seen = queries.impact(proposed(POINTS), period)
    assert [one for one in seen.people if one.change] == []


def test_a_leaders_result_follows_the_people_managed(issued):
    """An misses the mark once the unfinished work weighs more: half of d is lost above him."""
    period = world.reviewed_month()
    review = actions.Review("an", world.points(80))
    world.review_again(period, review)
    world.done(period, world.task("an", product_id=issued["C1"], coefficient=60), 0)
    light = queries.impact(proposed(POINTS | {"C1": 5}), close(period))
    assert of(light, "an").change > 0
    assert of(light, "an").level == ("unmet", "good")
    assert of(light, "binh").change > 0
    assert of(light, "chi").change == 0


def test_an_open_month_is_not_compared(issued):
    period = with_products(issued, "A1")
    with pytest.raises(queries.NotClosed, match="chưa chốt"):
        queries.impact(proposed(POINTS), period)


def test_rules_changed_since_the_close_are_told(issued):
    period = close(with_products(issued, "A1"))
    assert queries.impact(proposed(POINTS), period).same_rules
    LocalParameter.objects.create(
        name="clamp", value="results", decision="QĐ", valid_from=world.START
    )  # past the action, which refuses it: as a new release of the law's texts would
    assert not queries.impact(proposed(POINTS), period).same_rules


def test_a_preview_writes_nothing(issued):
    period = close(with_products(issued, "A1"))
    before = list(Scorecard.objects.order_by("pk").values()), list(Task.objects.values())
    queries.impact(proposed(POINTS | {"A1": 900}), period)
    assert (list(Scorecard.objects.order_by("pk").values()), list(Task.objects.values())) == before
    assert queries.altered(period) == []


def test_names_and_units_are_those_of_the_card(issued):
    one = of(queries.impact(proposed(POINTS), close(with_products(issued, "A1"))), "an")
    assert (one.name, one.unit, one.agency_name) == (
        "Nguyễn Văn An", "Phòng Kinh tế", "Phường Nha Trang",
    )  # fmt: skip
    assert one.person_id == Person.objects.get(code="an").pk
