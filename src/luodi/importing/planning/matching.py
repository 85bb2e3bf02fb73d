"""Which project of the ledger a row speaks of: by its key column, by the code of an older ledger, or by its names.

Only projects that the clerk writes for are found here; what others have is a matter of duplicates.
"""

import re
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from luodi.importing.choices import RowClass
from luodi.importing.planning.drafts import CODE, Draft
from luodi.importing.planning.keys import Keys
from luodi.importing.planning.resolving import Setting
from luodi.kernel.names import normal_name
from luodi.projects.choices import Field
from luodi.projects.models import Project

_CHUNK = 500
_KEY = re.compile(r"(?P<code>P[0-9]{4}-[0-9]{4,})(?:\s*[#@/·]\s*(?P<version>[0-9]+))?", re.IGNORECASE)
_CREDIT_CODES = (Field.LOCAL_CODE.value, Field.INVESTOR_CODE.value)
OUTER = Field.LOCAL_LEDGER_CODE.value


def key_of(project: Project) -> str:
    """Return what stands in the key column of a unit's template: the code and the version it was filled in on."""
    return f"{project.code}#{project.version}"


def match(drafts: Sequence[Draft], setting: Setting, keys: Keys) -> None:
    """Let each readable row know its project, if the ledger has it.    Shape: a few queries per 500 rows."""
    mine = writable(setting)
    _by_key(drafts, mine)
    _by_outer_code([one for one in drafts if _is_open(one) and OUTER in one.given], mine)
    _by_names([one for one in drafts if _is_open(one) and one.name and keys.has_name(one.name)], mine, keys)


def writable(setting: Setting) -> "QuerySet[Project]":
    rows = Project.objects.of(setting.city.pk)
    rows = rows if setting.reach.writes_in is None else rows.filter(unit_id__in=setting.reach.writes_in)
    return rows.select_related("unit", "enterprise", "sponsor", "subject", "city", "detail", "plan")


def _is_open(draft: Draft) -> bool:
    return draft.project is None and draft.kind is not RowClass.REFUSED


def _by_key(drafts: Sequence[Draft], mine: "QuerySet[Project]") -> None:
    keyed: dict[str, list[tuple[Draft, str]]] = {}
    for draft in drafts:
        if (text := draft.given.get(CODE)) is None:
            continue
        if (found := _KEY.fullmatch(str(text).strip())) is None:
            draft.refuse(
                CODE,
                f"“{str(text)[:40]}”不是落地的项目编号",
                "如 P2020-0001；不是落地编号的列请改选“原台账编号”",
            )
        else:
            keyed.setdefault(found["code"].upper(), []).append((draft, found["version"] or ""))
    known = {project.code: project for project in _found(mine, "code", keyed)}
    for code, rows in keyed.items():
        for draft, version in rows:
            _take_keyed(draft, known.get(code), code, version)


def _take_keyed(draft: Draft, project: Project | None, code: str, version: str) -> None:
    if project is None:
        draft.refuse(CODE, f"没有编号为 {code} 的项目，或它不归您填报", "留空表示新项目")
    elif version and int(version) != project.version:
        draft.refuse(
            CODE,
            f"{code} 在下载模板之后又被修改过（当时第 {version} 版，现为第 {project.version} 版）",
            "请下载新的模板再改",
        )
    else:
        draft.project = project


def _by_outer_code(drafts: Sequence[Draft], mine: "QuerySet[Project]") -> None:
    coded: dict[str, list[Draft]] = {}
    for draft in drafts:
        coded.setdefault(str(draft.given[OUTER]), []).append(draft)
    for project in _found(mine, f"detail__{OUTER}", coded):
        for draft in coded[project.detail.outer_code]:
            if not draft.name or normal_name(draft.name) == normal_name(project.name):
                draft.project = project


def _by_names(drafts: Sequence[Draft], mine: "QuerySet[Project]", keys: Keys) -> None:
    named: dict[str, list[Draft]] = {}
    for draft in drafts:
        named.setdefault(keys[draft.name], []).append(draft)
    candidates: dict[str, list[Project]] = {}
    for project in _found(mine, "name_key", named):
        candidates.setdefault(project.name_key, []).append(project)
    for key, projects in candidates.items():
        for draft in named[key]:
            same = [project for project in projects if _is_same(draft, project)]
            if len(same) == 1:
                draft.project = same[0]
            elif same:
                codes = "、".join(project.code for project in same[:5])
                draft.refuse(
                    Field.NAME.value, f"台账里有多个同名项目：{codes}", "请加一列落地项目编号，写明是哪一个"
                )


def _is_same(draft: Draft, project: Project) -> bool:
    """Whether name and credit code, or name and investor, are the same; a row without an investor goes by its name."""
    if normal_name(draft.name) != normal_name(project.name):
        return False
    detail = getattr(project, "detail", None)
    for field in _CREDIT_CODES:
        given, held = draft.given.get(field), getattr(detail, field, "")
        if given and held:
            return bool(given == held)
    if not draft.investor or not project.investor_name:
        return True
    return normal_name(draft.investor) == normal_name(project.investor_name)


def _found(mine: "QuerySet[Project]", column: str, wanted: Iterable[str]) -> Iterable[Project]:
    keys = sorted(wanted)
    for start in range(0, len(keys), _CHUNK):
        yield from mine.filter(**{f"{column}__in": keys[start : start + _CHUNK]})


def repeated(drafts: Sequence[Draft], keys: Keys) -> None:
    """Let a row know when another row of the workbook speaks of the same project: the first of them counts."""
    alike: dict[object, list[Draft]] = {}
    for draft in drafts:
        if draft.kind is RowClass.REFUSED:
            continue
        if draft.project is not None:
            alike.setdefault(draft.project.pk, []).append(draft)
        elif draft.name:
            alike.setdefault((keys[draft.name], draft.unit.pk), []).append(draft)
    for group in alike.values():
        if len(group) > 1:
            _tell_repeated(group)


def _tell_repeated(group: Sequence[Draft]) -> None:
    seen: dict[object, Draft] = {}
    for draft in group:
        key = draft.project.pk if draft.project else (normal_name(draft.name), normal_name(draft.investor))
        first = seen.setdefault(key, draft)
        if first is not draft:
            draft.kind = RowClass.DUPLICATE
            draft.note = f"与“{first.sheet}”第 {first.row} 行是同一个项目"
