"""What was issued stands: an edition may only be given its last day, its rows never change."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION issued_row_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Danh mục đã ban hành không sửa, không xóa; hãy ban hành bản mới thay thế.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION issued_edition_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.valid_until IS NULL
       AND to_jsonb(OLD) - 'valid_until' = to_jsonb(NEW) - 'valid_until' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Danh mục đã ban hành không sửa, không xóa; hãy ban hành bản mới thay thế.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
FORGET = "DROP FUNCTION issued_row_stands() CASCADE; DROP FUNCTION issued_edition_stands() CASCADE"
EDITIONS = ("positions_framework", "positions_scheme")
ROWS = (
    "positions_frameworkentry", "positions_leveldescriptor", "positions_jobdescription",
    "positions_rankquota", "positions_duty", "positions_requirement",
)  # fmt: skip


def guard(editions: tuple[str, ...], rows: tuple[str, ...]) -> str:
    """Return the triggers; BEFORE UPDATE only on editions, whose rows hold them by foreign key."""
    told = [
        f"CREATE TRIGGER {table}_stands BEFORE UPDATE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION issued_edition_stands();"
        for table in editions
    ]
    told += [
        f"CREATE TRIGGER {table}_stands BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION issued_row_stands();"
        for table in rows
    ]
    return "\n".join(told)


class Migration(migrations.Migration):
    dependencies = [("positions", "0003_editions")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FORGET),
        migrations.RunSQL(guard(EDITIONS, ROWS), migrations.RunSQL.noop),
    ]
