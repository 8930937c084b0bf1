"""Lists in numbered pages, for what is short enough to be counted."""

from typing import Any

from django.views.generic import ListView


class PagedList(ListView):
    """A page that is not there is no mistake: a number too high shows the last page, nonsense the first."""

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()
