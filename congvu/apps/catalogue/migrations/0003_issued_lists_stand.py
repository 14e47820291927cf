"""What was issued stands: an edition may only be given its last day, its products never change."""

from django.db import migrations

GUARD = """
CREATE TRIGGER catalogue_version_stands BEFORE UPDATE ON catalogue_version
    FOR EACH ROW EXECUTE FUNCTION issued_edition_stands();
CREATE TRIGGER catalogue_product_stands BEFORE UPDATE OR DELETE ON catalogue_product
    FOR EACH ROW EXECUTE FUNCTION issued_row_stands();
"""
FORGET = """
DROP TRIGGER catalogue_version_stands ON catalogue_version;
DROP TRIGGER catalogue_product_stands ON catalogue_product;
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_editions"), ("positions", "0004_issued_lists_stand")]
    operations = [migrations.RunSQL(GUARD, FORGET)]
