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

from branches.access import Permission
from branches.accounts import accounts_for, set_one_time_password, switch_off, switch_on
from branches.forms.account import AccountForm
from branches.forms.account_filter import AccountFilter
from branches.forms.plain import PlainForm
from branches.locking import held
from branches.models import User
from branches.views.gate import Gate
from branches.views.pages import PagedList
from branches.views.plain_form import PlainFormView
from branches.views.trail import trail_of

PAGE = 50


class OfAccounts(Gate):
    needs = Permission.MANAGE

    def get_queryset(self) -> "QuerySet[User]":
        """The accounts this person may change: within reach, and never their own."""
        return accounts_for(self.user).exclude(pk=self.user.pk)

    def told(self, account: User, password: str, *, is_new: bool = False) -> HttpResponse:
        """The page that shows a one-time password, this once: it is kept nowhere, not even in the session."""
        context = {"account": account, "password": password, "is_new": is_new}
        answer = render(self.request, "accounts/password.html", context)
        add_never_cache_headers(answer)
        return answer


class AccountList(OfAccounts, PagedList):
    template_name = "accounts/list.html"
    paginate_by = PAGE

    def get_queryset(self) -> "QuerySet[User]":
        self.filter = AccountFilter(self.request.GET or {}, user=self.user)
        rows = self.filter.narrow(accounts_for(self.user))
        return rows.prefetch_related("roles__organization").order_by("display_name", "username")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"filter": self.filter}


class AccountFormView(OfAccounts, PlainFormView):
    template_name = "accounts/form.html"
    form_class = AccountForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        trail = trail_of(self.row) if self.row is not None else None
        return context | {"account": self.row, "trail": trail}

    def form_valid(self, form: PlainForm) -> HttpResponse:
        if self.row is None:
            account = form.save()
            return self.told(account, set_one_time_password(account), is_new=True)
        return super().form_valid(form)

    def name_of(self, row: User) -> str:
        return str(row)

    def saved(self, row: User) -> HttpResponse:
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
            return self.do(get_object_or_404(held(self.get_queryset(), pk), pk=pk))

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
