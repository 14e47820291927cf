"""A file waits for a second person, changes everything or nothing, and can be taken back."""

import pytest

from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.actions import NewPlan, RowEdit
from tests.apps import world
from tests.apps.toolkit.lists import catalogue, people, product, started

pytestmark = pytest.mark.django_db
AT = world.AT
WANTED = [product(), product("VP.07", name="Tiếp công dân", output="Sổ tiếp công dân")]


def planned(proposal, by):
    plan = NewPlan("danh-muc.xlsx", "ab" * 32, {"sheets": {"products": WANTED}, "settings": {
        "standard_points": "4"}})  # fmt: skip
    return actions.plan_import(proposal, plan, by=by, at=AT)


def codes(proposal):
    return [row["code"] for row in queries.draft_document(proposal).rows("products")]


def test_a_loaded_file_changes_nothing_until_a_second_person_applies_it():
    who, proposal = people(), started()
    plan = planned(proposal, who.an)
    assert codes(proposal) == ["VP.01", "VP.02", "VP.03"]
    with pytest.raises(Refused, match="áp dụng phải khác người nạp"):
        actions.apply_import(plan, by=who.an, at=AT)
    actions.apply_import(plan, by=who.binh, at=AT)
    assert codes(proposal) == ["VP.01", "VP.07"]
    assert queries.proposal(proposal).settings["standard_points"] == "4"
    assert queries.import_plan(plan).state == "applied"


def test_an_applied_file_is_taken_back_whole():
    who, proposal = people(), started()
    plan = planned(proposal, who.an)
    actions.apply_import(plan, by=who.binh, at=AT)
    actions.undo_import(plan, by=who.an, at=AT)
    assert queries.draft_document(proposal) == catalogue()
    with pytest.raises(Refused, match="không có gì để hoàn tác"):
        actions.undo_import(plan, by=who.an, at=AT)


def test_a_plan_that_no_longer_tells_the_truth_is_not_applied():
    who, proposal = people(), started()
    plan = planned(proposal, who.an)
    actions.change_rows(
        proposal, [RowEdit("products", product("VP.08"))], label="Sửa", by=who.an, at=AT
    )
    with pytest.raises(Refused, match="đã thay đổi từ khi nạp tệp"):
        actions.apply_import(plan, by=who.binh, at=AT)


def test_a_plan_is_dealt_with_once():
    who, proposal = people(), started()
    plan = planned(proposal, who.an)
    actions.discard_import(plan, by=who.binh, at=AT)
    with pytest.raises(Refused, match="đã được xử lý"):
        actions.apply_import(plan, by=who.binh, at=AT)


def test_no_file_is_loaded_into_a_list_under_appraisal():
    who, proposal = people(), started()
    actions.submit(proposal, by=who.an, at=AT)
    with pytest.raises(Refused, match="không nạp tệp được nữa"):
        planned(proposal, who.an)
