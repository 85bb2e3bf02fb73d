"""Templates: install those that come with the system, write and change drafts, put them to use."""

from datetime import date, datetime
from importlib import resources

from django.db import transaction
from django.db.models import Max

from luodi.enterprises import numbering
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, City
from luodi.publishing import policies
from luodi.publishing.choices import PieceKind, TemplateState
from luodi.publishing.composing.nodes import TemplateRefused
from luodi.publishing.models import Template, TemplateVersion
from luodi.publishing.rules import PublishingRefused, checked_text, text_digest
from luodi.publishing.selectors.composed import read_template
from luodi.publishing.services import trail


def write_template(*, text: str, remark: str = "", actor: Account, at: datetime) -> TemplateVersion:
    """Begin a template with its first draft; what it is called and its kind stand in the text.

    Raises: TemplateRefused; PublishingRefused; NotAllowed.
    """
    policies.require_writing(actor)
    said = checked_text(text)
    script = read_template(said, city=actor.city, on=day_of(at))
    with transaction.atomic():
        (code,) = numbering.take(city_id=actor.city_id, prefix="MB", year=day_of(at).year, n=1)
        row = Template.objects.create(
            city=actor.city,
            code=code,
            kind=script.kind,
            title=script.name or PieceKind(script.kind).label,
            created_at=at,
            created_by=actor,
        )
        made = _version(row, said, remark, actor, at)
        trail.note_template("起草模板", row, {"正文": [None, made.sha256[:12]]}, actor=actor, at=at)
    return made


def edit_template(
    *,
    template: Template,
    text: str,
    remark: str = "",
    expected_version: int | None = None,
    actor: Account,
    at: datetime,
) -> TemplateVersion:
    """Write a further version as a draft; a draft that is there is replaced.

    Raises: TemplateRefused; PublishingRefused; EditedMeanwhile; NotAllowed.
    """
    policies.require_writing(actor)
    said = checked_text(text)
    script = read_template(said, city=actor.city, on=day_of(at))
    with transaction.atomic():
        row = trail.lock_template(template, expected_version=expected_version)
        if script.kind != row.kind:
            raise PublishingRefused(
                f"这是“{row.get_kind_display()}”的模板，种类不能改；请另起草一个", field="text"
            )
        row.versions.filter(state=TemplateState.DRAFT, pieces__isnull=True).delete()
        row.title, row.version = script.name or row.title, row.version + 1
        row.save(update_fields=["title", "version"])
        made = _version(row, said, remark, actor, at)
        changes = {"正文": [None, made.sha256[:12]], "第几版": [None, made.number]}
        trail.note_template("修改模板", row, changes, actor=actor, at=at)
    return made


def adopt_template(
    *, version: TemplateVersion, expected_version: int | None = None, actor: Account, at: datetime
) -> TemplateVersion:
    """Put a draft to use in place of the version before it.    Raises: TemplateRefused; EditedMeanwhile; NotAllowed."""
    policies.require_writing(actor)
    with transaction.atomic():
        row = trail.lock_template(version.template, expected_version=expected_version)
        found = row.versions.select_for_update().get(pk=version.pk)
        if found.state == TemplateState.ADOPTED:
            return found
        read_template(found.text, city=actor.city, on=day_of(at))
        row.versions.filter(state=TemplateState.ADOPTED).update(state=TemplateState.RETIRED)
        found.state, found.adopted_at, found.adopted_by = TemplateState.ADOPTED, at, actor
        found.save(update_fields=["state", "adopted_at", "adopted_by"])
        row.version += 1
        row.save(update_fields=["version"])
        changes = {"在用": [None, f"第{found.number}版"], "正文": [None, found.sha256]}
        trail.note_template("启用模板", row, changes, actor=actor, at=at)
    return found


def retire_template(
    *, template: Template, expected_version: int | None = None, actor: Account, at: datetime
) -> None:
    """Take a template out of use; pieces made from it stay.    Raises: EditedMeanwhile; NotAllowed."""
    policies.require_writing(actor)
    with transaction.atomic():
        row = trail.lock_template(template, expected_version=expected_version)
        n = row.versions.filter(state=TemplateState.ADOPTED).update(state=TemplateState.RETIRED)
        if not n:
            raise PublishingRefused("这个模板没有在用的版本")
        row.version += 1
        row.save(update_fields=["version"])
        trail.note_template("停用模板", row, {"状态": ["在用", "停用"]}, actor=actor, at=at)


def install_templates(*, actor: Account, at: datetime) -> list[TemplateVersion]:
    """Put the templates that come with the system to use, those of kinds of which the city has none.

    Raises: NotAllowed.
    """
    policies.require_writing(actor)
    made = []
    for text in supplied():
        script = read_template(text, city=actor.city, on=day_of(at))
        if not Template.objects.filter(city=actor.city, kind=script.kind).exists():
            found = write_template(text=text, remark="系统提供", actor=actor, at=at)
            made.append(adopt_template(version=found, actor=actor, at=at))
    return made


def supplied() -> list[str]:
    """Return the texts of the templates that come with the system."""
    folder = resources.files("luodi.publishing") / "templates"
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".txt")), key=lambda one: one.name)
    return [one.read_text("utf-8") for one in files]


def faults_of(text: str, *, city: City, on: date) -> tuple[str, ...]:
    """Return what is wrong with a template's text, in the order of its lines."""
    try:
        read_template(text, city=city, on=on)
    except TemplateRefused as refused:
        return tuple(map(str, refused.faults))
    return ()


def _version(row: Template, text: str, remark: str, actor: Account, at: datetime) -> TemplateVersion:
    last = row.versions.aggregate(last=Max("number"))["last"] or 0
    return TemplateVersion.objects.create(
        template=row,
        number=last + 1,
        text=text,
        sha256=text_digest(text),
        remark=" ".join(remark.split())[:200],
        written_at=at,
        written_by=actor,
    )
