"""Who sees a project through: begin, let end, hand over. The ledger's fact follows in the same act."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.enterprises import numbering
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Person, Unit
from luodi.organisation.policies import reach_of, require, require_all_of_city
from luodi.projects import policies as project_policies
from luodi.projects import services as projects
from luodi.projects.choices import Field, Status
from luodi.projects.models import Project
from luodi.projects.services import Change
from luodi.sponsorship import policies, rules
from luodi.sponsorship.models import Sponsorship
from luodi.sponsorship.rules import SponsorshipRefused
from luodi.sponsorship.services.trail import note_of, path_of, tell_people

PREFIX = "BB"


def sponsor(
    *,
    project: Project,
    leader: Person | None,
    since: date,
    actor: Account,
    at: datetime,
    lead_unit: Unit | None = None,
    reason: str = "",
    expected_version: int | None = None,
) -> Sponsorship | None:
    """Let a leader see the project through from a day on, in the place of whoever does now; with None nobody does.

    The lead unit of a former sponsorship stays when none is named.
    Raises: SponsorshipRefused when a former leader's ends without a reason or before it began; as ``assign_sponsor``.
    """
    _check_unit(lead_unit, project.city_id)
    rules.check_not_ahead(since, today=day_of(at), field="since", what="日期")
    with transaction.atomic():
        row = _lock([project.pk])[project.pk]
        held = _open_of([project.pk]).get(project.pk)
        if held is not None:
            _check_ending(held, leader, since, reason)
        if leader is None or row.sponsor_id != leader.pk:
            projects.assign_sponsor(
                project=project,
                sponsor=leader,
                since=since,
                expected_version=expected_version,
                actor=actor,
                at=at,
            )
        else:
            require(project_policies.can_write(reach_of(actor), row), "没有为这个项目登记包保的权限")
        if held is not None:
            _end([held], on=since, reason=reason, at=at)
        if leader is None:
            if held is not None:
                audit.record(note_of("结束包保", held, {"原因": [None, reason]}), actor=actor, at=at)
            return None
        unit = lead_unit or (held.lead_unit if held is not None else None)
        (made,) = _begin([(row, leader, unit)], since=since, actor=actor, at=at)
        audit.record(note_of("落实包保", made, _told(held, made, reason)), actor=actor, at=at)
        _tell([made], actor, at)
    return made


def hand_over(
    *,
    leaver: Person,
    heirs: Mapping[str, Person],
    on: date,
    reason: str,
    actor: Account,
    at: datetime,
) -> list[Sponsorship]:
    """Hand a leader's projects over in one act: ``heirs`` says by project code who has it from the day on.

    The ledger's facts follow, the crews and plans stay with the projects, the former leader's time stays on record.
    Projects that have come to an end keep their last leader and are not handed over.
    Shape: in the order of ``heirs``; as many queries for eleven projects as for one.
    Raises: SponsorshipRefused for a day to come or before a project came, no reason, a project that is not the
    leaver's, an heir of another city; NotAllowed for anybody but the centre; as ``change_projects``.
    """
    require(actor.city_id == leaver.city_id, "只能移交本市领导的包保项目")
    require_all_of_city(reach_of(actor))
    said = rules.check_said(reason, what="移交的原因", field="reason")
    rules.check_not_ahead(on, today=day_of(at), field="on", what="移交日期")
    if any(heir.city_id != leaver.city_id for heir in heirs.values()):
        raise SponsorshipRefused("接手的领导须是本市人员", field="to")
    with transaction.atomic():
        mine = {one.code: one for one in left_with(leaver)}
        _lock([one.pk for one in mine.values()])
        held = _open_of([one.pk for one in mine.values()])
        since = {one.code: held[one.pk].since if one.pk in held else date.min for one in mine.values()}
        rules.check_hand_over(leaver.pk, {code: one.pk for code, one in heirs.items()}, mine=since, on=on)
        going = [mine[code] for code in heirs]
        commands = [
            Change(project=one, changes={Field.SPONSOR: heirs[one.code]}, effective_on=on, reason=said)
            for one in going
        ]
        projects.change_projects(commands, actor=actor, at=at, act_name="移交包保项目")
        _end([held[one.pk] for one in going if one.pk in held], on=on, reason=said, at=at)
        wanted = [(one, heirs[one.code], held[one.pk].lead_unit if one.pk in held else None) for one in going]
        made = _begin(wanted, since=on, actor=actor, at=at)
        notes = [note_of("移交包保", one, _told(held.get(one.project_id), one, said)) for one in made]
        audit.record_all(notes, actor=actor, at=at)
        _tell(made, actor, at)
    return made


def adopt(*, actor: Account, at: datetime) -> tuple[list[Sponsorship], list[Sponsorship]]:
    """Bring the sponsorships in line with the ledger, where a leader was imported, corrected or taken away.

    Shape: those begun and those ended, by today.    Raises: NotAllowed for anybody but the centre.
    """
    require_all_of_city(reach_of(actor))
    today = day_of(at)
    with transaction.atomic():
        lacking, surplus = apart(actor.city_id)
        ended = _end(surplus, on=today, reason="台账中的包保领导已变更", at=at)
        former = {one.project_id: one for one in ended}
        wanted = [
            (one, leader, former[one.pk].lead_unit if one.pk in former else None)
            for one in lacking
            if (leader := one.sponsor) is not None
        ]
        made = _begin(wanted, since=today, actor=actor, at=at)
        notes = [note_of("按台账建立包保", one, {"包保领导": [None, one.leader.name]}) for one in made]
        notes += [note_of("按台账结束包保", one, {"包保领导": [one.leader.name, None]}) for one in ended]
        audit.record_all(notes, actor=actor, at=at)
    return made, ended


def set_lead_unit(*, sponsorship: Sponsorship, unit: Unit, actor: Account, at: datetime) -> Sponsorship:
    """Let another unit lead the crew.    Raises: SponsorshipRefused; NotAllowed."""
    _check_unit(unit, sponsorship.city_id)
    with transaction.atomic():
        row = Sponsorship.objects.select_for_update(of=("self",)).with_all().get(pk=sponsorship.pk)
        require(policies.may_keep(row, actor=actor, reach=reach_of(actor)), "没有维护这项包保的权限")
        if row.lead_unit_id == unit.pk:
            raise SponsorshipRefused(f"本来就由{unit.short_name}牵头", field="unit")
        before, row.lead_unit = row.lead_unit, unit
        row.save(update_fields=["lead_unit"])
        changes = {"牵头单位": [before.short_name if before else None, unit.short_name]}
        audit.record(note_of("确定牵头单位", row, changes), actor=actor, at=at)
    return row


def left_with(leader: Person) -> list[Project]:
    """Return the projects that the ledger has with the leader and that have not come to an end."""
    rows = Project.objects.of(leader.city_id).filter(sponsor=leader).exclude(status=Status.WITHDRAWN)
    return list(rows.select_related("unit").order_by("code"))


def apart(city_id: int) -> tuple[list[Project], list[Sponsorship]]:
    """Return the projects whose leader in the ledger has no open sponsorship, and open ones of another leader.

    Shape: two queries.
    """
    rows = Sponsorship.objects.filter(city_id=city_id).open().with_all()
    sponsored = Project.objects.of(city_id).filter(sponsor__isnull=False).exclude(status=Status.WITHDRAWN)
    going = {one.project_id: one for one in rows}
    lacking = [
        one
        for one in sponsored.select_related("sponsor").order_by("code")
        if one.pk not in going or going[one.pk].leader_id != one.sponsor_id
    ]
    surplus = [one for one in going.values() if one.project.sponsor_id != one.leader_id]
    return lacking, surplus


def _lock(ids: Sequence[int]) -> dict[int, Project]:
    rows = Project.objects.select_for_update(of=("self",)).select_related("unit", "subject").order_by("pk")
    return {one.pk: one for one in rows.filter(pk__in=ids)}


def _open_of(projects_ids: Sequence[int]) -> dict[int, Sponsorship]:
    rows = Sponsorship.objects.select_for_update(of=("self",)).with_all().order_by("pk")
    return {one.project_id: one for one in rows.filter(project_id__in=projects_ids, until__isnull=True)}


def _end(rows: Sequence[Sponsorship], *, on: date, reason: str, at: datetime) -> list[Sponsorship]:
    for one in rows:
        one.until, one.reason, one.ended_at = max(on, one.since), reason.strip()[:400], at
    Sponsorship.objects.bulk_update(rows, ["until", "reason", "ended_at"])
    return list(rows)


def _begin(
    wanted: Sequence[tuple[Project, Person, Unit | None]], *, since: date, actor: Account, at: datetime
) -> list[Sponsorship]:
    if not wanted:
        return []
    codes = numbering.take(city_id=actor.city_id, prefix=PREFIX, year=day_of(at).year, n=len(wanted))
    return Sponsorship.objects.bulk_create(
        [
            Sponsorship(
                city_id=actor.city_id,
                code=code,
                project=project,
                leader=leader,
                lead_unit=unit,
                since=since,
                begun_at=at,
                begun_by=actor,
            )
            for code, (project, leader, unit) in zip(codes, wanted, strict=True)
        ]
    )


def _check_ending(held: Sponsorship, heir: Person | None, since: date, reason: str) -> None:
    if heir is not None and held.leader_id == heir.pk:
        raise SponsorshipRefused("本来就由这位领导包保", field="sponsor")
    rules.check_said(reason, what="更换或结束包保的原因", field="reason")
    if since < held.since:
        raise SponsorshipRefused(f"现任自 {held.since.isoformat()} 起包保，不能早于这一天", field="since")


def _check_unit(unit: Unit | None, city_id: int) -> None:
    if unit is not None and unit.city_id != city_id:
        raise SponsorshipRefused("牵头单位须是本市单位", field="lead_unit")


def _told(former: Sponsorship | None, made: Sponsorship, reason: str) -> dict[str, list[str | None]]:
    told: dict[str, list[str | None]] = {
        "包保领导": [former.leader.name if former else None, made.leader.name],
        "始于": [None, made.since.isoformat()],
    }
    if made.lead_unit is not None:
        told["牵头单位"] = [None, made.lead_unit.short_name]
    return told | ({"原因": [None, reason.strip()]} if reason.strip() else {})


def _tell(made: Sequence[Sponsorship], actor: Account, at: datetime) -> None:
    by_leader: dict[Person, list[Sponsorship]] = {}
    for one in made:
        by_leader.setdefault(one.leader, []).append(one)
    for leader, rows in by_leader.items():
        title = f"请您包保：{rows[0].project.name}" if len(rows) == 1 else f"请您包保 {len(rows)} 个项目"
        path = path_of(rows[0]) if len(rows) == 1 else "/leader/"
        tell_people([leader], kind=NoticeKind.ASKED, title=title, path=path, actor=actor, at=at)
