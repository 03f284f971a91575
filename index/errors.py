"""What can go wrong with an archive and the questions asked of it.

    ArchiveError                 every error this package raises
    ├── QueryError               a question that cannot be understood; nothing is wrong with the archive
    │   ├── QuerySyntaxError     the query text does not parse
    │   ├── UnknownFieldError    a filter, facet or query names a field that cannot serve it
    │   └── UnknownArticleError  no article, or more than one, has an id that begins so
    ├── PeopleRulesError         the user's merges and splits of people cannot be understood
    ├── NoArchiveError           the folder holds no archive
    ├── NewerArchiveError        the archive was made by a newer version of this program
    ├── OlderArchiveError        the archive was made by an older version, in a form that is no longer read
    ├── ReadOnlyArchiveError     the archive can be searched but not written
    ├── LockedError              another process is writing the archive
    ├── NoSpaceError             the disk is full; what was committed stays
    └── DamagedArchiveError      stored bytes do not agree with their checksum or with each other

Every text reads: the place, the fault, the mend.
"""

from __future__ import annotations


class ArchiveError(Exception):
    """The base of every error of this package."""


class QueryError(ArchiveError):
    """A question that cannot be understood."""


class QuerySyntaxError(QueryError):
    """The query text does not parse.

    ``position`` counts code points from the start of the query text, None outside of it; ``suggestion`` is a text that
    would parse, or None.
    """

    def __init__(self, message: str, *, position: int | None, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.position = position
        self.suggestion = suggestion


class UnknownFieldError(QueryError):
    """A filter, facet or query names a field that does not exist or cannot serve it.

    ``position`` counts code points from the start of the query text, None outside of it; ``suggestion`` is the text
    that may have been meant, or None.
    """

    def __init__(self, message: str, *, position: int | None = None, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.position = position
        self.suggestion = suggestion


class UnknownArticleError(QueryError):
    """No article, or more than one, has an id that begins with the text given."""


class PeopleRulesError(ArchiveError):
    """The user's merges and splits of people cannot be understood; ``line`` counts from 1, 0 is the whole file."""

    def __init__(self, message: str, *, line: int) -> None:
        super().__init__(message)
        self.line = line


class NoArchiveError(ArchiveError):
    """The folder holds no archive."""


class NewerArchiveError(ArchiveError):
    """The archive was made by a newer version of this program."""


class OlderArchiveError(ArchiveError):
    """The archive was made by an older version of this program, in a form that is no longer read."""


class ReadOnlyArchiveError(ArchiveError):
    """The archive can be searched but not written."""


class LockedError(ArchiveError):
    """Another process is writing the archive."""


class NoSpaceError(ArchiveError):
    """The disk is full; what was committed before stays."""


class DamagedArchiveError(ArchiveError):
    """Stored bytes do not agree with their checksum or with each other."""
