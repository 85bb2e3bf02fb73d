"""An import that is killed leaves all of itself or nothing, and nobody is told otherwise."""

from pathlib import Path

from tests.endurance import imports


def test_a_killed_import_is_whole_or_not_there_and_is_recognised_when_sent_again(
    own_database: dict[str, str], tmp_path: Path
) -> None:
    outcome = imports.endure(own_database, tmp_path, kills=3, rows=400, seed=2020)
    assert outcome.kills == 3
    assert outcome.unheard
    assert outcome.known
    assert sorted(outcome.safe + outcome.known) == list(range(outcome.next_sheet))
