"""A database that lived through every release migrates; what each of them held is still there.

Every release is reached by the same migrations in the same order whether the database is new or
comes from the release before: its tables are the same, and one database stands for one of each
release. What a release held carries its number, so that it is seen whose rows were lost.
"""

import datetime
from string import Template

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
    },
    "0.2.0": {
        "accounts": "0001_initial",
        "audit": "0002_nobody_rewrites_the_record",
        "catalogue": "0002_editions",
        "evaluation": "0002_closed_cards_stand",
        "org": "0001_initial",
        "positions": "0004_issued_lists_stand",
        "rulebook": "0002_closed_periods_stand",
        "toolkit": "0001_initial",
        "work": "0002_closed_months_stand",
    },
    "0.3.0": {
        "accounts": "0003_email",
        "audit": "0003_submissions",
        "catalogue": "0003_issued_lists_stand",
        "evaluation": "0003_reconciliations",
        "org": "0003_delegations",
        "positions": "0005_rosters",
        "rulebook": "0002_closed_periods_stand",
        "toolkit": "0002_incoming",
        "work": "0008_reminders",
    },
    "0.4.0": {
        "accounts": "0003_email",
        "audit": "0003_submissions",
        "catalogue": "0003_issued_lists_stand",
        "evaluation": "0010_late_and_merged",
        "org": "0003_delegations",
        "positions": "0006_fields_through_time",
        "rulebook": "0004_tracked_periods",
        "toolkit": "0002_incoming",
        "work": "0009_published_periods_stand",
    },
}
THROUGH_TIME = ("0.3.0", "0.4.0")
"""Releases whose units and people have days and search keys."""
BY_STEPS = ("0.4.0",)
"""Releases that review and confirm a card in two steps; earlier ones know one."""
BODIES = """
INSERT INTO org_unit (code, name, kind, path, official_code, predecessors, source, valid_from)
VALUES ('$release', 'Phường Nha Trang', 'commune', '/$place/', '', '', '', '2026-01-01');
INSERT INTO org_person (code, full_name, family_middle, given, sort_key, search_key, kind)
VALUES ('$release', 'Nguyễn Văn An', 'Nguyễn Văn', 'An', 'an', 'nguyen van an', 'civil_servant');
"""
BODIES_THROUGH_TIME = """
INSERT INTO org_unit (code, name, kind, path, official_code, predecessors, source, valid_from,
    area_code, decision, end_decision, search_key)
VALUES ('$release', 'Phường Nha Trang', 'commune', '/$place/', '', '', '', '2026-01-01', '22366',
    '', '', 'phuong nha trang');
INSERT INTO org_person (code, full_name, family_middle, given, sort_key, search_key, kind, initials)
VALUES ('$release', 'Nguyễn Văn An', 'Nguyễn Văn', 'An', 'an', 'nguyen van an', 'civil_servant',
    'nva');
"""
WORK = """
INSERT INTO rulebook_period (kind, key, starts_on, ends_on, state, self_score_by, comment_by,
    decide_by, publish_on)
SELECT 'month', to_char(first, 'YYYY-MM'), first, first + 27, 'open', first + 24, first + 25,
    first + 27, first + 35
FROM (VALUES ('$past'::date), ('$now'::date)) AS given(first);
INSERT INTO work_task (period_id, person_id, unit_id, title, output, coefficient_tenths,
    assigned_hundredths, due_on, origin, assigned_at, source)
SELECT p.id, o.id, u.id, 'Đo đạc', '', 24, 300, p.starts_on + 19, 0, p.starts_on, ''
FROM rulebook_period p, org_person o, org_unit u
WHERE p.starts_on = '$past' AND o.code = '$release' AND u.code = '$release';
INSERT INTO work_result (task_id, completed_hundredths, finished_on, failed, excused_failed,
    excused_days, excused_by, excuse, evidence, accepted_at)
SELECT t.id, 200, '$past'::date + 18, 1, 0, 0, '', '', 'Số 12', '$past'::date + 20
FROM work_task t JOIN org_person o ON o.id = t.person_id WHERE o.code = '$release';
UPDATE rulebook_period SET state = 'closed' WHERE starts_on = '$past';
INSERT INTO evaluation_scorecard (period_id, person_id, unit_id, agency_id, peer_group, leads,
    general_self, general_confirmed, general_hundredths, organising_reason, unity_reason, state,
    not_scored_reason, score_hundredths, settled, totals, managed, rules_fingerprint, inputs_hash,
    closed_at)
SELECT p.id, o.id, u.id, u.id, '', 'none', '{}', '{"I.1": 500}', 500, '', '',
    CASE p.state WHEN 'closed' THEN 'closed' ELSE 'reviewed' END, '', given.score, given.settled,
    '{}', '[]', given.mark, given.mark, given.closed_at::timestamptz
FROM org_person o, org_unit u, rulebook_period p
JOIN (VALUES ('$past'::date, 7670, TRUE, 'f', '2026-11-03'), ('$now', NULL, NULL, '', NULL))
    AS given(first, score, settled, mark, closed_at) ON given.first = p.starts_on
WHERE o.code = '$release' AND u.code = '$release';
INSERT INTO evaluation_close (period_id, rules_fingerprint, people, scored, digest, started_at,
    finished_at)
SELECT id, 'f', 1, 1, 'd', '2026-11-03', '2026-11-03' FROM rulebook_period
WHERE starts_on = '$past';
"""
LISTS = {
    "0.1.0": """
INSERT INTO catalogue_version
    (code, name, decision, issued_by, valid_from, standard_points_tenths, source)
VALUES ('$release', 'Danh mục cũ', 'QĐ 283', 'UBND xã', '2026-06-01', 50, '');
INSERT INTO catalogue_product
    (version_id, code, "group", section, name, detail, output, complexity, points_tenths,
     standard_points_tenths, coefficient_tenths)
SELECT v.id, given.code, 'C', 'Phòng Kinh tế', given.name, '', 'Báo cáo', 2, 120, 50, 24
FROM catalogue_version v,
    (VALUES ('KT.02', 'Đo đạc thửa đất'), ('KT.01', 'Kiểm tra hiện trạng')) AS given(code, name)
WHERE v.code = '$release';
INSERT INTO positions_position (code, name, "group", grade, unit_kind, headcount, source)
VALUES ('$release', 'Chuyên viên tư pháp', 'Chuyên môn, nghiệp vụ', 'Chuyên viên',
    'commune_room', 1, '');
""",
    "0.2.0": """
INSERT INTO catalogue_version (code, series, number, name, decision, issued_by, valid_from,
    standard_points_tenths, source, bands)
VALUES ('$release', '$release', 1, 'Danh mục cũ', 'QĐ 283', 'UBND xã', '2026-06-01', 50, '', '{}');
INSERT INTO catalogue_product (version_id, code, "group", section, name, detail, output, complexity,
    points_tenths, standard_points_tenths, coefficient_tenths, unit_of_count, note, source, place,
    search_key)
SELECT v.id, given.code, 'C', 'Phòng Kinh tế', given.name, '', 'Báo cáo', 2, 120, 50, 24, '', '',
    '', given.place, given.key
FROM catalogue_version v,
    (VALUES ('KT.02', 'Đo đạc thửa đất', 0, 'kt.02 do dac thua dat bao cao'),
            ('KT.01', 'Kiểm tra hiện trạng', 1, 'kt.01 kiem tra hien trang bao cao'))
        AS given(code, name, place, key)
WHERE v.code = '$release';
INSERT INTO positions_position (code, name, "group", grade, unit_kind, headcount, source)
VALUES ('$release', 'Chuyên viên tư pháp', 'professional', 'Chuyên viên', 'commune_room', 1, '');
""",
}
LISTS |= dict.fromkeys(THROUGH_TIME, LISTS["0.2.0"])


@pytest.fixture
def old_database(postgres_server, django_db_setup, django_db_blocker):
    """A database as the last release left it, filled by each, and Django connected as its owner."""
    here = connections["default"].settings_dict["NAME"]
    name = f"{here}_released"
    with django_db_blocker.unblock():
        postgres.drop_database(postgres_server, name)
        postgres.create_database(postgres_server, name)
        _connect_to(postgres_server, name)
        roles.prepare()
        for release in RELEASED:
            executor = MigrationExecutor(connections["owner"])
            executor.migrate([*RELEASED[release].items(), *_others(executor)])
            _fill(release)
        yield
        _connect_to(postgres_server, here)
        postgres.drop_database(postgres_server, name)


def _others(executor):
    """Django's own tables, whose migrations are not ours to date."""
    ours = RELEASED["0.4.0"].keys()
    return [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in ours]


def _months(release):
    """The first days of the month this release closed and of the one it left open."""
    past = 2 * list(RELEASED).index(release) + 1
    return datetime.date(2026, past, 1), datetime.date(2026, past + 1, 1)


def _fill(release):
    bodies = BODIES_THROUGH_TIME if release in THROUGH_TIME else BODIES
    past, now = _months(release)
    words = {"release": release, "place": f"{past.month:05}", "past": past, "now": now}
    at = connections["owner"].settings_dict
    with psycopg.connect(host=at["HOST"], user=at["USER"], dbname=at["NAME"]) as owner:
        owner.execute(Template(bodies + WORK + LISTS[release]).substitute(words))


def _held(text):
    """Return the rows of a query by the release in their first column."""
    held = {}
    with connection.cursor() as cursor:
        cursor.execute(text)
        for release, *row in cursor.fetchall():
            held.setdefault(release, []).append(tuple(row))
    return held


def _each(*rows):
    return {release: list(rows) for release in RELEASED}


def _cards(release):
    """The cards of the month it closed and of the one it left open, as they are told today."""
    past, now = (f"{month:%Y-%m}" for month in _months(release))
    confirmed, state = (None, "reviewed") if release in BY_STEPS else (True, "confirmed")
    return [
        (past, "closed", "closed", confirmed, 7670),
        (now, "open", state, None, None),
    ]


def test_what_each_release_held_is_there_after_the_migration(old_database):
    call_command("migrate", database="owner", verbosity=0)
    roles.restrict()
    assert _held("SELECT code, series = code, number, valid_until FROM catalogue_version") == _each(
        (True, 1, None)
    )
    assert _held(
        "SELECT v.code, p.code, place, search_key FROM catalogue_product p"
        " JOIN catalogue_version v ON v.id = p.version_id ORDER BY place"
    ) == _each(
        ("KT.02", 0, "kt.02 do dac thua dat bao cao"),
        ("KT.01", 1, "kt.01 kiem tra hien trang bao cao"),
    )
    assert _held("SELECT code, headcount FROM positions_position") == _each((1,))
    assert _held(
        "SELECT o.code, t.coefficient_tenths, t.assigned_hundredths, t.declared, t.cancelled_at,"
        " r.completed_hundredths, r.pending_hundredths, r.failed, r.evidence, r.return_reason"
        " FROM work_task t JOIN work_result r ON r.task_id = t.id"
        " JOIN org_person o ON o.id = t.person_id"
    ) == _each((24, 300, False, None, 200, 0, 1, "Số 12", ""))
    assert _held("SELECT code, name FROM org_unit") == _each(("Phường Nha Trang",))
    assert _held("SELECT code, full_name FROM org_person") == _each(("Nguyễn Văn An",))
    assert _held(
        "SELECT o.code, p.key, p.state, c.state, c.confirmed_at = c.closed_at, c.score_hundredths"
        " FROM evaluation_scorecard c JOIN rulebook_period p ON p.id = c.period_id"
        " JOIN org_person o ON o.id = c.person_id ORDER BY p.key"
    ) == {release: _cards(release) for release in RELEASED}
    assert _held(
        "SELECT p.key, c.form FROM evaluation_close c JOIN rulebook_period p ON p.id = c.period_id"
    ) == {f"{_months(release)[0]:%Y-%m}": [("congvu-card-1",)] for release in RELEASED}
