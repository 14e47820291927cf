"""What a round's results were when it was proposed, what was left open, its figures; two people."""

from django.db import migrations, models
from django.db.models import Q

# Whoever proposed a round is not whose account signs its first decision.
TWO = """
CREATE FUNCTION evaluation_year_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM evaluation_ratinground r WHERE r.id = NEW.round_id
        AND (r.proposed_by_id = NEW.signed_by_id OR r.proposer_id = NEW.signer_id);
    IF NEW.replaces_id IS NULL AND FOUND THEN
        RAISE EXCEPTION 'Người ký quyết định xếp loại phải khác người trình.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_ratingdecision_by_two BEFORE INSERT
    ON evaluation_ratingdecision FOR EACH ROW EXECUTE FUNCTION evaluation_year_by_two();
"""


class Migration(migrations.Migration):

    dependencies = [('evaluation', '0012_organisations')]

    operations = [
        migrations.AddField(
            model_name='ratinground',
            name='digest',
            field=models.CharField(blank=True, db_default='', default='', max_length=64),
        ),
        migrations.AddField(
            model_name='ratinground',
            name='passed',
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name='ratinground',
            name='tally',
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name='ratinground',
            name='tallied_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RemoveConstraint(model_name='ratinground', name='evaluation_round_proposed'),
        migrations.AddConstraint(
            model_name='ratinground',
            constraint=models.CheckConstraint(
                name='evaluation_round_proposed',
                condition=Q(state='preparing', proposed_at=None, digest='')
                | Q(
                    state__in=('proposed', 'decided'),
                    proposed_at__isnull=False,
                    digest__regex='^[0-9a-f]{64}$',
                ),
                violation_error_message='Đợt xếp loại đã trình phải ghi lúc trình và mã kết quả '
                'lúc trình; đợt đang chuẩn bị thì chưa có.',
            ),
        ),
        migrations.RunSQL(TWO, migrations.RunSQL.noop),
    ]
