"""Whatever stands in a text, reading it ends, quickly, and keeps places right."""

import time
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.press.grammar.framing import Carried
from luodi.press.grammar.reading import read, read_paragraph, setting_of
from luodi.press.grammar.splitting import evened, paragraphs

PUBLISHED = date(2021, 9, 23)
WORDS = (
    "全市 新签约 项目 工业 其中 ， 。 、 ； 12 3.5 １２ 个 亿元 % 个百分点 今年以来 1—7月 截至8月底 占 分别 "
    "同比增长 以上 超过 余 一是 记者： 《 》 “ ” ( ） 的 等 总投资 第 届 9月9日 万 三 十 - — 户居民 东岭产业园"
)
PIECES = st.sampled_from(["\n", "  ", *WORDS.split()])


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_mixture_is_read_and_every_number_stands_in_its_words(text: str) -> None:
    draft = read(text, published=PUBLISHED)

    assert [one.number for one in draft.claims] == list(range(1, len(draft.claims) + 1))
    for one in draft.claims:
        assert 0 <= one.start <= one.at < one.to <= one.end <= len(text)
        assert one.scope or one.indicator is None
        for other in (one.of, one.belongs):
            assert other is None or 1 <= other <= len(draft.claims)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_keeps_its_length_when_evened(text: str) -> None:
    assert len(evened(text)) == len(text)
    read(text, published=PUBLISHED)


def test_paragraphs_read_one_by_one_give_the_whole() -> None:
    text = "1—7月，新签约项目60个。\n其中工业项目45个。\n\n二、新开工项目30个，总投资80亿元。"
    setting = setting_of(text, published=PUBLISHED)
    carried, claims = Carried(), []
    for paragraph in paragraphs(text):
        found = read_paragraph(setting, paragraph, carried)
        claims += found.claims
        carried = found.carried

    assert [(one.number, one.value, one.paragraph) for one in claims] == [
        (one.number, one.value, one.paragraph) for one in read(text, published=PUBLISHED).claims
    ]


def test_a_long_draft_is_read_in_far_less_than_two_hundred_milliseconds_a_thousand_characters() -> None:
    text = (
        "1—7月，全市新签约项目60个，总投资150亿元，其中：工业项目45个，总投资120亿元，占新签约项目的75%。\n"
        * 120
    )
    read(text[:500], published=PUBLISHED)
    began = time.perf_counter()

    draft = read(text, published=PUBLISHED)

    assert len(draft.claims) == 600
    assert time.perf_counter() - began < len(text) / 1000 * 0.1


def test_a_line_without_end_is_read() -> None:
    read("新签约项目" * 5000 + "12个" + " " * 5000 + "，" * 3000, published=PUBLISHED)
