"""Undoing an import as one step."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from branches.importing.batch.stored import BatchError
from branches.importing.batch.undoing import (
    edited_since,
    kept_by_undo,
    made_by,
    made_count,
    undo,
    undoable,
    updated_by,
)
from branches.importing.kinds import LABELS
from branches.importing.roster.undoing import entries_edited_since, entries_made_by, obstacles
from branches.models.record import BIN_DAYS
from branches.views.imports.shared import OfImports

EDITED_SHOWN = 50


class ImportUndo(OfImports, View):
    """GET asks and says what was edited since, POST moves the batch's records to the recycle bin."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = self.batch()
        try:
            undoable(batch, self.user)
        except BatchError as error:
            messages.error(request, str(error))
            return redirect("import_detail", batch.pk)
        edited, kept = edited_since(batch), kept_by_undo(batch)
        made = [(LABELS[slug], records.count()) for slug, records in made_by(batch)]
        updated = sum(records.count() for _, records in updated_by(batch))
        context = {
            "batch": batch,
            "made": made_count(batch),
            "organizations": entries_made_by(batch)[0].count(),
            "obstacles": list(dict.fromkeys(obstacles(batch, self.user))),
            "by_kind": [(label, count) for label, count in made if count],
            "restored": updated - len(kept),
            "kept": kept[:EDITED_SHOWN],
            "kept_count": len(kept),
            "edited": edited[:EDITED_SHOWN],
            "edited_count": len(edited),
            "edited_entries": entries_edited_since(batch)[:EDITED_SHOWN],
            "days": BIN_DAYS,
        }
        return render(request, "imports/undo.html", context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = self.batch()
        try:
            edited = len(edited_since(batch))
            done = undo(batch, self.user)
        except BatchError as error:
            messages.error(request, str(error))
        else:
            also = f"，其中 {edited} 条导入后修改过" if edited else ""
            messages.success(
                request, f"已撤销，{done.removed} 条记录移入回收站{also}。{BIN_DAYS} 天内可以恢复。"
            )
            if done.restored:
                messages.success(request, f"{done.restored} 条更新过的记录已改回导入前的内容。")
            if done.kept:
                messages.warning(request, f"{len(done.kept)} 条更新过的记录后来又有人修改，没有改回。")
        return redirect("import_detail", batch.pk)
