"""What the tables of editions, competencies and assessments promise."""

from datetime import date, timedelta

import pytest
from django.db.models import Model

from congvu.apps.positions.models import (
    Assessment,
    Competency,
    Duty,
    Framework,
    FrameworkEntry,
    JobDescription,
    LevelDescriptor,
    Position,
    Posting,
    RankQuota,
    Requirement,
    Scheme,
)
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused
from tests.apps.world import Post

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TERMS = {
    "name": "Danh mục", "decision": "QĐ 12", "decided_on": date(2025, 12, 30),
    "issued_by": "UBND tỉnh", "valid_from": world.START,
}  # fmt: skip


def framework(**changes: object) -> Model:
    return Framework.objects.create(**{"series": "KNL", **TERMS} | changes)


def scheme(**changes: object) -> Model:
    row = {"series": "VTVL", "unit_kind": "commune_room", **TERMS}
    return Scheme.objects.create(**row | changes)


def competency(**changes: object) -> Model:
    row = {"code": "C1", "name": "Bản lĩnh", "group": "general"}
    return Competency.objects.create(**row | changes)


def _competency(code: str) -> Model:
    return Competency.objects.filter(code=code).first() or competency(code=code)


def entry(*, of: str = "C1", series: str = "KNL", **changes: object) -> Model:
    within = Framework.objects.filter(series=series).first() or framework(series=series)
    row = {"name": "Bản lĩnh", "group": "general", "place": 0}
    return FrameworkEntry.objects.create(
        framework=within, competency=_competency(of), **row | changes
    )


def level(**changes: object) -> Model:
    row = {"entry": FrameworkEntry.objects.first() or entry(), "level": 1, "descriptor": "Biết"}
    return LevelDescriptor.objects.create(**row | changes)


def description(*, of: str = "V1", series: str = "VTVL", **changes: object) -> Model:
    within = Scheme.objects.filter(series=series).first() or scheme(series=series)
    position, _ = Position.objects.get_or_create(
        code=of, defaults={"name": "Chuyên viên", "unit_kind": "commune_room"}
    )
    row = {"name": "Chuyên viên", "group": "professional", "place": 0}
    return JobDescription.objects.create(scheme=within, position=position, **row | changes)


def _description() -> Model:
    return JobDescription.objects.first() or description()


def rank(**changes: object) -> Model:
    row = {"rank": "Chuyên viên", "headcount": 1, "place": 0}
    return RankQuota.objects.create(description=_description(), **row | changes)


def duty(**changes: object) -> Model:
    row = {"number": "2.1", "duty": "Soạn thảo", "place": 0}
    return Duty.objects.create(description=_description(), **row | changes)


def requirement(*, of: str = "C1", **changes: object) -> Model:
    row = {"low": 2, "high": 3, "place": 0}
    return Requirement.objects.create(
        description=_description(), competency=_competency(of), **row | changes
    )


def assessment(*, of: str = "C1", **changes: object) -> Model:
    if not Posting.objects.exists():
        world.agency([Post("an", "P1")])
    posting = Posting.objects.get()
    row = {"year": 2026, "occasion": "yearly", "self_level": 2}
    return Assessment.objects.create(
        person_id=posting.person_id, posting=posting, competency=_competency(of), **row | changes
    )


def editions(table: str) -> list[Promise]:
    """What both kinds of edition promise."""
    return [
        Promise(
            f"positions_{table}_number",
            beside={"valid_until": world.START + DAY},
            holds={"number": 2, "valid_from": world.START + DAY},
            broken={"valid_from": world.START + DAY},
            edge={"series": "KHÁC"},
        ),
        Promise(
            f"positions_{table}_days",
            holds={},
            broken={"valid_until": world.START},
            edge={"valid_until": world.START + DAY},
        ),
        Promise(
            f"positions_{table}_one_a_day",
            beside={"valid_until": world.START + 2 * DAY},
            holds={"series": "KHÁC"},
            broken={"number": 2, "valid_from": world.START + DAY},
            edge={"number": 2, "valid_from": world.START + 2 * DAY},
        ),
    ]


PROMISES = {
    Framework: (framework, editions("framework")),
    Scheme: (scheme, editions("scheme")),
    Competency: (
        competency,
        [Promise("positions_competency_name", holds={}, broken={"name": ""}, edge={"name": "A"})],
    ),
    FrameworkEntry: (
        entry,
        [
            Promise(
                "positions_entry_once",
                beside={},
                holds={"of": "C2"},
                broken={},
                edge={"series": "KNL2"},
            )
        ],
    ),
    LevelDescriptor: (
        level,
        [
            Promise(
                "positions_level_once",
                beside={},
                holds={"level": 2},
                broken={},
                edge={"applies_to": "Lãnh đạo"},
            ),
            Promise(
                "positions_level_described",
                holds={},
                broken={"level": 6},
                edge={"level": 5, "descriptor": "."},
            ),
        ],
    ),
    JobDescription: (
        description,
        [
            Promise(
                "positions_description_once",
                beside={},
                holds={"of": "V2"},
                broken={},
                edge={"series": "VTVL2"},
            )
        ],
    ),
    RankQuota: (
        rank,
        [
            Promise(
                "positions_rank_once",
                beside={},
                holds={"rank": "Cán sự"},
                broken={},
                edge={"rank": "chuyên viên"},
            )
        ],
    ),
    Duty: (
        duty,
        [
            Promise(
                "positions_duty_number",
                beside={},
                holds={"number": "2.2"},
                broken={},
                edge={"number": "2.10"},
            )
        ],
    ),
    Requirement: (
        requirement,
        [
            Promise(
                "positions_requirement_once",
                beside={},
                holds={"of": "C2"},
                broken={"low": 4, "high": 4},
                edge={"of": "c1"},
            ),
            Promise(
                "positions_requirement_levels",
                holds={},
                broken={"low": 3, "high": 2},
                edge={"low": 5, "high": 5},
            ),
        ],
    ),
    Assessment: (
        assessment,
        [
            Promise(
                "positions_assessment_once",
                beside={},
                holds={"of": "C2"},
                broken={},
                edge={"occasion": "posting"},
            ),
            Promise(
                "positions_assessment_levels",
                holds={"self_level": None, "head_level": None},
                broken={"self_level": 6},
                edge={"self_level": 5, "head_level": 5},
            ),
            Promise(
                "positions_assessment_reason",
                holds={"head_level": 2},
                broken={"head_level": 3},
                edge={"head_level": 3, "head_note": "."},
            ),
        ],
    ),
}
EACH = pytest.mark.parametrize(
    ("model", "make", "promise"),
    [
        pytest.param(model, make, promise, id=str(promise))
        for model, (make, promises) in PROMISES.items()
        for promise in promises
    ],
)


@EACH
def test_an_ordinary_row_is_kept(model, make, promise):
    kept(model, make, promise, promise.holds)


@EACH
def test_a_broken_row_is_refused_in_words(model, make, promise):
    refused(model, make, promise)


@EACH
def test_the_row_at_the_edge_is_kept(model, make, promise):
    kept(model, make, promise, promise.edge)


@pytest.mark.parametrize("broken", [{"level": 0}, {"descriptor": ""}])
def test_a_level_is_one_of_five_and_described(broken):
    told = Promise("positions_level_described", holds={}, broken=broken, edge={})
    refused(LevelDescriptor, level, told)


@pytest.mark.parametrize("broken", [{"low": 0}, {"low": 5, "high": 6}])
def test_a_required_level_is_one_of_five(broken):
    told = Promise("positions_requirement_levels", holds={}, broken=broken, edge={})
    refused(Requirement, requirement, told)


def test_a_head_who_comes_first_owes_no_reason():
    promise = Promise("positions_assessment_reason", holds={}, broken={}, edge={})
    kept(Assessment, assessment, promise, {"self_level": None, "head_level": 4})


def test_no_constraint_goes_without_its_three_rows():
    for model, (_, promises) in PROMISES.items():
        every_constraint_is_promised(model, promises)
