"""Addresses of the accounts that administrators keep."""

from django.urls import path

from branches.views.accounts import (
    AccountActivate,
    AccountDeactivate,
    AccountFormView,
    AccountList,
    AccountReset,
)

urlpatterns = [
    path("", AccountList.as_view(), name="account_list"),
    path("add/", AccountFormView.as_view(), name="account_add"),
    path("<int:pk>/", AccountFormView.as_view(), name="account_edit"),
    path("<int:pk>/reset/", AccountReset.as_view(), name="account_reset"),
    path("<int:pk>/deactivate/", AccountDeactivate.as_view(), name="account_deactivate"),
    path("<int:pk>/activate/", AccountActivate.as_view(), name="account_activate"),
]
