"""A closed card and a close stand: an amendment is a new record, never an edit."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION evaluation_refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Phiếu đã chốt; sửa kết quả phải lập bản điều chỉnh.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evaluation_scorecard_closed BEFORE UPDATE OR DELETE ON evaluation_scorecard
    FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION evaluation_refuse_closed();
CREATE TRIGGER evaluation_close_stands BEFORE UPDATE OR DELETE ON evaluation_close
    FOR EACH ROW EXECUTE FUNCTION evaluation_refuse_closed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0001_initial"),
        ("rulebook", "0002_closed_periods_stand"),
        ("work", "0002_closed_months_stand"),
    ]
    operations = [migrations.RunSQL(REFUSE, "DROP FUNCTION evaluation_refuse_closed() CASCADE")]
