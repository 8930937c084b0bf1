"""Filling in a page's form the way a browser does: what the page holds, with some fields changed."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html


def fields_of(response: HttpResponse) -> dict[str, Any]:
    """The values the page's main form would send as it stands; a template's rows are not among them."""
    page = html.fromstring(response.content.decode())
    for template in page.iter("template"):
        template.clear()
    form = next(form for form in page.forms if "form-page" in (form.get("class") or ""))
    for area in form.iter("textarea"):
        area.text = (area.text or "").removeprefix("\n")  # as a browser reads it
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return {name: found if len(found) > 1 else found[0] for name, found in values.items()}


def send(client: Client, url: str, follow: bool = False, **changes: Any) -> HttpResponse:
    """Open the form at ``url``, change these fields, send it. None takes a field out.

    Double underscores stand for hyphens: ``agenda_items__0__topic``.
    """
    page = client.get(url)
    assert page.status_code == 200, f"{url} answers {page.status_code}"
    values = fields_of(page)
    for name, value in changes.items():
        name = name.replace("__", "-")
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value
    return client.post(url.split("?")[0], values, follow=follow)


def sentences(response: HttpResponse) -> str:
    """What the page says, as text."""
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


def error_at(response: HttpResponse, name: str) -> str:
    """The sentences that stand at the field of this name."""
    page = html.fromstring(response.content.decode())
    field = page.xpath(f"//*[@name='{name}']")[0]
    box = field.getparent()
    while box is not None and "mb-3" not in (box.get("class") or "") and box.tag != "form":
        box = box.getparent()
    found = box.xpath(".//*[contains(@class,'invalid-feedback') or contains(@class,'field-error')]")
    return " ".join(" ".join(each.text_content().split()) for each in found)


def summary(response: HttpResponse) -> list[str]:
    """The lines of the error summary at the top of the page."""
    page = html.fromstring(response.content.decode())
    return [" ".join(line.text_content().split()) for line in page.xpath("//*[@id='mistakes']//li")]
