"""Whoever was lent a head's right hands out work in both names, and not to the lender."""

from datetime import date

import pytest
from django.test import Client

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.catalogue.models import Product
from congvu.apps.rulebook.queries import period
from congvu.apps.work import actions as work
from congvu.apps.work.actions import Changed
from congvu.apps.work.models import Review, Task, TaskChange
from congvu.apps.work.queries import seen_of
from tests.apps import world
from tests.apps.work.reviews import assigned, logged
from tests.faces import lists
from tests.faces.access import cast


@pytest.fixture
def signed_in(db):
    cast.built()

    def client_of(name: str) -> Client:
        client = Client()
        client.force_login(cast.account(name))
        return client

    return client_of


GIVEN = {
    "khoa": "8f14e45f-ceea-467f-9575-3c3a1c0fd0c1", "cach": "moi", "don-vi": "P1",
    "ky": "2026-11", "viec": "giao", "ten": "Dọn kho", "he-so": "1", "so-luong": "1",
}  # fmt: skip


def test_work_is_handed_out_in_both_names(signed_in):
    client = signed_in("mai")
    assert client.post("/giao-viec/", GIVEN | {"nguoi": "an"}).status_code == 302
    assert Task.objects.get(title="Dọn kho").assigned_by.username == "mai"
    event = Event.objects.filter(verb="work.tasks_assigned").latest("pk")
    assert event.on_behalf_of


def test_it_is_not_handed_out_to_the_lender_nor_by_who_was_lent_less(signed_in):
    assert signed_in("mai").post("/giao-viec/", GIVEN | {"nguoi": "binh"}).status_code == 422
    assert signed_in("rong").get("/giao-viec/").status_code == 403


def test_who_acts_for_the_asker_is_no_second_person(signed_in):
    client = signed_in("mai")
    (task_id,) = work.assign_tasks(period("2026-11").id, [world.task("an")], by=None, at=world.AT)
    binh = User.objects.get(username="binh")
    made = work.ask_change(
        task_id, Changed(assigned_hundredths=300), reason="Thêm", by=binh, at=world.AT
    )
    answer = client.post(f"/viec-phong/thay-doi/{made}/", {"viec": "duyet", "don-vi": "P1"})
    assert answer.status_code == 422
    assert TaskChange.objects.get().state == "asked"


@pytest.mark.parametrize("together", [True, False])
def test_results_are_accepted_in_both_names_and_not_those_of_the_lender(signed_in, together):
    client = signed_in("mai")
    tasks = {who: assigned(period("2026-11"), who, product_id=_product()) for who in ("an", "binh")}
    for who, made in tasks.items():
        logged(made, day=date(2026, 11, 19), person=who)
    for made, seen in seen_of(tasks.values()).items():
        if together:
            client.post("/duyet/", {"dong": f"{made}:{seen}"})
        else:
            client.post(f"/duyet/viec/{made}/?ban={seen}", {"lam": "nhan"})
    assert [(one.task_id, one.by.username) for one in Review.objects.all()] == [
        (tasks["an"], "mai")
    ]
    event = Event.objects.get(verb="work.results_accepted", actor=str(cast.account("mai").pk))
    assert event.on_behalf_of == "Người binh"


def _product() -> int:
    if not Product.objects.exists():
        lists.issued()
    return Product.objects.order_by("pk").values_list("pk", flat=True)[0]
