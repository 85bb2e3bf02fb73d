"""The language described as data, for the reference page and the editor: every key with its title, meaning, default.

The readers decide what is read; a test holds that they read exactly the keys that stand here.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Key:
    """One key: what it means, and what holds when it is not written (empty: nothing)."""

    name: str
    title: str
    meaning: str
    default: str = ""
    required: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of term."""

    name: str
    title: str
    meaning: str
    keys: tuple[Key, ...]
    example: str


TOP = (
    Key("scheme", "代码", "考核办法的代码，如 demo_2020", ""),
    Key("title", "名称", "考核办法的名称", required=True),
    Key("year", "年度", "考核年度；没有写 period 时，考核期就是这一自然年"),
    Key("period", "考核期", "{from: 起始日, to: 截止日}，用于不按自然年的考核", "year 的自然年"),
    Key("group", "考核组", "这一办法考核哪一组"),
    Key("source", "依据", "文号和名称"),
    Key("valid_from", "施行日", "从哪一天起施行；此前的日期不能用", "考核期第一天"),
    Key("total", "满分", "各项 weight 应合计到这个数；不写不核对"),
    Key(
        "rounding", "进位", "一个整数（总分的小数位数），或 {rate, item, total, mode}", "总分 2 位，四舍五入"
    ),
    Key("inputs", "输入", "用到的每个数，先在这里写明", "没有"),
    Key("items", "考核项", "逐项写：代码、名称、满分、计分方法", required=True),
    Key("grades", "等次", "从高到低，最后一等不写 from"),
    Key("overrides", "升降档", "按先后逐条适用：加减总分、封顶、升档、降档、一票否决、只通报不排名"),
    Key("ranking", "排名", "{ties, tie_breakers, by, compare}", "1、1、3；按公布的总分"),
    Key("lists", "名单", "红榜、黑榜、通报表扬等：{code, title, when}"),
    Key("cases", "算例", "也可以放在旁边的 cases.yaml"),
    Key("remarks", "说明", "给人看的说明，不参与计算"),
)

COMMON = (
    Key("code", "代码", "考核项的代码，不能重复", "顺序号"),
    Key("title", "名称", "考核项的名称"),
    Key("kind", "计分方法", "见各计分方法", required=True),
    Key("weight", "满分", "这一项的满分；在 blend 里是所占的份额，写 50%"),
    Key("cap", "上限", "最多得几分；写百分数时是满分的百分之几", "不封顶"),
    Key("floor", "下限", "最少得几分；写百分数时是满分的百分之几", "不保底，可以为负"),
    Key("when", "何时适用", "条件不成立时此项不计入得分和满分", "总是适用"),
    Key("only_if", "得分的前提", "条件不成立时得 else_points", "没有前提"),
    Key("else_points", "不符合前提时", "only_if 不成立时的分", "0"),
    Key(
        "when_unset",
        "没有设目标时",
        "exclude 不计、redistribute 权重摊入其余各项、zero 得 0 分、full 得满分",
        "exclude",
    ),
    Key("when_missing", "有目标没有数时", "写法同 when_unset", "zero"),
    Key("extra", "附加", "true 表示附加分，不计入满分合计", "false"),
    Key("source", "依据", "哪一条"),
    Key("confirmed_by", "确认单位", "由谁确认数据"),
    Key("remarks", "说明", "给人看的说明"),
)

INPUT = (
    Key("title", "名称", "输入的名称，步骤里用它", "代码"),
    Key("unit", "单位", "如 个、亿元；写 % 的，数要带百分号"),
    Key("type", "类型", "number 数、flag 是否、text 文字、rows 逐条的清单、ratings 评议", "number"),
    Key("columns", "列", "清单的列：{amount: {title: 总投资, unit: 亿元}, leading: 主导产业}"),
    Key("formula", "算式", "由别的输入算出：+ - * / 和括号，min( )、max( )、sum( )"),
    Key("count", "个数", "清单里有几个，可以加 when"),
    Key("sum", "合计", "清单某一列（of）的合计，可以加 when；mean 平均、most 最大、least 最小写法相同"),
    Key("group_most", "全组最大", "全组最大的；group_least 最小、group_mean 平均、group_sum 合计写法相同"),
    Key("indicator", "取自指标", "指标目录里的编码"),
    Key("target_of", "取自目标", "这个指标的年度目标任务"),
    Key("events", "取自加减分事项", "某一类已确认的事项的次数"),
    Key(
        "period",
        "取哪一期",
        "to_date 期初至统计日、whole 全期、month 当月、quarter 当季、"
        "last_year 上年全年、last_year_to_date 上年同期、as_of 存量",
        "to_date",
    ),
    Key("scope", "再加的范围", "如 origin:广东，写法见命令行指南"),
    Key("standing", "认定还是申报", "verified 认定数、claimed 申报数", "verified"),
    Key("confirmed_by", "确认单位", "由谁确认；没有写来源的输入由它确认"),
    Key("source", "依据", "哪一条"),
    Key("remarks", "说明", "给人看的说明"),
)
OVERRIDE = (
    Key("kind", "怎么调整", "见下表", required=True),
    Key("title", "名称", "步骤里用它"),
    Key("when", "什么情况下", "条件；cap、floor 可以不写"),
    Key("points", "几分", "points、cap、floor 用"),
    Key("factor", "系数", "factor 用，如 80%"),
    Key("by", "几档", "raise、lower 用", "1"),
    Key("grade", "哪一等", "grade、at_most 必写；raise 的上限；veto 不写为最低一等"),
    Key("unranked", "不参加排名", "veto 用", "false"),
    Key("source", "依据", "哪一条"),
)
CASE = (
    Key("name", "名称", "算例的名称", "算例1、算例2……"),
    Key("on", "统计日", "2024-09-30、2024-09（月末）或 9（本年度九月末）", "考核期最后一天"),
    Key("inputs", "输入", "一个单位的数：{signed: 27, rate: 95%}；没有数的写 null 或不写"),
    Key("members", "各单位", "几个单位一起算：{甲县: {signed: 27}, 乙县: {signed: 20}}"),
    Key("shared", "共同的输入", "各单位相同的数；写在文件最外层的，各算例共用"),
    Key("expect", "应得的结果", "只写总分，或 {total, items, …}；几个单位时按单位写", required=True),
    Key("source", "出处", "公布的表在哪里"),
    Key("remarks", "说明", "给人看的说明"),
)
EXPECT = (
    Key("total", "总分", "应得的总分；null 表示不计"),
    Key("items", "各项得分", "{A1: 0.5}；null 表示此项不计"),
    Key("raw", "计分前的数", "完成率、差距、增幅、数值：{A1: 77.69%}"),
    Key("labels", "档名", "{A1: 黄灯}"),
    Key("rank", "名次", "null 表示没有名次"),
    Key("place", "名次的说法", "如 只通报不排名"),
    Key("grade", "等次", "如 优秀"),
    Key("lists", "名单", "列入哪些名单"),
    Key("full", "满分", "计入的各项满分之和"),
    Key("reasons", "理由", "步骤里应有的话，写一段就行"),
    Key("tolerance", "容许的差", "公布的数有截尾时用，如 0.01", "0"),
)

_ACTUAL = Key(
    "actual", "实际", "数、输入的名称、算式，或对清单的汇总 {count: …} {sum: …, of: …}", required=True
)
_MEASURE = (
    _ACTUAL,
    Key("target", "目标", "写法同 actual；没有目标的单位空着"),
    Key("due", "时序进度", "month、closed_month、day、quarter，或累计进度表，或一个数；目标乘以它为应完成数"),
    Key("last_year", "上年同期", "写了就是比增幅：（实际 - 上年同期）÷ 上年同期"),
    Key(
        "compare",
        "比什么",
        "value 数值、rate 完成率、difference 差额、gap 比时序快慢几个百分点、growth 增幅",
        "按所写的键判断",
    ),
    Key("when_target_zero", "目标为 0 时", "full 达到即满分、zero 不得分、exclude 视同没有设目标", "full"),
    Key("when_base_zero", "上年为 0 时", "full 今年有数即满分、zero 不得分、exclude 视同没有设目标", "full"),
)
_CLASSES = (
    Key("count", "个数", "数、输入的名称或算式"),
    Key("rows", "清单", "逐条的清单（type: rows）"),
    Key("where", "哪些", "只计清单里符合条件的"),
    Key("points", "每个几分", "写正数"),
    Key("each", "每多少计一次", "如每 1000 万元计一次", "1"),
    Key("steps", "不足一步", "whole 不计、linear 按比例、started 按一步", "whole"),
    Key("beyond", "超出多少才计", "只计超出的部分"),
    Key("exclusive", "互斥", "清单里一个项目只计入第一个符合的类（最高的一类）", "true"),
    Key("counts", "个数的含义", "separate 各类分别计数、cumulative 低档的数包含高档的", "separate"),
)
_PEERS = Key("peers", "与谁比", "all 本组全部单位、ranked 只看参加排名的", "all")
_LOWER = Key("lower_is_better", "越低越好", "true 或 false", "false")
_ALONE = Key("when_alone", "本组只有一个时", "full 满分、worst 最低分、zero 不得分", "full")

RATIO_KEYS = (
    *_MEASURE,
    Key("cap_rate", "完成率上限", "完成率最高按多少计，如 120%", "不封顶"),
    Key("full_if_met", "完成即满分", "等于 cap_rate: 100%", "false"),
    Key("zero_below", "低于多少不得分", "完成率低于它得 0 分（等于的不算低于）", "没有"),
    Key("over_rate", "超额部分", "超过 100% 的部分按多少计", "100%"),
    Key("under_rate", "未完成部分", "不足 100% 的部分按多少扣", "100%"),
)

KINDS: tuple[Kind, ...] = (
    Kind("ratio", "完成比例", "满分 × 实际 ÷ 目标", RATIO_KEYS, "kind: ratio\nactual: 27\ntarget: 30"),
    Kind(
        "phased",
        "时序进度",
        "满分 × 实际 ÷（目标 × 时序进度）",
        RATIO_KEYS,
        "kind: phased\nactual: 20\ntarget: 30\ndue: month\nfull_if_met: true",
    ),
    Kind(
        "step",
        "基础分增减",
        "达到目标得基础分，每超出或不足一步加减若干分",
        (
            *_MEASURE,
            Key("base", "基础分", "达到目标时得几分", "满分"),
            Key("over", "超出", "none，或 {each, points, cap, steps, by_size}", "none"),
            Key("under", "不足", "none 不扣、zero 不得分、pro_rata 按比例，或写法同 over"),
            Key("zero_below", "低于多少不得分", "比较的数低于它得 0 分", "没有"),
        ),
        "kind: step\nactual: 33\ntarget: 30\nover: {each: 10%, points: 2}\nunder: {each: 10%, points: 2}",
    ),
    Kind(
        "bands",
        "分档",
        "属于哪一档得哪一档的分",
        (
            *(key if key is not _ACTUAL else Key("actual", "实际", _ACTUAL.meaning) for key in _MEASURE),
            Key(
                "bands",
                "各档",
                "{from, to, points} 或 {when, points}；可以有 title；可以用 kind 写一种计分方法",
                required=True,
            ),
            Key("bounds", "边界", "lower 含下限不含上限、upper 含上限不含下限", "lower"),
            Key("otherwise", "都不符合时", "得几分"),
            Key("otherwise_title", "都不符合时叫什么", "如 红灯"),
        ),
        "kind: bands\nactual: 99.9%\n"
        "bands:\n  - {from: 100%, points: 100}\n  - {from: 80%, points: 75}\n  - {points: 0}",
    ),
    Kind(
        "cliff",
        "达标计分",
        "达到得满分，达不到得 0 分",
        (
            *_MEASURE,
            Key("threshold", "达标线", "完成率、差额、时序差或数值", "完成率 100%，其余为 0"),
            Key("strict", "须超过", "true 表示等于不算达到", "false"),
            Key("otherwise", "达不到时", "得几分", "0"),
        ),
        "kind: cliff\nactual: 70%\nthreshold: 70%",
    ),
    Kind(
        "bonus",
        "逐个加分",
        "每个加若干分；一个项目只计入最高的一类",
        (*_CLASSES, Key("classes", "各类", "{title, count 或 when, points, each, steps, beyond, cap}")),
        "kind: bonus\ncount: 3\npoints: 0.5\ncap: 3",
    ),
    Kind(
        "deduction",
        "逐次扣分",
        "从满分（没有满分的从 0）起，每次扣若干分",
        (
            *_CLASSES,
            Key("events", "各类", "写法同 bonus 的 classes"),
            Key("start", "从几分起", "没有 weight 时为 0", "满分"),
            Key("most", "最多扣几分", "各类合计的上限", "不限"),
        ),
        "kind: deduction\nevents:\n  - {title: 逾期未开工, count: 2, points: 0.1}",
    ),
    Kind(
        "shortfall",
        "缺口扣分",
        "各类要求若干个，每缺一个扣若干分，多的不抵缺的",
        (
            *(key for key in _CLASSES if key.name not in ("each", "steps", "beyond")),
            Key("each", "每多少计一次", "不用", "1"),
            Key("steps", "不足一步", "不用", "whole"),
            Key("beyond", "超出多少才计", "不用"),
            Key("classes", "各类", "{title, count 或 when, required, points}"),
            Key("required", "要求几个", "只有一类时"),
            Key("start", "从几分起", "", "满分"),
        ),
        "kind: shortfall\nclasses:\n  - {title: 20亿以上, count: 0, required: 1, points: 0.1}",
    ),
    Kind(
        "weighted",
        "折算计分",
        "各类个数乘以折算系数相加；有 target 时与目标相比",
        (
            *_CLASSES,
            Key("classes", "各类", "{title, count 或 when, weight}"),
            Key("target", "目标", "折算后的目标；不写时折算数就是得分"),
        ),
        "kind: weighted\nclasses:\n  - {title: 10亿以上, count: 2, weight: 20}",
    ),
    Kind(
        "blend",
        "合成",
        "几部分按份额合成一项",
        (Key("parts", "各部分", "写法同考核项，weight 写份额，合计 100%", required=True),),
        "kind: blend\nparts:\n  - {weight: 50%, kind: ratio, actual: 27, target: 27}\n"
        "  - {weight: 50%, kind: ratio, actual: 50, target: 54}",
    ),
    Kind(
        "sum",
        "累加",
        "几部分各自得分相加",
        (Key("parts", "各部分", "写法同考核项", required=True),),
        "kind: sum\nparts:\n  - {kind: bonus, count: 3, points: 0.2}\n  - {kind: bonus, count: 1, points: 0.1}",
    ),
    Kind(
        "each",
        "逐个计分",
        "清单里每一个分别计分，再合计、平均或取最高",
        (
            Key("rows", "清单", "逐条的清单", required=True),
            Key("parts", "各部分", "写法同考核项，可用清单的列", required=True),
            Key("combine", "怎么合", "sum 合计、mean 平均、best 取最高", "sum"),
            Key("most_rows", "最多几个", "只取得分最高的几个", "不限"),
        ),
        "kind: each\nrows: projects\nparts:\n  - {kind: ratio, weight: 60, actual: done, target: plan}",
    ),
    Kind(
        "efficacy",
        "功效系数",
        "（本单位 - 本组最小）÷（本组最大 - 本组最小）×（best - worst）+ worst",
        (
            *_MEASURE,
            Key("worst", "最差得", "满分的百分之几", "60%"),
            Key("best", "最好得", "满分的百分之几", "100%"),
            _LOWER,
            _PEERS,
            Key("when_equal", "最大等于最小时", "full 满分、worst 最低分、zero 不得分", "full"),
            _ALONE,
        ),
        "kind: efficacy\nactual: funds\nworst: 60%\nbest: 100%",
    ),
    Kind(
        "rank",
        "位次计分",
        "按在本组的位次得分",
        (
            *_MEASURE,
            Key("table", "位次表", "第 1 位、第 2 位……各几分"),
            Key("first", "第 1 位", "得几分", "满分"),
            Key("last", "末位", "得几分；与 first 之间按位次等分"),
            Key("per_place", "每退一位", "减几分"),
            _LOWER,
            _PEERS,
            _ALONE,
        ),
        "kind: rank\nactual: funds\ntable: [10, 8, 6]\nlast: 4",
    ),
    Kind(
        "rating",
        "评议",
        "各类评议人的平均分按权重合成",
        (
            Key("ratings", "评议", "type: ratings 的输入", required=True),
            Key("raters", "评议人", "{kind, title, weight}，权重合计 100%", required=True),
            Key("scale", "评议的满分", "评议人按多少分打分", "100"),
            Key("combine", "怎么平均", "mean 平均、median 中位数、trimmed 去掉最高最低", "mean"),
            Key("when_kind_missing", "一类无人评时", "redistribute 权重摊入其余、zero、full", "redistribute"),
            Key("when_vote_missing", "有人未评时", "skip 不计入平均、zero、full", "skip"),
        ),
        "kind: rating\nratings: opinions\nraters:\n  - {kind: parks, weight: 70%}\n  - {kind: towns, weight: 30%}",
    ),
    Kind(
        "points",
        "直接计分",
        "由有关单位确认的分，或固定的分",
        (
            Key("value", "几分", "数、输入的名称或算式", required=True),
            Key("factor", "乘以", "系数", "1"),
            Key("may_exceed", "可以超过满分", "true 或 false", "false"),
        ),
        "kind: points\nvalue: confirmed_score",
    ),
    Kind(
        "reference",
        "引用",
        "按另一考核项的得分率计分",
        (
            Key("item", "考核项", "另一考核项的代码", required=True),
            Key("keep_points", "直接用它的得分", "true 或 false", "false"),
        ),
        "kind: reference\nitem: A1",
    ),
)
KINDS_BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
KINDS_BY_TITLE: Mapping[str, str] = {kind.title: kind.name for kind in KINDS}


def described() -> Mapping[str, object]:
    """Return the language as plain data that JSON can carry."""
    return {
        "top": [asdict(key) for key in TOP],
        "common": [asdict(key) for key in COMMON],
        "input": [asdict(key) for key in INPUT],
        "override": [asdict(key) for key in OVERRIDE],
        "case": [asdict(key) for key in CASE],
        "expect": [asdict(key) for key in EXPECT],
        "kinds": [asdict(kind) for kind in KINDS],
    }
