"""What stands around every page: who looks, as of when, at which part of the city, and the menu that fits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import cast

from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.utils import timezone

from luodi.desk.sections import SCOPED, TIMELESS
from luodi.desk.selectors import inbox
from luodi.desk.selectors.inbox_rows import Who
from luodi.figures.scopes import Dimension, Scope
from luodi.filing import selectors as filings
from luodi.filing.rules import month_label
from luodi.kernel.asof import AsOf, parse_moment
from luodi.ledger import services as ledger
from luodi.notices import selectors as notices
from luodi.organisation import clock, policies
from luodi.organisation.choices import Role, UnitKind
from luodi.organisation.models import Account, City
from luodi.organisation.policies import Reach
from luodi.projects.policies import get_project
from luodi.publishing.policies import reads_drafts
from luodi.recognition import policies as recognition
from luodi.refdata import areas
from luodi.ui import addresses

AS_OF, SCOPE = "as_of", "scope"


@dataclass(frozen=True)
class Entry:
    """A line of the menu; ``section`` is the view that it leads to."""

    view: str
    title: str
    is_for: Callable[[Reach], bool]


@dataclass(frozen=True)
class Group:
    title: str
    entries: tuple[Entry, ...]
    is_open: bool = False


@dataclass(frozen=True)
class Offer:
    """Something that can be chosen in the head of the page."""

    label: str
    href: str
    is_current: bool = False


@dataclass(frozen=True)
class Offers:
    title: str
    entries: tuple[Offer, ...]


def reads_business(reach: Reach) -> bool:
    return bool(reach.roles) and not reach.is_administrator


def writes(reach: Reach) -> bool:
    return reach.writes


def verifies(reach: Reach) -> bool:
    return reach.verifies


def runs_system(reach: Reach) -> bool:
    return policies.may_open_accounts(reach) or policies.may_read_trail(reach)


def keeps_lists(reach: Reach) -> bool:
    """Whether the account keeps what the whole city works with."""
    return reach.keeps_city


def has_role(reach: Reach) -> bool:
    return bool(reach.roles)


FEW = 12
"""As many entries of the menu can stand open at once."""
MENU = (
    Group(
        "",
        (
            Entry("home", "首页", reads_business),
            Entry("waiting", "等我认定", recognition.judges),
            Entry("actions", "待办事项", reads_business),
            Entry("road", "路上记会谈", writes),
        ),
    ),
    Group(
        "项目",
        (
            Entry("projects", "项目台账", reads_business),
            Entry("samples", "抽查", reads_business),
            Entry("duplicates", "疑似重复", reads_business),
            Entry("firsts", "首报首谈", reads_business),
            Entry("agreements", "分成与移交", reads_business),
            Entry("rosters", "项目名单", reads_business),
            Entry("signings", "活动签约", reads_business),
            Entry("imports", "导入", writes),
            Entry("bulks", "成批修改", lambda reach: reach.writes or reach.verifies),
        ),
    ),
    Group(
        "线索与企业",
        (
            Entry("leads", "线索", reads_business),
            Entry("firms", "企业", reads_business),
            Entry("above-scale", "规上与培育", reads_business),
            Entry("directory", "名录", reads_business),
            Entry("advisers", "招商顾问", reads_business),
            Entry("agencies", "委托机构", reads_business),
            Entry("opportunities", "招商项目库", reads_business),
            Entry("chains", "产业链", reads_business),
        ),
    ),
    Group(
        "活动",
        (
            Entry("trips", "外出招商", reads_business),
            Entry("visits", "来访接待", reads_business),
            Entry("events", "招商活动", reads_business),
            Entry("meetings", "会谈", reads_business),
            Entry("calendar", "日历", reads_business),
            Entry("map", "地图", reads_business),
            Entry("teams", "招商队伍", reads_business),
            Entry("lumps", "月度汇总数", reads_business),
        ),
    ),
    Group(
        "调度",
        (
            Entry("leader", "领导工作台", lambda reach: Role.LEADER in reach.roles),
            Entry("sponsorships", "领导包保", reads_business),
            Entry("sponsorships-mine", "我的专班", writes),
            Entry("instructions", "领导批示", reads_business),
            Entry("worklists", "清单", reads_business),
            Entry("reviews", "调度会", reads_business),
        ),
    ),
    Group(
        "目标考核",
        (
            Entry("targets", "目标任务", reads_business),
            Entry("targets-cascade", "目标分解", reads_business),
            Entry("targets-plans", "年度计划", reads_business),
            Entry("assessment", "考核", reads_business),
            Entry("inputs", "考核数据", reads_business),
            Entry("points", "加减分事项", reads_business),
            Entry("ratings", "评议", reads_business),
            Entry("appraisals", "自评", reads_business),
            Entry("objections", "考核异议", reads_business),
            Entry("lists", "红黑榜", reads_business),
            Entry("citations", "通报和证书", reads_business),
        ),
    ),
    Group(
        "数据",
        (
            Entry("explorer", "数据查询", reads_business),
            Entry("indicators", "指标口径", reads_business),
            Entry("filing", "月报填报", reads_business),
            Entry("exports", "我的导出", reads_business),
        ),
    ),
    Group(
        "发布",
        (
            Entry("pieces", "文稿", reads_drafts),
            Entry("press", "对数", reads_business),
            Entry("register", "发布登记簿", reads_business),
            Entry("countersigns", "文稿会签", reads_business),
            Entry("ask", "问数", reads_business),
            Entry("book", "答问库", reads_business),
            Entry("open-data", "公开数据", reads_business),
        ),
    ),
    Group(
        "系统",
        (
            Entry("units", "单位", has_role),
            Entry("people", "人员", has_role),
            Entry("checklist", "里程碑清单", keeps_lists),
            Entry("calendar-days", "工作日", has_role),
            Entry("accounts", "账号与授权", policies.may_see_accounts),
            Entry("trail", "操作日志", policies.may_read_trail),
            Entry("jobs", "后台任务", runs_system),
            Entry("message-servers", "消息发送", policies.may_run_system),
            Entry("health", "系统健康", runs_system),
        ),
    ),
)


@dataclass(frozen=True)
class Frame:
    """The page's surroundings; ``as_of`` is None for the present."""

    request: HttpRequest
    account: Account
    reach: Reach
    section: str
    as_of: AsOf | None
    scope: Scope
    now: datetime

    @classmethod
    def of(cls, request: HttpRequest, section: str) -> "Frame":
        """Read the surroundings from the address.    Raises: MomentRefused, ScopeRefused, Http404."""
        account = cast(Account, request.user)
        now = clock.now(account.city)
        moment = _moment(request.GET.get(AS_OF, ""), now)
        on = timezone.localdate(moment or now)
        scope = Scope.parse(request.GET.get(SCOPE, ""), city=account.city, on=on)
        for part in scope.parts:
            if part.dimension == Dimension.PROJECT:
                get_project(part.key, account)
        return cls(
            request=request,
            account=account,
            reach=policies.reach_of(account),
            section=section,
            as_of=ledger.resolve(account.city, moment) if moment else None,
            scope=scope,
            now=now,
        )

    @cached_property
    def known(self) -> AsOf:
        """The as-of of every figure on the page, resolved once: no two of them stand at different entries."""
        return self.as_of or ledger.resolve(self.city)

    @cached_property
    def unread(self) -> int:
        """How many notices the account has not read."""
        return notices.unread_count(self.account)

    @property
    def who(self) -> Who:
        return inbox.who_is(self.account, self.reach, self.now)

    @cached_property
    def n_waiting(self) -> int:
        """How many things wait for the account: the rows of its inbox; nothing waits in the past."""
        return 0 if self.is_past else inbox.count(self.who)

    @cached_property
    def closed_through(self) -> str:
        """The last month that is closed (2020年7月), for forms that are dated; nothing while there is none."""
        month = filings.last_closed(self.city)
        return month_label(month) if month else ""

    @property
    def city(self) -> City:
        return self.account.city

    @property
    def is_past(self) -> bool:
        return self.as_of is not None

    @property
    def is_timeless(self) -> bool:
        return self.section in TIMELESS

    @property
    def shown_at(self) -> datetime:
        """The moment of knowledge of everything on the page."""
        return self.as_of.moment if self.as_of else self.now

    @property
    def today(self) -> date:
        """The day that 今年 and 本月 are said on: the last one of which the as-of knows anything.

        As of 1 August, 00:00, it is 31 July.
        """
        return timezone.localdate(self.shown_at - timedelta(microseconds=1 if self.is_past else 0))

    @property
    def as_of_text(self) -> str:
        return timezone.localtime(self.shown_at).strftime("%Y-%m-%dT%H:%M")

    @property
    def latest_text(self) -> str:
        return timezone.localtime(self.now).strftime("%Y-%m-%dT%H:%M")

    @cached_property
    def carried(self) -> dict[str, str]:
        """What every link of the page carries on."""
        carried = {AS_OF: self.as_of_text} if self.is_past else {}
        return carried | ({SCOPE: self.scope.text} if self.scope.parts else {})

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The present query without the as-of, for the form that sets another one."""
        query = self.request.GET
        return [
            (name, value) for name in query for value in query.getlist(name) if name not in (AS_OF, "page")
        ]

    @property
    def now_href(self) -> str:
        return addresses.here_with(self.request, **{AS_OF: None})

    @property
    def reads_business(self) -> bool:
        return reads_business(self.reach)

    @property
    def may_write(self) -> bool:
        """Whether forms are open: they are closed while the page shows the past."""
        return self.reach.writes and not self.is_past

    @property
    def keeps_city(self) -> bool:
        """Whether the account writes for the whole city, as the centre does."""
        return self.reach.keeps_city and not self.is_past

    @property
    def may_verify(self) -> bool:
        return self.reach.verifies and not self.is_past

    @property
    def roles(self) -> str:
        return "、".join(sorted(role.label for role in self.reach.roles)) or "尚未授权"

    @property
    def menu(self) -> list[Group]:
        """Return the groups with something for this account; open are that of the page and, where few are, all."""
        found = [
            (group.title, tuple(one for one in group.entries if one.is_for(self.reach))) for group in MENU
        ]
        few = sum(len(entries) for _, entries in found) <= FEW
        return [
            Group(title, entries, few or any(one.view == self.section for one in entries))
            for title, entries in found
            if entries
        ]

    @property
    def moments(self) -> list[Offer]:
        """Moments that people often ask for: the beginnings of today, of this and earlier months."""
        today = timezone.localdate(self.now)
        named = [("现在", None), (f"今天零时（{today.isoformat()}）", today)]
        first = today.replace(day=1)
        for _ in range(4):
            before = first - timedelta(days=1)
            named.append((f"{before.year}年{before.month}月底（{first.isoformat()} 零时）", first))
            first = before.replace(day=1)
        present = self.as_of_text if self.is_past else None
        return [self._moment_offer(label, day, present) for label, day in named]

    def _moment_offer(self, label: str, day: date | None, present: str | None) -> Offer:
        text = f"{day.isoformat()}T00:00" if day else None
        return Offer(label, addresses.here_with(self.request, **{AS_OF: text}), is_current=text == present)

    @property
    def scopes(self) -> list[Offers]:
        """Scopes that people often look at; nothing on pages that have none."""
        if self.section not in SCOPED:
            return []
        own = self.account.unit
        kinds = [(f"kind:{kind.value}", kind.label) for kind in UnitKind if kind != UnitKind.CITY]
        places = [(f"area:{area.code}", area.name) for area in areas.areas_of(self.city.code, self.today)]
        groups = (
            ("", [("city", "全市"), *([(f"unit:{own.code}", own.short_name)] if own.parent_id else [])]),
            ("按落地县区（园区）", places),
            ("按单位类别", kinds),
        )
        return [Offers(title, tuple(self._scope_offer(*one) for one in found)) for title, found in groups]

    def _scope_offer(self, text: str, label: str) -> Offer:
        href = addresses.here_with(self.request, **{SCOPE: None if text == "city" else text})
        return Offer(label, href, is_current=text == self.scope.text)

    @property
    def messages(self) -> Iterable[Message]:
        return get_messages(self.request)


def _moment(text: str, now: datetime) -> datetime | None:
    """Read the as-of of an address; the present and what lies after it are now."""
    if not text.strip():
        return None
    moment = parse_moment(text, tz=timezone.get_default_timezone())
    return moment if moment < now else None
