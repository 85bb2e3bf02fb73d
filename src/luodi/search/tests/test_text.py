import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from luodi.search import text


@pytest.mark.parametrize(
    ("said", "normal"),
    [("ＬＥＤ 示范园", "led 示范园"), ("  一　 二 ", "一 二"), ("（二期）", "(二期)"), ("", "")],
)
def test_width_case_and_spaces_do_not_tell_names_apart(said: str, normal: str) -> None:
    assert text.normal(said) == normal


def test_a_row_is_found_by_name_initials_and_codes() -> None:
    assert text.search_text("寿县LED园", codes=["P2020-0001", ""]) == "寿县led园\nsxledy\np2020-0001"


def test_what_is_said_twice_is_kept_once() -> None:
    assert text.search_text("abc", codes=["ABC"]) == "abc"


def test_a_query_is_the_words_in_it() -> None:
    assert text.words(" 寿县　锂电池 ") == ["寿县", "锂电池"]


def test_index_words_are_plain_and_belong_to_a_city() -> None:
    (token,) = text.tokens(26, ["氢能"])
    assert (token, token.isalnum()) == ("1ag6c2280fd", True)
    assert text.tokens(1, ["氢能"]) != text.tokens(2, ["氢能"])


def test_a_single_character_has_no_pair() -> None:
    assert text.tokens(1, ["锂"]) == []


@given(st.text(min_size=2, max_size=30), st.data())
def test_every_part_of_a_name_has_only_pairs_of_the_name(name: str, data: st.DataObject) -> None:
    normal = text.normal(name)
    start = data.draw(st.integers(0, len(normal)))
    end = data.draw(st.integers(start, len(normal)))
    assert set(text.tokens(1, [normal[start:end]])) <= set(text.tokens(1, [normal]))


WORDS = st.sampled_from(
    [
        "重庆",
        "长沙",
        "银行",
        "合肥",
        "会计",
        "大厦",
        "锂电池",
        "二期",
        "长三角",
        "LED",
        "－３",
        "（",
        "Ａ",
        "㎡",
        "鈊",
        " ",
    ]
)


@given(
    st.lists(
        st.one_of(
            WORDS,
            st.sampled_from(sorted(PHRASES_DICT)),
            st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        )
    )
)
def test_reading_characters_one_by_one_gives_what_reading_the_words_gives(parts: list[str]) -> None:
    name = "".join(parts)
    assert text.initials(name) == "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))


@given(st.lists(st.text(max_size=12), max_size=3))
def test_what_is_written_to_the_index_are_the_words_that_are_looked_for(lines: list[str]) -> None:
    assert text.written(26, lines).split() == text.tokens(26, lines)
