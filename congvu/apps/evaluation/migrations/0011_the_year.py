"""The year: rounds of the authorities, forms, meetings, decisions and results that stand."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# What was decided, concluded or issued changes no more; what belongs to it is neither added to nor
# taken away.
STANDS = """
CREATE FUNCTION evaluation_year_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    standing boolean := false;
    old_row jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
    new_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
BEGIN
    CASE TG_ARGV[0]
    WHEN 'own' THEN
        standing := old_row->>'state' = TG_ARGV[1];
    WHEN 'always' THEN
        standing := TG_OP <> 'INSERT';
    WHEN 'rating' THEN
        PERFORM 1 FROM evaluation_rating r
            WHERE r.id IN ((old_row->>'rating_id')::bigint, (new_row->>'rating_id')::bigint)
              AND r.state = 'decided' FOR SHARE;
        standing := FOUND;
    WHEN 'meeting' THEN
        PERFORM 1 FROM evaluation_meeting m
            WHERE m.id IN ((old_row->>'meeting_id')::bigint, (new_row->>'meeting_id')::bigint)
              AND m.state = 'concluded' FOR SHARE;
        standing := FOUND;
    END CASE;
    IF standing THEN
        RAISE EXCEPTION 'Kết quả xếp loại đã quyết định, biên bản đã thông qua thì không sửa.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
"""
GUARDED = (
    ("ratinground", "'own', 'decided'"),
    ("rating", "'own', 'decided'"),
    ("meeting", "'own', 'concluded'"),
    ("ratingdecision", "'always'"),
    ("ratingresult", "'always'"),
    ("automaticcase", "'rating'"),
    ("ratingmove", "'rating'"),
    ("partyopinion", "'rating'"),
    ("meetingmember", "'meeting'"),
    ("meetingopinion", "'meeting'"),
    ("meetingadvice", "'meeting'"),
)
TRIGGER = """
CREATE TRIGGER evaluation_{name}_stands BEFORE INSERT OR UPDATE OR DELETE
    ON evaluation_{name} FOR EACH ROW EXECUTE FUNCTION evaluation_year_stands({how});
"""

# A result follows one of the same person's, by a decision that takes the place of the earlier.
FOLLOWS = """
CREATE FUNCTION evaluation_year_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM evaluation_ratingresult b WHERE b.id = NEW.before_id
        AND b.rating_id = NEW.rating_id AND b.decision_id <> NEW.decision_id;
    IF NEW.before_id IS NOT NULL AND NOT FOUND THEN
        RAISE EXCEPTION 'Kết quả thay thế phải nối sau kết quả trước của chính người đó.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_ratingresult_follows BEFORE INSERT
    ON evaluation_ratingresult FOR EACH ROW EXECUTE FUNCTION evaluation_year_follows();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('evaluation', '0010_late_and_merged'),
        ('org', '0003_delegations'),
        ('rulebook', '0004_tracked_periods'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RatingRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('preparing', 'Đang chuẩn bị'), ('proposed', 'Đã trình, chờ quyết định'), ('decided', 'Đã quyết định, công khai')], default='preparing', max_length=12)),
                ('raised_ground', models.TextField(blank=True, default='')),
                ('raised_at', models.DateTimeField(null=True)),
                ('proposed_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True, default='')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='rulebook.period')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('raised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.unit')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('period', 'unit'), name='evaluation_round_once', violation_error_message='Đơn vị này đã có đợt xếp loại trong năm.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('raised_at', None), ('raised_ground', '')), models.Q(('raised_at__isnull', False), ('raised_ground__gt', '')), _connector='OR'), name='evaluation_round_raised', violation_error_message='Nâng tỷ lệ xuất sắc phải ghi căn cứ và thời điểm.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('proposed_at', None), ('state', 'preparing')), models.Q(('proposed_at__isnull', False), ('state__in', ('proposed', 'decided'))), _connector='OR'), name='evaluation_round_proposed', violation_error_message='Đợt xếp loại đã trình phải ghi lúc trình; đợt đang chuẩn bị thì chưa có.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_at', models.DateTimeField()),
                ('place', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('open', 'Đang ghi'), ('concluded', 'Đã thông qua')], default='open', max_length=12)),
                ('conclusion', models.TextField(blank=True, default='')),
                ('ended_at', models.DateTimeField(null=True)),
                ('concluded_at', models.DateTimeField(null=True)),
                ('chair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('concluded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('secretary', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.unit')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='evaluation.ratinground')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('chair', models.F('secretary')), _negated=True), name='evaluation_meeting_two', violation_error_message='Chủ trì và thư ký phải là hai người.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('concluded_at', None), ('state', 'open')), models.Q(('concluded_at__isnull', False), ('conclusion__gt', ''), ('ended_at__gte', models.F('held_at')), ('state', 'concluded')), _connector='OR'), name='evaluation_meeting_concluded', violation_error_message='Biên bản đã thông qua phải có kết luận và giờ kết thúc sau giờ bắt đầu.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='MeetingMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('title', models.CharField(blank=True, default='', max_length=300)),
                ('capacity', models.CharField(choices=[('staff', 'Công chức của đơn vị'), ('leadership', 'Tập thể lãnh đạo'), ('party', 'Đại diện cấp ủy'), ('unit_head', 'Người đứng đầu đơn vị cấu thành')], max_length=12)),
                ('present', models.BooleanField(default=True)),
                ('absent_reason', models.CharField(blank=True, default='', max_length=300)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='evaluation.meeting')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('meeting', 'person'), name='evaluation_member_once', violation_error_message='Người này đã có trong thành phần họp.'),
                    models.CheckConstraint(condition=models.Q(('capacity__in', ['staff', 'leadership', 'party', 'unit_head']), ('name__gt', ''), models.Q(models.Q(('absent_reason', ''), ('present', True)), models.Q(('absent_reason__gt', ''), ('present', False)), _connector='OR')), name='evaluation_member_told', violation_error_message='Thành phần họp phải có tên, tư cách; vắng mặt phải ghi lý do.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, default='', max_length=300)),
                ('peer_group', models.CharField(blank=True, default='', max_length=120)),
                ('leads', models.CharField(choices=[('none', 'Không giữ chức vụ lãnh đạo, quản lý'), ('head', 'Người đứng đầu'), ('deputy', 'Cấp phó')], default='none', max_length=8)),
                ('state', models.CharField(choices=[('draft', 'Chưa tự xếp loại'), ('sent', 'Đã tự xếp loại'), ('decided', 'Đã xếp loại')], default='draft', max_length=12)),
                ('own_level', models.CharField(blank=True, default='', max_length=16)),
                ('own_report', models.TextField(blank=True, default='')),
                ('sent_at', models.DateTimeField(null=True)),
                ('return_reason', models.TextField(blank=True, default='')),
                ('told', models.JSONField(blank=True, default=dict)),
                ('told_notes', models.JSONField(blank=True, default=dict)),
                ('rank', models.PositiveSmallIntegerField(default=0)),
                ('rank_reason', models.CharField(blank=True, default='', max_length=500)),
                ('proposal', models.TextField(blank=True, default='')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.unit')),
                ('heads', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.unit')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='rulebook.period')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='org.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.unit')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='evaluation.ratinground')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['round', 'unit'], name='evaluation_rating_of_round'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('period', 'person'), name='evaluation_rating_once', violation_error_message='Người này đã có phiếu xếp loại trong năm.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), models.Q(('own_level__gt', ''), ('sent_at__isnull', False)), _connector='OR'), name='evaluation_rating_sent', violation_error_message='Phiếu xếp loại đã gửi phải có mức tự xếp loại và thời điểm gửi.'),
                    models.CheckConstraint(condition=models.Q(('rank', 0), ('rank_reason__gt', ''), _connector='OR'), name='evaluation_rating_rank', violation_error_message='Thứ tự khi bằng điểm phải kèm lý do.'),
                    models.CheckConstraint(condition=models.Q(('heads', None), ('leads', 'head'), _connector='OR'), name='evaluation_rating_heads', violation_error_message='Chỉ người đứng đầu bị ràng buộc bởi mức của tổ chức.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PartyOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(max_length=300)),
                ('text', models.TextField()),
                ('document', models.CharField(blank=True, default='', max_length=300)),
                ('given_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rating', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='party_opinion', to='evaluation.rating')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('body__gt', ''), ('text__gt', '')), name='evaluation_party_told', violation_error_message='Ý kiến cấp ủy phải ghi cấp ủy nào và nội dung.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='MeetingOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('written', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='evaluation.meeting')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='evaluation.meetingmember')),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='evaluation.rating')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('text__gt', '')), name='evaluation_opinion_text', violation_error_message='Ý kiến phải có nội dung.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='MeetingAdvice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(max_length=16)),
                ('summary', models.TextField(blank=True, default='')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='evaluation.meeting')),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='evaluation.rating')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('meeting', 'rating'), name='evaluation_advice_once', violation_error_message='Cuộc họp đã có kết luận về người này.'),
                    models.CheckConstraint(condition=models.Q(('level__gt', '')), name='evaluation_advice_level', violation_error_message='Kết luận về từng người phải đề nghị một mức.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AutomaticCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('concluded', 'Kết luận suy thoái, vi phạm điều đảng viên không được làm, nêu gương'), ('waste', 'Đơn vị phụ trách liên quan tham ô, tham nhũng, lãng phí bị xử lý')], max_length=12)),
                ('document', models.CharField(max_length=300)),
                ('decided_on', models.DateField()),
                ('note', models.TextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_reason', models.CharField(blank=True, default='', max_length=500)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='evaluation.rating')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('document__gt', ''), ('kind__in', ['concluded', 'waste'])), name='evaluation_case_document', violation_error_message='Trường hợp đương nhiên phải ghi văn bản kết luận.'),
                    models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('rating', 'kind', 'document'), name='evaluation_case_once', violation_error_message='Văn bản này đã được ghi cho người này.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_reason__gt', '')), _connector='OR'), name='evaluation_case_withdrawn', violation_error_message='Rút trường hợp đương nhiên phải ghi lý do.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RatingDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60)),
                ('day', models.DateField()),
                ('at', models.DateTimeField()),
                ('clause', models.CharField(max_length=40)),
                ('reason', models.TextField(blank=True, default='')),
                ('publicity', models.CharField(blank=True, default='', max_length=300)),
                ('rules_fingerprint', models.CharField(max_length=64)),
                ('people', models.IntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='evaluation.ratingdecision')),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='evaluation.ratinground')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('replaces', None)), fields=('round',), name='evaluation_decision_first', violation_error_message='Đợt này đã có quyết định; sửa phải bằng quyết định thay thế.'),
                    models.UniqueConstraint(fields=('round', 'number'), name='evaluation_decision_number', violation_error_message='Số quyết định này đã dùng trong đợt.'),
                    models.CheckConstraint(condition=models.Q(('clause__gt', ''), ('digest__regex', '^[0-9a-f]{64}$'), ('number__gt', ''), ('people__gte', 0), models.Q(('replaces', None), ('reason__gt', ''), _connector='OR')), name='evaluation_decision_whole', violation_error_message='Quyết định phải có số, căn cứ, mã kiểm tra; quyết định thay thế phải ghi lý do.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RatingMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('computed', models.CharField(max_length=16)),
                ('level', models.CharField(blank=True, default='', max_length=16)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='evaluation.rating')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('reason__gt', '')), name='evaluation_move_reason', violation_error_message='Mỗi lần chuyển mức phải ghi lý do.'),
                    models.CheckConstraint(condition=models.Q(('level', models.F('computed')), _negated=True), name='evaluation_move_other', violation_error_message='Mức chuyển đến phải khác mức đang có.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RatingResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(blank=True, default='', max_length=16)),
                ('by_score', models.CharField(blank=True, default='', max_length=16)),
                ('before_cap', models.CharField(blank=True, default='', max_length=16)),
                ('capped_in', models.CharField(blank=True, default='', max_length=32)),
                ('moved_reason', models.TextField(blank=True, default='')),
                ('score_hundredths', models.IntegerField(null=True)),
                ('not_ranked_reason', models.CharField(blank=True, default='', max_length=200)),
                ('inputs', models.JSONField()),
                ('totals', models.JSONField(default=dict)),
                ('rules_fingerprint', models.CharField(max_length=64)),
                ('sha256', models.CharField(max_length=64)),
                ('before', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='after', to='evaluation.ratingresult')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='evaluation.ratingdecision')),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='evaluation.rating')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('rules_fingerprint__gt', ''), ('sha256__regex', '^[0-9a-f]{64}$'), models.Q(models.Q(('level__gt', ''), ('not_ranked_reason', '')), models.Q(('level', ''), ('not_ranked_reason__gt', ''), ('score_hundredths', None)), _connector='OR')), name='evaluation_year_result_whole', violation_error_message='Kết quả năm phải có mức hoặc lý do không xếp loại, căn cứ quy định và mã kiểm tra.'),
                ],
            },
        ),
        # Kept apart: a unique constraint without a condition would be made, and so asked, first.
        migrations.AddConstraint(
            model_name='ratingresult',
            constraint=models.UniqueConstraint(condition=models.Q(('before', None)), fields=('rating',), name='evaluation_year_result_first', violation_error_message='Người này đã có kết quả năm; thay bằng quyết định mới.'),
        ),
        migrations.AddConstraint(
            model_name='ratingresult',
            constraint=models.UniqueConstraint(fields=('decision', 'rating'), name='evaluation_year_result_once', violation_error_message='Quyết định này đã có người đó.'),
        ),
        migrations.RunSQL(STANDS, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(TRIGGER.format(name=name, how=how), migrations.RunSQL.noop)
            for name, how in GUARDED
        ),
        migrations.RunSQL(FOLLOWS, migrations.RunSQL.noop),
    ]
