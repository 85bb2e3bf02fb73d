"""How quick Luodi is: ratios to bare SQL on made-up cities. Never part of the tests. README.md says how to read it."""
