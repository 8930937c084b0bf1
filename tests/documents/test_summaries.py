"""A document of every branch below an organisation, packed together in the background."""

import io
import zipfile
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from branches.models import Job, Organization
from reports.models import OwnOutline
from reports.outlines.own import outline_called
from reports.packing.archive import REFUSALS
from reports.placeholders import PlaceholderError

OWN = "标题：【单位】小结\n\n【单位简称】开展主题党日【主题党日次数】次。"


@pytest.fixture
def administrator(client: Client, cast: SimpleNamespace, records: SimpleNamespace) -> Client:
    client.force_login(cast.administrator)
    return client


def asked(client: Client, organization: Organization, outline: str = "branch") -> Job:
    chosen = f"organization={organization.pk}&year=2023&outline={outline}"
    answer = client.post(f"{reverse('summaries_make')}?{chosen}")
    job = Job.objects.latest("pk")
    assert answer["Location"] == reverse("job", args=[job.pk])
    return job


def unpacked(client: Client, job: Job) -> dict[str, bytes]:
    file = client.get(reverse("job_file", args=[job.pk]))
    with zipfile.ZipFile(io.BytesIO(b"".join(file.streaming_content))) as package:
        return {name: package.read(name) for name in package.namelist()}


def said(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def test_every_branch_with_records_gets_its_own(administrator: Client, office: SimpleNamespace) -> None:
    silent = Organization.objects.create(name="新成立的党支部", kind="branch", parent=office.bureau)
    job = asked(administrator, office.bureau)
    assert (job.state, job.reason) == ("done", "")
    assert job.file_name == "机关党委2023年支部工作总结.zip"
    files = unpacked(administrator, job)
    first, second, refusals = files
    assert second.startswith("002 青峰市档案发展局第二党支部")
    assert first.startswith("001 青峰市档案发展局第一党支部")
    assert "主题党日3次" in said(files[first])
    assert refusals == REFUSALS
    told = files[REFUSALS].decode("utf-8-sig")
    assert told.startswith(f"{silent.name}：")
    assert "档案发展局" not in told


def test_an_outline_of_the_office_serves_as_well(administrator: Client, office: SimpleNamespace) -> None:
    own = OwnOutline.objects.create(organization=office.bureau, name="年度小结", text=OWN)
    job = asked(administrator, office.bureau, own.slug)
    assert job.file_name == "机关党委2023年度小结.zip", "and not 2023年年度"
    files = unpacked(administrator, job)
    assert "第一支部开展主题党日3次。" in said(next(iter(files.values())))


def test_an_own_outline_edited_into_another_measure_word_writes_nothing(
    office: SimpleNamespace, records: SimpleNamespace
) -> None:
    own = OwnOutline.objects.create(organization=office.bureau, name="小结", text=OWN)
    assert outline_called("小结", office.first).slug == own.slug
    own.text = OWN.replace("次。", "人次。")
    own.save()
    with pytest.raises(PlaceholderError, match="单位是次，后面写的是“人次”"):
        outline_called("小结", office.first)


def test_where_nothing_was_done_the_job_says_so(administrator: Client, office: SimpleNamespace) -> None:
    silent = Organization.objects.create(name="新成立的党支部", kind="branch", parent=office.bureau)
    job = asked(administrator, silent)
    assert (job.state, job.file_name) == ("failed", "")
    assert "没有可以写入" in job.reason


def test_an_outline_for_offices_is_not_for_branches(administrator: Client, office: SimpleNamespace) -> None:
    page = administrator.get(
        reverse("reports"), {"organization": office.bureau.pk, "year": 2023, "outline": "responsibility"}
    ).content.decode()
    assert "下级党支部各写一份" not in page
    assert asked(administrator, office.bureau, "responsibility").state == "failed"


def test_the_page_offers_it_where_there_are_branches(administrator: Client, office: Any) -> None:
    def page(organization: Organization) -> str:
        chosen = {"organization": organization.pk, "year": 2023, "outline": "branch"}
        return administrator.get(reverse("reports"), chosen).content.decode()

    assert "下级共有 2 个党支部" in page(office.bureau)
    assert "下级党支部各写一份" not in page(office.first)


def test_nobody_gets_those_of_another_bureau(
    administrator: Client, client: Client, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    url = reverse("summaries_make")
    assert administrator.post(f"{url}?organization={office.elsewhere.pk}&year=2023").status_code == 404
    client.force_login(cast.secretary)
    assert client.post(f"{url}?organization={office.first.pk}&year=2023").status_code == 404
    assert not Job.objects.exists()
