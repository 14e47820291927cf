"""Two people close a period, a job does it; what they put their names to stands."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


STANDS = """
CREATE FUNCTION evaluation_refuse_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state IN ('proposed', 'signed', 'running')
       AND (OLD.period_id, OLD.proposed_by_id, OLD.proposed_at, OLD.found, OLD.digest, OLD.accepted)
           IS NOT DISTINCT FROM
           (NEW.period_id, NEW.proposed_by_id, NEW.proposed_at, NEW.found, NEW.digest, NEW.accepted)
       AND (OLD.signed_by_id IS NULL
            OR (OLD.signed_by_id, OLD.signed_at, OLD.signed_digest) IS NOT DISTINCT FROM
               (NEW.signed_by_id, NEW.signed_at, NEW.signed_digest)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Đề nghị và chữ ký chốt kỳ không sửa được; hãy lập đề nghị mới.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evaluation_run_stands BEFORE UPDATE OR DELETE ON evaluation_closerun
    FOR EACH ROW EXECUTE FUNCTION evaluation_refuse_signed();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('evaluation', '0005_cards_batch'),
        ('org', '0003_delegations'),
        ('rulebook', '0003_published_then_closed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CloseRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('proposed', 'Chờ ký'), ('signed', 'Đã ký, chờ chạy'), ('running', 'Đang chạy'), ('done', 'Đã chốt'), ('cancelled', 'Đã hủy'), ('failed', 'Không chốt được')], default='proposed', max_length=12)),
                ('proposed_at', models.DateTimeField()),
                ('found', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('accepted', models.JSONField(default=dict)),
                ('signed_at', models.DateTimeField(null=True)),
                ('signed_digest', models.CharField(blank=True, default='', max_length=64)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('started_at', models.DateTimeField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('ended_at', models.DateTimeField(null=True)),
                ('fault', models.TextField(blank=True, default='')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='close_runs', to='rulebook.period')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('signed_by', None), models.Q(('signed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='evaluation_run_by_two', violation_error_message='Người ký chốt phải khác người đề nghị chốt.'), models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', False), ('signed_by__isnull', False), ('signed_digest__gt', '')), models.Q(('signed_at', None), ('signed_by', None), ('signed_digest', ''), models.Q(('state__in', ('signed', 'running', 'done')), _negated=True)), _connector='OR'), name='evaluation_run_signed', violation_error_message='Chỉ chạy chốt kỳ đã có người ký, kèm lúc ký và mã kết quả.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('fault', ''), ('state__in', ('proposed', 'signed', 'running'))), models.Q(('ended_at__isnull', False), ('fault', ''), ('state__in', ('done', 'cancelled'))), models.Q(('ended_at__isnull', False), ('fault__gt', ''), ('state', 'failed')), _connector='OR'), name='evaluation_run_ended', violation_error_message='Lần chốt đã kết thúc phải có giờ kết thúc; không chốt được thì phải có lý do.'), models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='evaluation_run_progress', violation_error_message='Số người đã lưu không thể nhiều hơn số người trong kỳ.'), models.UniqueConstraint(condition=models.Q(('state__in', ('proposed', 'signed', 'running'))), fields=('period',), name='evaluation_run_one_alive', violation_error_message='Kỳ này đang có một đề nghị chốt; ký hoặc rút đề nghị đó trước.')],
            },
        ),
        migrations.CreateModel(
            name='GapRemedy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gap', models.CharField(choices=[('no_self_score', 'Chưa tự chấm'), ('unreviewed', 'Chưa nhận xét, xác nhận, nghiệm thu'), ('disputed', 'Còn chờ trả lời'), ('anomaly', 'Điểm, số lượng bất thường'), ('no_posting', 'Không có vị trí chính hoặc chưa có phiếu'), ('not_rated', 'Không chấm kỳ này'), ('other_kind', 'Không thuộc đối tượng chấm'), ('transferred', 'Chuyển đơn vị trong kỳ')], max_length=16)),
                ('remedy', models.CharField(choices=[('remind', 'Nhắc người đang giữ'), ('accept', 'Chấp nhận, chốt không chấm'), ('seen', 'Đã xem, giữ nguyên'), ('unconfirm', 'Bỏ xác nhận để xem lại')], max_length=12)),
                ('people', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('reason', models.TextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.unit')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulebook.period')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('remedy', 'remind'), ('reason__gt', ''), _connector='OR'), name='evaluation_remedy_reason', violation_error_message='Chấp nhận hoặc bỏ xác nhận phải ghi lý do.')],
            },
        ),
        migrations.RunSQL(STANDS, "DROP FUNCTION evaluation_refuse_signed() CASCADE"),
    ]
