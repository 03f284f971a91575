"""Whether what an earlier run read would be read better now."""

from __future__ import annotations

from archive.readers.registry import by_name, fingerprint
from index.ledger import FileRecord


def extractors() -> int:
    """Return the version of what reads articles out of copy."""
    from archive.parse import READER_VERSION

    return int(READER_VERSION)


class Versions:
    """Knows the number that the ledger keeps with a file, and compares records with the readers of today."""

    def __init__(self) -> None:
        self._now: dict[str | None, int | None] = {}

    def now(self, format: str | None) -> int | None:
        """Return the number of a reader of that name together with the extractors; None where it is not installed.

        Without a name it is that of the whole set of readers, none of which knew the file.
        """
        if format not in self._now:
            self._now[format] = self._look_up(format)
        return self._now[format]

    def outdated(self, record: FileRecord) -> bool:
        """Tell whether a newer reader would read the file again; a reader that is not installed today never would."""
        now = self.now(record.format)
        if record.format is None:
            return record.reader != now
        return now is not None and record.reader < now

    def _look_up(self, format: str | None) -> int | None:
        if format is None:
            return fingerprint()
        reader = by_name(format)
        return extractors() * 1000 + reader.version if reader is not None else None
