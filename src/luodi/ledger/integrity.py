"""Read a city's whole ledger and say what breaks its promises; a sound ledger yields nothing."""

from django.db import connection
from django.db.models import Count, F, Max, Min, Q, Sum

from luodi.audit.models import AuditRecord
from luodi.kernel.findings import Finding
from luodi.ledger import guards
from luodi.ledger.models import Credit, Entry, Fact, Head
from luodi.ledger.rules import WHOLE
from luodi.organisation.models import City

_SHOWN = 20


def check(city: City) -> list[Finding]:
    """Return what is wrong, the first twenty of each kind.

    Checked: entries numbered without gaps and recorded in their order, the head at the end; facts recorded and
    ended at their entries' moments; one live version per fact; shares that make a whole; a trail for each entry;
    the database's own guards.
    """
    return [
        *_entries(city),
        *_facts(city),
        *_shares(city),
        *(Finding("数据库", "guard.missing", f"缺少保护：{name}") for name in guards.missing(connection)),
    ]


def _entries(city: City) -> list[Finding]:
    entries = Entry.objects.filter(city=city)
    ends = entries.aggregate(
        n=Count("id"), first=Min("number"), last=Max("number"), moment=Max("recorded_at")
    )
    head = Head.objects.filter(city=city).first()
    found = []
    if ends["n"] and (ends["first"], ends["last"]) != (1, ends["n"]):
        found.append(
            Finding("流水", "entry.gap", f"共 {ends['n']} 笔，编号却为 {ends['first']} 至 {ends['last']}")
        )
    if head and ends["n"] and (head.number, head.recorded_at) != (ends["last"], ends["moment"]):
        found.append(Finding("账簿末端", "head.behind", f"末端为 {head.number}，最后一笔为 {ends['last']}"))
    moments = entries.order_by("number").values_list("number", "recorded_at")
    previous = None
    for number, moment in moments.iterator():
        if previous is not None and moment <= previous:
            found.append(Finding(f"流水 {number}", "entry.order", "登记时间不晚于上一笔"))
        previous = moment
    trailed = AuditRecord.objects.filter(city_id=city.pk, entry_no__isnull=False).values("entry_no")
    for entry in entries.exclude(number__in=trailed)[:_SHOWN]:
        found.append(Finding(f"流水 {entry.number}", "entry.untrailed", "没有操作日志"))
    return found[:_SHOWN]


def _facts(city: City) -> list[Finding]:
    facts = Fact.objects.filter(city=city)
    astray = facts.filter(
        ~Q(recorded_at=F("entry__recorded_at"))
        | ~Q(entry__city=city)
        | (Q(superseded_by__isnull=False) & ~Q(superseded_at=F("superseded_by__recorded_at")))
    )
    found = [Finding(f"事实 {fact.pk}", "fact.moment", "时间与所属流水不一致") for fact in astray[:_SHOWN]]
    twice = facts.live().values("ordinal").annotate(n=Count("id")).filter(n__gt=1).order_by("ordinal")
    found += [
        Finding(f"事实 {row['ordinal']}", "fact.versions", f"有 {row['n']} 个同时有效的版本")
        for row in twice[:_SHOWN]
    ]
    return found


def _shares(city: City) -> list[Finding]:
    sums = Credit.objects.filter(fact__city=city).values("fact").annotate(whole=Sum("basis_points"))
    found = [
        Finding(f"事实 {row['fact']}", "credit.whole", f"各单位份额合计 {row['whole']}，应为 {WHOLE}")
        for row in sums.exclude(whole=WHOLE).order_by("fact")[:_SHOWN]
    ]
    unshared = Fact.objects.filter(city=city, is_shared=True, credits__isnull=True)
    return found + [
        Finding(f"事实 {fact.pk}", "credit.absent", "标为共享却没有份额") for fact in unshared[:_SHOWN]
    ]
