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
VALUES ('P', 'Phường Nha Trang', 'commune', '/00001/', '', '', '', '2026-01-01');
INSERT INTO org_person (code, full_name, family_middle, given, sort_key, search_key, kind)
VALUES ('an', 'Nguyễn Văn An', 'Nguyễn Văn', 'An', 'an', 'nguyen van an', 'civil_servant');
"""
BODIES_THROUGH_TIME = """
INSERT INTO org_unit (code, name, kind, path, official_code, predecessors, source, valid_from,
    area_code, decision, end_decision, search_key)
VALUES ('P', 'Phường Nha Trang', 'commune', '/00001/', '', '', '', '2026-01-01', '22366', '', '',
    'phuong nha trang');
INSERT INTO org_person (code, full_name, family_middle, given, sort_key, search_key, kind, initials)
VALUES ('an', 'Nguyễn Văn An', 'Nguyễn Văn', 'An', 'an', 'nguyen van an', 'civil_servant', 'nva');
"""
WORK = """
INSERT INTO rulebook_period (kind, key, starts_on, ends_on, state, self_score_by, comment_by,
    decide_by, publish_on)
VALUES ('month', '2026-10', '2026-10-01', '2026-10-31', 'open', '2026-10-25', '2026-10-26',
    '2026-10-28', '2026-11-05');
INSERT INTO work_task (period_id, person_id, unit_id, title, output, coefficient_tenths,
    assigned_hundredths, due_on, origin, assigned_at, source)
SELECT p.id, o.id, u.id, 'Đo đạc', '', 24, 300, '2026-10-20', 0, '2026-10-01', ''
FROM rulebook_period p, org_person o, org_unit u;
INSERT INTO work_result (task_id, completed_hundredths, finished_on, failed, excused_failed,
    excused_days, excused_by, excuse, evidence, accepted_at)
SELECT id, 200, '2026-10-19', 1, 0, 0, '', '', 'Số 12', '2026-10-21' FROM work_task;
UPDATE rulebook_period SET state = 'closed';
INSERT INTO rulebook_period (kind, key, starts_on, ends_on, state, self_score_by, comment_by,
    decide_by, publish_on)
VALUES ('month', '2026-11', '2026-11-01', '2026-11-30', 'open', '2026-11-25', '2026-11-26',
    '2026-11-28', '2026-12-05');
INSERT INTO evaluation_scorecard (period_id, person_id, unit_id, agency_id, peer_group, leads,
    general_self, general_confirmed, general_hundredths, organising_reason, unity_reason, state,
    not_scored_reason, score_hundredths, settled, totals, managed, rules_fingerprint, inputs_hash,
    closed_at)
SELECT p.id, o.id, u.id, u.id, '', 'none', '{}', '{"I.1": 500}', 500, '', '',
    CASE p.state WHEN 'closed' THEN 'closed' ELSE 'reviewed' END, '', given.score, given.settled,
    '{}', '[]', given.mark, given.mark, given.closed_at::timestamptz
FROM org_person o, org_unit u, rulebook_period p
JOIN (VALUES ('2026-10', 7670, TRUE, 'f', '2026-11-03'), ('2026-11', NULL, NULL, '', NULL))
    AS given(key, score, settled, mark, closed_at) ON given.key = p.key;
INSERT INTO evaluation_close (period_id, rules_fingerprint, people, scored, digest, started_at,
    finished_at)
SELECT id, 'f', 1, 1, 'd', '2026-11-03', '2026-11-03' FROM rulebook_period WHERE key = '2026-10';
"""
LISTS = {
    "0.1.0": """
INSERT INTO catalogue_version
    (code, name, decision, issued_by, valid_from, standard_points_tenths, source)
VALUES ('DM', 'Danh mục cũ', 'QĐ 283', 'UBND xã', '2026-06-01', 50, '');
INSERT INTO catalogue_product
    (version_id, code, "group", section, name, detail, output, complexity, points_tenths,
     standard_points_tenths, coefficient_tenths)
SELECT v.id, given.code, 'C', 'Phòng Kinh tế', given.name, '', 'Báo cáo', 2, 120, 50, 24
FROM catalogue_version v,
    (VALUES ('KT.02', 'Đo đạc thửa đất'), ('KT.01', 'Kiểm tra hiện trạng')) AS given(code, name);
INSERT INTO positions_position (code, name, "group", grade, unit_kind, headcount, source)
VALUES ('II.04', 'Chuyên viên tư pháp', 'Chuyên môn, nghiệp vụ', 'Chuyên viên', 'commune_room', 1,
        '');
""",
    "0.2.0": """
INSERT INTO catalogue_version (code, series, number, name, decision, issued_by, valid_from,
    standard_points_tenths, source, bands)
VALUES ('DM', 'DM', 1, 'Danh mục cũ', 'QĐ 283', 'UBND xã', '2026-06-01', 50, '', '{}');
INSERT INTO catalogue_product (version_id, code, "group", section, name, detail, output, complexity,
    points_tenths, standard_points_tenths, coefficient_tenths, unit_of_count, note, source, place,
    search_key)
SELECT v.id, given.code, 'C', 'Phòng Kinh tế', given.name, '', 'Báo cáo', 2, 120, 50, 24, '', '', '',
    given.place, given.key
FROM catalogue_version v,
    (VALUES ('KT.02', 'Đo đạc thửa đất', 0, 'kt.02 do dac thua dat bao cao'),
            ('KT.01', 'Kiểm tra hiện trạng', 1, 'kt.01 kiem tra hien trang bao cao'))
        AS given(code, name, place, key);
INSERT INTO positions_position (code, name, "group", grade, unit_kind, headcount, source)
VALUES ('II.04', 'Chuyên viên tư pháp', 'professional', 'Chuyên viên', 'commune_room', 1, '');
""",
}
LISTS |= dict.fromkeys(THROUGH_TIME, LISTS["0.2.0"])


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
        bodies = BODIES_THROUGH_TIME if request.param in THROUGH_TIME else BODIES
        _execute(bodies + WORK + LISTS[request.param])
        yield request.param
        _connect_to(postgres_server, here)
        postgres.drop_database(postgres_server, name)


def _others(executor):
    """Django's own tables, whose migrations are not ours to date."""
    ours = RELEASED["0.4.0"].keys()
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
        cursor.execute(
            "SELECT t.coefficient_tenths, t.assigned_hundredths, t.declared, t.cancelled_at,"
            " r.completed_hundredths, r.pending_hundredths, r.failed, r.evidence, r.return_reason"
            " FROM work_task t JOIN work_result r ON r.task_id = t.id"
        )
        assert cursor.fetchall() == [(24, 300, False, None, 200, 0, 1, "Số 12", "")]
        cursor.execute("SELECT u.name, p.full_name FROM org_unit u, org_person p")
        assert cursor.fetchall() == [("Phường Nha Trang", "Nguyễn Văn An")]
        cursor.execute(
            "SELECT p.key, p.state, c.state, c.confirmed_at = c.closed_at, c.score_hundredths"
            " FROM evaluation_scorecard c JOIN rulebook_period p ON p.id = c.period_id ORDER BY 1"
        )
        confirmed, state = (None, "reviewed") if old_database in BY_STEPS else (True, "confirmed")
        assert cursor.fetchall() == [
            ("2026-10", "closed", "closed", confirmed, 7670),
            ("2026-11", "open", state, None, None),
        ]
        cursor.execute("SELECT form FROM evaluation_close")
        assert cursor.fetchall() == [("congvu-card-1",)]
