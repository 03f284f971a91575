"""What tells, without a record made, that a file is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.article import Location
from index.engine import open_engine
from index.ledger import FileRecord, LedgerUpdate, Stamped

READ = FileRecord(7, 123_456_789_000_000_001, "d1", "read", 1001, ((Location("/a"), "a1"),), None, False, "text")


@pytest.mark.parametrize(
    ("record", "stamp"),
    [
        (READ, (7, 123_456_789_000_000_001, 1001, "text")),
        (FileRecord(7, -5, "d", "read", 3, (), 'odd, "reason"]', False, "newsml-g2"), (7, -5, 3, "newsml-g2")),
        (FileRecord(7, 1, "d", "read", 3, (), None, False, 'a,"b'), (7, 1, 3, 'a,"b')),
        (FileRecord(7, 1, None, "read", 3, (), None, False, "forgotten"), (7, 1, 3, "forgotten")),
        (FileRecord(7, 1, "d", "read", 3, (), None, True, "text"), None),
        (FileRecord(7, 1, "d", "read", 3), None),
        (FileRecord(7, 1, "d", "failed", 3, (), "broken", False, "text"), None),
        (FileRecord(7, 1, "d", "skipped", 3, (), "picture"), None),
    ],
)
def test_the_stamp_is_that_of_the_record(
    tmp_path: Path, record: FileRecord, stamp: tuple[int, int, int, str] | None
) -> None:
    path = '/stories/caf\udce9, "a".txt'
    with open_engine(tmp_path / "morgue", "write", create=True) as engine:
        engine.commit([], [], LedgerUpdate({path: record, "/other": READ}))
        files = engine.ledger().files

        assert isinstance(files, Stamped)
        assert [files.stamp(path) for _ in range(2)] == [stamp, stamp]
        assert files.stamp("/none") is None
