"""A filled draft as a file: the document itself, its copy with a comment at each number, and what it states
when it is issued."""

import datetime
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from branches.models import Organization, User
from reports.document import Number
from reports.drafting.checking import AUTHOR
from reports.drafting.deciding import Decided, values_of
from reports.drafts.commenting import Comment, with_comments
from reports.drafts.draft import Change, Draft
from reports.drafts.processing import changes
from reports.drafts.word_file import WordDraft
from reports.figures.registry import FigureValue
from reports.periods import Period
from reports.word.review import notes_of


class FilledDraft:
    """``years``: where the document's own year moves."""

    def __init__(
        self,
        draft: Draft,
        decided: Sequence[Decided],
        organization: Organization,
        year: int,
        years: Iterable[Change] = (),
    ) -> None:
        self._draft = draft
        self._organization = organization
        self._period = Period.year(year)
        self._counted = [each for each in decided if each.filled.replacement is not None]
        self._changes = sorted(
            [*changes(each.filled for each in decided), *years], key=lambda change: change.start
        )

    def content(self) -> bytes:
        """The file with the characters of the filled quantities changed and nothing else."""
        return self._draft.with_changes(self._changes)

    def stated(self) -> list[tuple[FigureValue, Period]]:
        """Every figure that a number of the filled draft was counted as, once, in the order of the text."""
        return [(value, self._period) for value in self._values().values()]

    def review_copy(self, counted_at: datetime.datetime, user: User | None = None) -> bytes:
        """The filled Word document with a comment at each counted number. Raises DraftError where no comment
        can stand."""
        copy = WordDraft(self.content())
        return with_comments(copy, list(self._comments(counted_at, user)), AUTHOR, counted_at)

    def _comments(self, counted_at: datetime.datetime, user: User | None) -> Iterator[Comment]:
        note, values = notes_of(counted_at, self._organization, user), self._values()
        starts = [change.start for change in self._changes]
        grown = [len(change.text) - (change.end - change.start) for change in self._changes]
        moved = [0, *accumulate(grown)]
        for each in self._counted:
            quantity, figure = each.quantity, each.filled.reading.figure
            if figure is None or each.filled.replacement is None:
                continue
            start = quantity.start + moved[bisect(starts, quantity.start - 1)]
            end = quantity.unit_end + moved[bisect(starts, quantity.unit_end - 1)]
            said = note(Number(each.filled.replacement, values[figure.key], self._period))
            yield Comment(start, end, tuple(said.splitlines()))

    def _values(self) -> dict[str, FigureValue]:
        """By key, as they stand in the text: what was logged since it was filled changes none of them."""
        filled = {figure.key: each for each in self._counted if (figure := each.filled.reading.figure)}
        values = values_of(list(filled), self._organization, self._period.start.year)
        return {key: replace(values[key], value=each.filled.value) for key, each in filled.items()}
