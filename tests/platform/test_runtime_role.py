"""The running product owns nothing, and cannot rewrite what it recorded."""

import pytest
from django.db import DatabaseError, connection, connections, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.models import Event

pytestmark = pytest.mark.django_db


def _refused(sql: str, *, says: str) -> None:
    with pytest.raises(DatabaseError, match=says), transaction.atomic(), connection.cursor() as run:
        run.execute(sql)


def _one(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_tests_run_as_the_runtime_role():
    assert _one("SELECT current_user") == "congvu_app"
    assert _one("SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_runtime_role_owns_no_table_function_schema_or_database():
    owned = """
        SELECT (SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole)
             + (SELECT count(*) FROM pg_proc WHERE proowner = current_user::regrole)
             + (SELECT count(*) FROM pg_namespace WHERE nspowner = current_user::regrole)
             + (SELECT count(*) FROM pg_database WHERE datdba = current_user::regrole)
    """
    assert _one(owned) == 0


def test_the_owner_owns_every_table():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
        assert cursor.fetchall() == [("congvu_owner",)]


def test_runtime_role_cannot_create_alter_or_drop_tables():
    _refused("CREATE TABLE mine (a int)", says="permission denied|không có quyền")
    _refused("ALTER TABLE audit_event ADD COLUMN mine int", says="must be owner")
    _refused("DROP TABLE audit_event", says="must be owner")
    _refused("ALTER TABLE audit_event DISABLE TRIGGER ALL", says="must be owner")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_event SET actor_label = 'x'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "INSERT INTO audit_event (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET reason = ''",
        "UPDATE django_migrations SET app = 'x'",
    ],
)
def test_runtime_role_cannot_rewrite_the_past(sql):
    _refused(sql, says="permission denied")


def test_runtime_role_adds_and_reads_events():
    event = audit.record("demo.loaded", kind="demo", object_id=1, label="Khánh Hòa", by=None)
    assert Event.objects.get(pk=event.pk).actor_label == "Hệ thống"


@pytest.mark.django_db(databases=["default", "owner"])
def test_even_the_owner_cannot_change_an_event():
    owner = connections["owner"]
    with pytest.raises(DatabaseError, match="chỉ được ghi thêm"), owner.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event")


def test_runtime_role_may_refresh_statistics_inside_its_own_transaction():
    audit.record("demo.loaded", kind="demo", object_id=1, label="Khánh Hòa", by=None)
    _one("SELECT refresh_statistics('audit_event', 'accounts_user')")
    assert _one("SELECT reltuples FROM pg_class WHERE relname = 'audit_event'") == 1


def test_nobody_else_may_ask_the_owner_for_statistics():
    granted = "SELECT proacl::text FROM pg_proc WHERE proname = 'refresh_statistics'"
    assert "=X" not in str(_one(granted)).replace("congvu_app=X", "").replace("congvu_owner=X", "")
