"""Disciplinary actions and clues."""

from reports.figures.registry import Cue
from reports.figures.wording.pairs import Cues, pair

_SANCTION = (
    "党纪、政纪处分|党纪政纪处分|党纪、政务处分|党纪政务处分|党纪处分和政务处分|党纪和政务处分|党政纪处分"
    "|党纪或政务处分|处分"
)
_SANCTIONED = (
    "对|干部|党员|党员干部|同志|人员|公职人员|相关人员|有关人员|责任人|违纪党员|违纪干部|违纪人员|违纪"
    "|违纪违规人员|违规违纪人员"
)
_USING_FORMS = "监督执纪|四种形态|深化|运用|派驻纪检监察组|局派驻纪检监察组|支持|纪检监察组"
_BY_INSPECTORS = (
    "支持|配合|派驻纪检监察组|局派驻纪检监察组|纪检监察组|派驻组|派驻纪检组|机关纪委|纪委|局机关纪委"
    "|驻局纪检监察组|各类|监督执纪"
)
_RECEIVED = "受理|收到|接收|接到"
_DISPOSALS = {
    "inquiry": "谈话函询",
    "verification": "初步核实|初核",
    "shelved": "暂存待查",
    "closed": "予以了结|了结",
}


def _form(number: int, numeral: str) -> Cues:
    word = f"第{numeral}种形态"
    behind = ("", "处理", "处理问题", "处理干部", "处理党员干部", "处理人员", "处置", "”", "”处理")
    return pair(f"discipline.form{number}", Cue(("|".join(word + end for end in behind),), also=_USING_FORMS))


def _disposal(disposal: str, words: str) -> Cues:
    cue = Cue((words,), given=("线索",), also=f"问题线索|处置|采取|方式|{_BY_INSPECTORS}")
    return {f"clue.{disposal}.count": (cue,)}


CUES: Cues = {
    **_form(1, "一"),
    **_form(2, "二"),
    **_form(3, "三"),
    **_form(4, "四"),
    "discipline.sanctioned.persons": (Cue((_SANCTION,), also=_SANCTIONED),),
    "discipline.party.persons": (Cue(("党纪处分",), also=_SANCTIONED),),
    "discipline.administrative.persons": (Cue(("政务处分|政纪处分",), also=_SANCTIONED),),
    "clue.received.count": (
        Cue(
            ("问题线索", _RECEIVED),
            also=f"{_RECEIVED}|{_BY_INSPECTORS}",
            never="处置|办结|了结|核实",
        ),
    ),
    "clue.disposed.count": (
        Cue(("处置问题线索|问题线索处置|处置各类问题线索",), also=_BY_INSPECTORS),
        Cue(("问题线索", "处置|处理"), also=f"处置|处理|{_BY_INSPECTORS}", never=_RECEIVED),
    ),
    **{
        key: cues
        for disposal, words in _DISPOSALS.items()
        for key, cues in _disposal(disposal, words).items()
    },
}
