"""What is made of a draft: the filled document, its copies with comments, the final report."""

from pathlib import PurePath

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from branches.views.caching import NEVER_KEPT
from reports.drafting.checking import checked_copy
from reports.drafting.filled import FilledDraft
from reports.drafts.word_file import WordDraft
from reports.issuing.contradicting import issued_otherwise
from reports.issuing.freezing import Issued, keep
from reports.models import Draft
from reports.periods import Period
from reports.views.downloads import WORD, download
from reports.views.drafts import OpenedDraft
from reports.views.finals import issued


class OfFilled(OpenedDraft):
    def filled(self, draft: Draft) -> tuple[FilledDraft, str]:
        """The draft as it is filled now, and the name of its file without the ending. Raises DraftError."""
        document, decided = self.read(draft)
        years = self.years(draft, document)
        name = f"{PurePath(draft.file_name).stem}（{draft.year}年）"
        return FilledDraft(document, decided, draft.organization, draft.year, years), name

    def word(self) -> Draft:
        """The draft; 404 where it is no Word file."""
        draft = self.draft()
        if not draft.is_word:
            raise Http404
        return draft


class DraftDownload(OfFilled):
    """The same document, with the characters of the filled quantities changed and nothing else."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        draft = self.draft()
        filled, name = self.filled(draft)
        return _download(filled.content(), f"{name}{PurePath(draft.file_name).suffix.lower()}")


class DraftReviewCopy(OfFilled):
    """The filled Word document with a comment at each number: what was counted, and when."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        filled, name = self.filled(self.word())
        return _download(filled.review_copy(timezone.localtime(), self.user), f"{name}（核对稿）.docx")


class DraftIssue(OfFilled):
    """Issue the filled document: its file and the figures that it states are frozen."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.word()
        filled, title = self.filled(draft)
        about = Issued(title, draft.organization, Period.year(draft.year), timezone.now())
        content, stated = filled.content(), filled.stated()
        return issued(request, about, self.user, lambda: keep(about, content, stated, self.user))


class DraftCheckedCopy(OpenedDraft):
    """The same Word document with a comment at each number that does not agree with the records."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        draft = self.draft()
        document, decided = self.read(draft)
        if not isinstance(document, WordDraft):
            raise Http404
        quantities = [each.filled for each in decided]
        issued = issued_otherwise(quantities, draft.organization, draft.year)
        content = checked_copy(document, quantities, draft.year, issued)
        return _download(content, f"{PurePath(draft.file_name).stem}（核对批注）.docx")


def _download(content: bytes, name: str) -> FileResponse:
    kind = WORD if name.endswith(".docx") else "text/plain"
    response = download(content, name, kind)
    response["Cache-Control"] = NEVER_KEPT
    return response
