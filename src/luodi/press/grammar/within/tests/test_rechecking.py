"""What was typed is checked again as if all had been read anew, but only what changed is read."""

import random

from luodi.press.grammar.reading import read
from luodi.press.grammar.within.checking import check
from luodi.press.grammar.within.rechecking import checked, recheck
from luodi.press.grammar.within.tests import texts
from luodi.press.grammar.within.tests.cases import PUBLISHED

TEXT = "\n".join(texts.ALL.values())
PIECES = ("今年", "3个", "。", "\n", "1—8月，", "其中，", "", "去年同期", "9")


def test_a_change_reads_its_own_paragraph_alone() -> None:
    before = checked(TEXT, published=PUBLISHED)
    changed = TEXT.replace("项目37个", "项目38个")
    after = recheck(before, changed)
    assert len(before.read_again) > 12
    assert len(after.read_again) == 1
    assert "项目38个" in changed[after.read_again[0].start : after.read_again[0].end]


def test_checking_again_says_what_checking_anew_says() -> None:
    dice = random.Random(11)
    before = checked(TEXT, published=PUBLISHED)
    for _ in range(30):
        at, cut = dice.randrange(len(before.draft.text)), dice.choice((0, 0, 1, 4))
        text = before.draft.text[:at] + dice.choice(PIECES) + before.draft.text[at + cut :]
        after = recheck(before, text)
        draft = read(text, published=PUBLISHED)
        assert after.draft == draft
        assert after.findings == check(draft)
        before = after


def test_a_draft_without_numbers_has_nothing_to_say() -> None:
    assert checked("").findings == ()
    assert recheck(checked("全力以赴。"), "全力以赴，久久为功。").findings == ()
