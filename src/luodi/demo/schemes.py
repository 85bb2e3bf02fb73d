"""Who is assessed together in 2020, and by what: the schemes are drafted, tried, changed and put into force."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from importlib import resources

from luodi.assessment import services
from luodi.assessment.choices import GroupKind
from luodi.assessment.models import Group, Membership, SchemeVersion
from luodi.assessment.selectors.packs import FILE
from luodi.assessment.selectors.trials import on_data
from luodi.assessment.services import Joining
from luodi.demo import units
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.schedule import moment
from luodi.demo.units import COUNTIES
from luodi.ledger import services as ledger
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Account

YEAR = 2020
COUNTY_GROUP, TEAM_GROUP, POST_GROUP = "县区（园区）组", "产业招商工作队组", "驻点招商组"
_PACK, _TEAM_PACK = "demo_2020", "demo_2020_teams"
_ONLY_REVIEWED = ("MAOJI",)
"""An experimental zone of five towns is told how it stands, and has no rank."""
_CAP, _CAP_FIRST = "cap: {2020-01-01: 10}", "cap: {2020-01-01: 5}"
"""What large projects can yield at most: half of it in the first draft, which told nobody apart."""
_DOCUMENT = "县区（园区）招商引资考核办法（淮办〔2020〕演示6号）"
_OF_TEAMS = "招商队伍考核办法（淮招〔2020〕演示8号）"
_TRIED_ON = date(2020, 2, 29)


def group_of(cast: Cast, name: str) -> Group:
    return Group.objects.select_related("city").get(city=cast.city, year=YEAR, name=name)


def members_of(group: Group) -> dict[str, Membership]:
    """Return the members by their units' codes."""
    return {one.key: one for one in Membership.objects.filter(group=group).with_all()}


def draft_of(group: Group) -> SchemeVersion:
    return SchemeVersion.objects.select_related("group__city").get(group=group, number=1)


@dataclass(frozen=True)
class Schemes:
    cast: Cast

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(date(YEAR, 3, 12), 10), self.gather_counties)
        journal.add(moment(date(YEAR, 3, 13), 16), self.draft)
        journal.add(moment(date(YEAR, 3, 17), 15), self.try_out)
        journal.add(moment(date(YEAR, 3, 26), 16), self.adopt)
        journal.add(moment(date(YEAR, 3, 27), 9), self.set_terms)
        journal.add(moment(date(YEAR, 5, 22), 10), self.gather_teams)
        for nth, name in enumerate((TEAM_GROUP, POST_GROUP)):
            journal.add(moment(date(YEAR, 5, 25), 15, nth), partial(self.draft_for_teams, name))
            journal.add(moment(date(YEAR, 5, 28), 10, nth), partial(self.adopt_for_teams, name))

    def gather_counties(self, at: datetime) -> None:
        joining = [
            Joining(holder=self.cast.units[one.code], reviewed_only=one.code in _ONLY_REVIEWED)
            for one in COUNTIES
        ]
        services.make_group(
            year=YEAR,
            name=COUNTY_GROUP,
            kind=GroupKind.COUNTY,
            members=joining,
            actor=self.cast.centre,
            at=at,
        )

    def draft(self, at: datetime) -> None:
        text = self._text(_PACK).replace(_CAP, _CAP_FIRST)
        services.write_scheme(group=group_of(self.cast, COUNTY_GROUP), text=text, actor=self._drafter, at=at)

    def try_out(self, at: datetime) -> None:
        """See what the draft makes of the first two months, and let large projects weigh more."""
        group = group_of(self.cast, COUNTY_GROUP)
        draft = draft_of(group)
        on_data(draft, group, _TRIED_ON, ledger.resolve(self.cast.city, at))
        services.edit_scheme(scheme=draft, text=self._text(_PACK), actor=self._drafter, at=at)

    def adopt(self, at: datetime) -> None:
        """The first leader puts it into force."""
        leader = Account.objects.get(city=self.cast.city, person=self.cast.leaders[0])
        draft = draft_of(group_of(self.cast, COUNTY_GROUP))
        services.adopt_scheme(scheme=draft, document=_DOCUMENT, actor=leader, at=at)

    def set_terms(self, at: datetime) -> None:
        services.set_objection_terms(
            workdays=5, valid_from=at.date(), source=f"{_DOCUMENT}第十三条", actor=self.cast.centre, at=at
        )

    def gather_teams(self, at: datetime) -> None:
        """Who was founded within the year is assessed from that day on."""
        for name, kind, of in (
            (TEAM_GROUP, GroupKind.TEAM, UnitKind.INDUSTRY_TEAM),
            (POST_GROUP, GroupKind.RESIDENT, UnitKind.RESIDENT_GROUP),
        ):
            joining = [
                Joining(holder=self.cast.units[one.code], since=max(one.founded_on, date(YEAR, 1, 1)))
                for one in units.city_teams()
                if one.kind == of
            ]
            services.make_group(
                year=YEAR, name=name, kind=kind, members=joining, actor=self.cast.centre, at=at
            )

    def draft_for_teams(self, name: str, at: datetime) -> None:
        drafter = self.cast.keepers["centre-3"]
        services.write_scheme(
            group=group_of(self.cast, name), text=self._text(_TEAM_PACK), actor=drafter, at=at
        )

    def adopt_for_teams(self, name: str, at: datetime) -> None:
        draft = draft_of(group_of(self.cast, name))
        services.adopt_scheme(scheme=draft, document=_OF_TEAMS, actor=self.cast.centre, at=at)

    @property
    def _drafter(self) -> Account:
        return self.cast.keepers["centre-2"]

    def _text(self, pack: str) -> str:
        """Return a scheme that comes with the program, with the city's own name in it."""
        file = resources.files("luodi.assessment") / "schemes" / pack / FILE
        return file.read_text("utf-8").replace("示例市", self.cast.city.name)
