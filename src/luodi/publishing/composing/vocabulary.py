"""The words of the template language, each with what it means: the reader knows them and the editor explains them."""

from dataclasses import dataclass

from luodi.publishing.composing.nodes import Nature


@dataclass(frozen=True)
class Term:
    word: str
    meaning: str
    example: str = ""


PERIODS = (
    Term("本期", "文稿的期间，可以不写", "{新签约项目}"),
    Term("本月", "本期最后一个月", "{新签约项目 本月}"),
    Term("上月", "本期最后一个月的前一个月", "{新签约项目 上月}"),
    Term("本季", "本期最后一天所在的季度", "{新签约项目 本季}"),
    Term("本年", "当年1月1日至本期最后一天", "{新签约项目 本年}"),
    Term("上期", "紧接本期之前、同样长的期间", "{新签约项目 上期}"),
    Term("上年同期", "上一年的同一期间", "{新签约项目 上年同期}"),
    Term("上年", "上一年全年", "{新签约项目 上年}"),
    Term("累计", "从最早到本期最后一天", "{新签约项目 累计}"),
)
NATURES = {
    "同比": Nature.YEAR_GROWTH,
    "环比": Nature.PERIOD_GROWTH,
    "目标": Nature.TARGET,
    "完成率": Nature.COMPLETION,
    "完成": Nature.COMPLETION,
    "序时": Nature.TIME_GAP,
    "位次": Nature.RANK,
}
ASKED = (
    Term("同比", "与上年同期比，升降自己成句", "{新签约项目 同比} → 同比增长12.5%"),
    Term("环比", "与上期比", "{新签约项目 环比} → 环比下降3.1%"),
    Term("目标", "年度目标", "{新签约项目 目标} → 250个"),
    Term("完成率", "完成年度目标的百分比", "{新签约项目 完成率} → 54.8%"),
    Term("完成", "完成率连同目标成句", "{新签约项目 完成} → 完成年度目标250个的54.8%"),
    Term("序时", "完成率与序时进度之差", "{新签约项目 序时} → 快于序时进度（60%）3.5个百分点"),
    Term("位次", "在 %每、%表 的各行中排第几", "{新签约项目 位次}"),
)
FORMS = (
    Term("数", "只写数，不带单位", "{新签约项目 数} → 137"),
    Term("增减", "升降不带“同比”“环比”", "{新签约项目 同比 增减} → 增长12.5%"),
    Term("亿元", "金额写成亿元", "{新签约项目总投资 亿元}"),
    Term("万元", "金额写成万元", "{新签约项目总投资 万元}"),
    Term("全市", "在各行中仍取全市的数", "{新签约项目 全市}"),
    Term("申报", "含未认定的申报数", "{新签约项目 申报}"),
)
SCOPES = {
    "单位": "unit",
    "类别": "kind",
    "县区": "area",
    "来源": "origin",
    "行业": "industry",
    "活动": "event",
    "领导": "leader",
    "范围": "",
}
SCOPED = (
    Term("单位:", "某个单位及其下级", "{新签约项目 单位:寿县}"),
    Term("类别:", "某一类单位", "{外出招商活动 类别:产业招商工作队}"),
    Term("来源:", "资金来源地", "{新签约项目 来源:珠三角}"),
    Term("行业:", "行业门类代码或名称", "{新签约项目 行业:制造业}"),
    Term("活动:", "招商活动的名称或编码", "{集中签约项目 活动:某某推介会}"),
    Term("范围:", "按指标页的写法", "{新签约项目 范围:channel:ONLINE}"),
)
WORDS = (
    Term("城市", "城市全称", "淮南市"),
    Term("本期", "本期的名称", "2020年1—8月"),
    Term("本期月份", "本期不带年份", "1—8月"),
    Term("上年同期", "上年同期的名称", "2019年1—8月"),
    Term("本月", "本期最后一个月", "8月"),
    Term("年", "本期所在的年", "2020年"),
    Term("月", "本期最后一个月，只写数", "8"),
    Term("截止日", "本期最后一天", "2020年8月31日"),
    Term("成文日期", "成文日期", "2020年9月23日"),
    Term("统计时点", "取数的时点", "2020年9月22日"),
    Term("范围", "文稿的范围", "全市、寿县"),
    Term("文号", "发文字号，没有时空着", "示例招办〔2020〕12号"),
    Term("序时进度", "到本期最后一天应完成的比例", "66.67%"),
)


@dataclass(frozen=True)
class SourceTerm:
    """A source of rows. ``dimension`` is how figures are split by it; those without one have ``fields`` of words."""

    name: str
    meaning: str
    dimension: str = ""
    scope: str = ""
    fields: tuple[str, ...] = ("名称",)
    asks: bool = True


_PROJECT = ("名称", "责任单位", "县区", "行业", "来源", "投资方", "内容", "包保领导")
_ITEM = ("名称", "责任单位", "责任人", "期限", "逾期天数", "交办时间", "交办单位", "最近进展", "编号")
SOURCES = {
    one.name: one
    for one in (
        SourceTerm("县区", "各县区（园区），含下级", "county"),
        SourceTerm("单位", "各单位", "unit"),
        SourceTerm("产业队", "各产业招商工作队", "unit", "kind:INDUSTRY_TEAM"),
        SourceTerm("驻点组", "各驻点招商组", "unit", "kind:RESIDENT_GROUP"),
        SourceTerm("部门", "各市直部门", "unit", "kind:DEPARTMENT"),
        SourceTerm("行业", "行业门类", "industry"),
        SourceTerm("行业大类", "行业大类", "industry_division"),
        SourceTerm("三次产业", "三次产业", "sector"),
        SourceTerm("来源地", "资金来源省份", "origin"),
        SourceTerm("来源城市", "资金来源城市", "origin_city"),
        SourceTerm("签约方式", "签约方式", "channel"),
        SourceTerm("活动", "招商活动", "event"),
        SourceTerm("领导", "市领导", "leader"),
        SourceTerm("月份", "本期各月", "month"),
        SourceTerm("项目", "一个指标背后的项目，如“项目 新签约项目”", "project", fields=_PROJECT),
        SourceTerm("逾期事项", "范围内逾期未办结的事项", fields=_ITEM, asks=False),
        SourceTerm("在办事项", "范围内正在办理的事项", fields=_ITEM, asks=False),
        SourceTerm(
            "未开工项目",
            "范围内签约后超过期限未开工的项目",
            fields=(*_PROJECT, "签约日期", "天数"),
            asks=False,
        ),
        SourceTerm("未报单位", "本期最后一个月没有报送月报的单位", fields=("名称", "月份"), asks=False),
        SourceTerm("议题", "评审会的议题", fields=("名称", "情况", "议定"), asks=False),
        SourceTerm(
            "议定事项",
            "评审会的议定事项",
            fields=("名称", "责任单位", "责任人", "期限", "议题"),
            asks=False,
        ),
    )
}
OPERATORS = (">=", "<=", "!=", "≥", "≤", "≠", ">", "<", "=", "＞", "＜", "＝")
SAME = {"≥": ">=", "≤": "<=", "≠": "!=", "＞": ">", "＜": "<", "＝": "="}
HAS, HAS_NOT = "有", "没有"
IF, ELSE_IF, ELSE, EACH, END = "若", "再若", "否则", "每", "完"
TABLE, ROWS, COLUMN, TOTAL, NOTE, CHART, FIGURED = "表", "行", "列", "合计", "注", "图", "指标"
"""The marks of lines that begin with %."""
GOES_ON = "\\"
DIRECTIVES = (
    Term("@种类", "文稿种类", "@种类 月报"),
    Term("@名称", "模板名称", "@名称 招商引资工作月报"),
    Term("@标题", "文稿标题", "@标题 {城市}招商引资工作月报（{本期}）"),
    Term("@填写", "起草时要填的内容，等号后是默认值", "@填写 发布人 = 市招商服务中心负责人"),
    Term("@时段", "给一段日子起名", "@时段 集中攻坚期间 = 2020年7月1日至8月15日"),
    Term("//", "说明，不进文稿", "// 这一段由综合科改写"),
    Term("\\", "行末写反斜杠，下一行接着写同一段", "新签约项目{新签约项目}，\\"),
    Term("%若 … %再若 … %否则 … %完", "按条件写几段", "%若 新签约项目 = 0 且 新开工项目 = 0"),
    Term("%每 … %完", "每行写一段", "%每 县区 按 新签约项目总投资 取 3"),
    Term("%表 … %行 … %列 … %合计 … %注 … %完", "表", "%列 总投资（亿元） = 新签约项目总投资"),
    Term(
        "%表 … %指标 … %完", "一行一个指标的表", "%指标 新签约项目（个） | {新签约项目 本月} | {新签约项目}"
    ),
    Term("%图", "表下的图：柱、线、构成，写明哪几列", "%图 柱 各县区总投资：总投资（亿元）"),
    Term("[[若 条件|甲|乙]]", "句中按条件写", "[[若 新签约项目 同比 > 0|保持增长|有所回落]]"),
    Term(
        "[[每 来源|句子|间隔]]",
        "句中逐行写",
        "[[每 县区 按 新签约项目 取 3|{名称}（{新签约项目}）|、]]",
    ),
    Term("{名单 …}", "逐个写名称", "{名单 项目 新签约项目 取 5}"),
    Term("{条数 …}", "有几行", "{条数 逾期事项}项"),
    Term("#、（#）#. #是", "自动编号：一、（一）1. 一是", "#、总体情况"),
)
