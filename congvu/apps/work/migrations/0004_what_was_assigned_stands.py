"""What the database keeps of the working day, whoever writes.

An assigned amount, coefficient or deadline changes only by an applied change, or by its giver
before the period begins; within a quarter of an hour a task nobody has begun is taken back. The shares of a whole sum to it. What belongs to a closed period stands.
"""

from django.db import migrations

STAND = """
CREATE FUNCTION work_task_refuse_silent_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rulebook_period p WHERE p.id = OLD.period_id AND p.state = 'closed')
    THEN
        RETURN NEW;  -- the closed month's own trigger refuses it, and says so
    END IF;
    IF NEW.amended_at IS DISTINCT FROM OLD.amended_at AND EXISTS (
           SELECT 1 FROM rulebook_period p WHERE p.id = NEW.period_id
           AND (NEW.amended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date < p.starts_on
       ) THEN
        RETURN NEW;
    END IF;
    IF OLD.cancelled_at IS NULL
       AND NEW.cancelled_at BETWEEN OLD.assigned_at AND OLD.assigned_at + interval '15 minutes'
       AND (OLD.assigned_hundredths, OLD.coefficient_tenths, OLD.due_on)
           IS NOT DISTINCT FROM (NEW.assigned_hundredths, NEW.coefficient_tenths, NEW.due_on)
       AND NOT EXISTS (SELECT 1 FROM work_result r WHERE r.task_id = NEW.id)
       AND NOT EXISTS (SELECT 1 FROM work_entry e WHERE e.task_id = NEW.id) THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT 1 FROM work_taskchange c
        WHERE c.task_id = NEW.id AND c.state IN ('acknowledged', 'approved')
          AND c.assigned_hundredths = NEW.assigned_hundredths
          AND c.coefficient_tenths = NEW.coefficient_tenths AND c.due_on = NEW.due_on
          AND c.was_assigned_hundredths = OLD.assigned_hundredths
          AND c.was_coefficient_tenths = OLD.coefficient_tenths AND c.was_due_on = OLD.due_on
          AND c.cancels = (NEW.cancelled_at IS NOT NULL)
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Việc đã giao chỉ thay đổi khi có lý do và được xác nhận.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER work_task_stands BEFORE UPDATE ON work_task FOR EACH ROW
    WHEN ((OLD.assigned_hundredths, OLD.coefficient_tenths, OLD.due_on)
          IS DISTINCT FROM (NEW.assigned_hundredths, NEW.coefficient_tenths, NEW.due_on)
          OR OLD.cancelled_at IS DISTINCT FROM NEW.cancelled_at)
    EXECUTE FUNCTION work_task_refuse_silent_change();
"""
NO_STAND = "DROP FUNCTION work_task_refuse_silent_change() CASCADE"

SHARES = """
CREATE FUNCTION work_whole_refuse_uneven() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE shares bigint; amounts bigint; wanted bigint;
BEGIN
    SELECT coalesce(sum(share), 0), coalesce(sum(amount_hundredths), 0) INTO shares, amounts
    FROM work_portion WHERE whole_id = coalesce(NEW.whole_id, OLD.whole_id);
    SELECT amount_hundredths INTO wanted
    FROM work_whole WHERE id = coalesce(NEW.whole_id, OLD.whole_id);
    IF shares <> 10000 OR amounts <> wanted THEN
        RAISE EXCEPTION 'Tỷ lệ các phần của việc chung phải cộng lại đúng 100 phần trăm.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER work_portion_even AFTER INSERT OR UPDATE OR DELETE ON work_portion
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION work_whole_refuse_uneven();
"""
NO_SHARES = "DROP FUNCTION work_whole_refuse_uneven() CASCADE"

CLOSED = """
CREATE FUNCTION {table}_refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT t.period_id FROM changed JOIN work_task t
                       ON t.id = changed.task_id) touched
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
CREATE TRIGGER {table}_closed_update AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION {table}_refuse_closed();
CREATE TRIGGER {table}_closed_delete AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION {table}_refuse_closed();
"""
NO_CLOSED = "DROP FUNCTION {table}_refuse_closed() CASCADE"
OF_A_TASK = ("work_entry", "work_evidence", "work_cause", "work_taskchange", "work_review")


class Migration(migrations.Migration):
    dependencies = [("work", "0003_the_working_day")]
    operations = [
        migrations.RunSQL(STAND, NO_STAND),
        migrations.RunSQL(SHARES, NO_SHARES),
        *(
            migrations.RunSQL(CLOSED.format(table=table), NO_CLOSED.format(table=table))
            for table in OF_A_TASK
        ),
    ]
