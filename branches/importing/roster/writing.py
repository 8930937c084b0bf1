"""The rows of rosters written: organisations from the top down, then members with their posts.

What the preview stored is built and compared once more; a row that does not fit any more what was written
since is refused, and nothing is guessed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from branches import paths
from branches.forms.entries import BuiltEntry, build_organization
from branches.importing.chunks import in_chunks
from branches.importing.kinds import permission_for
from branches.importing.roster import counterparts, members
from branches.importing.roster.counterparts import Doubt
from branches.importing.roster.members import POST_ROWS, POSTS
from branches.importing.roster.tree import as_columns
from branches.importing.scope import Scope
from branches.importing.tables.organizations import OrganizationFinder
from branches.models import ImportRow, Member, Organization, Post
from branches.querysets import BATCH

EDITED_SINCE = "预览之后有人改过，没有更新。请重新上传核对。"
THERE_SINCE = "预览之后已有人登记。"


@dataclass(slots=True)
class Written:
    """``late``: rows that do not fit any more, marked and not saved."""

    created: int = 0
    updated: int = 0
    late: list[ImportRow] = field(default_factory=list)

    def refuse(
        self, row: ImportRow, sentences: Iterable[str], outcome: str = ImportRow.Outcome.ERROR
    ) -> None:
        row.outcome = outcome
        row.errors = [{"column": "", "message": sentence} for sentence in sentences]
        self.late.append(row)


def write_entries(fresh: "models.QuerySet[ImportRow]", changed: Iterable[ImportRow], scope: Scope) -> Written:
    """Write the new rows of rosters and bring up to date what the changed ones name; in a transaction that
    the caller holds.
    """
    done, changed = Written(), list(changed)
    if not changed and not fresh.exists():
        return done  # others wait for the end of the transaction: nothing is read for nobody
    Organization.objects.hold_tree()
    _new_organizations(list(fresh.filter(kind="organization").order_by("pk")), scope, done)
    finder = OrganizationFinder(scope.organizations(permission_for("member")))
    people = Scope(user=scope.user, organization=scope.organization).people  # as they are now
    for chunk in in_chunks(fresh.filter(kind="member").order_by("pk").iterator(BATCH), BATCH):
        _new_members(chunk, scope, finder, people, done)
    managed = OrganizationFinder(scope.organizations(permission_for("organization")))
    for row in changed:
        _update(row, scope, managed if row.kind == "organization" else finder, done)
    return done


def _new_organizations(rows: list[ImportRow], scope: Scope, done: Written) -> None:
    """Level by level: a parent has its path before its children are put below it."""
    if not rows:
        return
    finder = OrganizationFinder(scope.organizations(permission_for("organization")))
    waiting = {row.values["name"]: row for row in rows}
    while waiting:
        ready = [row for row in waiting.values() if row.values.get("parent", "") not in waiting]
        if not ready:  # the preview refused circles; without it this would never end
            for row in waiting.values():
                done.refuse(row, ["上级党组织绕了一圈又回到自己，请核对。"])
            return
        for row in ready:
            del waiting[row.values["name"]]
        _one_level(ready, scope, finder, done)


def _one_level(rows: list[ImportRow], scope: Scope, finder: OrganizationFinder, done: Written) -> None:
    names = [row.values["name"] for row in rows]
    taken = set(Organization.objects.filter(name__in=names).values_list("name", flat=True))
    built: list[tuple[ImportRow, Organization]] = []
    for row in rows:
        above = finder.named(row.values["parent"]) if row.values.get("parent") else None
        entry = build_organization(as_columns(row.values) | {"parent": above})
        if row.values["name"] in taken:
            done.refuse(row, [THERE_SINCE], ImportRow.Outcome.DUPLICATE)
        elif not scope.allows("organization") or (above is None and not _may_be_root(row, scope)):
            done.refuse(row, ["上级党组织已不在您管理的范围内，没有导入。"])
        elif not entry.ok:
            done.refuse(row, _sentences(entry))
        else:
            built.append((row, entry.row))
    Organization.objects.bulk_create([organization for _, organization in built])
    for row, organization in built:
        organization.path = (organization.parent.path if organization.parent else "") + paths.step(
            organization.pk
        )
        row.record_id = organization.pk
        finder.add(organization)
    plain: models.QuerySet[Organization] = models.QuerySet(Organization)  # the path is derived, and untracked
    plain.bulk_update([organization for _, organization in built], ["path"], batch_size=BATCH)
    ImportRow.objects.bulk_update([row for row, _ in built], ["record_id"], batch_size=BATCH)
    done.created += len(built)


def _may_be_root(row: ImportRow, scope: Scope) -> bool:
    return scope.user is None and not row.values.get("parent")


def _new_members(
    rows: list[ImportRow], scope: Scope, finder: OrganizationFinder, people: Any, done: Written
) -> None:
    built: list[tuple[ImportRow, BuiltEntry[Member]]] = []
    for row in rows:
        entry = members.build(row.values, finder)
        if not entry.ok or not scope.allows("member"):
            done.refuse(row, _sentences(entry) or ["您没有导入的权限。"])
            continue
        try:
            there, _ = counterparts.member_there(entry.row, people, finder)
        except Doubt as doubt:
            done.refuse(row, [str(doubt)])
            continue
        if there is not None:
            done.refuse(row, [THERE_SINCE], ImportRow.Outcome.DUPLICATE)
        else:
            built.append((row, entry))
    Member.objects.bulk_create([entry.row for _, entry in built])
    Post.objects.bulk_create(_posts_of(entry for _, entry in built))
    for row, entry in built:
        row.record_id = entry.row.pk
    ImportRow.objects.bulk_update([row for row, _ in built], ["record_id"], batch_size=BATCH)
    done.created += len(built)


def _posts_of(entries: Iterable[BuiltEntry[Member]]) -> Iterator[Post]:
    for entry in entries:
        for post in entry.posts:
            post.member = entry.row
            yield post


def _update(row: ImportRow, scope: Scope, finder: OrganizationFinder, done: Written) -> None:
    """Put into the one that is there what the row says otherwise, unless it is no longer what was shown."""
    stored = _stored(row, finder)
    if stored is None or counterparts.version(stored) != row.stored_version or not scope.allows(row.kind):
        row.errors = [*row.errors, {"column": "", "message": EDITED_SINCE}]
        row.stored_version = None
        done.late.append(row)
        return
    wanted = _wanted(row, stored, finder)
    if not wanted.ok:
        done.refuse(row, _sentences(wanted))
        return
    wanted.row.save()
    if isinstance(wanted.row, Member):
        for given in row.values.get(POST_ROWS, ()):
            _put_post(wanted.row, given, finder)
    row.record_id = stored.pk
    row.save(update_fields=["record_id"])
    done.updated += 1


def _stored(row: ImportRow, finder: OrganizationFinder) -> Member | Organization | None:
    if row.kind == "organization":
        return finder.by_key.get(row.stored_id or 0)
    found = Member.objects.live().filter(pk=row.stored_id or 0, organization__in=list(finder.by_key))
    return found.select_related("organization").prefetch_related("posts").first()


def _wanted(row: ImportRow, stored: Member | Organization, finder: OrganizationFinder) -> BuiltEntry[Any]:
    """What is there with the row's values put in."""
    told = {each["field"] for each in row.differences}
    values = {name: value for name, value in row.values.items() if name in told}
    if isinstance(stored, Organization):
        if "former_names" in values:
            values["former_names"] = [*stored.former_names, *values["former_names"]]
        return build_organization(as_columns(values), stored=stored)
    if POSTS in told:
        values[POST_ROWS] = row.values.get(POST_ROWS, [])
    return members.build(values, finder, stored=stored)


def _put_post(member: Member, given: dict[str, Any], finder: OrganizationFinder) -> None:
    wanted = members.post(given, finder)
    post = counterparts.post_like(member, given, finder) or Post(member=member)
    before = (post.start_on, post.end_on)
    for name, value in wanted.items():
        setattr(post, name, value)
    if post.pk is None or before != (post.start_on, post.end_on):
        post.save()


def _sentences(entry: BuiltEntry[Any]) -> list[str]:
    return [sentence for several in entry.errors.values() for sentence in several]
