"""What a column of a sheet can be: the fields of a project, and what helps to find the project."""

from enum import StrEnum


class FieldKind(StrEnum):
    """How the cells of a field are read: as amounts, numbers, dates, yes or no, credit codes, or text."""

    AMOUNT = "AMOUNT"
    NUMBER = "NUMBER"
    DATE = "DATE"
    BOOL = "BOOL"
    CODE = "CODE"
    TEXT = "TEXT"


class ImportField(StrEnum):
    """An importable column; the value is the name of the project's field, where it has one."""

    __hash__ = str.__hash__

    SEQ = "seq"
    CODE = "code"
    NAME = "name"
    INVESTOR_NAME = "investor_name"
    CREDIT_CODE = "credit_code"
    STAGE = "stage"
    STATUS = "status"
    SUMMARY = "summary"
    UNIT = "unit"
    AREA = "area"
    ORIGIN = "origin"
    INDUSTRY = "industry"
    INDUSTRIAL = "industrial"
    TOTAL = "total"
    SPONSOR = "sponsor"
    CHANNEL = "channel"
    NEGOTIATING_ON = "negotiating_on"
    SIGNED_ON = "signed_on"
    STARTED_ON = "started_on"
    PRODUCING_ON = "producing_on"
    SIGNING_ENTITY = "signing_entity"
    INVESTOR_CODE = "investor_code"
    LOCAL_COMPANY = "local_company"
    LOCAL_CODE = "local_code"
    LOCAL_LEDGER_CODE = "outer_code"
    FIXED = "fixed"
    OUT_OF_PROVINCE = "out_of_province"
    OUTPUT = "output"
    TAX = "tax"
    JOBS = "jobs"
    LAND = "land"
    FLOOR = "floor"
    LAND_KIND = "land_kind"
    PROMOTION = "promotion"
    SOURCE = "source"
    CAPITAL = "capital"
    FORM = "form"
    AGREEMENT = "agreement"
    CHAIN = "chain"
    LEADING = "leading"
    STRATEGIC = "strategic"
    ADDRESS = "address"
    CONSTRUCTION = "construction"
    PLANNED_START = "planned_start"
    PLANNED_FINISH = "planned_finish"
    CONTACT = "contact"
    PHONE = "phone"
    PROGRESS = "progress"
    PROBLEM = "problem"
    REMARK = "remark"

    @property
    def label(self) -> str:
        """The Chinese name, as lists and findings show it."""
        return _LABELS[self.value]

    @property
    def kind(self) -> FieldKind:
        """How its cells are read."""
        return _KINDS.get(self.value, FieldKind.TEXT)


IDENTITY = (
    ImportField.NAME,
    ImportField.INVESTOR_NAME,
    ImportField.LOCAL_COMPANY,
    ImportField.SIGNING_ENTITY,
)
"""By which a row can be known, the best first."""

_LABELS: dict[str, str] = {
    "seq": "序号",
    "code": "项目编码",
    "name": "项目名称",
    "investor_name": "投资方",
    "credit_code": "统一社会信用代码",
    "stage": "阶段",
    "status": "推进状态",
    "summary": "项目简介",
    "unit": "责任单位",
    "area": "落地县区（园区）",
    "origin": "来源地",
    "industry": "行业",
    "industrial": "是否工业",
    "total": "总投资",
    "sponsor": "包保领导",
    "channel": "签约方式",
    "negotiating_on": "开始洽谈日期",
    "signed_on": "签约日期",
    "started_on": "开工日期",
    "producing_on": "投产日期",
    "signing_entity": "签约主体",
    "investor_code": "投资方信用代码",
    "local_company": "项目公司",
    "local_code": "项目公司信用代码",
    "outer_code": "原台账编号",
    "fixed": "固定资产投资",
    "out_of_province": "省外投资",
    "output": "预计年产值",
    "tax": "预计年税收",
    "jobs": "带动就业（人）",
    "land": "用地面积（亩）",
    "floor": "厂房办公面积（平方米）",
    "land_kind": "用地方式",
    "promotion": "招商方式",
    "source": "线索来源",
    "capital": "内外资",
    "form": "投资形态",
    "agreement": "协议类型",
    "chain": "产业链",
    "leading": "是否主导产业",
    "strategic": "是否战新",
    "address": "建设地点",
    "construction": "建设性质",
    "planned_start": "计划开工日期",
    "planned_finish": "计划投产日期",
    "contact": "联系人",
    "phone": "联系电话",
    "progress": "最新进展",
    "problem": "存在问题",
    "remark": "备注",
}
_KINDS: dict[str, FieldKind] = (
    dict.fromkeys(("total", "fixed", "out_of_province", "output", "tax"), FieldKind.AMOUNT)
    | dict.fromkeys(("jobs", "land", "floor"), FieldKind.NUMBER)
    | dict.fromkeys(
        ("negotiating_on", "signed_on", "started_on", "producing_on", "planned_start", "planned_finish"),
        FieldKind.DATE,
    )
    | dict.fromkeys(("industrial", "leading", "strategic"), FieldKind.BOOL)
    | dict.fromkeys(("credit_code", "investor_code", "local_code"), FieldKind.CODE)
)
