"""Put the standard rules into a new database; an office changes them as it sees fit."""

from django.db import migrations

from branches.standard_duties import STANDARD


def add_standard_duties(apps, schema_editor):
    duty = apps.get_model("branches", "Duty")
    if not duty.objects.exists():
        duty.objects.bulk_create(duty(**values) for values in STANDARD)


class Migration(migrations.Migration):
    dependencies = [("branches", "0001_initial")]
    operations = [migrations.RunPython(add_standard_duties, migrations.RunPython.noop)]
