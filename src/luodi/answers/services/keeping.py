"""Write answers into the book, write them anew, let them be used, and take them out of use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from luodi.answers.choices import EntryState
from luodi.answers.models import BookAnswer, BookEntry, BookFigure
from luodi.answers.policies import require_adopter, require_keeper
from luodi.answers.selectors.ageing import now_said
from luodi.answers.selectors.tracing import Trace, carried, traced
from luodi.audit import services as audit
from luodi.enterprises import numbering
from luodi.figures.indicators import indicator
from luodi.kernel.asof import AsOf
from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account
from luodi.publishing.choices import FigureState
from luodi.publishing.composing.nodes import Nature

TARGET = "book_entry"
LONGEST = 4000


class BookRefused(Refusal):
    """An answer that can't be kept or used like this."""


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """``traces`` are the numbers of the answer whose figures are known already."""

    question: str
    text: str
    tags: str = ""
    review_on: date | None = None
    traces: Sequence[Trace] = ()


@transaction.atomic
def write_entry(new: NewEntry, *, actor: Account, at: datetime, once: str = "") -> BookEntry:
    """Write a question and its answer into the book; it is used once another person has adopted it.

    Raises: BookRefused for a blank question or answer; NotAllowed.
    """
    require_keeper(actor)
    year = timezone.localtime(at).year
    (code,) = numbering.take(city_id=actor.city_id, prefix="DW", year=year, n=1)
    if once and (known := BookEntry.objects.filter(city_id=actor.city_id, once=once).first()):
        return known
    row = BookEntry.objects.create(
        city_id=actor.city_id,
        code=code,
        question=_filled(new.question, "问题", "question", 300),
        tags=_tags(new.tags),
        review_on=new.review_on,
        once=once,
        created_at=at,
        created_by=actor,
    )
    _write(row, new.text, new.traces, 1, "", actor, at)
    audit.record(audit.Note("登记答问", TARGET, row.code, row.question), actor=actor, at=at)
    return row


@transaction.atomic
def rewrite_answer(
    *,
    entry: BookEntry,
    text: str,
    remark: str,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> BookAnswer:
    """Write the answer anew; numbers that stay keep what they refer to, and the entry waits to be adopted again.

    Raises: BookRefused for a text that is blank or the same, without a word why; NotAllowed, EditedMeanwhile.
    """
    require_keeper(actor)
    row = _locked(entry, expected_version)
    before = row.answers.order_by("-number").prefetch_related("figures")[0]
    said = _filled(text, "答复", "text", LONGEST)
    if said == before.text:
        raise BookRefused("答复没有改动", field="text")
    traces = carried(before.text, said, [_trace(one) for one in before.figures.all()])
    why = _filled(remark, "修改说明", "remark", 200)
    answer = _write(row, said, traces, before.number + 1, why, actor, at)
    row.state = EntryState.DRAFT
    _save(row, "改写答复", {"答复": [before.text[:200], said[:200]], "修改说明": ["", why]}, actor, at)
    return answer


@transaction.atomic
def change_entry(
    *,
    entry: BookEntry,
    question: str,
    tags: str,
    review_on: date | None,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> BookEntry:
    """Change the question, its tags and the day of its review.    Raises: BookRefused, NotAllowed, EditedMeanwhile."""
    require_keeper(actor)
    row = _locked(entry, expected_version)
    before = (row.question, row.tags, row.review_on)
    row.question, row.tags, row.review_on = _filled(question, "问题", "question", 300), _tags(tags), review_on
    labels = ("问题", "标签", "复核日期")
    after = (row.question, row.tags, row.review_on)
    changes = {
        label: [str(old or ""), str(new or "")]
        for label, old, new in zip(labels, before, after, strict=True)
        if old != new
    }
    _save(row, "修改答问", changes, actor, at)
    return row


@transaction.atomic
def adopt_answer(
    *, entry: BookEntry, actor: Account, at: datetime, expected_version: int | None = None
) -> BookAnswer:
    """Let the latest answer be used.

    Raises: BookRefused for one's own text, for one that is used already, and while one of its numbers is not what the
    ledger says; NotAllowed, EditedMeanwhile.
    """
    require_adopter(actor)
    row = _locked(entry, expected_version)
    answer = row.answers.order_by("-number").select_related("written_by").prefetch_related("figures")[0]
    if answer.adopted_at is not None and row.state == EntryState.ADOPTED:
        raise BookRefused("这一版答复已经在用")
    if answer.written_by_id == actor.pk:
        raise BookRefused("不能启用自己写的答复，请由另一位同事核对后启用")
    if wrong := _wrong(row, answer):
        raise BookRefused(f"有 {len(wrong)} 个数与台账不一致，请先改写：{'；'.join(wrong)}")
    answer.adopted_at, answer.adopted_by = at, actor
    answer.save(update_fields=["adopted_at", "adopted_by"])
    row.state = EntryState.ADOPTED
    _save(row, "启用答复", {"第几版": ["", answer.number]}, actor, at)
    return answer


@transaction.atomic
def retire_entry(*, entry: BookEntry, reason: str, actor: Account, at: datetime) -> BookEntry:
    """Take an entry out of use; it can be written anew and adopted again.    Raises: BookRefused, NotAllowed."""
    require_keeper(actor)
    row = _locked(entry, None)
    if row.state == EntryState.RETIRED:
        raise BookRefused("这条答问已经停用")
    row.state = EntryState.RETIRED
    _save(row, "停用答问", {"停用原因": ["", _filled(reason, "停用原因", "reason", 200)]}, actor, at)
    return row


def _wrong(entry: BookEntry, answer: BookAnswer) -> list[str]:
    """Return the numbers of an answer that are not what the ledger says at present."""
    figures = list(answer.figures.all())
    now = now_said(entry.city, figures, ledger.resolve(entry.city))
    return [
        f"{indicator(one.code).name}文中“{one.found}”，台账“{said.text}”"
        for one, said in zip(figures, now, strict=True)
        if one.found != said.text
    ]


def _locked(entry: BookEntry, expected: int | None) -> BookEntry:
    row = BookEntry.objects.select_for_update().get(pk=entry.pk)
    check_version(
        city_id=row.city_id, target_kind=TARGET, target_code=row.code, expected=expected, version=row.version
    )
    return row


def _save(
    row: BookEntry,
    act: str,
    changes: dict[str, list[object]] | dict[str, list[str]],
    actor: Account,
    at: datetime,
) -> None:
    told: dict[str, list[object]] = {label: [*pair] for label, pair in changes.items()}
    told["version"] = [row.version, row.version + 1]
    row.version += 1
    row.save(update_fields=["question", "tags", "review_on", "state", "version"])
    audit.record(audit.Note(act, TARGET, row.code, row.question, told), actor=actor, at=at)


def _write(
    row: BookEntry, text: str, known: Sequence[Trace], number: int, remark: str, actor: Account, at: datetime
) -> BookAnswer:
    said = _filled(text, "答复", "text", LONGEST)
    as_of = ledger.resolve(row.city)
    traces = traced(said, known, city=row.city, today=day_of(at), as_of=as_of)
    answer = BookAnswer.objects.create(
        entry=row,
        number=number,
        text=said,
        as_of=as_of.moment,
        known_entry=as_of.entry or 0,
        remark=remark,
        written_at=at,
        written_by=actor,
    )
    _write_figures(row, answer, traces, as_of)
    return answer


def _write_figures(row: BookEntry, answer: BookAnswer, traces: Sequence[Trace], as_of: AsOf) -> None:
    """Keep what each number refers to, and what the ledger says of it: a number that says otherwise is marked."""
    rows = [
        BookFigure(
            answer=answer,
            place=place,
            code=one.code,
            nature=one.nature.value,
            first=one.period.first,
            last=one.period.last,
            scope=one.scope,
            definition=indicator(one.code, one.period.last).version,
            shown=one.shown[:60],
            found=one.found[:60],
            start=one.start,
            end=one.end,
            state=FigureState.INTACT,
        )
        for place, one in enumerate(traces, start=1)
    ]
    for one, said in zip(rows, now_said(row.city, rows, as_of), strict=True):
        one.shown = said.text
        one.state = FigureState.INTACT if one.found == said.text else FigureState.CHANGED
    BookFigure.objects.bulk_create(rows)


def _trace(figure: BookFigure) -> Trace:
    return Trace(
        code=figure.code,
        nature=Nature(figure.nature),
        period=figure.period,
        scope=figure.scope,
        shown=figure.found,
        found=figure.found,
        start=figure.start,
        end=figure.end,
        state=FigureState(figure.state),
    )


def _filled(text: str, what: str, field: str, longest: int) -> str:
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise BookRefused(f"请填写{what}", field=field)
    if len(said) > longest:
        raise BookRefused(f"{what}最多 {longest} 个字，现在是 {len(said)} 个字", field=field)
    return said


def _tags(text: str) -> str:
    for mark in "，,；; 　":
        text = text.replace(mark, "、")
    return "、".join(dict.fromkeys(one for one in text.split("、") if one))
