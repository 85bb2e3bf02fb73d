"""Evidence is added by who writes for the project, and what a verification stands on stays."""

import pytest

from luodi.audit.models import AuditRecord
from luodi.documents.models import StoredFile
from luodi.documents.tests import makers as files
from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import FactKind
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.organisation.tests.makers import Cast, Clock
from luodi.projects.choices import Stage
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project, move_on
from luodi.recognition import services
from luodi.recognition.demands import Demand
from luodi.recognition.models import Evidence
from luodi.recognition.selectors.claims import missing_evidence, open_claims
from luodi.recognition.services import EvidenceRefused
from luodi.recognition.tests.makers import add, complete, county_reviewer

SIGNED = FactKind.PROJECT_SIGNED


@pytest.fixture
def signed(liu: Account) -> Project:
    return move_on(make_project(by=liu), to=Stage.SIGNED, by=liu)


def missing(project: Project) -> list[Demand]:
    return [demand for claim in open_claims([project])[project.pk] for demand in claim.missing]


def test_what_is_missing_becomes_less_with_each_file(liu: Account, clock: Clock, signed: Project) -> None:
    assert len(missing(signed)) == len(missing_evidence(signed, SIGNED, clock.day)) == 2
    add(signed, "AGREEMENT", by=liu)
    assert [one.label for one in missing(signed)] == ["投资方证照或投资方身份证明"]
    add(signed, "INVESTOR_LICENCE", by=liu)
    assert missing(signed) == missing_evidence(signed, SIGNED, clock.day) == []


def test_adding_leaves_a_trail_with_the_fingerprint(liu: Account, signed: Project) -> None:
    row = add(signed, "CONTRACT", by=liu, name="云溪投资合同.pdf")
    told = AuditRecord.objects.get(act="上传佐证")
    assert told.target_code == signed.code
    assert told.changes == {"签约": [None, "投资合同：云溪投资合同.pdf"], "文件指纹": [None, row.file.sha256]}


@pytest.mark.parametrize("who", ["wu", "qin", "hong", "wai", "system_admin"])
def test_nobody_else_adds_evidence(cast: Cast, signed: Project, who: str) -> None:
    with pytest.raises(NotAllowed):
        add(signed, "CONTRACT", by=getattr(cast, who))
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()


def test_the_centre_adds_evidence_for_any_unit(zhong: Account, signed: Project) -> None:
    assert add(signed, "CONTRACT", by=zhong).project == signed


def test_a_bad_file_leaves_neither_row_nor_trail(liu: Account, signed: Project) -> None:
    with pytest.raises(Refusal):
        add(signed, "CONTRACT", by=liu, content=b"MZ", name="合同.pdf")
    assert not Evidence.objects.exists()
    assert not AuditRecord.objects.filter(act="上传佐证").exists()


def test_the_same_file_stands_once_in_a_kind_and_may_serve_another(liu: Account, signed: Project) -> None:
    content = files.pdf("一份")
    add(signed, "CONTRACT", by=liu, content=content)
    with pytest.raises(EvidenceRefused, match="不用再传"):
        add(signed, "CONTRACT", by=liu, content=content, name="又一份.pdf")
    add(signed, "AGREEMENT", by=liu, content=content)
    assert StoredFile.objects.count() == 1


def test_a_file_of_another_own_project_is_pointed_out_to_the_uploader(
    liu: Account, clock: Clock, signed: Project
) -> None:
    content = files.pdf("一份")
    other = move_on(make_project(by=liu, name="云溪镜头项目"), to=Stage.SIGNED, by=liu)
    add(signed, "CONTRACT", by=liu, content=content)
    added = services.add_evidence(
        project=other,
        fact_kind=SIGNED,
        kind="CONTRACT",
        content=content,
        name="a.pdf",
        actor=liu,
        at=clock.now,
    )
    assert list(added.elsewhere) == [signed]


def test_a_file_of_a_foreign_project_leaves_no_trace_for_the_uploader_and_shows_to_the_verifier(
    liu: Account, wu: Account, qin: Account, clock: Clock, signed: Project
) -> None:
    content = files.pdf("一份")
    foreign = make_project(by=wu, name="石桥电池项目", area="349922")
    add(foreign, "CONTRACT", by=wu, content=content)
    added = services.add_evidence(
        project=signed,
        fact_kind=SIGNED,
        kind="CONTRACT",
        content=content,
        name="a.pdf",
        actor=liu,
        at=clock.now,
    )
    assert list(added.elsewhere) == []
    seen = services.used_elsewhere(added.evidence.file, signed, qin)
    assert [project.code for project in seen] == [foreign.code]


def test_funds_need_evidence_of_their_own_and_no_entry_lends_it_to_another(
    liu: Account, signed: Project
) -> None:
    with pytest.raises(EvidenceRefused, match="请先登记这一笔"):
        add(signed, "BANK_SLIP", by=liu, fact_kind=FactKind.PROJECT_FUNDS, ordinal=7)
    with pytest.raises(EvidenceRefused, match="不分笔"):
        add(signed, "CONTRACT", by=liu, ordinal=7)


def test_withdrawn_evidence_shows_nothing_any_more_and_stays_on_record(
    liu: Account, clock: Clock, signed: Project
) -> None:
    row, _ = complete(signed, by=liu)
    services.withdraw_evidence(evidence=row, reason="传错了", actor=liu, at=clock.now)
    assert len(missing(signed)) == 1
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawn_reason) == (liu, "传错了")
    with pytest.raises(EvidenceRefused, match="已经撤下"):
        services.withdraw_evidence(evidence=row, reason="再撤", actor=liu, at=clock.now)
    add(signed, row.kind, by=liu)


def test_withdrawing_needs_a_reason_and_the_right(
    liu: Account, wu: Account, clock: Clock, signed: Project
) -> None:
    row = add(signed, "CONTRACT", by=liu)
    with pytest.raises(EvidenceRefused, match="原因"):
        services.withdraw_evidence(evidence=row, reason=" ", actor=liu, at=clock.now)
    with pytest.raises(NotAllowed):
        services.withdraw_evidence(evidence=row, reason="传错了", actor=wu, at=clock.now)


def test_evidence_of_a_verification_cannot_be_withdrawn(
    liu: Account, qin: Account, clock: Clock, signed: Project
) -> None:
    row, _ = complete(signed, by=liu)
    services.verify_with_evidence([signed], actor=qin, at=clock.now)
    with pytest.raises(EvidenceRefused, match="依据"):
        services.withdraw_evidence(evidence=row, reason="传错了", actor=liu, at=clock.now)


def test_evidence_is_seen_by_who_sees_the_project(cast: Cast, signed: Project, liu: Account) -> None:
    add(signed, "CONTRACT", by=liu)
    yan = county_reviewer(cast, cast.units.yunxi)
    seen = {
        name: Evidence.objects.visible_to(reach_of(account)).count()
        for name, account in vars(cast).items()
        if isinstance(account, Account)
    }
    assert seen == {"zhong": 1, "qin": 1, "liu": 1, "hong": 1} | dict.fromkeys(
        ("wu", "wai", "system_admin", "security_admin", "audit_admin"), 0
    )
    assert Evidence.objects.visible_to(reach_of(yan)).count() == 1
