"""Members: list, page, form, recycle bin."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View
from django.views.generic import DetailView, FormView, ListView

from branches.access import Permission, may, within_reach
from branches.forms.member import MemberForm
from branches.forms.member_filter import MemberFilter
from branches.models import Member, User
from branches.models.record import BIN_DAYS
from branches.views.gate import Gate
from branches.views.trail import trail_of

PAGE = 50


class OfMembers(Gate):
    needs = Permission.VIEW

    @property
    def user(self) -> User:
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101 - the gate let nobody else in
        return user

    def editable(self) -> "QuerySet[Member]":
        return Member.objects.visible_to(self.user, Permission.WRITE).select_related("organization")


class MemberList(OfMembers, ListView):
    template_name = "members/list.html"
    paginate_by = PAGE

    def get_queryset(self) -> "QuerySet[Member]":
        self.filter = MemberFilter(self.request.GET or {}, user=self.user)
        rows = self.filter.narrow(Member.objects.visible_to(self.user))
        return rows.select_related("organization", "group").prefetch_related("posts__organization")

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

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
        return super().get_context_data(**kwargs) | {
            "editable": may(self.user, Permission.WRITE, self.object.organization),
            "trail": trail_of(self.object),
        }


class MemberFormView(OfMembers, FormView):
    template_name = "members/form.html"
    form_class = MemberForm
    needs = Permission.WRITE

    def get_queryset(self) -> "QuerySet[Member]":
        return self.editable()

    def get_form_kwargs(self) -> dict[str, Any]:
        given = super().get_form_kwargs() | {"user": self.user}
        self.stored_name = ""
        if "pk" in self.kwargs:
            member = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
            self.stored_name = member.name
            given["instance"] = member
        return given

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "mistakes": form.mistakes() if form.is_bound else [],
            "stored_name": self.stored_name,
            "member_pk": self.kwargs.get("pk"),
        }

    def form_valid(self, form: MemberForm) -> HttpResponse:
        member = form.save()
        messages.success(self.request, f"已保存：{member.name}")
        return redirect("member_detail", member.pk)


class MemberDelete(OfMembers, View):
    needs = Permission.WRITE

    def get_queryset(self) -> "QuerySet[Member]":
        return self.editable()

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        member = get_object_or_404(self.get_queryset(), pk=pk)
        context = {"row": member, "name": member.name, "back": f"/members/{pk}/", "days": BIN_DAYS}
        return render(request, "generic/delete.html", context | {"is_member": True})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        member = get_object_or_404(self.get_queryset(), pk=pk)
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
            member = get_object_or_404(self.get_queryset().select_for_update(of=("self",)), pk=pk)
            member.deleted_at = member.deleted_by = None
            member.save()
        messages.success(request, f"已恢复：{member.name}")
        return redirect("member_detail", member.pk)
