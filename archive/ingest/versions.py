"""Whether what an earlier run read would be read better now."""

from __future__ import annotations

from archive.extract.version import READER_VERSION
from archive.readers.columns import KEYED, mapping_mark
from archive.readers.registry import CONTAINERS, by_name, fingerprint
from index.ledger import FileRecord

_MAPPED = 1 << 32
"""The number of what is read by columns is that of its reader, and this many times the mark of their mapping."""


class Versions:
    """Knows the number that the ledger keeps with a file, and compares records with the readers of today."""

    def __init__(self) -> None:
        self._now: dict[str | None, int | None] = {}

    def now(self, format: str | None) -> int | None:
        """Return the number of a reader of that name together with the extractors; None where it is not installed.

        Without a name it is that of the whole set of readers, none of which knew the file.
        """
        try:
            return self._now[format]
        except KeyError:
            return self._now.setdefault(format, self._look_up(format))

    def current(self, reader: int, format: str) -> bool:
        """Tell whether what a reader of that version read would be read the same today; a reader that is
        not installed cannot read it better.
        """
        now = self.now(format)
        return now is None or (reader >= now and reader // _MAPPED == now // _MAPPED)

    def outdated(self, record: FileRecord) -> bool:
        """Tell whether the readers of today would read a file again."""
        if record.format is None:
            return record.reader != self.now(None)
        return not self.current(record.reader, record.format)

    def _look_up(self, format: str | None) -> int | None:
        if format is None:
            return fingerprint() ^ mapping_mark()
        reader = by_name(format)
        if reader is None:
            return None
        number = READER_VERSION * 1000 + reader.version
        return number + _MAPPED * mapping_mark() if format in KEYED | CONTAINERS else number
