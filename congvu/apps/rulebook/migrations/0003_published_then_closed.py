"""A period is published, and closed when its objections are answered; either way it stands."""

from django.db import migrations, models

STANDS = """
CREATE OR REPLACE FUNCTION rulebook_period_refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'closed'
       AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Kỳ % đã chốt; không mở lại hay sửa được nữa.', OLD.key
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER rulebook_period_closed BEFORE UPDATE OR DELETE ON rulebook_period
    FOR EACH ROW WHEN (OLD.state <> 'open') EXECUTE FUNCTION rulebook_period_refuse_closed();
"""


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0002_closed_periods_stand")]
    operations = [
        migrations.RunSQL(
            "DROP TRIGGER rulebook_period_closed ON rulebook_period", migrations.RunSQL.noop
        ),
        migrations.AlterField(
            "period",
            "state",
            models.CharField(
                choices=[
                    ("open", "Đang mở"),
                    ("published", "Đã công bố"),
                    ("closed", "Đã khóa"),
                ],
                default="open",
                max_length=12,
            ),
        ),
        migrations.RunSQL(STANDS, migrations.RunSQL.noop),
    ]
