"""Where a post is held: the organisation that its words mean, seen from the person's own."""

from collections.abc import Iterable

from branches.importing.cells.choices import compact
from branches.importing.cells.roster import PostWords
from branches.importing.cells.text import CellError
from branches.importing.tables.organizations import OrganizationFinder
from branches.models import Organization

_KIND_OF_PLACE = {
    "党组": "leading_group",
    "党委": "committee",
    "机关党委": "committee",
    "基层党委": "committee",
    "总支": "general_branch",
    "党总支": "general_branch",
    "支部": "branch",
    "党支部": "branch",
    "小组": "group",
    "党小组": "group",
    "党": "group",  # 党小组长, parted before 小组长
}
_COMMITTEES = {"书记": "committee_secretary", "副书记": "committee_deputy", "委员": "committee_commissioner"}
_ROLES: dict[str, dict[str, str]] = {
    "leading_group": {
        "书记": "leading_group_secretary",
        "副书记": "leading_group_deputy",
        "成员": "leading_group_member",
    },
    "committee": _COMMITTEES,
    "general_branch": _COMMITTEES,
    "branch": {"书记": "branch_secretary", "副书记": "branch_deputy", "组长": "group_leader"},
    "group": {"组长": "group_leader"},
}
_COMMISSIONERS = {
    "组织委员": "organization_commissioner",
    "宣传委员": "publicity_commissioner",
    "纪检委员": "discipline_commissioner",
    "青年委员": "youth_commissioner",
}


def place_of(
    words: PostWords, home: Organization, group: Organization | None, finder: OrganizationFinder
) -> tuple[str, Organization]:
    """The kind of post and where it is held. Raises CellError when either can be read in two ways."""
    place = _place(words, home, group, finder)
    kind = _COMMISSIONERS.get(words.role) or _ROLES.get(place.kind, {}).get(words.role, "")
    written = f"{words.place}{words.role}"
    if not kind and words.role == "委员":
        raise CellError(f"“{written}”没有写明是组织委员、宣传委员、纪检委员还是青年委员。请写明。")
    if not kind:
        raise CellError(
            f"“{place}”是{place.get_kind_display()}，不设“{words.role}”。请写明是哪个党组织的职务。"
        )
    return kind, place


def _place(
    words: PostWords, home: Organization, group: Organization | None, finder: OrganizationFinder
) -> Organization:
    wanted = _KIND_OF_PLACE.get(compact(words.place))
    if not words.place:
        return (group or home) if words.role == "组长" else home
    if wanted is None:
        return finder.find(words.place)
    if wanted == "group":
        return group or home
    if wanted == home.kind:
        return home
    if wanted == "leading_group":
        found = [each for each in finder.by_key.values() if each.kind == wanted]
    else:
        found = [each for each in _above(home, finder) if each.kind == wanted][:1]
    if len(found) != 1:
        raise CellError(f"看不出“{words.place}{words.role}”是哪个党组织的职务。请写全称。")
    return found[0]


def _above(home: Organization, finder: OrganizationFinder) -> Iterable[Organization]:
    """The organisations above, the nearest first, as far as they are known here."""
    key = home.parent_id
    while key is not None and (found := finder.by_key.get(key)) is not None:
        yield found
        key = found.parent_id
