"""Tasks and results of a closed period stand: the database refuses to change them.

One check a statement, over its transition table: an import of 100,000 rows is one check.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION {table}_refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT {period} AS period_id FROM changed {join}) touched
        JOIN rulebook_period p ON p.id = touched.period_id WHERE p.state = 'closed'
    ) THEN
        RAISE EXCEPTION 'Kỳ đã chốt; nhiệm vụ và kết quả của kỳ không sửa được nữa.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_closed_insert AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION {table}_refuse_closed();
CREATE TRIGGER {table}_closed_update_from AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION {table}_refuse_closed();
CREATE TRIGGER {table}_closed_update_to AFTER UPDATE ON {table}
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION {table}_refuse_closed();
CREATE TRIGGER {table}_closed_delete AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION {table}_refuse_closed();
"""
FORGET = "DROP FUNCTION {table}_refuse_closed() CASCADE"
TASK = {"table": "work_task", "period": "changed.period_id", "join": ""}
RESULT = {
    "table": "work_result",
    "period": "t.period_id",
    "join": "JOIN work_task t ON t.id = changed.task_id",
}


class Migration(migrations.Migration):
    dependencies = [("work", "0001_initial")]
    operations = [
        migrations.RunSQL(REFUSE.format(**table), FORGET.format(**table))
        for table in (TASK, RESULT)
    ]
