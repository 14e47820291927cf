"""A task that its person declared is no longer one when its last line was voided.

Nobody assigned it, so nothing stands: the trigger of 0004 lets it be cancelled then.
"""

from django.db import migrations

STAND = """
CREATE OR REPLACE FUNCTION work_task_refuse_silent_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
    IF OLD.declared AND OLD.cancelled_at IS NULL AND NEW.cancelled_at IS NOT NULL
       AND (OLD.assigned_hundredths, OLD.coefficient_tenths, OLD.due_on)
           IS NOT DISTINCT FROM (NEW.assigned_hundredths, NEW.coefficient_tenths, NEW.due_on)
       AND NOT EXISTS (SELECT 1 FROM work_entry e WHERE e.task_id = NEW.id AND e.voided_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM work_result r WHERE r.task_id = NEW.id
                       AND r.accepted_at IS NOT NULL) THEN
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
"""


class Migration(migrations.Migration):
    dependencies = [("work", "0005_outside_list")]
    operations = [migrations.RunSQL(STAND, migrations.RunSQL.noop)]
