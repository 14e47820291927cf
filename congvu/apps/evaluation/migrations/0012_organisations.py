"""Organisations are assessed by dated criteria and recognised for good (Đ5–9)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# A set, its lines and the figures taken in are never changed: what is new is another row.
STANDS = """
CREATE FUNCTION evaluation_organisations_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Bộ tiêu chí, chỉ số, quyết định về tổ chức không sửa, không xóa; hãy ghi bản mới.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evaluation_criteriaset_stands BEFORE UPDATE OR DELETE
    ON evaluation_criteriaset FOR EACH ROW EXECUTE FUNCTION evaluation_organisations_guard();
CREATE TRIGGER evaluation_criterion_stands BEFORE UPDATE OR DELETE
    ON evaluation_organisationcriterion FOR EACH ROW EXECUTE FUNCTION evaluation_organisations_guard();
CREATE TRIGGER evaluation_indicator_stands BEFORE UPDATE OR DELETE
    ON evaluation_indicator FOR EACH ROW EXECUTE FUNCTION evaluation_organisations_guard();
CREATE TRIGGER evaluation_raisedcap_stands BEFORE UPDATE OR DELETE
    ON evaluation_raisedcap FOR EACH ROW EXECUTE FUNCTION evaluation_organisations_guard();
"""

# A recognised year is not assessed again.
ASSESSMENT = """
CREATE FUNCTION evaluation_assessment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'recognised' OR TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Kết quả của tổ chức đã công nhận thì không sửa bản đánh giá.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_assessment_stands BEFORE UPDATE OR DELETE
    ON evaluation_organisationassessment FOR EACH ROW EXECUTE FUNCTION evaluation_assessment_guard();
"""

# A recognition comes of a reviewed assessment, names the hash of what it replaces, and never changes.
RECOGNITION = """
CREATE FUNCTION evaluation_recognition_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE old text;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'Kết quả đã công nhận không sửa, không xóa; hãy thay bằng quyết định mới.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM 1 FROM evaluation_organisationassessment a
    WHERE a.id = NEW.assessment_id AND a.unit_id = NEW.unit_id AND a.year = NEW.year
      AND a.state IN ('reviewed', 'recognised');
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Chỉ công nhận kết quả đã được xem xét của chính tổ chức đó.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.before_id IS NOT NULL THEN
        SELECT r.sha256 INTO old FROM evaluation_recognition r
        WHERE r.id = NEW.before_id AND r.unit_id = NEW.unit_id AND r.year = NEW.year;
        IF old IS DISTINCT FROM NEW.old_hash THEN
            RAISE EXCEPTION 'Quyết định thay thế phải nêu đúng mã của kết quả mà nó thay.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_recognition_stands BEFORE INSERT OR UPDATE OR DELETE
    ON evaluation_recognition FOR EACH ROW EXECUTE FUNCTION evaluation_recognition_guard();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('evaluation', '0011_the_year'),
        ('org', '0003_delegations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CriteriaSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_kind', models.CharField(choices=[('province', 'Tỉnh, thành phố'), ('department', 'Sở, ban, ngành'), ('room', 'Phòng thuộc sở'), ('commune', 'Xã, phường, đặc khu'), ('commune_room', 'Phòng thuộc cấp xã'), ('front', 'Mặt trận và đoàn thể'), ('party', 'Cơ quan Đảng'), ('service_unit', 'Đơn vị sự nghiệp'), ('sub_department', 'Chi cục và tương đương'), ('service_room', 'Phòng, khoa thuộc đơn vị sự nghiệp')], max_length=16)),
                ('valid_from', models.DateField()),
                ('decision', models.CharField(max_length=300)),
                ('note', models.TextField(blank=True, default='')),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('unit_kind', 'valid_from'), name='evaluation_criteria_once', violation_error_message='Loại tổ chức này đã có một bộ tiêu chí từ ngày đó.'),
                    models.CheckConstraint(condition=models.Q(('decision__gt', '')), name='evaluation_criteria_decision', violation_error_message='Bộ tiêu chí phải ghi số quyết định hoặc căn cứ.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('name', models.CharField(choices=[('on_time', 'Hồ sơ giải quyết đúng hạn'), ('online', 'Hồ sơ trực tuyến'), ('satisfaction', 'Mức độ hài lòng'), ('par_index', 'Chỉ số cải cách hành chính'), ('par_steering', 'CCHC: chỉ đạo, điều hành'), ('par_institutions', 'CCHC: thể chế'), ('par_procedures', 'CCHC: thủ tục hành chính'), ('par_apparatus', 'CCHC: tổ chức bộ máy'), ('par_civil_service', 'CCHC: chế độ công vụ'), ('par_finance', 'CCHC: tài chính công'), ('par_digital', 'CCHC: chính quyền số')], max_length=24)),
                ('value', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=300)),
                ('as_of', models.DateField()),
                ('at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.unit')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['year', 'unit'], name='evaluation_indicator_year'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('value__lte', 10000)), name='evaluation_indicator_share', violation_error_message='Chỉ số là tỷ lệ từ 0 đến 100 %.'),
                    models.CheckConstraint(condition=models.Q(('source__gt', '')), name='evaluation_indicator_source', violation_error_message='Chỉ số phải ghi nguồn số liệu.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OrganisationAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'Đang tự đánh giá'), ('sent', 'Đã gửi, chờ xem xét'), ('reviewed', 'Đã xem xét, chờ công nhận'), ('recognised', 'Đã công nhận')], default='draft', max_length=12)),
                ('own_points', models.JSONField(blank=True, default=dict)),
                ('own_notes', models.JSONField(blank=True, default=dict)),
                ('figures', models.JSONField(blank=True, default=dict)),
                ('figures_note', models.TextField(blank=True, default='')),
                ('proposed_level', models.CharField(blank=True, choices=[('unmet', 'Không hoàn thành nhiệm vụ'), ('met', 'Hoàn thành nhiệm vụ'), ('good', 'Hoàn thành tốt nhiệm vụ'), ('excellent', 'Hoàn thành xuất sắc nhiệm vụ')], default='', max_length=12)),
                ('sent_at', models.DateTimeField(null=True)),
                ('return_reason', models.TextField(blank=True, default='')),
                ('given_points', models.JSONField(blank=True, default=dict)),
                ('given_reasons', models.JSONField(blank=True, default=dict)),
                ('unfixed', models.BooleanField(default=False)),
                ('unfixed_note', models.TextField(blank=True, default='')),
                ('concluded', models.BooleanField(default=False)),
                ('concluded_note', models.TextField(blank=True, default='')),
                ('complaint', models.BooleanField(default=False)),
                ('complaint_note', models.TextField(blank=True, default='')),
                ('verification', models.TextField(blank=True, default='')),
                ('force_majeure', models.BooleanField(default=False)),
                ('force_majeure_note', models.TextField(blank=True, default='')),
                ('chosen_level', models.CharField(blank=True, choices=[('unmet', 'Không hoàn thành nhiệm vụ'), ('met', 'Hoàn thành nhiệm vụ'), ('good', 'Hoàn thành tốt nhiệm vụ'), ('excellent', 'Hoàn thành xuất sắc nhiệm vụ')], default='', max_length=12)),
                ('chosen_reason', models.TextField(blank=True, default='')),
                ('rank', models.PositiveSmallIntegerField(default=0)),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('criteria', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluation.criteriaset')),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.unit')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('unit', 'year'), name='evaluation_assessment_once', violation_error_message='Tổ chức này đã có bản tự đánh giá của năm đó.'),
                    models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('proposed_level__gt', ''), ('sent_at__isnull', False)), _connector='OR'), name='evaluation_assessment_sent', violation_error_message='Bản tự đánh giá đã gửi phải có mức đề xuất và thời điểm gửi.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('unfixed', False), ('unfixed_note__gt', ''), _connector='OR'), models.Q(('concluded', False), ('concluded_note__gt', ''), _connector='OR'), models.Q(('complaint', False), ('complaint_note__gt', ''), _connector='OR'), models.Q(('force_majeure', False), ('force_majeure_note__gt', ''), _connector='OR')), name='evaluation_assessment_told', violation_error_message='Hạn chế chưa khắc phục, kết luận sai phạm, đơn thư, lý do bất khả kháng: mỗi điều phải ghi rõ.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('chosen_level', ''), ('chosen_reason', '')), models.Q(('chosen_level__gt', ''), ('chosen_reason__gt', '')), _connector='OR'), name='evaluation_assessment_chosen', violation_error_message='Chọn mức phải ghi lý do.'),
                    models.CheckConstraint(condition=models.Q(('complaint', False), ('state__in', ('draft', 'sent')), ('verification__gt', ''), _connector='OR'), name='evaluation_assessment_verified', violation_error_message='Có đơn thư hoặc dấu hiệu mất đoàn kết thì phải có kết quả kiểm tra, xác minh trước khi xem xét xong.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OrganisationCriterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=20)),
                ('label', models.CharField(max_length=300)),
                ('words', models.TextField(blank=True, default='')),
                ('clause', models.CharField(max_length=40)),
                ('part', models.CharField(choices=[('general', 'Tiêu chí chung'), ('results', 'Kết quả thực hiện nhiệm vụ')], max_length=8)),
                ('most_hundredths', models.PositiveIntegerField()),
                ('measure', models.CharField(choices=[('head', 'Người đứng đầu chấm'), ('tasks', 'Tỷ lệ từ nhiệm vụ trong năm'), ('indicator', 'Chỉ số nhận về')], default='head', max_length=10)),
                ('source', models.CharField(blank=True, default='', max_length=40)),
                ('formula', models.JSONField(blank=True, default=dict)),
                ('criteria', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='evaluation.criteriaset')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('criteria', 'code'), name='evaluation_criterion_once', violation_error_message='Mỗi mã tiêu chí chỉ có một lần trong bộ.'),
                    models.CheckConstraint(condition=models.Q(('label__gt', ''), ('most_hundredths__gt', 0)), name='evaluation_criterion_told', violation_error_message='Tiêu chí phải có tên và điểm tối đa lớn hơn 0.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('formula', {}), ('measure', 'head'), ('source', '')), models.Q(models.Q(('measure', 'head'), _negated=True), ('source__gt', '')), _connector='OR'), name='evaluation_criterion_measured', violation_error_message='Tiêu chí đo bằng tỷ lệ phải ghi tỷ lệ nào; tiêu chí do người đứng đầu chấm thì không.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RaisedCap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('ground', models.TextField()),
                ('decision', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('authority_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.unit')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('authority_unit', 'year'), name='evaluation_raised_once', violation_error_message='Tỷ lệ của năm này đã được nâng.'),
                    models.CheckConstraint(condition=models.Q(('decision__gt', ''), ('ground__gt', '')), name='evaluation_raised_told', violation_error_message='Nâng tỷ lệ xuất sắc phải ghi thành tích làm căn cứ và số quyết định.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('old_hash', models.CharField(blank=True, default='', max_length=64)),
                ('level', models.CharField(choices=[('unmet', 'Không hoàn thành nhiệm vụ'), ('met', 'Hoàn thành nhiệm vụ'), ('good', 'Hoàn thành tốt nhiệm vụ'), ('excellent', 'Hoàn thành xuất sắc nhiệm vụ')], max_length=12)),
                ('level_before_cap', models.CharField(choices=[('unmet', 'Không hoàn thành nhiệm vụ'), ('met', 'Hoàn thành nhiệm vụ'), ('good', 'Hoàn thành tốt nhiệm vụ'), ('excellent', 'Hoàn thành xuất sắc nhiệm vụ')], max_length=12)),
                ('score_hundredths', models.PositiveIntegerField()),
                ('inputs', models.JSONField()),
                ('totals', models.JSONField()),
                ('rules_fingerprint', models.CharField(max_length=64)),
                ('decision', models.CharField(max_length=300)),
                ('decided_on', models.DateField()),
                ('reason', models.TextField(blank=True, default='')),
                ('sha256', models.CharField(max_length=64)),
                ('on_behalf_of', models.CharField(blank=True, default='', max_length=200)),
                ('at', models.DateTimeField()),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='evaluation.organisationassessment')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('authority_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.unit')),
                ('before', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='after', to='evaluation.recognition')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('head', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.unit')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('before', None)), fields=('unit', 'year'), name='evaluation_recognition_first', violation_error_message='Tổ chức này đã được công nhận kết quả của năm; muốn sửa thì thay bằng quyết định mới.'),
                    models.CheckConstraint(condition=models.Q(('decision__gt', ''), ('rules_fingerprint__gt', ''), ('sha256__regex', '^[0-9a-f]{64}$'), ('level__in', ['unmet', 'met', 'good', 'excellent'])), name='evaluation_recognition_whole', violation_error_message='Kết quả công nhận phải có số quyết định, căn cứ quy định và mã kiểm tra.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('before', None), ('old_hash', ''), ('reason', '')), models.Q(('before__isnull', False), ('old_hash__regex', '^[0-9a-f]{64}$'), ('reason__gt', '')), _connector='OR'), name='evaluation_recognition_replaces', violation_error_message='Quyết định thay thế phải nêu kết quả được thay và lý do.'),
                    models.CheckConstraint(condition=models.Q(('head', None), models.Q(('head', models.F('authority')), _negated=True), _connector='OR'), name='evaluation_recognition_not_own', violation_error_message='Không ai công nhận kết quả của tổ chức do mình đứng đầu.'),
                ],
            },
        ),
        migrations.RunSQL(
            STANDS,
            """
            DROP TRIGGER evaluation_criteriaset_stands ON evaluation_criteriaset;
            DROP TRIGGER evaluation_criterion_stands ON evaluation_organisationcriterion;
            DROP TRIGGER evaluation_indicator_stands ON evaluation_indicator;
            DROP TRIGGER evaluation_raisedcap_stands ON evaluation_raisedcap;
            DROP FUNCTION evaluation_organisations_guard();""",
        ),
        migrations.RunSQL(
            ASSESSMENT,
            """
            DROP TRIGGER evaluation_assessment_stands ON evaluation_organisationassessment;
            DROP FUNCTION evaluation_assessment_guard();""",
        ),
        migrations.RunSQL(
            RECOGNITION,
            """
            DROP TRIGGER evaluation_recognition_stands ON evaluation_recognition;
            DROP FUNCTION evaluation_recognition_guard();""",
        ),
    ]
