"""A period under two rule sets side by side: figures, and everybody whose level differs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evaluation', '0014_minutes_sealed'),
        ('org', '0003_delegations'),
        ('rulebook', '0005_overlay_drafts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.JSONField()),
                ('before_fingerprint', models.CharField(max_length=64)),
                ('after_fingerprint', models.CharField(max_length=64)),
                ('provisional', models.BooleanField()),
                ('people', models.PositiveIntegerField()),
                ('changed', models.PositiveIntegerField()),
                ('figures', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulebook.overlaydraft')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulebook.period')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['draft', '-id'], name='evaluation_comparison_draft'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('after_fingerprint__gt', ''), ('before_fingerprint__gt', ''), ('digest__gt', ''), ('reason__gt', '')), name='evaluation_comparison_whole', violation_error_message='Lần so phải ghi lý do, hai bộ quy định và mã kết quả.'),
                    models.CheckConstraint(condition=models.Q(('changed__lte', models.F('people'))), name='evaluation_comparison_count', violation_error_message='Số người đổi mức không thể nhiều hơn số người được so.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ComparedPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score_before', models.IntegerField(null=True)),
                ('score_after', models.IntegerField(null=True)),
                ('level_before', models.PositiveSmallIntegerField(null=True)),
                ('level_after', models.PositiveSmallIntegerField(null=True)),
                ('reason_before', models.CharField(blank=True, default='', max_length=200)),
                ('reason_after', models.CharField(blank=True, default='', max_length=200)),
                ('settled_before', models.BooleanField(default=True)),
                ('settled_after', models.BooleanField(default=True)),
                ('bars', models.JSONField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.unit')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.unit')),
                ('comparison', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moved', to='evaluation.comparison')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('comparison', 'person'), name='evaluation_compared_once', violation_error_message='Mỗi người chỉ có một dòng trong một lần so.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('level_after__isnull', False), ('level_before', None)), models.Q(('level_after', None), ('level_before__isnull', False)), models.Q(('level_after__isnull', False), ('level_before__isnull', False), models.Q(('level_before', models.F('level_after')), _negated=True)), _connector='OR'), name='evaluation_compared_differs', violation_error_message='Chỉ ghi người đổi mức giữa hai bộ quy định.'),
                ],
            },
        ),
    ]
