"""The grammar of numbers in Chinese releases: pure, without a database or a clock."""
