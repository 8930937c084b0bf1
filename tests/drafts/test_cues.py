"""The cues of figures: each belongs to a declared figure; an office's own figure is recognised too."""

from django.db.models import Q

from reports.drafts.readings import read
from reports.figures.counting import figure_values  # noqa: F401  (declares the figures)
from reports.figures.registry import Cue, Figure, Measure, registry
from reports.figures.wording import CUES


def test_every_cue_belongs_to_a_declared_figure() -> None:
    assert not [key for key in CUES if registry.get(key) is None]
    assert all(registry[key].cues == cues for key, cues in CUES.items())


def test_no_cue_is_empty() -> None:
    for cues in CUES.values():
        for cue in cues:
            for word in (*cue.words, *cue.given):
                assert word and "" not in word.split("|")


def test_a_figure_of_an_offices_own_is_recognised_by_its_wording() -> None:
    own = Figure(
        key="own.salon.count",
        name="青年沙龙场次",
        unit="场",
        measure=Measure.EVENTS,
        source="meeting",
        where=Q(kind="other"),
        definition="期内举办的青年沙龙场次。",
        cues=(Cue(("青年沙龙",)),),
    )
    figures = [*registry, own]

    def keys(text: str) -> list[str]:
        return [reading.figure.key if reading.figure else "-" for reading in read(text, figures, 2023)]

    assert keys("全年举办青年沙龙12场，讲党课6次。") == ["own.salon.count", "lecture.count"]
    assert keys("举办12场青年沙龙。") == ["own.salon.count"]
    assert keys("举办线上青年沙龙12场。") == ["-"]
    assert keys("青年沙龙吸引120人参加。") == ["-"]
