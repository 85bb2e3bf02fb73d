"""Build the demo city: plan everything from one seed, then play it through the services in the order of time."""

from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from luodi.demo import chance, monthly, plan
from luodi.demo.base import Base
from luodi.demo.ceremonies import Ceremonies
from luodi.demo.chronicle import Chronicle
from luodi.demo.coming import Coming
from luodi.demo.companions import Companions
from luodi.demo.contacts import Outreach
from luodi.demo.credit import Credit
from luodi.demo.describing import describe
from luodi.demo.evidence import Evidence
from luodi.demo.filings import Filings
from luodi.demo.follow_through import FollowThrough
from luodi.demo.incidents import Incidents
from luodi.demo.instructions import Instructions
from luodi.demo.journal import Journal
from luodi.demo.judging import Judging
from luodi.demo.keeping import Keeping
from luodi.demo.lists import Lists
from luodi.demo.meetings import Meetings
from luodi.demo.messages import Messages
from luodi.demo.money import Money
from luodi.demo.names import Firms
from luodi.demo.openness import Openness
from luodi.demo.organisation import Cast, begin, set_up
from luodi.demo.portfolio import Portfolio
from luodi.demo.press_words import PressWords
from luodi.demo.pressing import PressingOn
from luodi.demo.prospects import Prospects
from luodi.demo.publicity import Publicity
from luodi.demo.reviewing import Reviewing
from luodi.demo.schedule import moment
from luodi.demo.schemes import Schemes
from luodi.demo.sheets import Sheets
from luodi.demo.sponsoring import Sponsoring
from luodi.demo.teamwork import Teamwork
from luodi.demo.testimony import Testimony
from luodi.demo.twins import Twins
from luodi.demo.verdicts import Verdicts
from luodi.demo.worklists import Worklists
from luodi.kernel.collector import uncollected
from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.organisation import clock
from luodi.organisation.models import City

_FRESH = date(2020, 9, 14)
"""What has happened since has not been looked at by any verifier."""
_GOES_ON = (plan.RELEASE, 18)
"""From this moment on the demo city's calendar goes on."""


class CityInTheWay(Refusal):
    """The database holds a city already: one that is none of the demo's, or the demo city itself."""


@dataclass(frozen=True)
class Script:
    """All that is going to happen, before any of it has been recorded."""

    portfolio: Portfolio
    outreach: Outreach
    incidents: Incidents
    firms: Firms


def write_script(seed: int = plan.SEED) -> Script:
    """Plan the city: the same seed gives the same city."""
    firms = Firms(chance.source("firms", seed))
    portfolio = Portfolio(seed, firms)
    outreach = Outreach(seed, portfolio, firms)
    incidents = Incidents(seed, portfolio, firms)
    describe(seed, [*portfolio.every, *incidents.extra])
    return Script(portfolio, outreach, incidents, firms)


def build(seed: int = plan.SEED) -> City:
    """Build the demo city in an empty database, whole or not at all.

    Raises: CityInTheWay when the database holds a city.
    """
    if City.objects.exists():
        raise CityInTheWay("数据库里已有城市，不能再建演示城市")
    script = write_script(seed)
    with uncollected(), transaction.atomic():
        cast = _begin()
        _journal(seed, cast, script).play(now_and_then=_count)
        _let_calendar_run(cast.city)
    return cast.city


def _begin() -> Cast:
    opened = moment(plan.LEDGER_OPENED, 9)
    with clock.set_to(lambda: opened):
        city = begin(opened)
        ledger.open_ledger(city=city, at=opened)
        return set_up(city, opened)


def _journal(seed: int, cast: Cast, script: Script) -> Journal:
    journal = Journal()
    keeping = Keeping(seed, cast)
    judging = Judging(seed, cast, script.outreach.every)
    keeping.put_projects(script.portfolio.every)
    keeping.put_contacts(script.outreach.every)
    for project in script.portfolio.every:
        if (latest := project.latest_on) >= _FRESH:
            judging.hold(project, since=latest)
    script.incidents.write_into(journal, cast, keeping, judging)
    keeping.write_into(journal)
    monthly.write_into(journal, seed, cast, keeping)
    Chronicle(seed, cast, script.portfolio, script.firms).write_into(journal)
    ceremonies = Ceremonies(cast, script.portfolio)
    ceremonies.write_into(journal)
    Filings(seed, cast).write_into(journal)
    _write_ways(journal, seed, cast, script, keeping, judging)
    Lists(cast, script.portfolio, ceremonies).write_into(journal)
    _write_outreach(journal, seed, cast, script, keeping)
    judging.write_into(journal)
    Sponsoring(cast).write_into(journal)
    _write_what_follows(journal, cast)
    _write_assessment(journal, seed, cast)
    Worklists(cast).write_into(journal)
    Publicity(cast).write_into(journal)
    Openness(cast).write_into(journal)
    return journal


def _write_what_follows(journal: Journal, cast: Cast) -> None:
    """Let what was asked for be pressed for, and be done or not."""
    PressingOn(cast).write_into(journal)
    FollowThrough(cast).write_into(journal)
    Instructions(cast).write_into(journal)
    Reviewing(cast).write_into(journal)
    Messages(cast).write_into(journal)
    PressWords(cast).write_into(journal)


def _write_assessment(journal: Journal, seed: int, cast: Cast) -> None:
    """Let the year's targets be measured, told, objected to and settled."""
    Schemes(cast).write_into(journal)
    Testimony(seed, cast).write_into(journal)
    Verdicts(cast).write_into(journal)


def _write_outreach(journal: Journal, seed: int, cast: Cast, script: Script, keeping: Keeping) -> None:
    """Let everything that goes on around trips and visits go its way."""
    Meetings(seed, cast, script.outreach.every).write_into(journal, keeping)
    Prospects(seed, cast, script.portfolio, script.firms).write_into(journal, keeping)
    Companions(cast, script.portfolio, script.firms).write_into(journal)
    Base(seed, cast, script.firms).write_into(journal, keeping)
    Teamwork(seed, cast).write_into(journal)
    Coming(cast, script.firms).write_into(journal)


def _write_ways(
    journal: Journal, seed: int, cast: Cast, script: Script, keeping: Keeping, judging: Judging
) -> None:
    """Let everything that stands beside the figures of the release go its way."""
    evidence = Evidence(cast, script.portfolio, script.incidents)
    evidence.write_into(journal, keeping, judging)
    Money(seed, cast, script.portfolio, evidence.asked).write_into(journal, keeping)
    Credit(seed, cast, script.portfolio, script.firms).write_into(journal, keeping)
    Twins(cast, script.incidents).write_into(journal)
    Sheets(seed, cast, script.portfolio, script.firms).write_into(journal)


def _count() -> None:
    """Let the database see what is there: nobody else does before the transaction ends, so it would plan for nothing.

    Where statistics say that the tables are empty, or say nothing, it walks through whole tables again and again. Only
    our own tables: what all databases of a server share would stay locked until the transaction ends.
    """
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def _let_calendar_run(city: City) -> None:
    behind = timezone.now() - moment(*_GOES_ON)
    city.clock_behind_seconds = int(behind.total_seconds())
    city.save(update_fields=["clock_behind_seconds"])
