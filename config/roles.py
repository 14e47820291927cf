"""What the runtime role may do: use every table, own none, and never change the past.

Applied by the owner after each migration; running it again changes nothing.
"""

from django.db import connections
from django.db.backends.utils import CursorWrapper

EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent", "ltree")
APPEND_ONLY = (  # what was done stays done
    *("audit_event", "toolkit_change", "toolkit_release", "toolkit_adoption", "work_review"),
    *("evaluation_reconciliation", "evaluation_reconciledrow"),
    "evaluation_gapremedy",
    "rulebook_deadlineextension",
    *("evaluation_objectionstep", "evaluation_amendment"),
    *("evaluation_ratingdecision", "evaluation_ratingresult", "evaluation_ratingmove"),
    "evaluation_replacedresult",
    *("evaluation_criteriaset", "evaluation_organisationcriterion", "evaluation_indicator"),
    *("evaluation_raisedcap", "evaluation_recognition"),
    *("evaluation_comparison", "evaluation_comparedperson"),
)
READ_ONLY = ("django_migrations",)

# ANALYZE is the owner's, but a bulk load and the close that follows it stand in one transaction of
# the runtime role: without fresh statistics the planner takes 90,000 rows for none, and a close
# of seconds lasts minutes. This door lets it ask for that, and for nothing else of the owner's.
_STATISTICS = """
CREATE OR REPLACE FUNCTION refresh_statistics(VARIADIC tables regclass[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE one regclass;
BEGIN
    FOREACH one IN ARRAY tables LOOP
        EXECUTE format('ANALYZE %s', one);
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION refresh_statistics FROM PUBLIC;
"""


def prepare(*, owner: str = "owner", runtime: str = "default") -> None:
    """Before migrating: the extensions, and rights on tables that are yet to be made."""
    role = _quoted(runtime)
    with connections[owner].cursor() as cursor:
        for extension in EXTENSIONS:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public "
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}"
        )
        cursor.execute(
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}"
        )


def restrict(*, owner: str = "owner", runtime: str = "default") -> None:
    """After migrating: what the runtime role may ask of the owner, and what it must not have."""
    role = _quoted(runtime)
    with connections[owner].cursor() as cursor:
        cursor.execute(_STATISTICS)
        cursor.execute(f"GRANT EXECUTE ON FUNCTION refresh_statistics TO {role}")
        present = set(connections[owner].introspection.table_names(cursor))
        for table in sorted(present & set(APPEND_ONLY)):
            _grant_only(cursor, table, role, "SELECT, INSERT")
        for table in sorted(present & set(READ_ONLY)):
            _grant_only(cursor, table, role, "SELECT")


def _grant_only(cursor: CursorWrapper, table: str, role: str, rights: str) -> None:
    cursor.execute(f'REVOKE ALL ON TABLE "{table}" FROM {role}')
    cursor.execute(f'GRANT {rights} ON TABLE "{table}" TO {role}')


def _quoted(alias: str) -> str:
    connection = connections[alias]
    return connection.ops.quote_name(str(connection.settings_dict["USER"]))
