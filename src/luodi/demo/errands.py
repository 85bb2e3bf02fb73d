"""What was asked of counties, parks and departments in 2020 between the meetings, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luodi.demo.steps import (
    YEAR,
    Step,
    ask,
    back,
    cancel,
    close,
    grant,
    refuse,
    reopen,
    report,
)
from luodi.demo.units import CENTRE
from luodi.ledger.kinds import ItemReason, ItemSource
from luodi.projects.choices import Stage

PLANNING, LABOUR_OFFICE, LAND_OFFICE = "DEPT15", "DEPT24", "DEPT25"
ENVIRONMENT_OFFICE, FINANCE_OFFICE = "DEPT26", "DEPT41"
LIAISONS = (
    ("fagai", PLANNING, "卢一帆"),
    ("renshe", LABOUR_OFFICE, "于归"),
    ("ziran", LAND_OFFICE, "汤若水"),
    ("huanjing", ENVIRONMENT_OFFICE, "柯以宁"),
    ("jinrong", FINANCE_OFFICE, "钱穆之"),
)
"""Departments that answer for what stands in the way: login, unit, name."""


@dataclass(frozen=True)
class Errand:
    """A problem where it has a ``reason``, else a task. ``unit`` does it, about a project of the county ``of``.

    ``due`` is a day, or so many working days. Without a stage it is about no project; ``by`` asks, ``owner`` does it.
    """

    on: date
    of: str
    title: str
    due: date | int
    reason: ItemReason | None = None
    stage: Stage | None = Stage.SIGNED
    unit: str = ""
    source: ItemSource = ItemSource.LIST
    helps: tuple[str, ...] = ()
    by: str = "centre"
    owner: str = ""
    steps: tuple[Step, ...] = ()


def _day(month: int, day: int) -> date:
    return date(YEAR, month, day)


_TILL_JULY = (
    Errand(
        _day(6, 2), "SHOU", "取得供地方案批复，补齐用地预审", 15, ItemReason.LAND, helps=("ziran",),
        steps=(
            report(6, 22, "用地预审意见和供地方案批复均已取得，附批复。", "用地预审意见"),
            close(6, 24, "材料齐全，同意销号。"),
        ),
    ),
    Errand(
        _day(6, 3), "PANJI", "补办环境影响评价审批手续", _day(6, 17), ItemReason.APPROVAL, helps=("huanjing",),
        steps=(
            report(6, 16, "环评报告已受理。"),
            back(6, 18, "只有受理通知，没有批复，批复下来再报。"),
            report(7, 2, "环评批复已取得，含卫生防护距离意见。", "环评批复"),
            close(7, 3),
        ),
    ),
    Errand(
        _day(6, 4), "FENGTAI", "核实投资方到位资金，补交银行进账单", _day(6, 19), ItemReason.FUNDS, Stage.STARTED,
        steps=(report(6, 17, "两笔资金已到监管账户，进账单已上传。", "银行进账单"), close(6, 18)),
    ),
    Errand(
        _day(6, 9), "JINGKAI", "答复设备补助能否与省级政策叠加享受", _day(6, 23), ItemReason.POLICY,
        Stage.NEGOTIATING, PLANNING, helps=("JINGKAI",),
        steps=(
            ask(6, 22, "叠加口径须报省厅，省厅答复预计月底。", (7, 6)),
            grant(6, 23, "同意，省厅答复后两日内转告企业。"),
            report(7, 3, "省厅已答复：可以叠加，合计不超过设备投资的百分之二十。已书面告知企业。"),
            close(7, 6),
        ),
    ),
    Errand(
        _day(6, 15), "TIANJIAAN", "协调招聘首批 120 名一线工人", _day(7, 10), ItemReason.LABOUR,
        Stage.STARTED, LABOUR_OFFICE, helps=("TIANJIAAN",),
        steps=(report(7, 9, "举办两场专场招聘会，签订劳动合同 134 人。", "招聘会签到表"), close(7, 10)),
    ),
    Errand(
        _day(6, 22), "MEIHUA", "完成安全条件审查", _day(7, 7), ItemReason.APPROVAL,
        steps=(
            ask(7, 3, "评价机构报告尚未出具。", (8, 7)),
            refuse(7, 6, "评价机构六月已经进场，请园区派人催办，按原期限完成。"),
            report(7, 14, "安全条件审查意见书已取得。", "安全条件审查意见书"),
            close(7, 16, "同意销号，下次提前告知困难。"),
        ),
    ),
    Errand(
        _day(7, 2), "DATONG", "完成地块平整和附着物清理", _day(7, 22), ItemReason.LAND,
        steps=(
            ask(7, 20, "防汛应急响应期间，人员和机械全部上堤。", (8, 7)),
            grant(7, 21),
            report(8, 6, "地块已平整，达到进场条件。"),
            close(8, 7),
        ),
    ),
    Errand(
        _day(7, 6), "MAOJI", "修复厂区进场道路", _day(7, 24), ItemReason.OTHER, Stage.STARTED,
        steps=(
            ask(7, 21, "道路被内涝积水淹没，退水后才能施工。", (8, 14)),
            grant(7, 22),
            report(8, 13, "路面已修复，货车可以通行。"),
            close(8, 17),
            reopen(9, 10, "雨后路基再次沉降，货车不能通行。", (9, 29)),
        ),
    ),
    Errand(
        _day(7, 10), "GAOXIN", "与意向企业签订保密协议，交换技术资料", _day(7, 31), None, None, source=ItemSource.TRIP,
        steps=(report(7, 29, "两家企业均已签订保密协议，资料已交换。"), close(7, 30)),
    ),
    Errand(
        _day(7, 13), "GAOXIN", "督促首期注册资金到位", _day(7, 31), ItemReason.FUNDS, helps=("jinrong",),
        steps=(report(7, 30, "首期注册资金已到位，验资报告已收。", "验资报告"), close(7, 31)),
    ),
    Errand(
        _day(7, 15), "XIEJIAJI", "办理施工许可", _day(8, 10), ItemReason.APPROVAL,
        steps=(report(8, 11, "施工许可证已核发。", "施工许可证"), close(8, 12)),
    ),
    Errand(
        _day(6, 10), "FENGTAI", "向客商提供三处标准厂房的比选方案", _day(6, 24), None, None, source=ItemSource.VISIT,
        steps=(report(6, 22, "三处厂房的面积、层高、租金和交付时间已书面提供。"), close(6, 23)),
    ),
)  # fmt: skip
_SINCE_AUGUST = (
    Errand(
        _day(8, 3), "BAGONGSHAN", "明确标准厂房租金减免办法", _day(8, 21), ItemReason.POLICY, Stage.NEGOTIATING,
        steps=(report(8, 17, "区政府常务会已通过租金“两免三减半”办法，印发企业。"), close(8, 18)),
    ),
    Errand(
        _day(8, 5), "JINGKAI", "书面答复污水处理能力和接管标准", _day(8, 19), None, None, source=ItemSource.VISIT,
        steps=(report(8, 21, "答复函已寄出，抄送环保部门。", "答复函"), close(8, 24)),
    ),
    Errand(_day(8, 11), "SHOU", "补齐二季度到位资金凭证", _day(9, 18), ItemReason.FUNDS, Stage.STARTED),
    Errand(
        _day(8, 12), "PANJI", "完成地块内 26 户征迁", _day(9, 14), ItemReason.LAND, helps=("ziran",),
        steps=(
            ask(9, 9, "5 户对补偿标准有异议，仍在商谈。", (9, 30)),
            refuse(9, 10, "补偿标准已经公告，请按期完成；确有困难的提交调度会。"),
        ),
    ),
    Errand(
        _day(8, 19), "XIEJIAJI", "商定旧设备搬迁方案", _day(9, 30), ItemReason.OTHER, Stage.NEGOTIATING,
        steps=(cancel(9, 17, "投资方改为新购设备，不再需要搬迁方案。"),),
    ),
    Errand(
        _day(8, 25), "JINGKAI", "落实 80 名技工的定向培训", _day(9, 23), ItemReason.LABOUR, Stage.STARTED,
        helps=("renshe",),
    ),
    Errand(
        _day(8, 26), "GAOXIN", "组织银企对接，落实流动资金贷款", 15, ItemReason.FUNDS, Stage.STARTED,
        FINANCE_OFFICE, helps=("GAOXIN",),
        steps=(report(9, 15, "两家银行授信 3000 万元，首笔已放款。", "授信批复"), close(9, 16)),
    ),
    Errand(
        _day(9, 1), "GAOXIN", "完成节能审查", _day(9, 25), ItemReason.APPROVAL, helps=("fagai",),
        steps=(report(9, 21, "节能审查意见已取得。", "节能审查意见"),),
    ),
    Errand(
        _day(9, 2), "TIANJIAAN", "调整地块控制性详细规划指标", _day(9, 24), ItemReason.LAND, Stage.SIGNED,
        LAND_OFFICE, helps=("TIANJIAAN",),
        steps=(ask(9, 21, "须经规委会审议，九月没有会期。", (10, 16)),),
    ),
    Errand(
        _day(9, 3), "SHOU", "签订土地出让合同", _day(9, 29), ItemReason.LAND, helps=("ziran",),
        steps=(ask(9, 22, "土地挂牌公告期到十月十二日止。", (10, 15)),),
    ),
    Errand(
        _day(9, 4), CENTRE, "起草三季度招商引资通报", _day(9, 30), None, None, source=ItemSource.OTHER,
        by="centre-2", owner="centre",
    ),
    Errand(
        _day(9, 7), "MEIHUA", "补齐危险化学品仓储备案", _day(9, 25), ItemReason.APPROVAL,
        steps=(
            report(9, 16, "备案材料已提交应急部门。"),
            back(9, 18, "提交不是办结，请取得备案回执后再报。"),
        ),
    ),
    Errand(
        _day(9, 7), "FENGTAI", "答复设备补助分期兑付能否写入协议", _day(9, 28), ItemReason.POLICY, Stage.NEGOTIATING,
        helps=("fagai",),
    ),
    Errand(
        _day(9, 8), "XIEJIAJI", "督促首期注册资金到位", _day(9, 30), ItemReason.FUNDS, helps=("jinrong",),
    ),
    Errand(_day(9, 8), "DATONG", "接通施工临时用电", _day(10, 9), ItemReason.OTHER, Stage.STARTED),
    Errand(
        _day(9, 9), "SHOU", "报送三季度重点项目进度和现场照片", _day(9, 28), None, None, source=ItemSource.OTHER,
    ),
    Errand(
        _day(9, 10), "SHOU", "邀请客商国庆后带技术团队复访", _day(10, 12), None, None, source=ItemSource.VISIT,
    ),
    Errand(
        _day(9, 11), "TIANJIAAN", "回访珠三角意向企业，报送跟进名单", _day(9, 30), None, None,
        source=ItemSource.TRIP,
    ),
    Errand(
        _day(9, 14), CENTRE, "汇总大会签约项目落地时间表", _day(9, 21), None, None, source=ItemSource.OTHER,
        owner="centre-3",
    ),
)  # fmt: skip
ERRANDS: Sequence[Errand] = (*_TILL_JULY, *_SINCE_AUGUST)

STUCK = Errand(
    _day(8, 24), "FENGTAI", "落实二期厂房 38 亩用地，设备进场", _day(9, 4), ItemReason.LAND,
    helps=("ziran", "huanjing"),
    steps=(
        ask(9, 2, "二期 38 亩地块尚有 6 户没有搬迁，用地批次未下达，石材切割设备无法进场安装。", (9, 30)),
        refuse(9, 3, "市领导批示八月底前投产。请县里一周内完成搬迁，用地批次由自然资源部门专报。"),
    ),
)  # fmt: skip
STUCK_WHY = "一期厂房已建成；二期 38 亩用地 6 户未搬迁、用地批次未下达，设备不能进场，不能投产。"
