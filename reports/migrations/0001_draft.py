"""Drafts between the steps, and the choices remembered from them."""

import django.db.models.deletion
import reports.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('branches', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200, verbose_name='文件名')),
                ('file', models.FileField(upload_to=reports.models.stored_name, verbose_name='文件')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('choices', models.JSONField(blank=True, default=dict, verbose_name='选择')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='上传时间')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='branches.organization', verbose_name='党组织')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
            ],
            options={
                'verbose_name': '文稿',
                'verbose_name_plural': '文稿',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RememberedChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='文稿标题')),
                ('clause', models.CharField(max_length=500, verbose_name='句子')),
                ('choice', models.CharField(max_length=150, verbose_name='选择')),
                ('decided_at', models.DateTimeField(auto_now=True, verbose_name='选择时间')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='选择人')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remembered_choices', to='branches.organization', verbose_name='党组织')),
            ],
            options={
                'verbose_name': '记住的选择',
                'verbose_name_plural': '记住的选择',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'title', 'clause'), name='remembered_choice_once')],
            },
        ),
    ]
