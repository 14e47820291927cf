"""Files that come in wait once, with what was chosen in them, until they are taken over."""

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.actions import NewAdoption, NewPlan, NewRelease, Part, UnderWay
from tests.apps import world
from tests.apps.toolkit.lists import catalogue, people, product, started

pytestmark = pytest.mark.django_db
AT = world.AT
DIGEST = "d" * 64
TAKEN = NewAdoption("KH", "BCC", "1.0.0", "Bộ công cụ", DIGEST, "ab12 cd34", b"file")


def receive(digest: str = DIGEST, by=None) -> None:
    actions.receive(b"file", digest=digest, filename="goi.congvu", by=by, at=AT)


def test_a_file_waits_once_however_often_it_is_sent():
    an = people().an
    receive(by=an)
    receive(by=an)
    (row,) = queries.incoming()
    assert (row.filename, row.by, row.choices) == ("goi.congvu", "Người an.soan", {})
    assert Event.objects.filter(verb="toolkit.package_received").count() == 1


def test_choices_add_up_and_a_later_word_stands():
    receive()
    actions.keep_choices(DIGEST, {"a": 1, "b": 1}, by=None, at=AT)
    actions.keep_choices(DIGEST, {"b": 2}, by=None, at=AT)
    assert queries.incoming_package(DIGEST)[0].choices == {"a": 1, "b": 2}


def test_a_file_that_is_put_away_is_gone():
    receive()
    actions.put_away(DIGEST, by=None, at=AT)
    assert queries.incoming_package(DIGEST) is None
    with pytest.raises(Refused, match="không còn ở đây"):
        actions.put_away(DIGEST, by=None, at=AT)


def test_what_is_taken_over_waits_no_longer_and_its_file_is_kept():
    receive()
    (proposal,) = actions.adopt(TAKEN, [Part(catalogue(), "XA")], by=None, at=AT)
    assert queries.incoming() == []
    (adoption,) = queries.adoptions()
    assert adoption.parts == [["catalogue", "XA", "DM", proposal]]
    assert queries.adopted_package(adoption.id) == b"file"
    assert queries.known_keys("KH") == {"ab12 cd34"}


def test_nothing_is_taken_over_of_nothing():
    with pytest.raises(Refused, match="ít nhất một"):
        actions.adopt(TAKEN, [], by=None, at=AT)
    assert queries.adoptions() == []


def test_a_list_under_way_that_the_part_does_not_go_into_stops_it():
    started()
    with pytest.raises(Refused, match="bản đề xuất chưa xong"):
        actions.adopt(TAKEN, [Part(catalogue(), "XA")], by=None, at=AT)


def test_a_part_that_goes_into_a_draft_is_one_change_that_can_be_taken_back():
    proposal = started()
    before = queries.draft_document(proposal)
    revision = queries.proposal(proposal).revision
    merged = catalogue(product("VP.09"))
    actions.adopt(TAKEN, [Part(merged, "XA", into=UnderWay(proposal, revision))], by=None, at=AT)
    assert queries.draft_document(proposal).sheets == merged.sheets
    assert queries.changes(proposal)[0].act == "merge"
    actions.undo(proposal, revision + 1, by=None, at=AT)
    assert queries.draft_document(proposal) == before


def test_a_withdrawn_proposal_took_nothing_over():
    (proposal,) = actions.adopt(TAKEN, [Part(catalogue(), "XA")], by=None, at=AT)
    assert [one.here for one in queries.adopted_parts("KH", "BCC")] == ["DM"]
    actions.withdraw(proposal, reason="Chưa cần", by=None, at=AT)
    assert queries.adopted_parts("KH", "BCC") == []
    assert queries.adopted_parts("TH", "BCC") == []


def test_a_version_is_published_once():
    new = NewRelease("BCC", "1.0.0", "Bộ công cụ", DIGEST, "", b"file")
    actions.publish(new, by=None, at=AT)
    assert queries.release_package("BCC", "1.0.0") == b"file"
    with pytest.raises(Refused, match="đã công bố"):
        actions.publish(NewRelease("BCC", "1.0.0", "Khác", "e" * 64, "", b"x"), by=None, at=AT)


def test_loaded_files_wait_as_long_as_their_proposal_takes_them():
    who, proposal = people(), started()
    plan = NewPlan("tep.xlsx", "a" * 64, {"sheets": {}})
    actions.plan_import(proposal, plan, by=who.an, at=AT)
    (waiting,) = queries.waiting_plans()
    assert (waiting.filename, waiting.planned_by) == ("tep.xlsx", who.an.pk)
    actions.submit(proposal, by=who.an, at=AT)
    assert queries.waiting_plans() == []
