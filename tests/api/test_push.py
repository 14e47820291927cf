"""What another system sends counts once, for its own units, with its own key and no other's."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connections
from django.test import Client

from congvu.api import intake
from congvu.apps.work import actions, queries
from congvu.apps.work.models import Batch, Entry, Received
from congvu.exchange.intake.receiving import receive_content
from tests.apps import world
from tests.apps.work import feeds
from tests.exchange.intake import sources

WHERE = f"/api/nhan-viec/{feeds.CODE}/"
JSON = "application/json"


@pytest.fixture(autouse=True)
def _still_clock(settings) -> None:
    settings.FIXED_CLOCK = world.AT


@pytest.fixture
def key(db) -> str:
    """The key of the connected system."""
    return actions.issue_key(feeds.connected().pk, by=None, at=world.AT)


def send(key: str, content: bytes, kind: str = JSON, where: str = WHERE):
    return Client(enforce_csrf_checks=True).post(
        where, content, content_type=kind, headers={"Authorization": f"Bearer {key}"}
    )


ROWS = [sources.dossier(1), sources.dossier(2, "ai-do"), sources.dossier(3, Trạng_thái="Khác")]


def test_records_are_answered_one_by_one_and_sending_again_changes_nothing(key):
    answer = send(key, sources.as_json(ROWS))
    told = answer.json()
    assert answer.status_code == 200
    assert told["tomTat"] == "1 tính mới, 1 chưa có luật, 1 không nhận"
    assert [one["ketQua"] for one in told["banGhi"]] == ["da-nhan", "khong-tinh", "khong-tinh"]
    assert "Không có “ai-do”" in told["banGhi"][1]["lyDo"]
    again = send(key, sources.as_csv(ROWS), "text/csv; charset=utf-8").json()
    assert {one["ketQua"] for one in again["banGhi"]} == {"da-co"}
    assert Entry.objects.count() == 1


def test_a_record_without_an_id_is_answered_by_its_place(key):
    told = send(key, sources.as_json([sources.dossier(1, Mã_hồ_sơ=""), sources.dossier(2)])).json()
    assert told["banGhi"][1] == {
        "ma": "", "viTri": "bản ghi 1", "ketQua": "khong-tinh",
        "lyDo": "Cột “Mã hồ sơ” trống; bản ghi phải có mã.",
    }  # fmt: skip


class TestRefused:
    """What the door turns away, each in words and with its own number."""

    def told(self, answer) -> str:
        assert answer["Content-Type"] == JSON
        return answer.json()["loi"]

    @pytest.mark.parametrize("given", ["", "x", "Bearer", "Basic abc", "Bearer " + "x" * 5000])
    def test_without_the_key(self, key, given):
        answer = Client().post(
            WHERE, sources.as_json(ROWS), content_type=JSON, headers={"Authorization": given}
        )
        assert (answer.status_code, "Thiếu khóa gửi" in self.told(answer)) == (401, True)
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert Received.objects.count() == 0

    def test_with_the_key_of_another_system(self, key):
        terms = replace(feeds.TERMS, unit="S")
        other = actions.connect_system("van-phong", terms, by=None, at=world.AT)
        others = actions.issue_key(other, by=None, at=world.AT)
        assert send(others, sources.as_json(ROWS)).status_code == 401
        known, unknown = send("x", b"[]"), send("x", b"[]", where="/api/nhan-viec/khong-co/")
        assert known.content == unknown.content

    def test_with_a_key_that_was_withdrawn_or_never_given(self, key):
        actions.withdraw_key(queries.system(feeds.CODE).id, by=None, at=world.AT)
        for given in (key, "", "-" * 64):
            assert send(given, sources.as_json(ROWS)).status_code == 401

    def test_a_person_who_is_signed_in_has_no_key(self, key, signed_in_person):
        assert signed_in_person.post(WHERE, b"[]", content_type=JSON).status_code == 401

    def test_another_type(self, key):
        for kind in ("text/plain", "multipart/form-data; boundary=x", "application/xml"):
            answer = send(key, b"x", kind)
            assert (answer.status_code, "Content-Type" in self.told(answer)) == (415, True)

    def test_too_much(self, key, monkeypatch):
        monkeypatch.setattr(intake, "LARGEST_BYTES", 100)
        answer = send(key, sources.as_json(ROWS))
        assert (answer.status_code, "lớn hơn" in self.told(answer)) == (413, True)

    def test_more_than_django_itself_would_hold(self, key, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
        assert send(key, sources.as_json(ROWS)).status_code == 200

    def test_too_often(self, key, settings, monkeypatch):
        monkeypatch.setattr(intake, "MOST_A_MINUTE", 1)
        monkeypatch.setattr(intake.clock, "is_fixed", lambda: False)
        assert send(key, sources.as_json(ROWS)).status_code == 200
        monkeypatch.setattr(intake.clock, "now", lambda: world.AT)
        answer = send(key, sources.as_json(ROWS))
        assert (answer.status_code, answer["Retry-After"]) == (429, "60")
        assert "lần trong một phút" in self.told(answer)

    def test_another_method(self, key):
        answer = Client().get(WHERE, headers={"Authorization": f"Bearer {key}"})
        assert (answer.status_code, answer["Allow"]) == (405, "POST")

    @pytest.mark.parametrize(
        "content",
        [b" ", b"[" * 100_000, b'[{"a": 1', b"\xff\xfe[", b'{"x": 1}', b'[{"a": 1}]', b"[1e9999]"],
    )
    def test_what_is_no_list_of_records(self, key, content):
        answer = send(key, content)
        assert answer.status_code == 422
        assert self.told(answer).endswith((".", "?"))

    def test_a_system_that_pauses(self, key):
        terms = replace(feeds.TERMS, is_active=False)
        actions.change_system(queries.system(feeds.CODE).id, terms, by=None, at=world.AT)
        answer = send(key, sources.as_json(ROWS))
        assert (answer.status_code, "tạm ngừng" in self.told(answer)) == (409, True)


@pytest.fixture
def signed_in_person(db) -> Client:
    """Somebody with a session and no key."""
    from congvu.apps.accounts.models import User

    client = Client()
    client.force_login(User.objects.create(username="office", display_name="Văn phòng"))
    return client


@pytest.mark.django_db(transaction=True)
def test_pushes_and_a_file_of_the_same_dossiers_at_once_count_each_once():
    key = actions.issue_key(feeds.connected().pk, by=None, at=world.AT)
    rows = [sources.dossier(n, ["an", "dung"][n % 2], 1 + n % 20) for n in range(40)]
    system = queries.system(feeds.CODE)

    def act(number: int) -> int:
        try:
            if number % 3:
                return send(key, sources.as_json(rows[number:])).status_code
            receive_content(system, sources.as_csv(rows), "a.csv", "file", by=None, at=world.AT)
            return 200
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(act, range(10))) == {200}
    assert Batch.objects.count() == 10
    assert Received.objects.filter(state="counted").count() == len(rows)
    assert Entry.objects.count() == len(rows)
    done = sum(one.completed_hundredths for one in _results())
    assert done == 100 * len(rows)


def _results():
    from congvu.apps.work.models import Result

    return Result.objects.all()


def test_the_answer_is_json_that_people_read(key):
    content = send(key, sources.as_json(ROWS[:1])).content.decode()
    assert "tính mới" in content
    assert json.loads(content)["lanNhan"] == Batch.objects.get().pk
