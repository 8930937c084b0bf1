"""Members: list, page, form, recycle bin."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.generic import DetailView

from branches.access import Permission, may, within_reach
from branches.forms.member import MemberForm
from branches.forms.member_filter import MemberFilter
from branches.forms.text import key_in
from branches.locking import held
from branches.models import Member
from branches.models.record import BIN_DAYS
from branches.participation import participation
from branches.views.gate import Gate
from branches.views.pages import PagedList
from branches.views.plain_form import PlainFormView
from branches.views.trail import trail_of

PAGE = 50
YEARS = range(1921, 2100)


class OfMembers(Gate):
    needs = Permission.VIEW

    def editable(self) -> "QuerySet[Member]":
        return Member.objects.visible_to(self.user, Permission.WRITE).select_related("organization")


class MemberList(OfMembers, PagedList):
    template_name = "members/list.html"
    paginate_by = PAGE

    def get_queryset(self) -> "QuerySet[Member]":
        self.filter = MemberFilter(self.request.GET or {}, user=self.user)
        rows = self.filter.narrow(Member.objects.visible_to(self.user))
        return rows.select_related("organization", "group").prefetch_related("posts__organization")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        rows = [
            (member, [post for post in member.posts.all() if post.held_on(today)])
            for member in context["page_obj"].object_list
        ]
        return context | {
            "filter": self.filter,
            "rows": rows,
            "may_write": may(self.user, Permission.WRITE),
        }


class MemberDetail(OfMembers, DetailView):
    template_name = "members/detail.html"
    context_object_name = "member"

    def get_queryset(self) -> "QuerySet[Member]":
        rows = Member.objects.visible_to(self.user).select_related("organization", "group")
        return rows.prefetch_related("posts__organization")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        year = self._year(today.year)
        found = participation(self.object, year, self.user)
        return super().get_context_data(**kwargs) | {
            "editable": may(self.user, Permission.WRITE, self.object.organization),
            "trail": trail_of(self.object),
            "posts": [(post, post.held_on(today)) for post in reversed(self.object.posts.all())],
            "year": year,
            "years": found.years,
            "participation": found,
            "shows_actions": may(self.user, Permission.VIEW_DISCIPLINE, self.object.organization),
        }

    def _year(self, this_year: int) -> int:
        """The year asked for; one that makes no sense is this one."""
        asked = key_in(self.request.GET.get("year"))
        return asked if asked is not None and asked in YEARS else this_year


class MemberFormView(OfMembers, PlainFormView):
    template_name = "members/form.html"
    form_class = MemberForm
    needs = Permission.WRITE

    def get_queryset(self) -> "QuerySet[Member]":
        return self.editable()

    def saved(self, row: Member) -> HttpResponse:
        return redirect("member_detail", row.pk)


class MemberDelete(OfMembers, View):
    needs = Permission.WRITE

    def get_queryset(self) -> "QuerySet[Member]":
        return self.editable()

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        member = get_object_or_404(self.get_queryset(), pk=pk)
        context = {
            "row": member,
            "name": member.name,
            "back": reverse("member_detail", args=[pk]),
            "list_name": "党员",
            "list_address": reverse("member_list"),
            "days": BIN_DAYS,
        }
        return render(request, "generic/delete.html", context | {"is_member": True})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        with transaction.atomic():
            member = get_object_or_404(held(self.get_queryset(), pk), pk=pk)
            member.deleted_at, member.deleted_by = timezone.now(), self.user
            member.save()
        messages.success(request, f"“{member.name}”已移入回收站，{BIN_DAYS} 天内可以恢复。")
        return redirect("member_list")


class MemberRestore(OfMembers, View):
    needs = Permission.WRITE
    http_method_names = ["post"]

    def get_queryset(self) -> "QuerySet[Member]":
        reach = within_reach(self.user, Permission.WRITE, "organization__path")
        return Member.objects.binned().filter(reach)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        with transaction.atomic():
            member = get_object_or_404(held(self.get_queryset(), pk), pk=pk)
            member.deleted_at = member.deleted_by = None
            member.save()
        messages.success(request, f"已恢复：{member.name}")
        return redirect("member_detail", member.pk)
