"""Words that stand beside a count without changing what is counted.

A figure is proposed only when every word between clause and number is understood. What is not listed here,
and is no part of the figure's own cue, leaves the quantity open: a missing word costs a proposal, a wrong one
makes a false number. Hence no word belongs here that could narrow a count (专题, 扩大, 联合, 青年, 新), name
another body (市委, 第一支部) or turn a statement into a plan, a rule or a comparison (计划, 应, 至少, 增加).
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


EXECUTION = _words("""
    召开 开展 组织 举办 举行 进行 实施 安排 落实 完成 开设 承办 主办 抓好 做好 做实 抓实 开好 过好 上好
    搞好 组织召开 组织开展 组织实施 组织举办 召集 牵头组织 牵头 推进 推动 推行 执行 贯彻执行 坚持
    坚持开展 坚持召开 严格执行 严格落实 深化 确定 细化 细化出 申报 组织申报 形成 梳理 列出 推出 制定
    制定出 提交 撰写 上交 征集 收集 汇总 提出 确立 选定 设立 建立 运用 处理 处置 给予 发放 送去
    送上 送出 完善 印发 出台 办理 共办 评选 评出 办好 承诺 认领 公布 明确
""")
MANNER = _words("""
    认真 严格 严肃 扎实 深入 积极 主动 及时 定期 持续 不断 切实 全面 广泛 充分 有序 规范 严格规范
    严肃规范 严肃认真 扎实有序 高质量 高标准 高效 高效率 常态化 各类 各项 经常性 经常 按时 按期 按要求 按规定
    按照要求 按照规定 按照规定要求 规范化 制度化 已 已经 统一 带头 从严 从实 从严从实 务实 创新 创新性
    创造性 结合实际 结合工作实际 有力 有效 大力 积极主动 全力 着力 扎扎实实 认认真真 有计划 有步骤
    有计划地 分批次 精心 用心 用情 周密 科学 稳步 稳妥 深入开展 有效开展 依规 依纪依法 依规依纪 依法
    突出重点 多形式 多层次 多种形式 以上率下 率先 紧密 密切 灵活 强力 认真严肃 规范有序 扎实推进
    有序推进 逐步 同步 示范带动 带动 引领 严谨 稳步有序 常态 长期 如期 有声有色 层层 细致 细致深入
    深入细致 广泛深入 一体 协同 统筹 自觉 真正 确实 强化 加强
""")
SUM = _words("""
    共 共计 累计 合计 总计 总共 一共 计 达 达到 先后 累计达 累计达到 总数 总数达 总次数 次数 数量 为
    多达 全部 共有
""")
LINKING = _words("并 且 还 也 同时 另 此外 另外 了 的 地 并且 由 在")
WHOLE_TIME = _words("""
    全年 今年以来 今年 一年来 一年以来 年内 本年度 本年 年度 全年度 今年来 年初以来 过去一年 一年中
    一年间 年度内 截至目前 目前 迄今 整年 本年内
""")
OURSELVES = _words("""
    我局 局党组 我局党组 党组 我党组 本局 我单位 本单位 我委 我办 我院 我校 我厅 我处 我队 我站 我中心
    我司 我们 局 全局 局机关 全系统 局系统 本系统 机关 本机关 各党支部 各支部 各基层党支部 各基层党组织
    各级党组织 基层党组织 基层党支部 党组织 党支部 支部 机关党委 机关各党支部 机关各支部 局属各党支部
    局属各支部 所属党支部 所属各党支部 所属各支部 下属党支部 下属各党支部 下属各支部 直属党支部
    直属各党支部 各党小组 全体党支部 局党支部 局机关党委 机关党支部 各单位 各部门 各科室 全体支部
    全局各党支部 全局各支部 党委 局党委 我局各支部 我局各党支部 局机关各支部 各党总支 党总支 单位 各级
    部门 我局党支部 局机关各党支部 各基层支部 基层支部 各级党支部 党小组
""")
"""The bodies whose activities the figures of an organisation count."""
WEAK_SUBJECTS = _words("支部 党支部 党组 局 机关 单位 部门 各级 党委 党小组 党组织 党总支")
"""Of these bodies those that stand before a thing as often as they act: 支部主题党日."""
BRANCH_ITSELF = _words("本支部 我支部 我们支部 本党支部 我党支部 支部委员会")
LARGER = frozenset(
    word for word in OURSELVES if word not in {"党支部", "支部", "党组织", "我们", "党小组", "各党小组"}
)
"""Of these bodies those that are more than one branch."""

PEOPLE = _words("""
    全体党员 全体党员干部 全体干部职工 党员干部 党员 干部职工 干部 职工 机关干部 机关党员 机关党员干部
    全体干部 全体职工 职工群众 党员群众 群众 全局党员 全局党员干部 全局干部职工 局机关干部职工 广大党员
    广大党员干部 广大干部职工 支部党员 所在支部党员 所在党支部党员 所在支部 所在党支部 所在支部全体党员
    支部全体党员 机关干部职工 同志 人员 全体人员 本支部党员 各支部党员 工作人员 党员同志 党员职工
    全体同志 在职党员 局机关党员干部
""")
TAKING_PART = _words("""
    参加 参与 参会 参训 出席 到会 受教育 参学 参学党员 参加人员 参加党员 参加人数 参与人数 参训人数
    参会人数 参训人员 参会人员 参与人员 受众 受训 教育 人数 组织 共组织 听课 参加学习 实到 到场
""")
KIND_WORDS = _words("""
    实现全覆盖 全覆盖 会议 活动 学习活动 会 系列活动 制度 工作 任务 清单 项目 事项 台账 机制 主题活动
""")
"""General nouns behind the thing counted: 主题党日活动, 民生项目清单."""

ADDRESSING = "为|(?<!参)与|同|对|向|给|面向|组织|和|跟|到|深入|赴|在"
"""What may stand before ``PEOPLE`` and ``OURSELVES``: for whom, with whom, where."""
