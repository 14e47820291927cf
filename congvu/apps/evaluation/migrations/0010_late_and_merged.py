"""When a self-score was sent and until when it is still taken; a merged month's cards stand."""

from django.db import migrations, models

STANDS = """
CREATE FUNCTION evaluation_refuse_merged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT period_id FROM changed) touched
        JOIN rulebook_period p ON p.id = touched.period_id WHERE p.state = 'merged'
    ) THEN
        RAISE EXCEPTION 'Tháng đã nhập vào quý; phiếu của tháng giữ nguyên để đối chiếu.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER evaluation_scorecard_merged_insert AFTER INSERT ON evaluation_scorecard
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION evaluation_refuse_merged();
CREATE TRIGGER evaluation_scorecard_merged_update AFTER UPDATE ON evaluation_scorecard
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION evaluation_refuse_merged();
CREATE TRIGGER evaluation_scorecard_merged_delete AFTER DELETE ON evaluation_scorecard
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION evaluation_refuse_merged();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('evaluation', '0009_papers'),
        ('org', '0003_delegations'),
        ('rulebook', '0004_tracked_periods'),
    ]

    operations = [
        migrations.AddField(
            model_name='scorecard',
            name='reopened_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=500),
        ),
        migrations.AddField(
            model_name='scorecard',
            name='reopened_until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='scorecard',
            name='self_scored_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='scorecard',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reopened_reason', ''), ('reopened_until', None)), models.Q(('reopened_reason__gt', ''), ('reopened_until__isnull', False)), _connector='OR'), name='evaluation_card_reopened', violation_error_message='Mở lại tự chấm phải ghi lý do và ngày cuối.'),
        ),
        migrations.RunSQL(STANDS, "DROP FUNCTION evaluation_refuse_merged() CASCADE"),
    ]
