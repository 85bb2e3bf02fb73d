"""What becomes of an agreement on credit and of a first report, with the words that users see."""

from django.db import models


class AgreementKind(models.TextChoices):
    SPLIT = "SPLIT", "分成"
    TRANSFER = "TRANSFER", "移交"


class AgreementState(models.TextChoices):
    """DONE was agreed by everybody, RULED decided by the centre; both have been applied to the project."""

    PROPOSED = "PROPOSED", "待各方同意"
    DONE = "DONE", "各方同意已生效"
    REFUSED = "REFUSED", "有单位不同意"
    RULED = "RULED", "中心裁定已生效"
    DISMISSED = "DISMISSED", "中心裁定不予支持"
    WITHDRAWN = "WITHDRAWN", "提出方已撤回"


class Consent(models.TextChoices):
    PENDING = "PENDING", "待答复"
    CONSENTED = "CONSENTED", "同意"
    REFUSED = "REFUSED", "不同意"


class ReportState(models.TextChoices):
    PENDING = "PENDING", "待中心核定"
    PROTECTED = "PROTECTED", "保护中"
    LAPSED = "LAPSED", "保护已失效"
    CONVERTED = "CONVERTED", "已转为项目"
    REFUSED = "REFUSED", "未获首报"
    DISPUTED = "DISPUTED", "争议待裁定"


class ReportAct(models.TextChoices):
    FILED = "FILED", "登记首报"
    ADMITTED = "ADMITTED", "核定受理"
    REFUSED = "REFUSED", "核定不予受理"
    PROVED = "PROVED", "上传依据"
    PROGRESSED = "PROGRESSED", "报告进展"
    EXTENDED = "EXTENDED", "延长保护"
    LAPSED = "LAPSED", "保护期满失效"
    CONVERTED = "CONVERTED", "转为项目"
    DISPUTED = "DISPUTED", "提出争议"
    RULED = "RULED", "裁定争议"


class Ruling(models.TextChoices):
    FIRST = "FIRST", "认定一方为首报单位"
    SHARED = "SHARED", "双方共享首报"
    SEPARATE = "SEPARATE", "不是同一项目，各自有效"
