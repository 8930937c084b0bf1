"""What a person decides on a preview: into the records, only in part, or not at all."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View

from branches.forms.text import key_in
from branches.importing.batch.committing import commit
from branches.importing.batch.intake import LONG_READ
from branches.importing.batch.judging import WRITABLE, Outcome
from branches.importing.batch.stored import BatchError, discard
from branches.importing.batch.working import COMMIT, begin, finished_here, refuse_while_working
from branches.importing.tables.choosing import Choices
from branches.importing.wizard.deciding import choose_all_updates, choose_updates
from branches.models import ImportBatch
from branches.views.imports.shared import OfImports
from branches.views.jobs import page_of


class ImportDecide(OfImports, View):
    """What becomes of a preview: ``decision`` is ``all``, ``good`` (rows without error) or ``discard``."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = self.batch()
        decision = request.POST.get("decision")
        try:
            if decision == "discard":
                refuse_while_working(batch)
                discard(batch)
                messages.success(request, f"已放弃“{batch.file_name}”的预览，没有导入任何内容。")
                return redirect("import_list")
            if decision in ("all", "good"):
                return self._commit(batch, good_rows=decision == "good")
        except BatchError as error:
            messages.error(request, str(error))
        return redirect("import_detail", batch.pk)

    def _commit(self, batch: ImportBatch, *, good_rows: bool) -> HttpResponse:
        refuse_while_working(batch)
        updates = Choices.from_json(batch.choices).updates
        if batch.rows.filter(outcome__in=WRITABLE).count() + len(updates) >= LONG_READ:
            return redirect(page_of(begin(COMMIT, batch, self.user, good_rows=good_rows)))
        done = commit(batch, self.user, good_rows=good_rows, update_changed=updates)
        finished_here(batch)
        also = f"，更新 {done.updated} 条" if done.updated else ""
        messages.success(self.request, f"已导入 {done.created} 条{also}。需要时可以撤销整批。")
        if done.late:
            left = f"预览之后数据有变化，有 {len(done.late)} 行没有导入，请看标出的行。"
            messages.warning(self.request, left)
        return redirect("import_detail", batch.pk)


class ImportUpdates(OfImports, View):
    """Which changed rows bring their record up to date: ``row`` of those ``shown``, or ``all`` that may."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = get_object_or_404(
            self.get_queryset(), pk=self.kwargs["pk"], state=ImportBatch.State.PREVIEWED
        )
        try:
            refuse_while_working(batch)
            if "all" in request.POST:
                chosen = choose_all_updates(batch)
                messages.success(request, f"已选择更新 {chosen} 条；会改动手工填写内容的没有选，请逐条核对。")
            else:
                choose_updates(batch, _keys(request, "shown"), _keys(request, "row"))
        except BatchError as error:
            messages.error(request, str(error))
        return redirect(f"{reverse('import_detail', args=[batch.pk])}?outcome={Outcome.CHANGED}")


def _keys(request: HttpRequest, name: str) -> list[int]:
    return [key for each in request.POST.getlist(name) if (key := key_in(each)) is not None]
