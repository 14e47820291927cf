"""What follows a year's decision: objections to it, decisions that take its place, told criteria."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# An objection is about a published card of the person's own, or her own result of a year that
# stands. Once answered it changes no more, but for the amendment that it led to.
OBJECTION = """
CREATE OR REPLACE FUNCTION evaluation_objection_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM 1 FROM evaluation_scorecard c WHERE c.id = NEW.card_id
            AND c.person_id = NEW.person_id AND c.state IN ('published', 'closed')
        UNION ALL
        SELECT 1 FROM evaluation_ratingresult x JOIN evaluation_rating r ON r.id = x.rating_id
            WHERE x.id = NEW.result_id AND r.person_id = NEW.person_id
              AND NOT EXISTS (SELECT 1 FROM evaluation_ratingresult a WHERE a.before_id = x.id);
        IF NOT FOUND THEN
            RAISE EXCEPTION 'Chỉ người được đánh giá kiến nghị về kết quả đã công bố của mình.'
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
"""

# A proposal names who signed what it replaces; none of its people is named in it; it ends once,
# in a decision that replaces that one.
REPLACEMENT = """
CREATE FUNCTION evaluation_replacement_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM 1 FROM evaluation_ratingdecision d
            WHERE d.id = NEW.replaces_id AND d.signer_id IS NOT DISTINCT FROM NEW.rated_by_id;
        IF FOUND THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'UPDATE' AND OLD.state IN ('proposed', 'checked')
       AND to_jsonb(NEW) - '{state,checker_id,checked_by_id,checked_at,refusal,decision_id}'::text[]
         = to_jsonb(OLD) - '{state,checker_id,checked_by_id,checked_at,refusal,decision_id}'::text[]
    THEN
        PERFORM 1 FROM evaluation_replacedresult n
            JOIN evaluation_rating r ON r.id = n.rating_id
            LEFT JOIN evaluation_ratingdecision d ON d.id = NEW.decision_id
            WHERE n.replacement_id = NEW.id
              AND (r.person_id IN (NEW.checker_id, d.signer_id)
                   OR d.replaces_id <> NEW.replaces_id);
        IF NOT FOUND THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'Đề nghị thay thế phải nêu đúng quyết định và không do người có tên trong đó '
        'kiểm tra hay ký; đã xong thì không sửa.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evaluation_replacement_stands BEFORE INSERT OR UPDATE OR DELETE
    ON evaluation_replacement FOR EACH ROW EXECUTE FUNCTION evaluation_replacement_guard();
"""

# A person is named with the result that stands, by the decision that is replaced or one before it
# in its round, in one proposal under way; never by herself.
REPLACED = """
CREATE FUNCTION evaluation_replaced_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM 1 FROM evaluation_replacement p
            JOIN evaluation_ratingresult x ON x.id = NEW.before_id
            JOIN evaluation_rating r ON r.id = x.rating_id
            JOIN evaluation_ratingdecision d ON d.id = p.replaces_id
            WHERE p.id = NEW.replacement_id AND p.state = 'proposed'
              AND x.rating_id = NEW.rating_id AND r.round_id = d.round_id AND x.decision_id <= d.id
              AND r.person_id IS DISTINCT FROM p.proposer_id
              AND NOT EXISTS (SELECT 1 FROM evaluation_ratingresult a WHERE a.before_id = x.id)
              AND NOT EXISTS (
                SELECT 1 FROM evaluation_replacedresult n
                JOIN evaluation_replacement o ON o.id = n.replacement_id
                WHERE n.rating_id = NEW.rating_id AND o.id <> p.id
                  AND o.state IN ('proposed', 'checked'));
        IF FOUND THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'Người được thay kết quả phải nêu với kết quả đang có, theo quyết định bị thay, '
        'trong một đề nghị; đã gửi thì không sửa.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evaluation_replaced_stands BEFORE INSERT OR UPDATE OR DELETE
    ON evaluation_replacedresult FOR EACH ROW EXECUTE FUNCTION evaluation_replaced_guard();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('evaluation', '0017_card_proofs'),
        ('org', '0003_delegations'),
        ('rulebook', '0004_tracked_periods'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Replacement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('clause', models.CharField(max_length=40)),
                ('proposed_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('proposed', 'Chờ kiểm tra'), ('checked', 'Chờ ký'), ('in_force', 'Có hiệu lực'), ('refused', 'Không đồng ý')], default='proposed', max_length=12)),
                ('checked_at', models.DateTimeField(null=True)),
                ('refusal', models.TextField(blank=True, default='')),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('checker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('decision', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacement', to='evaluation.ratingdecision')),
                ('objection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='evaluation.objection')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('rated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('replaces', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='evaluation.ratingdecision')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('clause__gt', ''), ('reason__gt', '')), name='evaluation_replacement_told', violation_error_message='Đề nghị thay thế phải ghi lý do và căn cứ.'),
                    models.CheckConstraint(condition=models.Q(('proposer', None), ('rated_by', None), models.Q(('proposer', models.F('rated_by')), _negated=True), _connector='OR'), name='evaluation_replacement_proposer', violation_error_message='Người đề nghị thay thế không được là người đã quyết định xếp loại.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('checker', None), models.Q(models.Q(('rated_by', None), models.Q(('checker', models.F('rated_by')), _negated=True), _connector='OR'), models.Q(('proposer', None), models.Q(('checker', models.F('proposer')), _negated=True), _connector='OR')), _connector='OR'), models.Q(('checked_by', None), ('proposed_by', None), models.Q(('checked_by', models.F('proposed_by')), _negated=True), _connector='OR')), name='evaluation_replacement_checker', violation_error_message='Người kiểm tra không được là người đã quyết định xếp loại hay người đề nghị.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('decision', None), ('refusal', ''), ('state', 'proposed')), models.Q(('checked_at__isnull', False), ('decision', None), ('refusal', ''), ('state', 'checked')), models.Q(('checked_at__isnull', False), ('decision__isnull', False), ('refusal', ''), ('state', 'in_force')), models.Q(('decision', None), ('refusal__gt', ''), ('state', 'refused')), _connector='OR'), name='evaluation_replacement_steps', violation_error_message='Đề nghị đã kiểm tra phải ghi lúc nào; có hiệu lực phải có quyết định; không đồng ý thì phải ghi lý do.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReplacedResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changes', models.JSONField()),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='evaluation.ratingresult')),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluation.rating')),
                ('replacement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='named', to='evaluation.replacement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('replacement', 'rating'), name='evaluation_replaced_once', violation_error_message='Người này đã có trong đề nghị thay thế.'),
                    models.CheckConstraint(condition=models.Q(('changes', {}), _negated=True), name='evaluation_replaced_told', violation_error_message='Mỗi người trong đề nghị thay thế phải có điều được sửa.'),
                ],
            },
        ),
        migrations.AddField(
            model_name='objection',
            name='result',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='evaluation.ratingresult'),
        ),
        migrations.AddField(
            model_name='rating',
            name='told_confirmed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='rating',
            name='told_confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='objection',
            name='card',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='evaluation.scorecard'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('lodged', 'advised', 'accepted'))), fields=('result', 'subject'), name='evaluation_objection_year_once', violation_error_message='Mục này của kết quả năm đang có một kiến nghị chưa giải quyết xong.'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('card__isnull', False), ('result', None)), models.Q(('card', None), ('result__isnull', False)), _connector='OR'), name='evaluation_objection_about', violation_error_message='Kiến nghị phải về một phiếu hoặc một kết quả năm.'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('told_confirmed_at', None), ('told_confirmed_by', None)), models.Q(('told_confirmed_at__isnull', False), models.Q(('told', {}), _negated=True)), _connector='OR'), name='evaluation_rating_told', violation_error_message='Tiêu chí đã xác nhận phải có nội dung và thời điểm xác nhận.'),
        ),
        migrations.RunSQL(OBJECTION, migrations.RunSQL.noop),
        migrations.RunSQL(REPLACEMENT, migrations.RunSQL.noop),
        migrations.RunSQL(REPLACED, migrations.RunSQL.noop),
    ]
