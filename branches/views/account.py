"""One's own account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse_lazy

from branches.forms.password import PasswordForm
from branches.views.gate import SIGNED_IN, Gate


class PasswordChange(Gate, PasswordChangeView):
    needs = SIGNED_IN
    template_name = "registration/password_change.html"
    form_class = PasswordForm
    success_url = reverse_lazy("home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        for field in context["form"].fields.values():
            field.widget.attrs["class"] = "form-control"
            field.label_suffix = ""
        return context

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        response = super().form_valid(form)
        messages.success(self.request, "密码已修改。")
        return response
