"""How one stands to a person or a unit over time: a deputy's field, a transfer, what is unknown."""

from datetime import date

import pytest

from congvu.apps.evaluation import actions as evaluation
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.positions.models import FieldAssignment, Posting
from congvu.apps.rulebook import actions as rulebook
from tests.apps import world
from tests.faces import town

OK, HIDDEN = 200, 404
M = town.MONTH


@pytest.mark.parametrize(
    "path",
    ["/nguoi/khong-co/2026-11/", "/nguoi/an/2031-01/", "/nguoi/an/thang-1/", "/phong/2031-01/",
     "/phong/2026-11/?don-vi=khong-co", "/tinh/2031-01/", "/khong-co/"],
)  # fmt: skip
def test_what_is_unknown_answers_not_found(signed_in, path):
    answer = signed_in("thanh.tra").get(path)
    assert answer.status_code == HIDDEN
    assert "Không tìm thấy" in answer.content.decode()


def test_leadership_sees_rows_of_people_but_no_way_into_their_months(signed_in):
    page = signed_in("bi.thu").get(f"/phong/{M}/?don-vi=P1").content.decode()
    assert "76,70" in page
    assert "/nguoi/" not in page


def test_a_deputy_without_a_field_reads_only_her_own_month(signed_in):
    client = signed_in("phong")
    FieldAssignment.objects.all().delete()
    assert client.get(f"/thang/{M}/").status_code == OK
    assert client.get(f"/nguoi/dung/{M}/").status_code == HIDDEN
    assert client.get(f"/phong/{M}/?don-vi=P2").status_code == HIDDEN


def test_a_deputy_given_a_person_reads_her_month_and_no_room(signed_in):
    client = signed_in("phong")
    FieldAssignment.objects.all().delete()
    world.field_of(Posting.objects.get(person__code="phong").pk, person="an")
    assert client.get(f"/nguoi/an/{M}/").status_code == OK
    assert client.get(f"/nguoi/binh/{M}/").status_code == HIDDEN
    assert client.get(f"/phong/{M}/?don-vi=P1").status_code == HIDDEN


def test_after_a_transfer_the_old_head_keeps_the_months_of_her_time(signed_in):
    positions.end_posting(
        Posting.objects.get(person__code="an").pk, on=date(2026, 12, 1), by=None, at=world.AT,
        reason="Điều động",
    )  # fmt: skip
    positions.open_postings(
        [NewPosting("an", "P2", "Chuyên viên", date(2026, 12, 1))], by=None, at=world.AT
    )
    december = rulebook.open_period(world.NOVEMBER.next(), by=None, at=world.AT)
    evaluation.open_scorecards(december, by=None, at=world.AT)
    reads = {
        (user, key): signed_in(user).get(f"/nguoi/an/{key}/").status_code
        for user in ("binh", "chi")
        for key in (M, "2026-12")
    }
    assert reads == {
        ("binh", M): OK, ("binh", "2026-12"): HIDDEN, ("chi", M): HIDDEN, ("chi", "2026-12"): OK,
    }  # fmt: skip
