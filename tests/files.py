"""One attachment for the tests that need a record to have one."""

import hashlib
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile

from branches.models import Attachment


def attach(record: Any, kind: str = "notice", name: str = "通知.pdf") -> Attachment:
    """A small stored file; ``record`` may also be an unsaved object that bears the type and key of one."""
    content = b"%PDF-1.4 a notice"
    return Attachment.objects.create(
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        kind=kind,
        file=ContentFile(content, name="notice.pdf"),
        original_name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="application/pdf",
    )
