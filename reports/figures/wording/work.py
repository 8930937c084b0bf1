"""Work items: what is counted but is no gathering."""

from reports.figures.registry import Cue
from reports.figures.wording.pairs import Cues

_FINISHED = "完成|办结|销号|到位|已整改|未"
"""What was finished of it is another number than what there was."""
_LEADERS = (
    "局领导|局领导班子|班子成员|领导班子成员|党组成员|领导干部|党员领导干部|局领导班子成员|带头|深入基层"
    "|深入一线|深入基层一线|到基层|下基层|赴基层"
)
_CONDOLENCE = "走访慰问|慰问|走访看望|看望慰问"
_CONDOLED = (
    "退役军人|困难党员|老党员|困难群众|困难职工|老干部|离退休干部|离退休老干部|退休干部|生活困难党员"
    "|困难家庭|群众|党员|职工|干部|老同志|退休老同志|退休老党员|因病住院职工|军属|烈军属|优抚对象|和|及|、"
    "|与|等|对|活动|领导|局领导|班子成员|组织"
)

CUES: Cues = {
    "work.livelihood.count": (
        Cue(
            (
                "民生项目|民生实事|民生实事项目|民生事项|为民办实事|办实事|实事|实事项目|为民办实事项目"
                "|为民实事|为群众办实事",
            ),
            also=(
                "我为群众办实事|为群众|为民|群众|领办|承诺|办|党组班子成员|班子成员|党员干部|党员|干部职工"
            ),
            never=_FINISHED,
        ),
    ),
    "work.tough_task.count": (
        Cue(
            ("攻坚克难|攻坚克难项目|攻坚克难工作项|攻坚克难事项|攻坚克难任务|攻坚克难课题|攻坚项目",),
            never=_FINISHED,
        ),
    ),
    "work.research_visit.count": (
        Cue(
            ("调研|开展调研|调研活动|调查研究|实地调研|走访调研",),
            units=("次", "场", "场次"),
            also=_LEADERS,
            never="课题|专题调研|报告|成果|问题",
            occasions=True,
        ),
    ),
    "work.research_topic.count": (
        Cue(
            ("调研课题|重点调研课题|调研选题",),
            units=("个", "项"),
            also="领衔|牵头|班子成员|局领导",
            never=_FINISHED,
        ),
    ),
    "work.rectification.quantity": (
        Cue(
            ("整改措施|整改举措",),
            units=("条", "项", "个"),
            also="主动|细化出|提出|列出",
            never=_FINISHED,
            occasions=True,
        ),
    ),
    "work.regulation.count": (
        Cue(
            ("制度|制度文件|规章制度|制度规定|制度办法",),
            units=("项", "个", "份", "部"),
            also=(
                "制定|印发|出台|完善|建立|健全|制定完善|建立健全|修订完善|制（修）订|制修订|制定修订|各类|各项"
            ),
            never="学习|落实|执行|宣传|废止|梳理",
        ),
    ),
    "work.reflection.quantity": (
        Cue(
            ("心得体会|学习心得|学习心得体会|学习体会|心得|心得体会文章|学习心得体会文章",),
            units=("篇", "份"),
            also="撰写|上交|提交|收到|交流|形成|收集|党员|党员干部|干部职工|人人|全体党员|全体党员干部|广大党员",
        ),
    ),
    "work.condolence.count": (Cue((_CONDOLENCE,), also=_CONDOLED, occasions=True),),
    "work.condolence.person_times": (Cue((_CONDOLENCE,), also=_CONDOLED, occasions=True),),
    "work.condolence.amount": (
        Cue(
            ("慰问金|慰问资金|慰问款|慰问品及慰问金|慰问金额",),
            also="发放|送上|送去|送出|金额|和慰问品|及慰问品|慰问品和",
            occasions=True,
        ),
    ),
    "work.promotion.person_times": (
        Cue(
            ("职级晋升|晋升职级|职级晋升工作|办理职级晋升|完成职级晋升",),
            also="完成|干部|公务员",
        ),
    ),
    "work.commendation.count": (
        Cue(("表彰|获得表彰|获表彰|受到表彰",), units=("次", "项", "个"), also="获得|荣获|受到|获"),
    ),
    "work.term_election.count": (
        Cue(
            (
                "换届|换届选举|支部换届|党支部换届|支部换届选举|党支部换届选举",
                "完成|指导|组织|开展",
            ),
            units=("个", "次"),
            also="完成|指导|按期|选举|工作",
            never="#支部|#党支部|#基层|#个",
        ),
    ),
    "work.development.quantity": (
        Cue(("发展党员|发展新党员|新发展党员|吸收党员",), units=("名", "人"), also="新|预备"),
    ),
}
