"""People found within reach: as typed first, marks aside, in any order, by initials, by index."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from congvu.apps.catalogue import queries as catalogue
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewPerson
from congvu.apps.org.models import Person
from congvu.apps.org.queries import Words, find_units, person, unit
from congvu.apps.positions import actions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.positions.queries import search_people
from congvu.kernel.vietnamese import fold, spellings
from tests.apps import world

pytestmark = pytest.mark.django_db
TODAY = world.NOVEMBER.last_day
NAMES = ("Hoà Thị Bình", "Lê Hòa", "Trần Hoa", "Nguyễn Hoàng", "Phan Thúy Hoa", "Y Moan Êban")


@pytest.fixture(autouse=True)
def _people(db):
    world.agency()
    rows = [NewPerson(f"s{n}", name, "civil_servant") for n, name in enumerate(NAMES)]
    org.create_people(rows, by=None, at=world.AT)
    posts = [NewPosting(row.code, "S", "Chuyên viên", world.START) for row in rows]
    actions.open_postings(posts, by=None, at=world.AT)


def found(text, paths=None, people=(), most=20):
    hits = search_people(text, on=TODAY, paths=paths, people=people, most=most)
    return [hit.full_name for hit in hits]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("hoa", ["Phan Thúy Hoa", "Trần Hoa", "Hoà Thị Bình", "Lê Hòa", "Nguyễn Hoàng"]),
        ("hòa", ["Hoà Thị Bình", "Lê Hòa", "Phan Thúy Hoa", "Trần Hoa", "Nguyễn Hoàng"]),
        ("hoà", ["Hoà Thị Bình", "Lê Hòa", "Phan Thúy Hoa", "Trần Hoa", "Nguyễn Hoàng"]),
        ("HO\u0300A", ["Hoà Thị Bình", "Lê Hòa", "Phan Thúy Hoa", "Trần Hoa", "Nguyễn Hoàng"]),
        ("hoa phan", ["Phan Thúy Hoa"]),
        ("eban moan", ["Y Moan Êban"]),
        ("pth", ["Phan Thúy Hoa"]),
        ("khongco", []),
        ("   ", []),
    ],
)
def test_names_as_typed_come_first_then_whole_words_then_parts(typed, names):
    assert found(typed) == names


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'", '"', "--", "%%s", "{0}"])
def test_signs_mean_themselves(sign):
    assert found(sign) == []
    assert find_units(sign, on=TODAY) == []
    assert catalogue.search_products(sign, on=TODAY) == []


def test_only_people_within_reach_are_found():
    assert found("hoa", paths=[unit("P").path]) == []
    assert found("hoa", paths=[unit("S").path])[0] == "Phan Thúy Hoa"
    assert found("hoa", paths=[], people=[person("s1").id]) == ["Lê Hòa"]


def test_somebody_without_a_post_is_found_by_readers_of_everything_only():
    org.create_people([NewPerson("z", "Hoa Không", "civil_servant")], by=None, at=world.AT)
    assert "Hoa Không" in found("hoa")
    assert "Hoa Không" not in found("hoa", paths=[unit("S").path])


def test_no_more_is_given_than_asked_for():
    assert len(found("hoa", most=2)) == 2


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT id FROM org_person p WHERE p.search_key LIKE %s AND p.search_key LIKE %s",
         "org_person_search"),
        ("SELECT id FROM org_person p WHERE p.search_key LIKE %s OR p.initials = %s",
         "org_person_initials"),
        ("SELECT id FROM org_unit u WHERE u.search_key LIKE %s AND u.search_key LIKE %s",
         "org_unit_search"),
        ("SELECT id FROM org_formerstate f WHERE f.search_key LIKE %s AND f.search_key LIKE %s",
         "org_former_search"),
        ("SELECT id FROM catalogue_product p WHERE p.search_key LIKE %s AND p.search_key LIKE %s",
         "catalogue_product_search"),
    ],
)  # fmt: skip
def test_what_a_search_asks_is_answered_by_an_index(sql, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", ["%nguyen%", "%hoang%"])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert index in plan


@given(st.text(alphabet="aáàeéoóòuúyýhqtnđ", min_size=1, max_size=6))
def test_every_spelling_of_a_syllable_folds_alike(word):
    forms = spellings(word)
    assert forms[0] == word
    assert {fold(form) for form in forms} == {fold(word)}


def test_words_are_read_once_each_and_not_without_end():
    words = Words.of(" ".join(["a"] * 100))
    assert len(words.anywhere) == len(words.exact) == 8


def test_the_migration_writes_the_initials_that_the_product_writes():
    names = dict(Person.objects.values_list("pk", "initials"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, left(regexp_replace(search_key, '([^ ])[^ ]* ?', '\\1', 'g'), 40)"
            " FROM org_person"
        )
        assert dict(cursor.fetchall()) == names
