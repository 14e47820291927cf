"""The neighbour's demo: its own list, what it took over and changed, and the version that waits."""

import hashlib

import pytest

from congvu.apps.org import queries as org
from congvu.apps.toolkit import queries
from congvu.exchange.demo import issue, published, thanh_hoa
from congvu.exchange.demo.frames import CLOCK
from congvu.exchange.toolkit.adoption import receive
from congvu.exchange.toolkit.assembly import document_of, lists_in_force
from congvu.exchange.toolkit.inspection import Step, Trust
from congvu.exchange.toolkit.keys import load_key, public_part
from congvu.exchange.toolkit.meeting import Way
from congvu.exchange.toolkit.package import unpack
from tests.apps import world

TODAY = CLOCK.date()


@pytest.mark.django_db
def test_the_neighbour_has_its_communes_its_own_list_and_what_it_took_over():
    loaded = thanh_hoa.load()
    assert len(org.units(on=TODAY, kind="commune")) == 166
    assert loaded.units == 166 + 1 + len(thanh_hoa.AGENCIES)
    listed = {one.series: one.rows for one in lists_in_force(TODAY)}
    assert listed["TH-VP-HDND"] == 48
    assert listed["TH-CAP-XA"] == 371
    assert {"VTVL-CAP-XA", "KNL-CAP-XA"} < listed.keys()


@pytest.mark.django_db
def test_the_next_version_waits_with_three_places_to_choose_in():
    thanh_hoa.load()
    (waiting,) = queries.incoming()
    found = receive(unpack(queries.incoming_package(waiting.digest)[1]), on=TODAY)
    assert (found.inspection.trust, found.inspection.step) == (Trust.KNOWN, Step.NEXT)
    assert all(one.ways == (Way.MERGE,) for one in found.meetings)
    met = found.meeting("catalogue", "MAU-CAP-XA-2026")
    assert {one.id.key for one in met.merged.conflicts} == {
        ("KTDC.04",),
        ("VP.11",),
        ("HCC.15",),
    }
    assert sum(one.conflicts for one in found.meetings) == 3


@pytest.mark.django_db
def test_what_khanh_hoa_published_is_what_it_has_in_force():
    issue.everything(by=None, at=world.AT)
    found = {one.named: document_of(one, TODAY) for one in lists_in_force(published.FIRST_DAY)}
    for one in published.first().toolkit.documents:
        assert found[one.kind, one.code] == one


def test_the_files_are_the_same_whoever_makes_them():
    first, second = published.first(), published.second()
    assert second.toolkit.previous == first.digest
    published.first.cache_clear()
    assert published.first().content == first.content
    assert first.fingerprint == second.fingerprint


def test_the_texts_that_were_changed_are_there_to_be_changed():
    codes = {row["code"] for row in published.commune_catalogue().rows("products")}
    named = {
        *published.CHANGED_PRODUCTS,
        *published.GONE_PRODUCTS,
        *thanh_hoa.OWN_TEXTS,
        *thanh_hoa.OWN_GONE,
    }
    assert named <= codes
    assert not codes & {row["code"] for row in (*published.NEW_PRODUCTS, *thanh_hoa.OWN_NEW)}


def test_a_demo_key_is_written_once_for_its_owner_only(tmp_path):
    path = tmp_path / "var" / "toolkit_key.pem"
    published.write_demo_key("TH", path)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    published.write_demo_key("TH", path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert path.stat().st_mode & 0o077 == 0
    assert public_part(load_key(path)) == public_part(published.demo_key("TH"))


def test_the_days_of_the_neighbours_story_follow_each_other():
    story = [
        thanh_hoa.SET_UP,
        published.FIRST_DAY,
        thanh_hoa.ADOPTED,
        thanh_hoa.CHANGED,
        thanh_hoa.ISSUED,
        thanh_hoa.SINCE,
        published.SECOND_DAY,
        thanh_hoa.CAME_IN,
    ]
    assert story == sorted(story)
    assert story[-1] <= TODAY
