"""Postings open and end by actions; the overlap that the table forbids is refused in words."""

from datetime import date

import pytest

from congvu.apps.audit.refusals import Refused
from congvu.apps.org.queries import UnknownPerson, person_ids, unit
from congvu.apps.positions import actions, queries
from congvu.apps.positions.actions import NewPosting
from tests.apps import world

pytestmark = pytest.mark.django_db
JULY = date(2026, 7, 1)


def test_a_person_moves_by_ending_one_posting_and_opening_the_next():
    postings = world.agency()
    actions.end_posting(postings["an"], on=JULY, by=None, at=world.AT, reason="Điều động")
    moved = NewPosting("an", "P2", "Chuyên viên", JULY)
    actions.open_postings([moved], by=None, at=world.AT)
    units = [queries.primary_posting("an", on=day).unit for day in (date(2026, 6, 30), JULY)]
    assert units == ["P1", "P2"]


def test_a_second_primary_posting_at_once_is_refused_in_words():
    world.agency()
    with pytest.raises(Refused, match="vị trí chính khác"):
        actions.open_postings([NewPosting("an", "P2", "x", JULY)], by=None, at=world.AT)


def test_nobody_is_posted_who_is_not_known():
    world.agency()
    with pytest.raises(UnknownPerson, match="“ai”"):
        actions.open_postings([NewPosting("ai", "P2", "x", JULY)], by=None, at=world.AT)


def test_the_head_comes_before_the_deputies():
    world.agency()
    leads = [row.leads for row in queries.heads_and_deputies("P", on=JULY)]
    assert leads == ["head", "deputy"]


def test_a_deputys_field_is_read_as_paths_and_people():
    postings = world.agency()
    world.field_of(postings["phong"], unit="P2")
    world.field_of(postings["phong"], person="an")
    ids = person_ids(["phong", "an"])
    found = queries.fields_of(ids["phong"], on=JULY)
    assert [(row.unit_path, row.person_id) for row in found] == [
        (unit("P2").path, None),
        (None, ids["an"]),
    ]
