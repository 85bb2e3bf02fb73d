"""What an investor gets to read of an opportunity: one page, in Chinese or English, the same on screen and paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from luodi.kernel.findings import Refusal
from luodi.kernel.money import Yuan
from luodi.opportunities.choices import Language, OpportunityState, PartnerMode
from luodi.opportunities.models import Opportunity, OpportunityPhoto, OpportunityText, OpportunityVersion
from luodi.opportunities.selectors import current_versions, text_in
from luodi.projects.words import masked_phone
from luodi.refdata import areas, industries

_FEN_PER_MILLION = 100_000_000
_ENGLISH_MODES = {
    PartnerMode.ANY: "Wholly owned, joint venture or cooperation",
    PartnerMode.SOLE: "Wholly owned by the investor",
    PartnerMode.JOINT: "Joint venture",
    PartnerMode.COOPERATION: "Cooperation",
    PartnerMode.FRANCHISE: "Concession",
    PartnerMode.TO_DISCUSS: "To be discussed",
}
_ENGLISH_STATES = {
    OpportunityState.OPEN: "Open for investment",
    OpportunityState.TALKS: "In talks with an investor",
    OpportunityState.MATCHED: "Taken",
    OpportunityState.CLOSED: "No longer on offer",
}
_TITLES = {
    "content": ("建设内容", "Project"),
    "scale": ("建设规模", "Scale"),
    "conditions": ("建设条件", "Site and conditions"),
    "benefits": ("效益分析", "Expected benefits"),
    "partnering": ("合作说明", "Partnership"),
}
LABELS = {
    Language.ZH: {
        "heading": "招商项目",
        "amount": "投资规模",
        "industry": "行业",
        "place": "建设地点",
        "mode": "合作方式",
        "state": "状态",
        "contact": "联系单位和联系人",
        "phone": "联系电话",
        "edition": "版本",
        "page_of": "招商项目册",
        "contents": "目录",
    },
    Language.EN: {
        "heading": "Investment opportunity",
        "amount": "Investment",
        "industry": "Industry (GB/T 4754)",
        "place": "Location",
        "mode": "Form of cooperation",
        "state": "Status",
        "contact": "Contact",
        "phone": "Telephone",
        "edition": "Edition",
        "page_of": "Investment Opportunities",
        "contents": "Contents",
    },
}


@dataclass(frozen=True)
class Profile:
    """``rows`` are label and value, ``sections`` title and text; ``photos`` in the order of adding."""

    code: str
    language: Language
    name: str
    rows: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, str], ...]
    photos: tuple[OpportunityPhoto, ...] = ()

    @property
    def heading(self) -> str:
        return LABELS[self.language]["heading"]


def profiles_of(
    rows: Sequence[Opportunity], language: Language, *, numbers_in_full: frozenset[int] = frozenset()
) -> list[Profile]:
    """Return the profiles of those that are written in the language, in their order.

    ``numbers_in_full`` are the ids of those whose telephone number is not masked; the caller notes who got them.
    """
    versions = current_versions(rows)
    photos: dict[int, list[OpportunityPhoto]] = {}
    shown = OpportunityPhoto.objects.filter(opportunity__in=[row.pk for row in rows], is_off=False)
    for photo in shown.select_related("file"):
        photos.setdefault(photo.opportunity_id, []).append(photo)
    found = []
    for row in rows:
        version = versions.get(row.pk)
        text = text_in(version, language) if version else None
        if version and text:
            pictures = tuple(photos.get(row.pk, ()))
            phone = version.phone if row.pk in numbers_in_full else masked_phone(version.phone)
            found.append(_profile(row, version, text, language, phone, pictures))
    return found


def _profile(
    row: Opportunity,
    version: OpportunityVersion,
    text: OpportunityText,
    language: Language,
    phone: str,
    photos: tuple[OpportunityPhoto, ...],
) -> Profile:
    label = LABELS[language]
    english = language == Language.EN
    mode, state = PartnerMode(version.mode), OpportunityState(row.state)
    told = (
        (label["amount"], amount_in(row.amount_fen, language)),
        (label["industry"], _industry(row.industry, language)),
        (label["place"], text.place or ("" if english else _area(row.area))),
        (label["mode"], _ENGLISH_MODES[mode] if english else mode.label),
        (label["state"], _ENGLISH_STATES[state] if english else state.label),
        (label["contact"], text.contact or ("" if english else row.unit.name)),
        (label["phone"], phone),
        (label["edition"], str(version.year)),
    )
    sections = (
        (titles[1 if english else 0], getattr(text, name).strip()) for name, titles in _TITLES.items()
    )
    return Profile(
        code=row.code,
        language=language,
        name=text.name,
        rows=tuple(pair for pair in told if pair[1]),
        sections=tuple(pair for pair in sections if pair[1]),
        photos=photos,
    )


def amount_in(fen: int, language: Language) -> str:
    """Return the amount as a reader of the language has it: 亿元, or millions of RMB."""
    if language == Language.ZH:
        return f"{Yuan(fen).to_yi(4):,f}".rstrip("0").rstrip(".") + " 亿元"
    return f"RMB {Decimal(fen) / _FEN_PER_MILLION:,.2f}".rstrip("0").rstrip(".") + " million"


def _industry(code: str, language: Language) -> str:
    if language == Language.EN:
        return f"{industries.english_name(code)} ({code})"
    try:
        return industries.industry(code).name
    except Refusal:
        return code


def _area(code: str) -> str:
    try:
        return areas.area(code).name if code else ""
    except Refusal:
        return code
