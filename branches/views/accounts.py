"""Accounts, kept by administrators: list, page, one-time passwords, switching off and on.

Whose accounts those are is ``accounts.accounts_for``; nobody changes their own roles here.
"""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.views import View
from django.views.generic import FormView, ListView

from branches.access import Permission
from branches.accounts import accounts_for, set_one_time_password, switch_off, switch_on
from branches.forms.account import AccountForm
from branches.forms.account_filter import AccountFilter
from branches.models import User
from branches.views.gate import Gate
from branches.views.trail import trail_of

PAGE = 50


class OfAccounts(Gate):
    needs = Permission.MANAGE

    @property
    def user(self) -> User:
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101 - the gate let nobody else in
        return user

    def get_queryset(self) -> "QuerySet[User]":
        """The accounts this person may change: within reach, and never their own."""
        return accounts_for(self.user).exclude(pk=self.user.pk)

    def told(self, account: User, password: str, *, is_new: bool = False) -> HttpResponse:
        """The page that shows a one-time password, this once: it is kept nowhere, not even in the session."""
        context = {"account": account, "password": password, "is_new": is_new}
        answer = render(self.request, "accounts/password.html", context)
        add_never_cache_headers(answer)
        return answer


class AccountList(OfAccounts, ListView):
    template_name = "accounts/list.html"
    paginate_by = PAGE

    def get_queryset(self) -> "QuerySet[User]":
        self.filter = AccountFilter(self.request.GET or {}, user=self.user)
        rows = self.filter.narrow(accounts_for(self.user))
        return rows.prefetch_related("roles__organization").order_by("display_name", "username")

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"filter": self.filter}


class AccountFormView(OfAccounts, FormView):
    """One account. The row is locked while it is checked and written."""

    template_name = "accounts/form.html"
    form_class = AccountForm
    account: User | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        given = super().get_form_kwargs() | {"user": self.user}
        if "pk" in self.kwargs:
            rows = self.get_queryset()
            if self.request.method == "POST":
                rows = rows.select_for_update(of=("self",))
            self.account = get_object_or_404(rows, pk=self.kwargs["pk"])
            self.stored_name = str(self.account)
            given["instance"] = self.account
        return given

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        context["mistakes"] = form.mistakes() if form.is_bound else []
        if self.account is not None:
            context |= {"account": self.account, "stored_name": self.stored_name}
            context["trail"] = trail_of(self.account)
        return context

    def form_valid(self, form: AccountForm) -> HttpResponse:
        account = form.save()
        if self.account is None:
            return self.told(account, set_one_time_password(account), is_new=True)
        messages.success(self.request, f"已保存：{account}")
        return redirect("account_list")


class OneAccount(OfAccounts, View):
    """GET asks with the account's name; POST does it, with the row locked."""

    template_name = ""
    active = True
    """Whether the account must be one that may sign in, or one that was switched off."""

    def get_queryset(self) -> "QuerySet[User]":
        return super().get_queryset().filter(is_active=self.active)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return render(request, self.template_name, {"account": get_object_or_404(self.get_queryset(), pk=pk)})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        with transaction.atomic():
            rows = self.get_queryset().select_for_update(of=("self",))
            return self.do(get_object_or_404(rows, pk=pk))

    def do(self, account: User) -> HttpResponse:
        raise NotImplementedError


class AccountReset(OneAccount):
    template_name = "accounts/reset.html"

    def do(self, account: User) -> HttpResponse:
        return self.told(account, set_one_time_password(account))


class AccountDeactivate(OneAccount):
    template_name = "accounts/deactivate.html"

    def do(self, account: User) -> HttpResponse:
        switch_off(account)
        messages.success(self.request, f"已停用“{account}”的账号，已登录的也已退出。")
        return redirect("account_list")


class AccountActivate(OneAccount):
    template_name = "accounts/activate.html"
    active = False

    def do(self, account: User) -> HttpResponse:
        return self.told(account, switch_on(account))
