"""A confirmation given together with others says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0004_the_way_to_a_result")]
    operations = [
        migrations.AddField(
            "scorecard", "batch", models.BooleanField(db_default=False, default=False)
        ),
    ]
