"""All of an office's rows as plain values that do not depend on keys or on the time of writing."""

import datetime
from typing import Any

from django.db import models

from branches.models import RECORDS, Member, Organization, Role

LEFT_OUT = {"id", "path", "fingerprint", "created_at", "updated_at", "version"}
PARTS = ("agenda_items", "materials", "attendances", "lecturers", "targets")


def shown(value: Any) -> Any:
    if isinstance(value, Organization):
        return value.name
    if isinstance(value, models.Model):
        return str(value)
    return value


def row(instance: models.Model) -> dict[str, Any]:
    return {
        field.name: shown(getattr(instance, field.name))
        for field in instance._meta.concrete_fields
        if field.name not in LEFT_OUT
    }


def record(instance: models.Model) -> dict[str, Any]:
    """A record with its parts and tags; references of the parts to the record itself are its text."""
    values = row(instance)
    for name in PARTS:
        if hasattr(instance, name):
            values[name] = [row(part) for part in getattr(instance, name).all()]
    values["tags"] = sorted(tag.name for tag in instance.tags.all())
    return values


def records(until: datetime.date | None = None) -> dict[str, list[dict[str, Any]]]:
    """Every record by type, in the order of writing; those up to a day when one is given."""
    found: dict[str, list[dict[str, Any]]] = {}
    for slug, model in RECORDS.items():
        parts = [name for name in PARTS if hasattr(model, name)]
        rows = model.objects.select_related("organization", "created_by").prefetch_related("tags", *parts)
        if until is not None:
            rows = rows.filter(date__lte=until)
        found[slug] = [record(one) for one in rows.order_by("date", "pk")]
    return found


def office() -> dict[str, list[dict[str, Any]]]:
    """Organisations, members with their posts, and roles."""
    members = Member.objects.select_related("organization", "group").prefetch_related("posts__organization")
    return {
        "organizations": [row(one) for one in Organization.objects.order_by("path")],
        "members": [row(one) | {"posts": [row(post) for post in one.posts.all()]} for one in members],
        "roles": [row(one) for one in Role.objects.order_by("pk")],
    }
