"""Chains, their links, and who stands where: what is refused, and what is kept."""

from datetime import date

import pytest

from luodi.audit.models import AuditRecord
from luodi.chains import services
from luodi.chains.choices import Tier
from luodi.chains.models import Chain, Placement, Supply
from luodi.chains.rules import ChainRefused
from luodi.chains.services import NewChain, NewLink, NewSupply
from luodi.chains.tests.makers import LINKS, link_of, make_chain, make_supply
from luodi.enterprises.tests.makers import make_enterprise
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.policies import NotAllowed
from luodi.refdata.industries import UnknownIndustry


def test_a_chain_sent_twice_is_made_once(zhong, clock):
    new = NewChain(name="新型显示产业链", links=LINKS)
    first = services.create_chain(new, actor=zhong, at=clock.now, once="b" * 32)
    assert services.create_chain(new, actor=zhong, at=clock.now, once="b" * 32) == first
    assert [link.name for link in Chain.objects.get().links.all()] == ["基础材料", "显示面板", "整机"]


def test_only_the_centre_keeps_chains(liu, zhong, clock):
    with pytest.raises(NotAllowed):
        make_chain(by=liu)
    chain = make_chain(by=zhong)
    with pytest.raises(NotAllowed):
        services.take_off_link(link=link_of(chain, "整机"), actor=liu, at=clock.now)


@pytest.mark.parametrize(
    ("said", "refusal", "why"),
    [
        ({"name": " "}, ChainRefused, "环节名称"),
        ({"name": "整机"}, ChainRefused, "同名的环节"),
        ({"classes": []}, ChainRefused, "至少选择一个"),
        ({"classes": ["C"]}, ChainRefused, "选到大类"),
        ({"classes": ["C99"]}, UnknownIndustry, "没有行业代码"),
    ],
)
def test_a_link_that_cannot_be_is_refused(zhong, clock, said, refusal, why):
    chain = make_chain(by=zhong)
    values = {"name": "模组", "tier": Tier.MIDSTREAM, "classes": ["C39"], **said}
    with pytest.raises(refusal, match=why):
        services.add_link(chain=chain, new=NewLink(**values), actor=zhong, at=clock.now)
    assert chain.links.count() == 3


def test_a_link_is_said_otherwise_and_the_trail_knows(zhong, clock):
    chain = make_chain(by=zhong)
    new = NewLink(name="终端整机", tier=Tier.DOWNSTREAM, classes=["C38", "C36"])
    services.change_link(link=link_of(chain, "整机"), new=new, actor=zhong, at=clock.now)
    noted = AuditRecord.objects.get(act="修改环节").changes
    assert noted["行业大类（终端整机）"] == ["C38", "C36、C38"]
    assert noted["version"] == [0, 1]
    with pytest.raises(EditedMeanwhile, match="整机"):
        services.change_chain(
            chain=chain, name="显示", remark="", actor=zhong, at=clock.now, expected_version=0
        )


def test_two_chains_do_not_share_a_name(zhong):
    make_chain(by=zhong)
    with pytest.raises(ChainRefused, match="已有同名"):
        make_chain(by=zhong)


def test_a_place_needs_a_reason_and_can_be_taken_back(liu, zhong, clock):
    chain = make_chain(by=zhong)
    firm = make_enterprise(by=liu)
    said = {"chain": chain, "subject": firm.subject, "actor": liu, "at": clock.now}
    with pytest.raises(ChainRefused, match="写明依据"):
        services.place(link=link_of(chain, "整机"), reason="", **said)
    services.place(link=link_of(chain, "整机"), reason="走访了解", **said)
    services.place(link=None, reason="与本链无关", **said)
    assert Placement.objects.get().link is None
    services.unplace(**said)
    with pytest.raises(ChainRefused, match="没有被归位"):
        services.unplace(**said)


def test_a_link_of_another_chain_is_no_place(zhong, liu, clock):
    chain, other = make_chain(by=zhong), make_chain(by=zhong, name="新能源产业链")
    firm = make_enterprise(by=liu)
    with pytest.raises(ChainRefused, match="没有这个环节"):
        services.place(
            chain=chain,
            link=link_of(other, "整机"),
            subject=firm.subject,
            reason="误",
            actor=liu,
            at=clock.now,
        )


def test_a_supply_is_noted_once_and_ended_with_a_reason(liu, clock):
    supplier, customer = make_enterprise(by=liu), make_enterprise(by=liu, name="云溪面板有限公司")
    supply = make_supply(supplier, customer, by=liu)
    with pytest.raises(ChainRefused, match="已登记"):
        make_supply(supplier, customer, by=liu)
    with pytest.raises(ChainRefused, match="自己的供应商"):
        make_supply(supplier, supplier, by=liu)
    with pytest.raises(ChainRefused, match="不能晚于今天"):
        services.end_supply(supply=supply, on=date(2031, 1, 1), reason="停供", actor=liu, at=clock.now)
    services.end_supply(supply=supply, on=date(2020, 7, 1), reason="停供", actor=liu, at=clock.now)
    assert not Supply.objects.standing()
    make_supply(supplier, customer, by=liu)


def test_a_supply_sent_twice_is_there_once(liu, clock):
    firms = make_enterprise(by=liu), make_enterprise(by=liu, name="云溪面板有限公司")
    new = NewSupply(supplier=firms[0], customer=firms[1], goods="偏光片", source="年报")
    for _ in range(2):
        services.note_supply(new, actor=liu, at=clock.now, once="c" * 32)
    assert Supply.objects.count() == 1


def test_who_only_reads_notes_nothing(hong, liu, zhong, clock):
    firms = make_enterprise(by=liu), make_enterprise(by=liu, name="云溪面板有限公司")
    with pytest.raises(NotAllowed):
        make_supply(*firms, by=hong)
    with pytest.raises(NotAllowed):
        services.place(
            chain=make_chain(by=zhong),
            link=None,
            subject=firms[0].subject,
            reason="误",
            actor=hong,
            at=clock.now,
        )
