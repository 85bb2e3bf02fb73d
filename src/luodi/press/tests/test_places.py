"""Which place a text is about."""

import pytest

from luodi.press.grammar.vocabulary import Vocabulary
from luodi.press.places import elsewhere

OURS = Vocabulary(places=("示例市", "示例"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1—7月，全市新签约项目5个。", ""),
        ("示例市召开新闻发布会，通报招商情况。", ""),
        ("8月，我市在深圳举办推介会，签约项目12个。", ""),
        ("我市先后赴昆明、成都、杭州招商，对接企业30家。来自上海的企业5家。", ""),
        ("本报昆明8月17日电，1—7月新签约项目77个。", "昆明"),
        ("宜昌市委召开会议，通报1—7月新签约项目77个。", "宜昌市"),
        ("示例市与宜昌市委对接，签约项目3个。", ""),
        ("宜昌市招商工作稳步推进。宜昌市新签约项目9个，宜昌市新开工项目4个。", "宜昌市"),
    ],
)
def test_a_text_is_ours_unless_it_speaks_for_another_place(text, place):
    assert elsewhere(text, city_code="349900", vocabulary=OURS) == place
