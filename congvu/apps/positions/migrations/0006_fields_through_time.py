"""What a deputy looks after has its days: assigned anew, ended, and kept for the months before."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges as ranges
from django.db import migrations, models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

DAYS = Func(
    F("valid_from"),
    F("valid_until"),
    ranges.RangeBoundary(),
    function="DATERANGE",
    output_field=ranges.DateRangeField(),
)


class Migration(migrations.Migration):
    dependencies = [("positions", "0005_rosters")]
    operations = [
        migrations.RemoveConstraint("fieldassignment", "positions_field_once"),
        migrations.AddField("fieldassignment", "valid_from", models.DateField(null=True)),
        migrations.AddField("fieldassignment", "valid_until", models.DateField(null=True)),
        migrations.AddConstraint(
            "fieldassignment",
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gt=F("valid_from")),
                name="positions_field_days",
                violation_error_message="Ngày thôi phụ trách phải sau ngày được phân công.",
            ),
        ),
        migrations.AddConstraint(
            "fieldassignment",
            django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=(
                    ("posting", "="),
                    (Coalesce(F("unit"), Value(0)), "="),
                    (Coalesce(F("person"), Value(0)), "="),
                    (DAYS, "&&"),
                ),
                name="positions_field_once",
                violation_error_message="Đơn vị hoặc người này đã được phân công cho cấp phó đó.",
            ),
        ),
    ]
