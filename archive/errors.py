"""What can go wrong between a file and an article.

    NewsmorgueError       every error this package raises
    ├── ReadError         a file of a known format that cannot be read; costs that file alone
    │   └── NoArticleError    a file that can be read and holds no article; it is passed over
    └── UsageError        a command that cannot be carried out as it was given

Every text reads: the place, the fault, the mend.
"""

from __future__ import annotations


class NewsmorgueError(Exception):
    """The base of every error of this package."""


class ReadError(NewsmorgueError):
    """A file of a known format that cannot be read."""


class NoArticleError(ReadError):
    """A file that can be read and holds no article; its text is the place, and what the file is instead."""


class UsageError(NewsmorgueError):
    """A command that cannot be carried out as it was given."""
