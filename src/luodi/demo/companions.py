"""Who helps from outside: advisers and envoys, chambers, people from here elsewhere, agencies with a mandate."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from luodi.agencies import services as agencies
from luodi.agencies.choices import AgencyKind, Base, Case, Method, Milestone
from luodi.agencies.feerules import Band, Conditions, FeeTerms, Rate
from luodi.agencies.models import Agency, FeeClaim, Introduction, Mandate
from luodi.demo import units
from luodi.demo.journal import Journal
from luodi.demo.names import Firms
from luodi.demo.organisation import Cast
from luodi.demo.people import name_of
from luodi.demo.planned import PlannedProject
from luodi.demo.portfolio import Portfolio
from luodi.demo.schedule import moment
from luodi.directory import services as directory
from luodi.directory.choices import AssociationKind
from luodi.directory.models import Association, Hometowner
from luodi.enterprises import services as enterprises
from luodi.enterprises.choices import AdviserKind, NominationState
from luodi.enterprises.models import Nomination
from luodi.ledger import services as ledger
from luodi.projects.choices import Stage

_STEPS = (NominationState.SCREENED, NominationState.APPROVED)
_DECISIONS = ("中心初审：履历和业绩属实", "市招商引资工作领导小组会议通过")
_NOMINATED = (("SHOU", 3), ("FENGTAI", 3), ("TIANJIAAN", 3), ("PANJI", 2), ("GAOXIN", 1), ("MAOJI", 0))
"""County and how far its recommendation came: 3 is a letter."""
_CHAMBERS = (
    ("上海市淮南商会（示例）", AssociationKind.CHAMBER, "310000", 186),
    ("南京市淮南商会（示例）", AssociationKind.CHAMBER, "320100", 94),
    ("深圳市淮南商会（示例）", AssociationKind.CHAMBER, "440300", 152),
    ("北京淮南企业商会（示例）", AssociationKind.CHAMBER, "110000", 121),
    ("苏州市淮南同乡会（示例）", AssociationKind.HOMETOWN, "320500", 68),
    ("杭州淮南校友会（示例）", AssociationKind.ALUMNI, "330100", 43),
    ("长三角新型显示产业协会（示例）", AssociationKind.ASSOCIATION, "310000", 210),
)
_TALKS = (
    "拜访会长，通报我市重点产业和空置厂房情况。",
    "请商会秘书处推荐有外迁意向的会员企业。",
    "电话问候，约定中秋返乡座谈。",
)
_TERMS = FeeTerms(
    method=Method.PROGRESSIVE,
    bands=(
        Band(Base.FUNDS, Case.ANY, 0, Rate(per_mille=Decimal(3))),
        Band(Base.FUNDS, Case.ANY, 100_000_000_00, Rate(per_mille=Decimal(2))),
        Band(Base.FUNDS, Case.ANY, 500_000_000_00, Rate(per_mille=Decimal(1))),
    ),
    within=24,
    after=Milestone.SIGNED,
    cap=3_000_000_00,
    conditions=Conditions(minimum=5_000_000_00, reached=Milestone.STARTED, apply_within=12),
)
_AGENCIES = (
    (AgencyKind.FIRM, "上海澄联产业咨询有限公司（示例）", "310000", "长三角电子信息、智能制造企业"),
    (AgencyKind.ASSOCIATION, "深圳市淮南商会（示例）", "440300", "珠三角劳动密集型产业转移"),
    (AgencyKind.PERSON, "金博文", "320500", "苏南地区装备制造企业"),
)
_FILED_ON, _SIGNED_BY, _STARTED_BY = date(2020, 5, 18), date(2020, 7, 1), date(2020, 8, 1)
"""Of introductions that led to a project: some of them to one that money has come in for."""
_MOST_EARLY = 6
_WHY_NOT = "引荐经过与会谈记录的时间不一致，请补充说明后重新申请"


class Companions:
    def __init__(self, cast: Cast, portfolio: Portfolio, firms: Firms) -> None:
        self.cast, self.portfolio, self.firms = cast, portfolio, firms
        self._nominations: list[tuple[Nomination, str, int]] = []
        self._mandates: list[Mandate] = []
        self._agencies: list[Agency] = []
        self._early: list[Introduction] = []
        self._claims: list[FeeClaim] = []

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(date(2020, 3, 5), 10), self.enter_directory)
        for nth, day in enumerate((date(2020, 4, 16), date(2020, 6, 18), date(2020, 9, 3))):
            journal.add(moment(day, 16, 5), partial(self.talk, nth))
        journal.add(moment(date(2020, 4, 28), 9, 50), self.mandate_agencies)
        journal.add(moment(_FILED_ON, 9, 50), self.file_early)
        journal.add(moment(date(2020, 7, 9), 9, 50), self.file_introductions)
        for nth, act in ((14, self.apply), (16, self.settle), (21, self.pay)):
            journal.add(moment(date(2020, 9, nth), 16, 25), act)
        journal.add(moment(date(2020, 8, 3), 15, 5), self.nominate)
        for nth, day in enumerate((date(2020, 8, 10), date(2020, 8, 21))):
            journal.add(moment(day, 15, 5), partial(self.decide, nth))
        journal.add(moment(date(2020, 9, 1), 15, 5), self.issue_letters)
        journal.add(moment(date(2019, 3, 12), 15, 5), self.appoint_first)
        journal.add(moment(date(2020, 3, 16), 15, 5), self.end_first)

    def enter_directory(self, at: datetime) -> None:
        centre = self.cast.units[units.CENTRE]
        chambers = [
            directory.add_association(
                directory.NewAssociation(
                    name=name, kind=kind, place=place, unit=centre, leader=name_of(nth + 500), members=members,
                    contact=name_of(nth + 520), phone=f"1300000{nth + 500:04d}", remark="演示用的合成数据",
                    station_since=date(2019, 9, 6) if nth < 3 else None,
                ),
                actor=self.cast.centre,
                at=at,
            )
            for nth, (name, kind, place, members) in enumerate(_CHAMBERS)
        ]  # fmt: skip
        for nth, county in enumerate(units.COUNTIES):
            chamber = chambers[nth % len(chambers)]
            directory.add_hometowner(
                directory.NewHometowner(
                    name=name_of(nth + 560), place=chamber.place, unit=self.cast.units[county.code], home=county.area,
                    company=self.firms.made[nth + 40].name, title="董事长", association=chamber,
                    phone=f"1300000{nth + 560:04d}",
                ),
                actor=self.cast.keepers[county.code],
                at=at,
            )  # fmt: skip

    def talk(self, nth: int, at: datetime) -> None:
        bodies = list(Association.objects.filter(city=self.cast.city).order_by("pk"))
        people = list(Hometowner.objects.filter(city=self.cast.city).select_related("unit").order_by("pk"))
        rows: list[Association | Hometowner] = [*bodies[nth::3], *people[nth::3]]
        for row in rows:
            directory.log_talk(
                row=row,
                on=at.date() - timedelta(days=1),
                who="周敏",
                text=_TALKS[nth],
                actor=self.cast.centre,
                at=at,
            )

    def appoint_first(self, at: datetime) -> None:
        """Two whose year ran out and was not renewed."""
        for nth in (40, 41):
            enterprises.appoint_adviser(
                enterprises.NewAdviser(
                    name=name_of(nth), unit=self.cast.units[units.CENTRE], since=date(2019, 3, 11),
                    until=date(2020, 3, 10), title="某协会秘书长（示例）", letter_no=f"淮招聘〔2019〕{nth - 39}号",
                ),
                actor=self.cast.centre,
                at=at,
            )  # fmt: skip

    def end_first(self, at: datetime) -> None:
        enterprises.end_run_out(actor=self.cast.centre, at=at)

    def nominate(self, at: datetime) -> None:
        for nth, (county, far) in enumerate(_NOMINATED):
            firm = self.firms.made[nth + 60]
            new = enterprises.NewNomination(
                kind=AdviserKind.ENVOY if nth % 2 else AdviserKind.ADVISER,
                name=name_of(nth + 600),
                unit=self.cast.units[county],
                grounds="在当地商会任职，已介绍两家企业来淮考察。",
                title=f"{firm.name}负责人",
                field="产业链招商",
                phone=f"1300000{nth + 600:04d}",
                origin=firm.origin,
            )
            row = enterprises.nominate(new, actor=self.cast.keepers[county], at=at)
            self._nominations.append((row, county, far))

    def decide(self, nth: int, at: datetime) -> None:
        for row, _, far in self._nominations:
            if far > nth:
                enterprises.decide_nomination(
                    nomination=row, to=_STEPS[nth], on=at.date(), decision=_DECISIONS[nth], actor=self.cast.centre,
                    at=at,
                )  # fmt: skip

    def issue_letters(self, at: datetime) -> None:
        for nth, (row, _, far) in enumerate(self._nominations):
            if far > len(_STEPS):
                letter = enterprises.Letter(
                    since=at.date(), until=date(2022, 8, 31), letter_no=f"淮招聘〔2020〕{nth + 30}号"
                )
                enterprises.issue_letter(nomination=row, letter=letter, actor=self.cast.centre, at=at)

    def mandate_agencies(self, at: datetime) -> None:
        centre = self.cast.centre
        rule = agencies.make_rule(
            title="委托招商奖励办法（示例）", terms=_TERMS, valid_from=date(2020, 1, 1),
            source="示例：依各地公开办法的通行写法拟定，城市可另订", actor=centre, at=at,
        )  # fmt: skip
        for nth, (kind, name, place, scope) in enumerate(_AGENCIES):
            code = self.firms.made[nth + 80].credit_code if kind != AgencyKind.PERSON else ""
            new = agencies.NewAgency(
                kind=kind, name=name, unit=self.cast.units[units.CENTRE], credit_code=code, place=place,
                contact=name_of(nth + 640), phone=f"1300000{nth + 640:04d}", remark="演示用的合成数据",
            )  # fmt: skip
            agency = agencies.add_agency(new, actor=centre, at=at)
            mandate = agencies.NewMandate(
                signed_on=date(2020, 4, 26), since=date(2020, 5, 1), until=date(2021, 4, 30), scope=scope, rule=rule,
                agreement_no=f"淮招委〔2020〕{nth + 1}号",
            )  # fmt: skip
            self._agencies.append(agency)
            self._mandates.append(agencies.give_mandate(agency=agency, new=mandate, actor=centre, at=at))

    def file_introductions(self, at: datetime) -> None:
        """Two introductions: one has become a project since, one is still talked about."""
        known = next(
            one
            for one in self.portfolio.negotiating
            if one.row is not None and one.firm and one.latest_on > date(2020, 5, 10)
        )
        for nth, (investor, project, county) in enumerate((
            (known.firm.name if known.firm else "", known.name, known.county),
            (self.firms.made[90].name, "智能终端配件生产项目", "GAOXIN"),
        )):  # fmt: skip
            keeper = self.cast.keepers[county]
            new = agencies.NewIntroduction(
                mandate=self._mandates[nth], unit=self.cast.units[county], investor_name=investor,
                project_name=project, filed_on=at.date(), grounds="由机构安排双方在沪面谈，有会谈纪要。",
            )  # fmt: skip
            row = agencies.file_introduction(new, actor=keeper, at=at)
            if nth == 0:
                agencies.link_project(introduction=row, project=known.entered, actor=keeper, at=at)

    def file_early(self, at: datetime) -> None:
        """The largest projects that are going to be signed soon, before they are."""
        likely = [
            one
            for one in self.portfolio.signings.this_year
            if one.row is not None and one.firm and self._goes_well(one)
        ]
        likely.sort(key=lambda one: (-one.total_wan, one.name))
        for nth, planned in enumerate(likely[:_MOST_EARLY]):
            keeper = self.cast.keepers[planned.county]
            new = agencies.NewIntroduction(
                mandate=self._mandates[nth % len(self._mandates)], unit=self.cast.units[planned.county],
                investor_name=planned.firm.name if planned.firm else "", project_name=planned.name,
                filed_on=at.date(), grounds="由机构引荐并陪同投资方来淮考察，促成签约条件谈判。",
            )  # fmt: skip
            row = agencies.file_introduction(new, actor=keeper, at=at)
            self._early.append(
                agencies.link_project(introduction=row, project=planned.entered, actor=keeper, at=at)
            )

    def apply(self, at: datetime) -> None:
        """Whoever may by then applies for the fee."""
        for row in self._early:
            keeper = self.cast.keepers[row.unit.code]
            known = agencies.reckon_fee(row, as_of=ledger.resolve(self.cast.city), today=at.date())
            if known.may_apply:
                self._claims.append(agencies.apply_for_fee(introduction=row, actor=keeper, at=at))

    def settle(self, at: datetime) -> None:
        """All but the last are looked at, and one of them is sent back."""
        for nth, claim in enumerate(self._claims[:-1]):
            refused = nth == 2
            self._claims[nth] = agencies.decide_fee(
                claim=claim, accepts=not refused, decision=_WHY_NOT if refused else "与台账核对一致，同意",
                actor=self.cast.reviewers[0], at=at,
            )  # fmt: skip

    def pay(self, at: datetime) -> None:
        agencies.pay_fee(
            claim=self._claims[0], on=at.date(), voucher="市财政国库集中支付凭证（示例）第 0921 号",
            actor=self.cast.centre, at=at,
        )  # fmt: skip

    @staticmethod
    def _goes_well(planned: PlannedProject) -> bool:
        signed, started = planned.on(Stage.SIGNED), planned.on(Stage.STARTED)
        return bool(signed and started and _FILED_ON < signed <= _SIGNED_BY and started <= _STARTED_BY)


N_LETTERS = sum(far > len(_STEPS) for _, far in _NOMINATED)
"""Of the city's advisers, how many come by a recommendation."""
