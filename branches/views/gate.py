"""The gate every view of the site passes.

A view says which permission it needs and which rows it shows; one that forgot either raises instead of
showing everything. What a person may not see answers exactly as what does not exist: 404.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views import View

from branches.access import Permission, may
from branches.models import User

SIGNED_IN: Final = "signed in"
"""For the few pages that anyone signed in may open (home, one's own password)."""


class Gate(View):
    """Put first among the bases of a class-based view.

    ``needs``: a permission, several of which one suffices, or ``SIGNED_IN``. The permission must be held
    somewhere; where exactly is decided by the rows that ``get_queryset`` gives.
    """

    kwargs: dict[str, Any]
    needs: ClassVar[Permission | Sequence[Permission] | str | None] = None

    @property
    def user(self) -> User:
        """The person who asks; the gate let nobody else in."""
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101 - for the type checker
        return user

    def needed(self) -> Sequence[Permission] | str:
        """What this request needs; override where it depends on the address."""
        if self.needs is None:
            raise ImproperlyConfigured(f"{type(self).__name__} must say which permission it needs")
        return [self.needs] if isinstance(self.needs, Permission) else self.needs

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        needed = self.needed()
        if needed != SIGNED_IN and not any(may(request.user, Permission(each)) for each in needed):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> models.QuerySet[Any]:
        raise ImproperlyConfigured(f"{type(self).__name__} must say which rows it shows")
