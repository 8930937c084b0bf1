import hashlib
import re
import unicodedata

from django.db import migrations, models

CHUNK = 2000


def normalized(text):
    folded = unicodedata.normalize("NFKC", str(text or "")).lower()
    return re.sub(r"[\W_]+", "", folded)


def identity_without_clock(apps, schema_editor):
    """The clock time no longer tells meetings of one day apart for good: a ledger often knows only the day."""
    meeting = apps.get_model("branches", "Meeting")
    alias = schema_editor.connection.alias
    rows = meeting._base_manager.using(alias).values_list("pk", "organization_id", "date", "kind", "title")
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1][0]
        digests = []
        for key, organization, day, kind, title in chunk:
            words = ["branches.meeting", organization, day.isoformat(), normalized(kind), normalized(title)]
            digests.append((hashlib.sha256("\x1f".join(map(str, words)).encode()).hexdigest(), key))
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany("UPDATE branches_meeting SET fingerprint = %s WHERE id = %s", digests)


class Migration(migrations.Migration):

    dependencies = [
        ('branches', '0006_import_choices'),
    ]

    operations = [
        migrations.AddField(
            model_name='importrow',
            name='differences',
            field=models.JSONField(default=list, verbose_name='不同之处'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='stored_id',
            field=models.BigIntegerField(null=True, verbose_name='已有记录'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='stored_version',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name='importrow',
            name='outcome',
            field=models.CharField(choices=[('new', '新增'), ('warned', '新增（有提醒）'), ('changed', '有变化'), ('duplicate', '重复'), ('error', '有误'), ('skipped', '跳过')], max_length=10, verbose_name='结果'),
        ),
        migrations.RunPython(identity_without_clock, migrations.RunPython.noop),
    ]
