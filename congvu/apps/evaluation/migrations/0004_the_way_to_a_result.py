"""A card is reviewed, confirmed, published, closed; what was confirmed before stays confirmed."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, JSONField, Q, Value

STANDING = ("published", "closed")
WAS_CONFIRMED = """
ALTER TABLE evaluation_scorecard DISABLE TRIGGER evaluation_scorecard_closed;
UPDATE evaluation_scorecard SET confirmed_at = coalesce(closed_at, now())
WHERE general_hundredths IS NOT NULL AND state IN ('reviewed', 'closed');
UPDATE evaluation_scorecard SET state = 'confirmed' WHERE state = 'reviewed';
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE evaluation_scorecard ENABLE TRIGGER evaluation_scorecard_closed;
"""
STANDS = """
CREATE FUNCTION evaluation_refuse_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'closed'
       AND to_jsonb(NEW) - '{state,since}'::text[] = to_jsonb(OLD) - '{state,since}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Phiếu đã chốt; sửa kết quả phải lập bản điều chỉnh.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
DROP TRIGGER evaluation_scorecard_closed ON evaluation_scorecard;
CREATE TRIGGER evaluation_scorecard_closed BEFORE UPDATE OR DELETE ON evaluation_scorecard
    FOR EACH ROW WHEN (OLD.state IN ('published', 'closed'))
    EXECUTE FUNCTION evaluation_refuse_published();
"""


def text() -> "models.TextField[str, str]":
    return models.TextField(blank=True, db_default="", default="")


def person() -> "models.ForeignKey[object, object]":
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0003_reconciliations"),
        ("org", "0003_delegations"),
        ("rulebook", "0003_published_then_closed"),
        ("work", "0009_published_periods_stand"),
    ]
    operations = [
        migrations.RemoveConstraint("scorecard", "evaluation_card_closed_whole"),
        migrations.AddField(
            "scorecard",
            "general_notes",
            JSONField(blank=True, db_default=Value({}, JSONField()), default=dict),
        ),
        migrations.AddField("scorecard", "strengths", text()),
        migrations.AddField("scorecard", "shortcomings", text()),
        migrations.AddField("scorecard", "comment", text()),
        migrations.AddField("scorecard", "extreme_reason", text()),
        migrations.AddField("scorecard", "return_reason", text()),
        migrations.AddField("scorecard", "reviewed_by", person()),
        migrations.AddField("scorecard", "confirmed_by", person()),
        migrations.AddField("scorecard", "confirmed_at", models.DateTimeField(null=True)),
        migrations.AddField("scorecard", "since", models.DateTimeField(null=True)),
        migrations.AddField(
            "close", "form", models.CharField(db_default="congvu-card-1", max_length=16)
        ),
        migrations.AlterField(
            "scorecard",
            "state",
            models.CharField(
                choices=[
                    ("draft", "Chưa tự chấm"),
                    ("self_scored", "Đã tự chấm"),
                    ("reviewed", "Đã nhận xét"),
                    ("confirmed", "Đã xác nhận"),
                    ("published", "Đã công bố"),
                    ("closed", "Đã khóa"),
                ],
                default="draft",
                max_length=12,
            ),
        ),
        migrations.RunSQL(WAS_CONFIRMED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "scorecard",
            models.CheckConstraint(
                condition=(Q(reviewed_by=None) | ~Q(reviewed_by=F("person")))
                & (Q(confirmed_by=None) | ~Q(confirmed_by=F("person"))),
                name="evaluation_card_not_own",
                violation_error_message="Không ai nhận xét hay xác nhận phiếu của chính mình.",
            ),
        ),
        migrations.AddConstraint(
            "scorecard",
            models.CheckConstraint(
                condition=Q(state__in=STANDING)
                | Q(
                    state="confirmed", confirmed_at__isnull=False, general_hundredths__isnull=False
                )
                | (~Q(state="confirmed") & Q(confirmed_at=None, confirmed_by=None)),
                name="evaluation_card_confirmed",
                violation_error_message="Phiếu đã xác nhận phải có điểm tiêu chí chung và thời "
                "điểm xác nhận; phiếu chưa xác nhận thì chưa có.",
            ),
        ),
        migrations.AddConstraint(
            "scorecard",
            models.CheckConstraint(
                condition=(
                    ~Q(state__in=STANDING)
                    & Q(score_hundredths=None, closed_at=None, inputs_hash="")
                )
                | (
                    Q(state__in=STANDING, closed_at__isnull=False)
                    & Q(inputs_hash__gt="", rules_fingerprint__gt="", settled__isnull=False)
                    & (
                        Q(score_hundredths__isnull=False, not_scored_reason="")
                        | Q(score_hundredths=None, not_scored_reason__gt="")
                    )
                ),
                name="evaluation_card_closed_whole",
                violation_error_message="Phiếu đã công bố phải có điểm hoặc lý do không chấm, căn "
                "cứ quy định, mã kiểm tra và thời điểm chốt; phiếu chưa công bố thì chưa có.",
            ),
        ),
        migrations.RunSQL(STANDS, migrations.RunSQL.noop),
    ]
