"""Template tags of the site: icons, dates, sizes, and addresses that keep their filters."""

import datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from branches.models.record import chinese_date

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An inline SVG from ``templates/icons``; decoration for the eye unless it has a label."""
    return render_to_string(f"icons/{name}.svg", {"label": label})


@register.filter
def full_date(day: datetime.date | None) -> str:
    """2023年3月5日"""
    return chinese_date(day) if day else ""


@register.filter
def moment(at: datetime.datetime) -> str:
    """2023年3月5日 14:30, in local time."""
    local = timezone.localtime(at)
    return f"{chinese_date(local.date())} {local:%H:%M}"


@register.filter
def file_size(size: int) -> str:
    """820 KB, 3.4 MB"""
    return f"{max(size // 1024, 1)} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """This page's query string with some parameters changed; an empty value takes one out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """The value of a mapping, or None."""
    return mapping.get(key)
