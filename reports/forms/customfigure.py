"""The form of an office's own figure: what is counted first, because it decides what may narrow it."""

import re
from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Exists, OuterRef, Q

from branches.access import Permission, organizations_for
from branches.forms.choices import OrganizationChoice
from branches.forms.fields import EMPTY_CHOICE, NamesField, declared
from branches.forms.layout import Section
from branches.forms.plain import PlainForm
from branches.models import RECORDS, AgendaItem, Organization, Tag
from reports.figures.own import KINDS, POSTS, WAYS
from reports.figures.registry import registry
from reports.models import CustomFigure
from reports.outlines.words import reserved_names

GROUPS = {"meeting": "会议活动", "lecture": "党课", "talk": "谈话", "work": "工作事项"}
COUNTED: list[Any] = [
    EMPTY_CHOICE,
    *(
        (title, [choice for choice in CustomFigure.Counted.choices if choice[0].startswith(f"{slug}.")])
        for slug, title in GROUPS.items()
    ),
]
WITH_POSTS = {
    slug: " ".join(key for key, way in WAYS.items() if way.by_post and key.startswith(f"{slug}."))
    for slug in POSTS
}
MOST_WORDS, LONGEST_WORD, SHORTEST_WORD = 10, 20, 2
NOT_IN_NAMES = re.compile(r"[【】|｜·・\s]")


def _ways(slug: str) -> str:
    """What can be counted of one record type, as a section of the form names it."""
    return " ".join(key for key in WAYS if key.startswith(f"{slug}."))


class CustomFigureForm(PlainForm):
    counted = forms.ChoiceField(
        label="统计什么",
        choices=COUNTED,
        error_messages={"required": "请选择统计什么。", "invalid_choice": "请从列表中选择统计什么。"},
    )
    organization = OrganizationChoice(label="适用单位")
    tag = forms.ModelChoiceField(
        queryset=Tag.objects.none(),
        label="标签",
        required=False,
        empty_label="不限",
        help_text="只统计带有这个标签的记录。",
        error_messages={"invalid_choice": "请从列表中选择标签。"},
    )
    category = forms.ChoiceField(
        label="议题类别",
        required=False,
        choices=[("", "不限"), *AgendaItem.Category.choices],
        help_text="只统计议程里有这类议题的会议。",
        error_messages={"invalid_choice": "请从列表中选择议题类别。"},
    )
    unit = forms.CharField(
        label="计量单位",
        required=False,
        max_length=10,
        help_text="不填则用常用的单位，如次、人次。统计工作事项的数量时必填，如：户、篇。",
        error_messages={"max_length": "计量单位最多 10 个字。"},
    )
    words = NamesField(
        label="文稿中的说法",
        required=False,
        help_text="填写去年文稿时按这些说法认出它，用顿号分开，如：党建联盟活动、联盟共建活动。名称本身不必再写。",
    )

    class Meta(PlainForm.Meta):
        model = CustomFigure
        fields: ClassVar[list[str]] = ["name", "organization", "counted", "category", "tag", "unit", "words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "name"
        ].help_text = "也是文稿中的占位符，如名称为“党建联盟活动次数”，文稿中写【党建联盟活动次数】。"
        if self.instance.pk:
            chosen = self.instance.record_type
            self.initial[f"{chosen}_kinds"] = self.instance.kinds
            if chosen in POSTS:
                self.initial[f"{chosen}_post"] = self.instance.post

    def offer(self) -> None:
        place = declared(self, "organization", OrganizationChoice)
        place.offer(organizations_for(self.user, Permission.REPORT), {"for": Permission.REPORT})
        if not self.instance.pk:
            self.initial.setdefault("organization", place.queryset.first())
        place.help_text = "它和它的下级组织都可以用这个指标。"
        declared(self, "tag", forms.ModelChoiceField).queryset = self._tags()
        for slug, title in GROUPS.items():
            self.fields[f"{slug}_kinds"] = forms.MultipleChoiceField(
                label=f"{title}类型",
                required=False,
                choices=KINDS[slug].choices,
                widget=forms.CheckboxSelectMultiple,
                help_text="一项都不选就是不限。",
                error_messages={
                    "invalid_choice": "请从列表中选择类型。",
                    "invalid_list": "请从列表中选择类型。",
                },
            )
        for slug, label in (("meeting", "参加人员当日职务"), ("lecture", "授课人当日职务")):
            self.fields[f"{slug}_post"] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", "不限"), *POSTS[slug].choices],
                error_messages={"invalid_choice": "请从列表中选择职务。"},
            )

    def _tags(self) -> Any:
        """Tags on ordinary records this person may see, and the one that is chosen already."""
        seen = Q(pk=self.instance.tag_id)
        for slug in GROUPS:
            model = RECORDS[slug]
            rows = model.objects.visible_to(self.user).filter(tags=OuterRef("pk"))
            seen |= Q(Exists(rows))
        return Tag.objects.filter(seen)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if NOT_IN_NAMES.search(name):
            raise forms.ValidationError("名称里不能有空格、间隔号、竖线和“【】”。")
        if registry.named(name) or name in reserved_names():
            raise forms.ValidationError(f"“{name}”已是系统自带的指标或内容，请换一个名称。")
        return name

    def clean_words(self) -> list[str]:
        words = list(dict.fromkeys(self.cleaned_data["words"]))
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(f"最多写 {MOST_WORDS} 种说法。")
        for word in words:
            if not SHORTEST_WORD <= len(word) <= LONGEST_WORD:
                raise forms.ValidationError(
                    f"“{word[:LONGEST_WORD]}”应为 {SHORTEST_WORD} 到 {LONGEST_WORD} 个字。"
                )
            if NOT_IN_NAMES.search(word) or "…" in word:
                raise forms.ValidationError(f"“{word}”里不能有竖线、省略号和“【】”。")
        return words

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        counted = cleaned.get("counted")
        if not counted:
            return cleaned
        slug, _, _ = counted.partition(".")
        way = WAYS[counted]
        for other in GROUPS:
            if other != slug and cleaned.get(f"{other}_kinds"):
                self.add_error(f"{other}_kinds", f"统计的是{GROUPS[slug]}，这里不要选。")
        if slug != "meeting" and cleaned.get("category"):
            self.add_error("category", f"统计的是{GROUPS[slug]}，没有议题类别。")
        for each in POSTS:
            if cleaned.get(f"{each}_post") and (each != slug or not way.by_post):
                self.add_error(f"{each}_post", "这一项不能按职务统计，请选“不限”。")
        unit = cleaned.get("unit") or (way.units[0] if way.units else "")
        if not unit:
            self.add_error("unit", "请填写计量单位，如：户、篇。")
        elif way.units and unit not in way.units:
            self.add_error("unit", f"这一项的计量单位只能是{'、'.join(way.units)}。")
        cleaned["unit"] = unit
        self._refuse_second(cleaned)
        return cleaned

    def _refuse_second(self, cleaned: dict[str, Any]) -> None:
        """One name means one thing wherever both could be used: on one line up the tree."""
        name, place = cleaned.get("name"), cleaned.get("organization")
        if not (name and place):
            return
        above = CustomFigure.objects.holding_at(place)
        below = CustomFigure.objects.filter(organization__in=Organization.objects.under(place))
        others = (above | below).filter(name=name).exclude(pk=self.instance.pk)
        if other := others.select_related("organization").first():
            self.add_error("name", f"{other.organization}已有同名的指标，请换一个名称。")

    def _post_clean(self) -> None:
        if counted := self.cleaned_data.get("counted"):
            slug = counted.partition(".")[0]
            self.instance.kinds = self.cleaned_data.get(f"{slug}_kinds") or []
            self.instance.post = self.cleaned_data.get(f"{slug}_post") or ""
        super()._post_clean()  # type: ignore[misc]

    def layout(self) -> Layout:
        return Layout(
            Section("", "name", "organization", "counted"),
            Section("会议活动", "meeting_kinds", "category", kinds=_ways("meeting")),
            Section("", "meeting_post", kinds=WITH_POSTS["meeting"]),
            Section("党课", "lecture_kinds", kinds=_ways("lecture")),
            Section("", "lecture_post", kinds=WITH_POSTS["lecture"]),
            Section("谈话", "talk_kinds", kinds=_ways("talk")),
            Section("工作事项", "work_kinds", kinds=_ways("work")),
            Section("", "tag", "unit", "words"),
        )
