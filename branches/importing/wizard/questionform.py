"""The form by which a person answers, once for all rows, what the rows leave open."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BoundField
from django.utils import timezone

from branches.forms.record import Mistake
from branches.importing.cells.text import CellError
from branches.importing.kinds import MODELS
from branches.importing.scope import Scope
from branches.importing.tables.choosing import (
    KIND,
    ORGANIZATION,
    PERSON,
    UNIT,
    WORD,
    YEAR,
    Choices,
    TableChoice,
)
from branches.importing.tables.organizations import OrganizationFinder
from branches.importing.wizard.upload import FIRST_YEAR, mistakes_of
from branches.models import Member, Organization
from branches.models.columns import column_of

NOBODY = 0
"""Answered for a person: none of them."""
MOST_OFFERED = 150
"""Organisations in a list to choose from; of more one writes the name."""
LATER = "先不回答（这些行不导入）"


@dataclass(frozen=True, slots=True)
class Question:
    """``about`` is one of the words of ``choosing``, ``asked`` what it is about, as ``Choices`` keeps it.

    ``name`` is the form's field; ``text`` and ``hint`` are for the person.
    """

    name: str
    about: str
    asked: str
    text: str
    hint: str


class OrganizationByName(forms.CharField):
    """An organisation within reach by its full, short or former name."""

    def __init__(self, finder: OrganizationFinder, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.finder = finder
        self.widget.attrs["list"] = "organizations"

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        if not name:
            return ""
        try:
            return self.finder.find(name).pk
        except CellError as error:
            raise ValidationError(str(error)) from error


class QuestionForm(forms.Form):
    """``found``: the stored questions of a batch (``asks``, ``rows``, ``first``). Nothing need be answered.

    Only organisations and people within the scope are offered, and none but these are taken.
    """

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        found: Sequence[Mapping[str, Any]],
        sheets: Sequence[Mapping[str, Any]],
        scope: Scope,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.finder = OrganizationFinder(scope.offered())
        self.organizations = sorted(self.finder.by_key.values(), key=lambda each: each.path)
        self._sheets = {sheet["key"]: sheet for sheet in sheets}
        self._questions: list[Question] = []
        for number, each in enumerate(found):
            about, _, asked = str(each["asks"]).partition("/")
            self._ask(f"question_{number}", about, asked, f"{each['rows']} 行，最先在 {each['first']}")
        if any(each.about in (ORGANIZATION, WORD) for each in self._questions):
            self.fields["remember"] = forms.BooleanField(
                label="记住这些叫法，下次导入不再问", required=False, initial=True
            )
            self.fields["remember"].widget.attrs["class"] = "form-check-input"

    @property
    def by_name(self) -> bool:
        """Whether organisations are written instead of chosen from a list."""
        return len(self.organizations) > MOST_OFFERED

    def _ask(self, name: str, about: str, asked: str, hint: str) -> None:
        ask = {
            ORGANIZATION: self._organization,
            UNIT: self._unit,
            YEAR: self._year,
            KIND: self._kind,
            PERSON: self._person,
            WORD: self._word,
        }[about]
        made = ask(asked)
        if made is None:
            return
        text, answer = made
        answer.label = text
        answer.widget.attrs["class"] = (
            "form-select" if isinstance(answer, forms.ChoiceField) else "form-control"
        )
        self.fields[name] = answer
        self._questions.append(Question(name, about, asked, text, hint))

    def _organization(self, spelling: str) -> tuple[str, forms.Field]:
        meant = self.finder.meant_by(spelling)
        answer = self._one_of_them(meant)
        if self.by_name and meant:
            answer.help_text = f"可能是：{'、'.join(each.name for each in meant)}"
        return f"表中写的党组织“{spelling}”是哪一个？", answer

    def _unit(self, key: str) -> tuple[str, forms.Field] | None:
        if key not in self._sheets:
            return None
        name = self._sheets[key]["name"]
        return f"工作表“{name}”没有写清党组织，各行属于哪一个？", self._one_of_them([])

    def _one_of_them(self, likely: Sequence[Organization]) -> forms.Field:
        if self.by_name:
            return OrganizationByName(self.finder)
        rest = [(each.pk, each.name) for each in self.organizations if each not in likely]
        if not likely:
            return _choice([("", LATER), *rest])
        groups: list[Any] = [("可能是", [(each.pk, each.name) for each in likely])]
        return _choice([("", LATER), *groups, *([("其他党组织", rest)] if rest else [])])

    def _year(self, key: str) -> tuple[str, forms.Field] | None:
        if key not in self._sheets:
            return None
        name = self._sheets[key]["name"]
        answer = forms.IntegerField(
            required=False,
            min_value=FIRST_YEAR,
            max_value=timezone.localdate().year + 1,
            error_messages={"invalid": "年份请写四位数字，如 2023。"},
        )
        return f"工作表“{name}”里没有写年份的日期是哪一年？", answer

    def _kind(self, key: str) -> tuple[str, forms.Field] | None:
        sheet = self._sheets.get(key)
        if sheet is None or not sheet["kind"]:
            return None
        column = chosen_column(f"{sheet['kind']}.kind/")
        text = f"工作表“{sheet['name']}”里没有写类型的行是哪一种{column.verbose_name}？"
        return text, _choice([("", LATER), *column.flatchoices])

    def _person(self, asked: str) -> tuple[str, forms.Field] | None:
        place, _, name = asked.rpartition("/")
        several = [
            member
            for member in self.scope.people.called(name)
            if member.organization_id in self.finder.by_key
        ]
        if not several:
            return None
        offered = [(member.pk, self._told_apart(member)) for member in several]
        answer = _choice([("", "先不回答（只记姓名，不对应到人）"), *offered, (NOBODY, "都不是")])
        return f"{place}的“{name}”是名册上的哪一位？", answer

    def _told_apart(self, member: Member) -> str:
        """What tells namesakes apart: where they belong, what they are, when they were born or joined."""
        posts = "、".join(dict.fromkeys(post.get_kind_display() for post in member.posts.all()))
        born = f"{known[:4]}年生" if (known := member.known("birth_date")) else ""
        joined = f"{known}入党" if (known := member.joined()) else ""
        place = self.finder.by_key[member.organization_id].name
        return f"{member.name}（{'，'.join(filter(None, [place, posts, born, joined]))}）"

    def _word(self, asked: str) -> tuple[str, forms.Field] | None:
        column = chosen_column(asked)
        word = asked.partition("/")[2]
        if not column.flatchoices:
            return None
        return f"“{word}”是哪一种{column.verbose_name}？", _choice([("", LATER), *column.flatchoices])

    @property
    def remember_field(self) -> BoundField | None:
        return self["remember"] if "remember" in self.fields else None

    def mistakes(self) -> list[Mistake]:
        return mistakes_of(self)

    def questions(self) -> Iterator[tuple[Question, BoundField]]:
        for each in self._questions:
            yield each, self[each.name]

    def answers(self) -> Iterator[tuple[Question, int | str]]:
        """Everything that was answered."""
        for each in self._questions:
            given = self.cleaned_data.get(each.name)
            if given not in (None, ""):
                yield each, str(given) if each.about in (WORD, KIND) else int(str(given))

    def put_into(self, choices: Choices) -> None:
        """Add what was answered to the decisions about the file."""
        for each, given in self.answers():
            if each.about == ORGANIZATION:
                choices.organizations[each.asked] = int(given)
            elif each.about == PERSON:
                choices.persons[each.asked] = int(given)
            elif each.about == WORD:
                choices.words[each.asked] = str(given)
            else:
                table = choices.tables.setdefault(each.asked, TableChoice())
                if each.about == YEAR:
                    table.year = int(given)
                elif each.about == KIND:
                    table.every_kind = str(given)
                else:
                    table.organization = int(given)


def chosen_column(asked: str) -> "models.Field[Any, Any]":
    """The column of a record whose choice a word (``"meeting.kind/the word"``) is asked about."""
    slug, _, name = asked.partition("/")[0].partition(".")
    return column_of(MODELS[slug], name)


def _choice(choices: Iterable[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=list(choices), required=False, error_messages={"invalid_choice": "请从列表中选择。"}
    )
