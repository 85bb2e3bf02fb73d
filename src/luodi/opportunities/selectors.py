"""What is said of opportunities: now, in earlier versions, and to investors."""

from collections.abc import Iterable

from django.db.models import F, OuterRef, Subquery

from luodi.opportunities.choices import Language
from luodi.opportunities.models import (
    Opportunity,
    OpportunityQuerySet,
    OpportunityText,
    OpportunityVersion,
)


def current_version(opportunity: Opportunity) -> OpportunityVersion | None:
    """Return what is on offer now, with its texts."""
    return opportunity.versions.prefetch_related("texts").order_by("-number").first()


def current_versions(rows: Iterable[Opportunity]) -> dict[int, OpportunityVersion]:
    """Return the present version of each, by the opportunity's id, with its texts."""
    ids = [row.pk for row in rows]
    latest = OpportunityVersion.objects.filter(opportunity=OuterRef("opportunity")).order_by("-number")
    versions = OpportunityVersion.objects.filter(opportunity_id__in=ids)
    newest = versions.annotate(last=Subquery(latest.values("number")[:1])).filter(number=F("last"))
    return {one.opportunity_id: one for one in newest.prefetch_related("texts")}


def text_in(version: OpportunityVersion, language: Language) -> OpportunityText | None:
    """Return the version's text in the language; None when nobody has written it."""
    return next((text for text in version.texts.all() if text.language == language), None)


def told_in(rows: OpportunityQuerySet, language: Language) -> OpportunityQuerySet:
    """Those whose present version is written in the language."""
    latest = OpportunityVersion.objects.filter(opportunity=OuterRef("pk")).order_by("-number")
    written = rows.annotate(latest=Subquery(latest.values("pk")[:1]))
    texts = OpportunityText.objects.filter(language=language)
    return written.filter(latest__in=texts.values("version"))
