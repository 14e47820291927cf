"""What belongs to a period stands from its publication on, not only once it is closed."""

from django.db import migrations

WIDEN = """
DO $$
DECLARE one record;
BEGIN
    FOR one IN
        SELECT pg_get_functiondef(p.oid) AS text FROM pg_proc p
        JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = current_schema() AND p.prosrc LIKE '%p.state = ''closed''%'
    LOOP
        EXECUTE replace(one.text, 'p.state = ''closed''', 'p.state <> ''open''');
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0008_reminders"),
        ("rulebook", "0003_published_then_closed"),
    ]
    operations = [migrations.RunSQL(WIDEN, migrations.RunSQL.noop)]
