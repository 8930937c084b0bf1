"""How an office read its ledgers before: the columns of tables with the same header words, and spellings.

Remembered is what a person decided, never what was recognised; it is used for files of the same office only,
said so on the page, and can be taken back there.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from branches.importing.tables.choosing import ORGANIZATION, WORD, TableChoice
from branches.importing.tables.headerrows import HeaderCell
from branches.models import Organization, RememberedMapping, RememberedSpelling, User

LONGEST_SPELLING = 200


@dataclass(slots=True)
class Memory:
    """What one office decided. ``mappings`` by (digest of the headers, record type recognised)."""

    mappings: dict[tuple[str, str], RememberedMapping] = field(default_factory=dict)
    organizations: dict[str, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def of(self, headers: Sequence[HeaderCell], recognised: str) -> RememberedMapping | None:
        return self.mappings.get((digest(headers), recognised)) if self.mappings else None

    def knows_header(self, headers: Sequence[HeaderCell]) -> bool:
        """Whether somebody had to show that this row is the header."""
        wanted = digest(headers)
        return any(key[0] == wanted and each.header_by_hand for key, each in self.mappings.items())

    @property
    def has_headers_by_hand(self) -> bool:
        return any(each.header_by_hand for each in self.mappings.values())


def memory_of(organization: Organization | None) -> Memory:
    """Two queries; nothing is remembered for files that belong to no office."""
    if organization is None:
        return Memory()
    memory = Memory()
    for mapping in RememberedMapping.objects.filter(organization=organization).select_related("decided_by"):
        memory.mappings[mapping.digest, mapping.recognised] = mapping
    for spelling in RememberedSpelling.objects.filter(organization=organization):
        if spelling.means_organization_id is not None:
            memory.organizations[spelling.spelling] = spelling.means_organization_id
        else:
            memory.words[spelling.spelling] = spelling.means_word
    return memory


def digest(headers: Sequence[HeaderCell]) -> str:
    """Of the header words, without their decoration, and of where they stand to each other."""
    first = headers[0].column if headers else 0
    said = [f"{header.column - first}:{'|'.join(part.words for part in header.path)}" for header in headers]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def as_choice(mapping: RememberedMapping, headers: Sequence[HeaderCell]) -> TableChoice:
    """The remembered decision, for a table with those headers."""
    first = headers[0].column
    return TableChoice(
        kind=mapping.kind, columns={int(place) + first: key for place, key in mapping.columns.items()}
    )


def remember_table(
    organization: Organization, sheet: Mapping[str, Any], choice: TableChoice, user: User
) -> None:
    """Keep how a table was decided to be read, or forget it when that is what it is taken for anyway.

    ``sheet``: the stored report of the table, read with the choice.
    """
    same = {"organization": organization, "digest": sheet["digest"], "recognised": sheet["recognised"]}
    columns = choice.columns or {}
    by_hand = choice.header_row is not None
    as_recognised = choice.kind == sheet["recognised"] and all(
        sheet["automatic"].get(str(place), "") == key for place, key in columns.items()
    )
    if as_recognised and not by_hand:
        RememberedMapping.objects.filter(**same).delete()
        return
    RememberedMapping.objects.update_or_create(
        **same,
        defaults={
            "kind": choice.kind,
            "columns": {str(place - sheet["first_column"]): key for place, key in columns.items()},
            "header_by_hand": by_hand,
            "decided_by": user,
        },
    )


def remember_spelling(
    organization: Organization, about: str, spelling: str, meaning: int | str, user: User
) -> None:
    """Keep what a spelling was said to mean: the key of an organisation, or the value of a choice."""
    if len(spelling) > LONGEST_SPELLING:
        return
    RememberedSpelling.objects.update_or_create(
        organization=organization,
        spelling=spelling,
        defaults={
            "means_organization_id": meaning if about == ORGANIZATION else None,
            "means_word": meaning if about == WORD else "",
            "decided_by": user,
        },
    )


def forget_spellings(organization: Organization, spellings: Sequence[str]) -> None:
    RememberedSpelling.objects.filter(organization=organization, spelling__in=spellings).delete()
