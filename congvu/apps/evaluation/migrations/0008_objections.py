"""People object to their results, and a result is amended by a new record that names the old."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# An objection is about a published card of the person's own. Once answered it changes no more, but
# for the amendment that it led to.
OBJECTION = """
CREATE FUNCTION evaluation_objection_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM 1 FROM evaluation_scorecard c WHERE c.id = NEW.card_id
            AND c.person_id = NEW.person_id AND c.state IN ('published', 'closed');
        IF NOT FOUND THEN
            RAISE EXCEPTION 'Chỉ người được đánh giá kiến nghị về phiếu đã công bố của mình.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE'
       AND to_jsonb(NEW) - '{state,decided_by_id,answered_at,changes}'::text[]
         = to_jsonb(OLD) - '{state,decided_by_id,answered_at,changes}'::text[]
       AND (OLD.state IN ('lodged', 'advised')
            OR (OLD.state = 'accepted' AND NEW.state = 'amended'
                AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state')) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Kiến nghị đã gửi, đã giải quyết thì không sửa.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evaluation_objection_stands BEFORE INSERT OR UPDATE OR DELETE
    ON evaluation_objection FOR EACH ROW EXECUTE FUNCTION evaluation_objection_guard();
"""

# A proposal tells who the card is about and who scored it as the card does, and ends once.
PROPOSAL = """
CREATE FUNCTION evaluation_proposal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM 1 FROM evaluation_scorecard c WHERE c.id = NEW.card_id
            AND c.person_id = NEW.person_id AND c.state IN ('published', 'closed')
            AND (c.reviewed_by_id, c.confirmed_by_id)
                IS NOT DISTINCT FROM (NEW.reviewed_by_id, NEW.confirmed_by_id);
        IF NOT FOUND THEN
            RAISE EXCEPTION 'Đề nghị điều chỉnh phải ghi đúng người của phiếu đã công bố.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state IN ('proposed', 'checked')
       AND to_jsonb(NEW) - '{state,checker_id,checked_by_id,checked_at,signer_id,signed_by_id,signed_at,refusal}'::text[]
         = to_jsonb(OLD) - '{state,checker_id,checked_by_id,checked_at,signer_id,signed_by_id,signed_at,refusal}'::text[]
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Đề nghị điều chỉnh đã gửi, đã xong thì không sửa.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evaluation_proposal_stands BEFORE INSERT OR UPDATE OR DELETE
    ON evaluation_amendmentproposal FOR EACH ROW EXECUTE FUNCTION evaluation_proposal_guard();
"""

# An amendment names the hash of what it follows, comes of a proposal in force, and never changes.
AMENDMENT = """
CREATE FUNCTION evaluation_amendment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE old text;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'Bản điều chỉnh không sửa, không xóa; hãy lập bản điều chỉnh tiếp theo.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.before_id IS NULL THEN
        SELECT c.inputs_hash INTO old FROM evaluation_scorecard c
        WHERE c.id = NEW.card_id AND c.state IN ('published', 'closed');
    ELSE
        SELECT a.sha256 INTO old FROM evaluation_amendment a
        WHERE a.id = NEW.before_id AND a.card_id = NEW.card_id;
    END IF;
    IF old IS DISTINCT FROM NEW.old_hash THEN
        RAISE EXCEPTION 'Bản điều chỉnh phải nêu đúng mã của kết quả mà nó thay.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM 1 FROM evaluation_amendmentproposal p
    WHERE p.id = NEW.proposal_id AND p.card_id = NEW.card_id AND p.state = 'in_force';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Bản điều chỉnh phải từ một đề nghị đã kiểm tra của chính phiếu đó.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_amendment_stands BEFORE INSERT OR UPDATE OR DELETE
    ON evaluation_amendment FOR EACH ROW EXECUTE FUNCTION evaluation_amendment_guard();
"""

STEP = """
CREATE FUNCTION evaluation_step_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Các bước của kiến nghị không sửa, không xóa.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evaluation_step_stands BEFORE UPDATE OR DELETE
    ON evaluation_objectionstep FOR EACH ROW EXECUTE FUNCTION evaluation_step_guard();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('evaluation', '0006_close_runs'),
        ('org', '0003_delegations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=40)),
                ('label', models.CharField(max_length=500)),
                ('text', models.TextField()),
                ('link', models.CharField(blank=True, default='', max_length=1000)),
                ('file_name', models.CharField(blank=True, default='', max_length=300)),
                ('file_sha256', models.CharField(blank=True, default='', max_length=64)),
                ('file_size', models.PositiveIntegerField(null=True)),
                ('file_type', models.CharField(blank=True, default='', max_length=120)),
                ('lodged_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('asks_opinion', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('lodged', 'Đang kiến nghị'), ('advised', 'Đã có ý kiến độc lập'), ('accepted', 'Được chấp nhận, chờ điều chỉnh'), ('amended', 'Đã điều chỉnh'), ('upheld', 'Giữ nguyên kết quả'), ('withdrawn', 'Đã rút')], default='lodged', max_length=12)),
                ('answered_at', models.DateTimeField(null=True)),
                ('changes', models.JSONField(blank=True, default=dict)),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='evaluation.scorecard')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('lodged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['state', 'due_on'], name='evaluation_objection_due'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('state__in', ('lodged', 'advised', 'accepted'))), fields=('card', 'subject'), name='evaluation_objection_once', violation_error_message='Mục này đang có một kiến nghị chưa giải quyết xong.'),
                    models.CheckConstraint(condition=models.Q(('label__gt', ''), ('subject__gt', ''), ('text__gt', '')), name='evaluation_objection_told', violation_error_message='Kiến nghị phải ghi rõ mục và lý do không nhất trí.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('file_name', ''), ('file_sha256', ''), ('file_size', None), ('file_type', '')), models.Q(('file_name__gt', ''), ('file_sha256__regex', '^[0-9a-f]{64}$'), ('file_size__gt', 0), ('file_size__isnull', False), ('file_type__gt', '')), _connector='OR'), name='evaluation_objection_file', violation_error_message='Tệp kèm kiến nghị phải có tên, mã băm, dung lượng và kiểu.'),
                    models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('person')), _negated=True), _connector='OR'), name='evaluation_objection_not_own', violation_error_message='Không ai giải quyết kiến nghị của chính mình.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('changes', {}), ('decided_by', None), ('state__in', ('lodged', 'advised'))), models.Q(('answered_at__isnull', False), ('state__in', ('accepted', 'amended')), models.Q(('changes', {}), _negated=True)), models.Q(('answered_at__isnull', False), ('changes', {}), ('state__in', ('upheld', 'withdrawn'))), _connector='OR'), name='evaluation_objection_answered', violation_error_message='Kiến nghị đã giải quyết phải có thời điểm; chấp nhận thì phải ghi điều được sửa, không chấp nhận thì không sửa gì.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AmendmentProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changes', models.JSONField()),
                ('reason', models.TextField()),
                ('clause', models.CharField(max_length=40)),
                ('proposed_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('proposed', 'Chờ kiểm tra'), ('checked', 'Chờ ký'), ('in_force', 'Có hiệu lực'), ('refused', 'Không đồng ý')], default='proposed', max_length=12)),
                ('checked_at', models.DateTimeField(null=True)),
                ('signed_at', models.DateTimeField(null=True)),
                ('refusal', models.TextField(blank=True, default='')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='evaluation.scorecard')),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('checker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('objection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='evaluation.objection')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('state__in', ('proposed', 'checked'))), fields=('card',), name='evaluation_proposal_once', violation_error_message='Kết quả này đang có một đề nghị điều chỉnh chưa xong.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('changes', {}), _negated=True), ('clause__gt', ''), ('reason__gt', '')), name='evaluation_proposal_told', violation_error_message='Đề nghị điều chỉnh phải ghi điều được sửa, lý do và căn cứ.'),
                    models.CheckConstraint(condition=models.Q(('proposer', None), models.Q(models.Q(('person', None), models.Q(('proposer', models.F('person')), _negated=True), _connector='OR'), models.Q(('reviewed_by', None), models.Q(('proposer', models.F('reviewed_by')), _negated=True), _connector='OR'), models.Q(('confirmed_by', None), models.Q(('proposer', models.F('confirmed_by')), _negated=True), _connector='OR')), _connector='OR'), name='evaluation_proposal_proposer', violation_error_message='Người đề nghị điều chỉnh không được là người được đánh giá hay người đã chấm, xác nhận.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('checker', None), models.Q(models.Q(('person', None), models.Q(('checker', models.F('person')), _negated=True), _connector='OR'), models.Q(('reviewed_by', None), models.Q(('checker', models.F('reviewed_by')), _negated=True), _connector='OR'), models.Q(('confirmed_by', None), models.Q(('checker', models.F('confirmed_by')), _negated=True), _connector='OR'), models.Q(('proposer', None), models.Q(('checker', models.F('proposer')), _negated=True), _connector='OR')), _connector='OR'), models.Q(('checked_by', None), ('proposed_by', None), models.Q(('checked_by', models.F('proposed_by')), _negated=True), _connector='OR')), name='evaluation_proposal_checker', violation_error_message='Người kiểm tra không được là người được đánh giá, người đã chấm, xác nhận, hay người đề nghị.'),
                    models.CheckConstraint(condition=models.Q(('signer', None), models.Q(models.Q(('person', None), models.Q(('signer', models.F('person')), _negated=True), _connector='OR'), models.Q(('proposer', None), models.Q(('signer', models.F('proposer')), _negated=True), _connector='OR'), models.Q(('checker', None), models.Q(('signer', models.F('checker')), _negated=True), _connector='OR')), _connector='OR'), name='evaluation_proposal_signer', violation_error_message='Người ký không được là người được đánh giá, người đề nghị hay người kiểm tra.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('refusal', ''), ('signed_at', None), ('state', 'proposed')), models.Q(('checked_at__isnull', False), ('refusal', ''), ('signed_at', None), ('state', 'checked')), models.Q(('checked_at__isnull', False), ('refusal', ''), ('state', 'in_force')), models.Q(('refusal__gt', ''), ('state', 'refused')), _connector='OR'), name='evaluation_proposal_steps', violation_error_message='Đề nghị đã kiểm tra phải ghi lúc nào; không đồng ý thì phải ghi lý do.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ObjectionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('lodged', 'Gửi kiến nghị'), ('replied', 'Người chấm trả lời'), ('advised', 'Ý kiến độc lập'), ('upheld', 'Giữ nguyên kết quả'), ('accepted', 'Chấp nhận'), ('partly', 'Chấp nhận một phần'), ('withdrawn', 'Rút kiến nghị'), ('amended', 'Điều chỉnh có hiệu lực')], max_length=12)),
                ('text', models.TextField(blank=True, default='')),
                ('on_behalf_of', models.CharField(blank=True, default='', max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('objection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='evaluation.objection')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('objection', 'kind'), name='evaluation_objection_step_once', violation_error_message='Bước này của kiến nghị đã có; mỗi bước chỉ làm một lần.'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ('lodged', 'withdrawn', 'amended')), ('text__gt', ''), _connector='OR'), name='evaluation_objection_step_told', violation_error_message='Trả lời, ý kiến, quyết định về kiến nghị phải ghi rõ lý do.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old_hash', models.CharField(max_length=64)),
                ('inputs', models.JSONField()),
                ('score_hundredths', models.IntegerField(null=True)),
                ('not_scored_reason', models.CharField(blank=True, default='', max_length=200)),
                ('level', models.CharField(blank=True, default='', max_length=20)),
                ('settled', models.BooleanField()),
                ('totals', models.JSONField(default=dict)),
                ('rules_fingerprint', models.CharField(max_length=64)),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('before', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='after', to='evaluation.amendment')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='evaluation.scorecard')),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='amendment', to='evaluation.amendmentproposal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('before', None)), fields=('card',), name='evaluation_amendment_first', violation_error_message='Kết quả này đã được điều chỉnh; hãy điều chỉnh tiếp bản mới nhất.'), models.CheckConstraint(condition=models.Q(('old_hash__regex', '^[0-9a-f]{64}$'), ('rules_fingerprint__gt', ''), ('sha256__regex', '^[0-9a-f]{64}$'), models.Q(models.Q(('not_scored_reason', ''), ('score_hundredths__gte', 0), ('score_hundredths__isnull', False)), models.Q(('not_scored_reason__gt', ''), ('score_hundredths', None)), _connector='OR')), name='evaluation_amendment_whole', violation_error_message='Bản điều chỉnh phải có điểm hoặc lý do không chấm, căn cứ quy định và mã kiểm tra.')],
            },
        ),
        migrations.RunSQL(OBJECTION, migrations.RunSQL.noop),
        migrations.RunSQL(PROPOSAL, migrations.RunSQL.noop),
        migrations.RunSQL(AMENDMENT, migrations.RunSQL.noop),
        migrations.RunSQL(STEP, migrations.RunSQL.noop),
    ]
