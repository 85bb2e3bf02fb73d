"""Invented people of the demo city: nobody of these names holds these posts."""

LEADERS = (
    ("高远", "市委书记"), ("程砚舟", "市长"), ("陆知行", "市人大常委会主任"), ("沈怀瑾", "市政协主席"),
    ("贺松年", "市委副书记"), ("江逸清", "市委常委、常务副市长"), ("闻人杰", "市委常委、组织部部长"),
    ("段云川", "市委常委、宣传部部长"), ("白若谷", "市委常委、政法委书记"), ("祁连山", "市委常委、统战部部长"),
    ("穆子期", "市委常委、军分区政委"), ("翟明朗", "市委常委、秘书长"), ("俞向晚", "副市长"), ("柏长青", "副市长"),
    ("曲江流", "副市长"), ("丛知远", "副市长"), ("温如岚", "副市长"), ("盛夏", "市人大常委会副主任"),
    ("郎见秋", "市人大常委会副主任"), ("费思齐", "市人大常委会副主任"), ("卓然", "市政协副主席"),
    ("牧野", "市政协副主席"), ("景行", "市政协副主席"), ("樊星", "市政府党组成员"),
)  # fmt: skip

CLERKS = {
    "DATONG": "葛晓岚", "TIANJIAAN": "苗青禾", "XIEJIAJI": "邢安", "BAGONGSHAN": "蒲松", "PANJI": "耿直",
    "FENGTAI": "荀蕾", "SHOU": "刘畅", "MAOJI": "湛蓝", "JINGKAI": "阮萍", "GAOXIN": "尤佳", "MEIHUA": "费扬",
}  # fmt: skip
"""Each county's and park's ledger keeper."""

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
_GIVEN = "子轩 文博 雨桐 思源 嘉禾 俊凯 婉清 海涛 立群 国栋 静怡 晓东 志远 佳宁 宏宇 雪梅 建波 玉兰 振华 春晖"


def name_of(number: int) -> str:
    """Return the invented name of the nth entrepreneur."""
    given = _GIVEN.split()
    return _SURNAMES[number * 7 % len(_SURNAMES)] + given[(number * 3 + number // 20) % len(given)]
