"""What the tables of organisations promise."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model

from congvu.apps.evaluation.models import (
    CriteriaSet,
    Indicator,
    OrganisationAssessment,
    OrganisationCriterion,
    RaisedCap,
    Recognition,
)
from congvu.apps.org.models import Unit
from tests.apps.evaluation import organisations as year
from tests.apps.evaluation.organisations import AT, DAY, YEAR
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db
HASH = "a" * 64


@pytest.fixture(autouse=True)
def _built():
    year.built(["room"])


def at(code: str) -> int:
    return Unit.objects.get(code=code).pk


def criteria(**changes: object) -> Model:
    row = {"unit_kind": "commune_room", "valid_from": DAY, "decision": "QĐ 1", "set_at": AT}
    return CriteriaSet.objects.create(**row | changes)


def criterion(**changes: object) -> Model:
    held = CriteriaSet.objects.order_by("pk").last()
    row = {
        "criteria": held, "number": 20, "code": "X", "label": "Tên", "clause": "Đ7.1",
        "part": "results", "most_hundredths": 100,
    }  # fmt: skip
    return OrganisationCriterion.objects.create(**row | changes)


def indicator(**changes: object) -> Model:
    row = {"unit_id": at("P1"), "year": YEAR, "name": "on_time", "value": 5_000,
           "source": "Một cửa", "as_of": DAY, "at": AT}  # fmt: skip
    return Indicator.objects.create(**row | changes)


def assessment(**changes: object) -> Model:
    held = CriteriaSet.objects.order_by("pk").last()
    row = {"unit_id": at("P1"), "year": YEAR, "criteria": held}
    return OrganisationAssessment.objects.create(**row | changes)


def raised(**changes: object) -> Model:
    row = {"authority_unit_id": at("P"), "year": YEAR, "ground": "Vượt", "decision": "QĐ 2"}
    return RaisedCap.objects.create(**row | {"at": AT} | changes)


SENT = {"state": "reviewed", "proposed_level": "good", "sent_at": AT}


def recognition(*, follows: bool = False, own: bool = False, **changes: object) -> Model:
    of = OrganisationAssessment.objects.first() or assessment(**SENT)
    last = Recognition.objects.order_by("-pk").first()
    row = {
        "assessment": of, "unit_id": at("P1"), "year": YEAR, "authority_unit_id": at("P"),
        "authority_id": year.person("alice"), "level": "good", "level_before_cap": "good",
        "score_hundredths": 8000, "inputs": {}, "totals": {}, "rules_fingerprint": "f",
        "decision": "QĐ 3", "decided_on": DAY, "sha256": HASH, "at": AT,
    }  # fmt: skip
    if follows:
        row |= {"before": last, "old_hash": HASH, "reason": "Sai"}
    if own:
        row["head_id"] = year.person("alice")
    return Recognition.objects.create(**row | changes)


PROMISES = {
    (CriteriaSet, criteria): [
        Promise("evaluation_criteria_once", beside={}, holds={"unit_kind": "commune"}, broken={},
                edge={"valid_from": year.START}),
        Promise("evaluation_criteria_decision", holds={}, broken={"decision": ""},
                edge={"decision": "?"}),
    ],
    (OrganisationCriterion, criterion): [
        Promise("evaluation_criterion_once", beside={}, holds={"code": "Y"}, broken={},
                edge={"code": "x"}),
        Promise("evaluation_criterion_told", holds={}, broken={"most_hundredths": 0},
                edge={"most_hundredths": 1}),
        Promise("evaluation_criterion_measured", holds={"measure": "tasks", "source": "done"},
                broken={"measure": "tasks"}, edge={}),
    ],
    (Indicator, indicator): [
        Promise("evaluation_indicator_share", holds={}, broken={"value": 10_001},
                edge={"value": 10_000}),
        Promise("evaluation_indicator_source", holds={}, broken={"source": ""},
                edge={"source": "?"}),
    ],
    (OrganisationAssessment, assessment): [
        Promise("evaluation_assessment_once", beside={}, holds={"year": 2027}, broken={},
                edge={"year": 2025}),
        Promise("evaluation_assessment_sent", holds=SENT, broken={"state": "sent"}, edge={}),
        Promise("evaluation_assessment_told", holds={"unfixed": True, "unfixed_note": "Kho"},
                broken={"concluded": True}, edge={"unfixed_note": "Không rõ"}),
        Promise("evaluation_assessment_chosen",
                holds={"chosen_level": "met", "chosen_reason": "Bão"},
                broken={"chosen_level": "met"}, edge={}),
        Promise("evaluation_assessment_verified",
                holds=SENT | {"complaint": True, "complaint_note": "Đơn", "verification": "KL"},
                broken=SENT | {"complaint": True, "complaint_note": "Đơn"},
                edge={"complaint": True, "complaint_note": "Đơn"}),
    ],
    (RaisedCap, raised): [
        Promise("evaluation_raised_once", beside={}, holds={"year": 2027}, broken={},
                edge={"year": 2025}),
        Promise("evaluation_raised_told", holds={}, broken={"ground": ""}, edge={"ground": "?"}),
    ],
    (Recognition, recognition): [
        Promise("evaluation_recognition_first", beside={}, holds={"follows": True}, broken={},
                edge={"follows": True}),
        Promise("evaluation_recognition_whole", holds={}, broken={"decision": ""},
                edge={"decision": "?"}),
        Promise("evaluation_recognition_replaces", beside={}, holds={"follows": True},
                broken={"follows": True, "reason": ""}, edge={"follows": True, "reason": "?"}),
        Promise("evaluation_recognition_not_own", holds={}, broken={"own": True}, edge={}),
    ],
}  # fmt: skip
ALL = [(model, make, one) for (model, make), some in PROMISES.items() for one in some]


@pytest.mark.parametrize(("model", "make", "promise"), ALL, ids=[str(one) for _, _, one in ALL])
@pytest.mark.parametrize("which", ["holds", "broken", "edge"])
def test_a_promise(model, make, promise, which):
    if which == "broken":
        refused(model, make, promise)
    else:
        kept(model, make, promise, getattr(promise, which))


def test_no_constraint_goes_without_its_rows():
    for (model, _), promises in PROMISES.items():
        every_constraint_is_promised(model, promises)


@pytest.mark.parametrize("make", [criterion, indicator, raised, recognition])
def test_what_was_kept_never_changes(make):
    made = make()
    for change in (made.delete, lambda: type(made).objects.filter(pk=made.pk).update(year=2031)
                   if make is not criterion else made.save(update_fields=["label"])):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_recognised_year_is_not_assessed_again_and_none_is_recognised_unseen():
    made = recognition()
    OrganisationAssessment.objects.filter(pk=made.assessment_id).update(state="recognised")
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationAssessment.objects.filter(pk=made.assessment_id).update(rank=1)
    draft = assessment(year=2027)
    with pytest.raises(IntegrityError, match="đã được xem xét"), transaction.atomic():
        recognition(assessment=draft, year=2027)
    with pytest.raises(IntegrityError, match="đúng mã"), transaction.atomic():
        recognition(follows=True, old_hash="b" * 64)
