"""Who may with evidence, claims and spot checks."""

from django.http import Http404

from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, may_review, reach_of
from luodi.projects.models import Project
from luodi.recognition.models import Evidence, SampleItem, SampleRun


def judges(reach: Reach) -> bool:
    """Whether claims wait for this account: as a reviewer of the city, or of a county."""
    return reach.verifies or bool(reach.reviews_in)


def can_review(reach: Reach, project: Project) -> bool:
    """Whether claims of the project are looked through first by this account, as the reviewer of its county."""
    return project.city_id == reach.city_id and may_review(reach, project.unit_id)


def can_sample(reach: Reach) -> bool:
    """Whether samples may be drawn and findings recorded."""
    return reach.verifies


def can_set_policy(reach: Reach) -> bool:
    """Whether the account may say what the city asks before a claim is verified."""
    return reach.keeps_city


def get_evidence(pk: int, account: Account) -> Evidence:
    """Return evidence with its file and project, also when it was withdrawn.

    Raises: Http404 when there is none, or the account does not see its project.
    """
    rows = Evidence.objects.visible_to(reach_of(account)).select_related(
        "file", "project__unit", "project__city"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_sample(pk: int, account: Account) -> SampleRun:
    """Raises: Http404 when there is none, or the account does not see its unit."""
    rows = SampleRun.objects.visible_to(reach_of(account)).select_related("unit", "drawn_by__person")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_sample_item(pk: int, account: Account) -> SampleItem:
    """Raises: Http404 when there is none, or the account does not see its sample."""
    rows = SampleItem.objects.filter(run__in=SampleRun.objects.visible_to(reach_of(account)))
    found = rows.select_related("run__unit", "project", "fact").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
