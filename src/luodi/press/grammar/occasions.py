"""The occasions that a text tells of: fairs, ceremonies, promotions. What is signed there is listed, not new."""

import re

from luodi.kernel.periods import Period
from luodi.press.grammar.dating import Said
from luodi.press.grammar.framing import Event
from luodi.press.grammar.splitting import Stretch, evened
from luodi.press.grammar.vocabulary import NamedEvent, Vocabulary, known_words

_KINDS = (
    "签约仪式|签约活动|推介活动|推介会|推介大会|博览会|洽谈会|交易会|投洽会|论坛|峰会|招商会|恳谈会|分享会|开发者大会|发布会|"
    "招商大会|投资大会|制造业大会|合作大会|行活动|开工仪式|开工活动|签约竣工活动|分会场活动|项目建设活动"
)
OCCASION = re.compile(rf"[^,;。“”《》0-9\s]{{0,36}}(?:{_KINDS})(?:活动|仪式|大会)?")
_BEFORE_NAME = re.compile(
    r"^.*(?:举行了?|举办了?|召开了?|利用|参加了?|来到|的|在)?(?:此次|本次|这次)|^.*(?:举行了?|举办了?|召开了?|利用|参加了?|来到|的)|^[年届日]|^在"
)
_AGAIN = re.compile("此次|本次|这次|该次")
_PRESS = re.compile("新闻发布会|发布会")
_HELD = re.compile("活动签约|本次|此次|仪式上|举行|举办|召开|开幕|参加|在|利用|会上|平台|亮相|期间|启动")


def event_in(
    even: str, sentence: Stretch, said: list[Said], vocabulary: Vocabulary, *, going_on: bool
) -> Event | None:
    """Return the occasion that a sentence names, with its days; 此次 is the one that is being told of."""
    known = known_words(vocabulary).events
    if found := known.search(even, sentence.start, sentence.end):
        one = next(one for one in vocabulary.events if found.group() in map(evened, one.names))
        return Event(
            frozenset({f"event:{one.code}"}), _days(said, sentence) or _known_days(one), found.start()
        )
    if going_on and _AGAIN.search(even, sentence.start, sentence.end):
        return None
    generic = OCCASION.search(even, sentence.start, sentence.end)
    if not generic or _PRESS.search(generic.group()) or not _HELD.search(even, sentence.start, sentence.end):
        return None
    name = _BEFORE_NAME.sub("", generic.group())
    return Event(frozenset({f"event:{name}"}), _days(said, sentence), generic.start())


def part_in(words: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the part of an occasion that words name, such as 省集中签约."""
    found = [
        one for one in vocabulary.events if one.parent and any(evened(name) in words for name in one.names)
    ]
    return frozenset(f"event:{one.code}" for one in found[:1])


def _days(said: list[Said], sentence: Stretch) -> Said | None:
    here = [
        one
        for one in said
        if sentence.start <= one.start < sentence.end and one.form in {"days", "day", "sameday"}
    ]
    return here[-1] if here else None


def _known_days(one: NamedEvent) -> Said | None:
    if one.first is None:
        return None
    period = Period.between(one.first, one.last or one.first)
    return Said(-1, -1, one.names[0], "days", period)
