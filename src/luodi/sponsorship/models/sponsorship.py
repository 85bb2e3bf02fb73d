"""Sponsorship (领导包保): who sees a project through, since when, and with which crew."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.organisation.policies import Reach
from luodi.projects.models import Project
from luodi.sponsorship.choices import CrewRole


class SponsorshipQuerySet(models.QuerySet["Sponsorship"]):
    def visible_to(self, reach: Reach, *, person_id: int | None = None) -> Self:
        """Those of projects that the reach sees or of which its units are the lead, and those of the person's crews.

        A leader sees what he or she sponsors; ``person_id`` is who looks.
        """
        rows = self.filter(city_id=reach.city_id)
        if reach.unit_ids is None:
            return rows
        seen = Q(project__in=Project.objects.visible_to(reach)) | Q(lead_unit_id__in=reach.unit_ids)
        if person_id is not None:
            crews = CrewMember.objects.held().filter(person_id=person_id)
            seen |= Q(project_id__in=crews.values("project_id")) | Q(leader_id=person_id)
        return rows.filter(seen)

    def open(self) -> Self:
        """Those that go on, of projects whose recording stands."""
        return self.filter(until__isnull=True, project__is_void=False)

    def with_all(self) -> Self:
        return self.select_related("project__unit", "project__subject", "leader", "lead_unit", "city")


class Sponsorship(models.Model):
    """One leader's time with one project. ``until`` is the first day on which it is somebody else's or nobody's.

    The crew and the node plan hang on the project, so that they outlast the leader.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name="项目", related_name="sponsorships"
    )
    leader = models.ForeignKey(
        "organisation.Person", models.PROTECT, verbose_name="包保领导", related_name="sponsorships"
    )
    lead_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, verbose_name="牵头单位", related_name="+"
    )
    since = models.DateField("包保始于")
    until = models.DateField("包保止于", null=True)
    reason = models.CharField("移交或结束的原因", max_length=400, blank=True)
    begun_at = models.DateTimeField("登记时间")
    begun_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )
    ended_at = models.DateTimeField("结束登记时间", null=True)

    objects = SponsorshipQuerySet.as_manager()

    class Meta:
        verbose_name = "领导包保"
        verbose_name_plural = "领导包保"
        indexes = [models.Index(fields=["city", "until", "leader"], name="sponsorship_by_leader")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="sponsorship_code_unique",
                violation_error_message="编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(until__isnull=True),
                name="sponsorship_one_open",
                violation_error_message="这个项目已有包保领导",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="sponsorship_ends_after_start",
                violation_error_message="包保不能在开始之前结束",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.project.name}"


class CrewMemberQuerySet(models.QuerySet["CrewMember"]):
    def held(self) -> Self:
        return self.filter(until__isnull=True)


class CrewMember(models.Model):
    """Somebody of a project's crew, for a term."""

    project = models.ForeignKey("projects.Project", models.PROTECT, verbose_name="项目", related_name="crew")
    role = models.CharField("专班角色", max_length=16, choices=CrewRole)
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, verbose_name="人员", related_name="crews"
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="单位", related_name="+")
    since = models.DateField("任期始于")
    until = models.DateField("任期止于", null=True)

    objects = CrewMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "包保专班成员"
        verbose_name_plural = "包保专班成员"
        constraints = [
            models.UniqueConstraint(
                fields=["project", "role", "person"],
                condition=Q(until__isnull=True),
                name="crew_member_once",
                violation_error_message="已在专班担任这一角色",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="crew_member_ends_after_start",
                violation_error_message="任期不能在开始之前结束",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.person_id}"

    def is_held(self, on: date) -> bool:
        return self.until is None or self.until > on
