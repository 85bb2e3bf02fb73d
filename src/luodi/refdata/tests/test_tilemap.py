"""The schematic map."""

from luodi.refdata.divisions import Level, divisions
from luodi.refdata.tilemap import tiles


def test_every_province_has_one_tile_of_its_own():
    assert {tile.code for tile in tiles()} == {one.code for one in divisions(Level.PROVINCE)}
    assert len({(tile.row, tile.column) for tile in tiles()}) == len(tiles()) == 34


def test_the_map_keeps_north_and_west():
    at = {tile.short_name: tile for tile in tiles()}
    assert at["黑龙江"].row < at["北京"].row < at["安徽"].row < at["广东"].row < at["海南"].row
    assert at["新疆"].column < at["甘肃"].column < at["安徽"].column < at["上海"].column
    assert at["江苏"].row == at["安徽"].row
    assert at["江苏"].column == at["安徽"].column + 1
