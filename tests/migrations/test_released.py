"""A database of every released version migrates, and what it held is still there."""

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from config import postgres, roles
from tests.conftest import _connect_to

RELEASED = {
    "0.1.0": {
        "accounts": "0001_initial",
        "audit": "0002_nobody_rewrites_the_record",
        "catalogue": "0001_initial",
        "evaluation": "0002_closed_cards_stand",
        "org": "0001_initial",
        "positions": "0002_one_head",
        "rulebook": "0002_closed_periods_stand",
        "work": "0002_closed_months_stand",
    }
}
HELD = """
INSERT INTO catalogue_version
    (code, name, decision, issued_by, valid_from, standard_points_tenths, source)
VALUES ('DM', 'Danh mục cũ', 'QĐ 283', 'UBND xã', '2026-06-01', 50, '');
INSERT INTO catalogue_product
    (version_id, code, "group", section, name, detail, output, complexity, points_tenths,
     standard_points_tenths, coefficient_tenths)
SELECT v.id, given.code, 'C', 'Phòng Kinh tế', given.name, '', 'Báo cáo', 2, 120, 50, 24 FROM catalogue_version v,
    (VALUES ('KT.02', 'Đo đạc thửa đất'), ('KT.01', 'Kiểm tra hiện trạng')) AS given(code, name);
INSERT INTO positions_position (code, name, "group", grade, unit_kind, headcount, source)
VALUES ('II.04', 'Chuyên viên tư pháp', 'Chuyên môn, nghiệp vụ', 'Chuyên viên', 'commune_room', 1,
        '');
"""


@pytest.fixture(params=RELEASED)
def old_database(request, postgres_server, django_db_setup, django_db_blocker):
    """A database as that release left it, filled, and Django connected to it as its owner."""
    here = connections["default"].settings_dict["NAME"]
    name = f"{here}_released"
    with django_db_blocker.unblock():
        postgres.drop_database(postgres_server, name)
        postgres.create_database(postgres_server, name)
        _connect_to(postgres_server, name)
        roles.prepare()
        executor = MigrationExecutor(connections["owner"])
        executor.migrate([*RELEASED[request.param].items(), *_others(executor)])
        _execute(HELD)
        yield
        _connect_to(postgres_server, here)
        postgres.drop_database(postgres_server, name)


def _others(executor):
    """Django's own tables, whose migrations are not ours to date."""
    ours = RELEASED["0.1.0"].keys() | {"toolkit"}
    return [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in ours]


def _execute(text):
    at = connections["owner"].settings_dict
    with psycopg.connect(host=at["HOST"], user=at["USER"], dbname=at["NAME"]) as owner:
        owner.execute(text)


def test_what_a_release_held_is_there_after_the_migration(old_database):
    call_command("migrate", database="owner", verbosity=0)
    roles.restrict()
    with connection.cursor() as cursor:
        cursor.execute("SELECT series, number, valid_until FROM catalogue_version")
        assert cursor.fetchall() == [("DM", 1, None)]
        cursor.execute("SELECT code, place, search_key FROM catalogue_product ORDER BY place")
        assert cursor.fetchall() == [
            ("KT.02", 0, "kt.02 do dac thua dat bao cao"),
            ("KT.01", 1, "kt.01 kiem tra hien trang bao cao"),
        ]
        cursor.execute("SELECT code, headcount FROM positions_position")
        assert cursor.fetchall() == [("II.04", 1)]
