"""A closed period stands: the database refuses to open or change it again."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION rulebook_period_refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Kỳ % đã chốt; không mở lại hay sửa được nữa.', OLD.key
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER rulebook_period_closed BEFORE UPDATE OR DELETE ON rulebook_period
    FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION rulebook_period_refuse_closed();
"""


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0001_initial")]
    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION rulebook_period_refuse_closed() CASCADE")
    ]
