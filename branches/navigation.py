"""What the page frame shows on every page: the navigation of the signed-in person."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from branches.access import Permission, may
from branches.models import RECORDS


@dataclass(slots=True)
class Link:
    """One entry; ``area`` is the part of the site it stands for."""

    label: str
    url: str
    icon: str
    area: str
    active: bool = False


@dataclass(slots=True)
class Group:
    title: str
    links: list[Link] = field(default_factory=list)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """``navigation``: groups of links this person may follow; ``roles``: what they are here, in words."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.must_change_password:
        return {}
    return {"navigation": _groups(request), "RECORD_NAMES": RECORD_NAMES}


RECORD_NAMES = {slug: str(model._meta.verbose_name) for slug, model in RECORDS.items()}


def _groups(request: HttpRequest) -> list[Group]:
    user, here = request.user, area(request)
    records = [
        _link(RECORD_NAMES[slug], "record_list", slug, slug, slug)
        for slug, model in RECORDS.items()
        if may(user, model.view_permission)
    ]
    if may(user, Permission.VIEW):
        records += [_link("日历", "calendar", "calendar", "calendar")]
    if may(user, Permission.WRITE):
        records += [_link("待核对", "quality_list", "warning", "quality")]
    sums: list[Link] = []
    if may(user, Permission.VIEW):
        sums += [_link("完成情况", "completion", "done", "completion")]
    if any(may(user, each) for each in (Permission.VIEW, Permission.REPORT, Permission.VIEW_DISCIPLINE)):
        sums += [_link("台账与指标", "figures", "figures", "figures")]
    if may(user, Permission.VIEW):
        sums += [_link("支部工作手册", "handbook", "book", "handbook")]
    if may(user, Permission.REPORT):
        sums += [_link("年度报告", "reports", "report", "reports")]
        sums += [_link("填写与核对文稿", "draft_upload", "edit", "drafts")]
    if may(user, Permission.IMPORT) or may(user, Permission.WRITE_DISCIPLINE):
        sums += [_link("导入台账", "import_list", "import", "imports")]
    people: list[Link] = []
    if may(user, Permission.VIEW):
        people += [_link("党员", "member_list", "people", "members")]
        people += [_link("党组织", "organization_list", "tree", "organizations")]
    if may(user, Permission.MANAGE):
        people += [_link("应开展事项", "duty_list", "duty", "duties")]
        people += [_link("账号", "account_list", "user", "accounts")]
    if may(user, Permission.WRITE) or may(user, Permission.WRITE_DISCIPLINE):
        people += [_link("回收站", "bin", "bin", "bin")]
    groups = [
        Group("", [_link("今日待办", "home", "home", "home")]),
        Group("记录", records),
        Group("统计与报告", sums),
        Group("组织与人员", people),
    ]
    for group in groups:
        for link in group.links:
            link.active = link.area == here
    return [group for group in groups if group.links]


def _link(label: str, name: str, icon: str, where: str, *args: str) -> Link:
    return Link(label, reverse(name, args=args), icon, where)


AREAS = {
    "account": "accounts",
    "bin": "bin",
    "calendar": "calendar",
    "completion": "completion",
    "draft": "drafts",
    "duty": "duties",
    "figure": "figures",
    "final": "reports",
    "handbook": "handbook",
    "home": "home",
    "import": "imports",
    "job": "jobs",
    "manuscript": "reports",
    "member": "members",
    "outline": "reports",
    "own": "figures",
    "organization": "organizations",
    "quality": "quality",
    "report": "reports",
}
"""The part of the site by the first word of an address's name."""


def area(request: HttpRequest) -> str:
    """The part of the site a request is about, by the name of its address."""
    match = request.resolver_match
    if match is None or not match.url_name:
        return ""
    first = match.url_name.split("_")[0]
    if first == "record":
        return str(match.kwargs.get("slug", ""))
    return AREAS.get(first, AREAS.get(first.removesuffix("s"), ""))
