"""A month or a quarter is tracked, a month may go on in its quarter, a deadline be put off."""

import congvu.apps.rulebook.models
import django.contrib.postgres.constraints
import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('org', '0003_delegations'),
        ('rulebook', '0003_published_then_closed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DeadlineExtension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('self_score', 'Tự chấm'), ('comment', 'Nhận xét'), ('decide', 'Xác nhận'), ('publish', 'Công bố')], max_length=12)),
                ('until', models.DateField()),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.unit')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='rulebook.period')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('reason__gt', ''), ('step__in', ['self_score', 'comment', 'decide', 'publish'])), name='rulebook_extension_reason', violation_error_message='Gia hạn phải nói rõ bước nào và ghi lý do.'),
                ],
            },
        ),
        migrations.AddField(
            model_name='period',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='rulebook.period'),
        ),
        migrations.AlterField(
            model_name='period',
            name='state',
            field=models.CharField(choices=[('open', 'Đang mở'), ('published', 'Đã công bố'), ('closed', 'Đã khóa'), ('merged', 'Đã nhập vào quý')], default='open', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind__in', ('month', 'quarter')), models.Q(('state', 'merged'), _negated=True)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=((congvu.apps.rulebook.models.DayRange('starts_on', 'ends_on', closed=True), '&&'),), name='rulebook_period_one_tracked', violation_error_message='Ngày của kỳ này đã thuộc một tháng hoặc quý khác đã mở.'),
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'month'), ('merged_into__isnull', False), ('state', 'merged')), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into', None)), _connector='OR'), name='rulebook_period_merged', violation_error_message='Chỉ tháng mới nhập vào quý được, và phải ghi nhập vào quý nào.'),
        ),
    ]
