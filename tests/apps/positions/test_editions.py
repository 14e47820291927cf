"""An edition is issued whole or not at all, ends the one before it, and reads as it was issued."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.positions import actions, queries
from congvu.apps.positions.models import (
    Competency,
    Duty,
    Framework,
    FrameworkEntry,
    JobDescription,
    LevelDescriptor,
    Position,
    RankQuota,
    Requirement,
    Scheme,
)
from congvu.apps.positions.queries import UnknownEdition
from tests.apps import world
from tests.apps.positions import lists
from tests.apps.positions.lists import JULY, terms

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 30)


def frame(document=None, **given):
    return actions.issue_framework(
        document or lists.framework(), terms(**given), by=None, at=world.AT
    )


def issue(document=None, **given):
    return actions.issue_scheme(document or lists.scheme(), terms(**given), by=None, at=world.AT)


def test_what_is_issued_reads_back_as_the_same_document():
    lists.issued()
    assert queries.framework_document("KNL", 1) == lists.framework()
    assert queries.scheme_document("VTVL", 1) == lists.scheme()


def test_an_edition_that_is_not_there_is_named():
    with pytest.raises(UnknownEdition, match="“KNL” lần 1"):
        queries.framework_document("KNL", 1)
    with pytest.raises(UnknownEdition, match="“VTVL” lần 2"):
        queries.scheme_document("VTVL", 2)


def test_an_edition_says_by_which_decision_it_holds():
    lists.issued()
    (scheme,), (framework,) = queries.schemes(), queries.frameworks()
    assert (scheme.decision, scheme.decided_on) == ("QĐ 12", date(2025, 12, 30))
    assert (scheme.unit_kind, scheme.rows) == ("commune_room", 2)
    assert (framework.issued_by, framework.source) == ("UBND tỉnh", "Công báo")
    assert (framework.unit_kind, framework.rows) == ("", 2)


def test_a_new_edition_ends_the_one_before_it():
    lists.issued()
    assert issue(since=JULY) == 2
    assert frame(since=JULY) == 2
    for found in (queries.schemes(), queries.frameworks()):
        assert [(one.number, one.valid_until) for one in found] == [(2, None), (1, JULY)]
        assert [one.holds_on(JUNE) for one in found] == [False, True]


@pytest.mark.parametrize("make", [issue, frame])
def test_a_new_edition_cannot_begin_before_the_one_it_supersedes(make):
    lists.issued()
    with pytest.raises(Refused, match="phải sau ngày"):
        make(since=world.START)
    assert (Scheme.objects.count(), Framework.objects.count()) == (1, 1)


def test_positions_take_the_latest_texts_and_those_left_out_stay():
    lists.issued()
    ids = queries.position_ids(["V1", "V2"])
    renamed = [{"code": "V1", "name": "Chuyên viên đất đai, khoáng sản", "group": "shared"}]
    ranks = [{"position": "V1", "rank": "Chuyên viên chính", "headcount": "2"}]
    issue(lists.scheme(positions=renamed, ranks=ranks), since=JULY)
    assert queries.position_ids(["V1", "V2"]) == ids
    first = Position.objects.get(code="V1")
    assert (first.name, first.group) == ("Chuyên viên đất đai, khoáng sản", "shared")
    assert (first.grade, first.headcount) == ("Chuyên viên chính", 2)
    assert Position.objects.get(code="V2").name == "Trưởng phòng"


def test_a_competency_keeps_its_record_and_takes_the_latest_name():
    lists.issued()
    before = Competency.objects.get(code="C1").pk
    renamed = [{"code": "C1", "name": "Bản lĩnh", "group": "managerial"}]
    frame(lists.framework(competencies=renamed, levels=[]), since=JULY)
    found = Competency.objects.get(code="C1")
    assert (found.pk, found.name, found.group) == (before, "Bản lĩnh", "managerial")


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"duties": [{"position": "V9", "number": "1", "duty": "x"}]}, "vị trí .* mã “V9”"),
        ({"ranks": [{"position": "V9", "rank": "x", "headcount": "1"}]}, "“V9”"),
        ({"requirements": [lists.REQUIREMENTS[0] | {"competency": "C9"}]}, "năng lực .* “C9”"),
        ({"duties": [lists.DUTIES[0], lists.DUTIES[0]]}, "Mục này đã có"),
        ({"ranks": [lists.RANKS[0], lists.RANKS[0]]}, "Ngạch này đã có"),
        ({"requirements": [lists.REQUIREMENTS[0] | {"level": "0"}]}, "từ 1 đến 5"),
    ],
)  # fmt: skip
def test_a_scheme_with_a_wrong_row_is_refused_whole(sheets, said):
    frame()
    with pytest.raises(Refused, match=said):
        issue(lists.scheme(**sheets))
    assert not Scheme.objects.exists()
    assert not Position.objects.exists()


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([{"competency": "C9", "level": "1", "descriptor": "x"}], "năng lực mang mã “C9”"),
        ([{"competency": "C1", "level": "6", "descriptor": "x"}], "từ 1 đến 5"),
        ([lists.LEVELS[0], lists.LEVELS[0]], "đã có mô tả"),
    ],
)
def test_a_framework_with_a_wrong_level_is_refused_whole(levels, said):
    with pytest.raises(Refused, match=said):
        frame(lists.framework(levels=levels))
    assert not Competency.objects.exists()


def test_each_issue_leaves_one_event_with_its_decision():
    lists.issued()
    told = Event.objects.filter(verb__startswith="positions.").order_by("pk")
    assert [(one.verb, one.object_id, one.reason) for one in told] == [
        ("positions.framework_issued", "KNL/1", "QĐ 12"),
        ("positions.scheme_issued", "VTVL/1", "QĐ 12"),
    ]
    assert told[1].payload == {"positions": 2, "ranks": 2, "duties": 2, "requirements": 2}


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (FrameworkEntry, {"name": "x"}),
        (LevelDescriptor, {"descriptor": "x"}),
        (JobDescription, {"purpose": "x"}),
        (RankQuota, {"headcount": 9}),
        (Duty, {"criteria": "x"}),
        (Requirement, {"low": 1}),
    ],
)
def test_an_issued_row_stands(model, change):
    lists.issued()
    rows = model.objects.all()
    for act in (lambda: rows.update(**change), lambda: rows._raw_delete("default")):
        with pytest.raises(IntegrityError, match="đã ban hành không sửa"), transaction.atomic():
            act()


@pytest.mark.parametrize("model", [Framework, Scheme])
@pytest.mark.parametrize("change", [{"name": "Khác"}, {"valid_from": JULY}, {"decision": "QĐ 13"}])
def test_an_edition_is_only_given_its_last_day_and_only_once(model, change):
    lists.issued()
    with pytest.raises(IntegrityError, match="đã ban hành không sửa"), transaction.atomic():
        model.objects.update(**change)
    model.objects.update(valid_until=JULY)
    with pytest.raises(IntegrityError, match="đã ban hành không sửa"), transaction.atomic():
        model.objects.update(valid_until=None)


def test_a_description_is_read_as_its_edition_says():
    lists.issued()
    issue(lists.scheme(duties=lists.DUTIES[:1], requirements=[]), since=JULY)
    before, edition = queries.description_of("V1", on=JUNE)
    after, _ = queries.description_of("V1", on=JULY)
    assert edition.number == 1
    assert [one.number for one in before.duties] == ["2.1", "2.2"]
    assert [(one.competency, one.span) for one in before.requirements] == [
        ("C2", "3"), ("C1", "2-3"),
    ]  # fmt: skip
    assert (before.purpose, before.headcount) == ("Giúp quản lý đất đai", 3)
    assert ([one.number for one in after.duties], after.requirements) == (["2.1"], ())


def test_a_position_left_out_of_the_edition_in_force_is_read_in_the_earlier_one():
    lists.issued()
    issue(lists.scheme(positions=lists.POSITIONS[:1]), since=JULY)
    with pytest.raises(UnknownEdition, match="“V2” chưa có bản mô tả có hiệu lực"):
        queries.description_of("V2", on=JULY)
    (earlier,) = queries.editions_of("V2")
    assert queries.description_in("V2", earlier).name == "Trưởng phòng"
    with pytest.raises(UnknownEdition, match="không có vị trí việc làm “V2”"):
        queries.description_in("V2", queries.schemes()[0])


def test_levels_are_those_written_for_the_group_of_the_position():
    lists.issued()
    ids = dict(Competency.objects.values_list("code", "pk"))
    every = queries.levels_of(ids.values(), on=JULY)
    leads = queries.levels_of(ids.values(), on=JULY, group="leadership")
    serves = queries.levels_of(ids.values(), on=JULY, group="professional")
    assert every[ids["C1"]][3] == f"C1 ở cấp 3\nNêu gương ({lists.LEADERS})"
    assert leads[ids["C1"]] == {3: "Nêu gương"}
    assert leads[ids["C2"]] == serves[ids["C2"]] == {n: f"C2 ở cấp {n}" for n in range(1, 6)}
    assert serves[ids["C1"]][3] == "C1 ở cấp 3"


def test_the_list_of_the_day_counts_who_holds_each_position():
    world.agency()
    lists.issued()
    lists.held(an="V1", dung="V1", binh="V2")
    first, second = queries.listed_positions(on=JULY)
    assert (first.code, first.held, first.headcount) == ("V1", 2, 3)
    assert [one.rank for one in first.ranks] == ["Chuyên viên", "Cán sự"]
    assert (second.code, second.held, second.ranks) == ("V2", 1, ())
    assert queries.listed_positions(on=date(2025, 12, 31)) == []
