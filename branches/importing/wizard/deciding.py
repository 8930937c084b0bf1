"""Decisions about an uploaded file: kept with the batch, remembered for the next file, and taken back."""

from collections.abc import Iterable

from django.db import transaction

from branches.importing.batch.committing import to_update
from branches.importing.batch.intake import understand
from branches.importing.batch.stored import hold_open
from branches.importing.scope import Scope
from branches.importing.tables.choosing import LEFT_OUT, ORGANIZATION, WORD, Choices, TableChoice
from branches.importing.tables.remembering import forget_spellings, remember_spelling, remember_table
from branches.importing.wizard.questionform import QuestionForm, chosen_column
from branches.models import ImportBatch, RememberedMapping, User


def decide_table(batch: ImportBatch, key: str, decided: TableChoice) -> None:
    """Keep how one table is to be read; ``understand_decided`` reads it so."""
    choices = Choices.from_json(batch.choices)
    choices.tables[key], choices.updates = decided, []
    _keep(batch, choices)


def understand_decided(batch: ImportBatch, user: User, key: str = "") -> None:
    """Understand the tables by what was decided, and remember what was decided of the table ``key``.

    Raises WorkbookError.
    """
    understand(batch, user)
    choice = Choices.from_json(batch.choices).of(key)
    sheet = next((each for each in batch.understood["sheets"] if each["key"] == key), None)
    decided = choice.kind not in ("", LEFT_OUT) and choice.columns is not None
    if batch.organization is not None and sheet is not None and decided and not sheet["problem"]:
        remember_table(batch.organization, sheet, choice, user)


def forget_table(batch: ImportBatch, mapping: int) -> None:
    """Take back what is remembered about tables like one of this batch."""
    RememberedMapping.objects.filter(pk=mapping, organization=batch.organization).delete()


def choose_updates(batch: ImportBatch, shown: Iterable[int], chosen: Iterable[int]) -> None:
    """Of the changed rows shown, those chosen bring their record up to date, the others do not."""
    choices = Choices.from_json(batch.choices)
    wanted = (set(choices.updates) - set(shown)) | set(chosen)
    choices.updates = to_update(batch, wanted)
    _keep(batch, choices)


def choose_all_updates(batch: ImportBatch) -> int:
    """Choose all changed rows but those that would replace what a person typed; returns how many."""
    choices = Choices.from_json(batch.choices)
    choices.updates = to_update(batch, True)
    _keep(batch, choices)
    return len(choices.updates)


def answer(batch: ImportBatch, user: User, form: QuestionForm) -> None:
    """Keep the answers of a valid form; the rows must then be read anew."""
    choices = Choices.from_json(batch.choices)
    form.put_into(choices)
    choices.updates = []
    with transaction.atomic():
        _keep(batch, choices)
        _outdate(batch)
        if form.cleaned_data.get("remember") and batch.organization is not None:
            for each, meaning in form.answers():
                if each.about in (ORGANIZATION, WORD):
                    remember_spelling(batch.organization, each.about, each.asked, meaning, user)


def take_answers_back(batch: ImportBatch) -> None:
    """Forget the answers given for this file, and the remembered ones that it needed."""
    choices = Choices.from_json(batch.choices)
    spellings = {*choices.organizations, *choices.words, *batch.understood.get("remembered", [])}
    choices.organizations, choices.persons, choices.words, choices.updates = {}, {}, {}, []
    with transaction.atomic():
        _keep(batch, choices)
        _outdate(batch)
        if batch.organization is not None:
            forget_spellings(batch.organization, sorted(spellings))


def answers_in_words(batch: ImportBatch, scope: Scope) -> Iterable[tuple[str, str, bool]]:
    """(what was asked about, what it means, whether it was remembered) of everything that was answered."""
    organizations = {each.pk: each.name for each in scope.offered()}
    needed = set(batch.understood.get("remembered", []))
    for spelling, key in {**scope.memory.organizations, **scope.choices.organizations}.items():
        now = spelling in scope.choices.organizations
        if key in organizations and (now or spelling in needed):
            yield spelling, organizations[key], not now
    for asked, value in {**scope.memory.words, **scope.choices.words}.items():
        now = asked in scope.choices.words
        if now or asked in needed:
            yield (
                asked.partition("/")[2],
                str(dict(chosen_column(asked).flatchoices).get(value, value)),
                not now,
            )
    for asked, key in scope.choices.persons.items():
        place, _, name = asked.rpartition("/")
        chosen = next((each for each in scope.people.called(name) if each.pk == key), None)
        where = organizations.get(chosen.organization_id, "") if chosen is not None else "不是名册上的人"
        yield f"{place}的“{name}”", where, False


@transaction.atomic
def _keep(batch: ImportBatch, choices: Choices) -> None:
    """Raises BatchError where the batch was committed meanwhile."""
    hold_open(batch)
    batch.choices = choices.as_json()
    batch.save(update_fields=["choices"])


def _outdate(batch: ImportBatch) -> None:
    batch.state = ImportBatch.State.UPLOADED
    batch.save(update_fields=["state"])
