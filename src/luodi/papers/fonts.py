"""The typefaces that a PDF is set in: free ones, which stand in for those that offices have, and what is lacking.

``./luodi fonts`` brings them to ``assets/fonts``; what the system has is asked after them.
Source: GB/T 9704-2012, 5.2.1 and 7 for which part is set in what.
"""

from functools import cache
from pathlib import Path

import typst

FOLDER = Path(__file__).parents[3] / "assets" / "fonts"
Face = tuple[str, ...]
"""Families of a typeface, the wished for first; a character that one lacks is taken from the next."""
_SONG: Face = ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "STSong", "Songti SC")
_REST: Face = (
    *_SONG,
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
_FANG: Face = ("FandolFang R", "FandolFang", "FangSong_GB2312", "FangSong", "STFangsong")
_KAI: Face = ("LXGW WenKai", "FandolKai", "KaiTi_GB2312", "KaiTi", "STKaiti")
_HEI: Face = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "SimHei", "FandolHei")
WISHED: dict[str, tuple[str, Face]] = {
    "fang": ("仿宋", (*_FANG, *_KAI, *_REST)),
    "kai": ("楷体", (*_KAI, *_REST)),
    "hei": ("黑体", (*_HEI, *_REST)),
    "song": ("宋体", (*_SONG, *_REST)),
    "xbs": ("小标宋", ("FZXiaoBiaoSong-B05S", *_SONG, *_REST)),
}
_FIRST = {"fang": _FANG, "kai": _KAI, "hei": _HEI, "song": _SONG, "xbs": _SONG}
HOW = "请系统管理员在服务器上执行 ./luodi fonts（下载免费的公文字体）后重启服务，或先改用 Word"


@cache
def families() -> frozenset[str]:
    """Return the families that this machine has, those of ``assets/fonts`` among them."""
    found = typst.Fonts(include_system_fonts=True, font_paths=folders())
    return frozenset(found.families())


def folders() -> list[str]:
    """Return the folders that typst looks for typefaces in, beside those of the system."""
    return [str(FOLDER)] if FOLDER.is_dir() else []


def faces() -> dict[str, list[str]]:
    """Return what the template asks for: by its own names, the families that are here."""
    return {name: list(dict.fromkeys(_present(face))) for name, (_, face) in WISHED.items()}


def are_enough() -> bool:
    """Return whether there is anything with Chinese for every typeface."""
    return all(_present(face) for _, face in WISHED.values())


def lacking() -> tuple[str, ...]:
    """Return the Chinese names of the typefaces that something else stands in for."""
    return tuple(WISHED[name][0] for name, first in _FIRST.items() if not _present(first))


def _present(face: Face) -> list[str]:
    return [one for one in face if one in families()]
