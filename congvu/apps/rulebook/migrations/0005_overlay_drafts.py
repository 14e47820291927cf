"""Changes of the rules are drafted, seen beside the rules in force, and adopted by two."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STANDS = """
CREATE FUNCTION rulebook_refuse_redrafted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state IN ('draft', 'proposed')
       AND (OLD.state = 'draft'
            OR (OLD.subject, OLD.rule, OLD.values, OLD.valid_from, OLD.decision, OLD.reason)
               IS NOT DISTINCT FROM
               (NEW.subject, NEW.rule, NEW.values, NEW.valid_from, NEW.decision, NEW.reason)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Dự thảo đã đề nghị hoặc đã xong không sửa được; hãy trả về để soạn lại.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER rulebook_draft_stands BEFORE UPDATE OR DELETE ON rulebook_overlaydraft
    FOR EACH ROW EXECUTE FUNCTION rulebook_refuse_redrafted();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('rulebook', '0004_tracked_periods'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OverlayDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(choices=[('cadre', 'Cán bộ'), ('civil_servant', 'Công chức'), ('public_employee', 'Viên chức'), ('contract', 'Người lao động hợp đồng')], max_length=16)),
                ('rule', models.CharField(blank=True, default='', max_length=64)),
                ('values', models.JSONField(blank=True, default=dict)),
                ('valid_from', models.DateField()),
                ('decision', models.CharField(max_length=500)),
                ('reason', models.TextField()),
                ('state', models.CharField(choices=[('draft', 'Đang soạn'), ('proposed', 'Chờ người thứ hai'), ('adopted', 'Đã áp dụng'), ('withdrawn', 'Đã rút')], default='draft', max_length=12)),
                ('drafted_at', models.DateTimeField()),
                ('proposed_at', models.DateTimeField(null=True)),
                ('preview', models.BigIntegerField(null=True)),
                ('preview_digest', models.CharField(blank=True, default='', max_length=64)),
                ('ended_at', models.DateTimeField(null=True)),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('rule__gt', ''), models.Q(('values', {}), _negated=True), _connector='OR'), ('decision__gt', ''), ('reason__gt', '')), name='rulebook_draft_says', violation_error_message='Dự thảo phải đổi ít nhất một điều, kèm quyết định và lý do.'), models.CheckConstraint(condition=models.Q(('state', 'withdrawn'), models.Q(('proposed_at__isnull', False), ('proposed_by__isnull', False), ('state__in', ('proposed', 'adopted'))), models.Q(('preview', None), ('preview_digest', ''), ('proposed_at', None), ('proposed_by', None), ('state', 'draft')), _connector='OR'), name='rulebook_draft_proposed', violation_error_message='Dự thảo đã đề nghị phải có người và lúc đề nghị; đang soạn thì chưa có.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'adopted'), _negated=True), models.Q(('ended_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='rulebook_draft_by_two', violation_error_message='Người áp dụng phải khác người đề nghị.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), ('state__in', ('adopted', 'withdrawn'))), models.Q(models.Q(('state__in', ('adopted', 'withdrawn')), _negated=True), ('ended_at', None), ('ended_by', None)), _connector='OR'), name='rulebook_draft_ended', violation_error_message='Dự thảo đã xong phải có người và lúc kết thúc; chưa xong thì chưa có.')],
            },
        ),
        migrations.RunSQL(STANDS, "DROP FUNCTION rulebook_refuse_redrafted() CASCADE"),
    ]
