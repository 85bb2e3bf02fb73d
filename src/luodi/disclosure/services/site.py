"""Keep what the public site says of itself."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.disclosure.models import PublicSite
from luodi.disclosure.rules import DisclosureRefused
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require_all_of_city

_TARGET = "public_site"


@dataclass(frozen=True, kw_only=True)
class SiteParticulars:
    """As ``PublicSite``; the numbers of the foot may be empty while there are none."""

    is_open: bool
    title: str
    keeper: str
    contact: str
    address: str = ""
    site_mark: str = ""
    icp: str = ""
    police: str = ""
    report_at: str = ""


@transaction.atomic
def keep_site(
    said: SiteParticulars, *, actor: Account, at: datetime, expected_version: int | None = None
) -> PublicSite:
    """Write down what the site says, and whether it is open.

    Raises: DisclosureRefused for an open site without name, keeper or contact; NotAllowed, EditedMeanwhile.
    """
    require_all_of_city(reach_of(actor))
    for field, what in (("title", "网站名称"), ("keeper", "主办单位"), ("contact", "联系方式")):
        if not getattr(said, field).strip():
            raise DisclosureRefused(f"请填写{what}", field=field)
    row = PublicSite.objects.select_for_update().filter(city_id=actor.city_id).first()
    before = {field: getattr(row, field) for field in asdict(said)} if row else {}
    version = row.version if row else 0
    check_version(
        city_id=actor.city_id,
        target_kind=_TARGET,
        target_code=actor.city.code,
        expected=expected_version,
        version=version,
    )
    values = {
        field: value.strip() if isinstance(value, str) else value for field, value in asdict(said).items()
    }
    kept = {**values, "version": version + 1, "changed_at": at, "changed_by": actor}
    found, _ = PublicSite.objects.update_or_create(city_id=actor.city_id, defaults=kept)
    labels = {field: str(PublicSite._meta.get_field(field).verbose_name) for field in values}  # type: ignore[union-attr]
    changes = {
        labels[field]: [before.get(field, ""), value]
        for field, value in values.items()
        if before.get(field, "") != value
    }
    note = audit.Note(
        "修改公开网站", _TARGET, actor.city.code, found.title, {**changes, "version": [version, version + 1]}
    )
    audit.record(note, actor=actor, at=at)
    return found
