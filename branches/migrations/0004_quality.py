import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import branches.models.minutes


def digest_what_is_there(apps, schema_editor):
    """Records written before this release get their digests; that is no change of theirs."""
    for name in ("Meeting", "Lecture", "Talk"):
        rows = apps.get_model("branches", name)._base_manager.using(schema_editor.connection.alias)
        some = []
        for row in rows.exclude(content="").only("pk", "content").iterator(chunk_size=500):
            row.minutes_digest = branches.models.minutes.digest(row.content)
            if row.minutes_digest:
                some.append(row)
            if len(some) == 500:
                rows.bulk_update(some, ["minutes_digest"])
                some = []
        rows.bulk_update(some, ["minutes_digest"])


class Migration(migrations.Migration):

    dependencies = [
        ('branches', '0003_reminder'),
    ]

    operations = [
        migrations.CreateModel(
            name='QualityCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_label', models.CharField(max_length=60)),
                ('record_id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('counts', '人数对不上'), ('empty', '没有议题和记录'), ('copied', '记录雷同'), ('several', '一会多记'), ('late', '补录较晚')], max_length=10, verbose_name='问题')),
                ('about', models.CharField(max_length=300)),
                ('reason', models.CharField(max_length=200, verbose_name='核对情况')),
                ('at', models.DateTimeField(auto_now=True, verbose_name='核对时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核对人')),
            ],
            options={
                'verbose_name': '核对',
                'verbose_name_plural': '核对',
                'constraints': [models.UniqueConstraint(fields=('record_label', 'record_id', 'kind'), name='quality_check_once')],
            },
        ),
        migrations.AddField(model_name='meeting', name='minutes_digest', field=branches.models.minutes.MinutesDigest(source='content')),
        migrations.AddField(model_name='lecture', name='minutes_digest', field=branches.models.minutes.MinutesDigest(source='content')),
        migrations.AddField(model_name='talk', name='minutes_digest', field=branches.models.minutes.MinutesDigest(source='content')),
        migrations.RunPython(digest_what_is_there, migrations.RunPython.noop, elidable=True),
    ]
