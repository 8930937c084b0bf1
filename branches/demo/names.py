"""Names of invented people: common surnames with given names as in poems, so that none is a public figure."""

MEN = """
杨景澄 马书衡 袁听松 丁青阳 姜启明 白浩川 雷晏清 高云帆 于闻笛 卢时雨
钟敬川 金宇澄 邵亦凡 赖慎之 徐砚舟 谢望川 曾凌岳 潘远帆 谭崇岭 江子墨
易行简 赵临川 罗思源 邓承砚 魏柏舟 范秉文 崔星野 钱博闻 张松岩 林观澜
董明澈 蒋修竹 汪守拙 陆睿哲 孟靖远 龚知野 孙怀谷 韩言蹊 彭庭栋 杜立本
廖志恒 史卓然 常予衡 黄牧之 梁若谷 许墨言 薛长河 方屹然 康朗川 汤松岩
刘观澜 何明澈 程修竹 蔡守拙 田睿哲 郝靖远 万知野 文怀谷 胡言蹊 唐庭栋
吕立本 戴志恒 邹卓然 顾予衡 乔牧之 周若谷 宋墨言 叶屹然 石朗川 邱景澄
尹书衡 郭青阳 曹启明 贾浩川 任晏清 孔以宁 段云帆 冯敬川 苏宇澄 夏亦凡
熊慎之 侯砚舟 贺望川 吴凌岳 郑远帆 沈崇岭 余子墨 姚行简 秦临川 黎思源
""".split()  # noqa: SIM905 - a table of names reads better so

WOMEN = """
卢清荷 姜芷兰 秦南枝 贺意如 朱静好 曹晓苒 叶云舒 邹月华 万初夏 刘如璧
梁采薇 彭疏影 汪岚心 崔柔嘉 易静姝 徐映雪 于晚晴 丁昭宁 姚希音 侯书瑶
郭梓晴 傅含章 戴若溪 郝知微 汤佳禾 黄絮宁 韩朝颜 蒋念初 范秋棠 江未央
赖舒窈 高婉宁 袁安歌 余令仪 熊文漪 段斯年 吕溪亭 田宛白 康语桐 常沐晴
孙予微 董芸生 魏乐瑶 谭雨禾 邵听澜 马可欣 沈慕青 夏素心 孔溪亭 尹宛白
周语桐 唐沐晴 蔡予微 方芸生 史乐瑶 龚雨禾 林听澜 邓竹君 潘可欣 金清荷
雷芷兰 郑意如 苏静好 任晓苒 邱云舒 乔月华 胡初夏 程如璧 薛采薇 廖疏影
""".split()  # noqa: SIM905 - a table of names reads better so

ELDERS = """
秦秉义 龚克勤 邹守诚 尹宝田 黎玉庭 常敬贤 段正亭 侯树声 崔惠民 邱志诚
郝长庚 白永年 石敬贤 范锦堂 姜延龄 戴季和 贺桂枝 汤淑贤 史凤仪 万慕贤
康春华 廖素琴 熊玉芝 任文蕙 薛瑞芬 方锦云
""".split()  # noqa: SIM905 - a table of names reads better so
"""The retired, in the fashion of their day; the first sixteen are men."""
ELDER_MEN = 16
