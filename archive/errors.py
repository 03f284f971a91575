"""What can go wrong between a file and an article.

    NewsmorgueError       every error this package raises
    ├── ReadError         a file of a known format that cannot be read; costs that file alone
    └── UsageError        a command that cannot be carried out as it was given

Every text reads: the place, the fault, the mend.
"""

from __future__ import annotations


class NewsmorgueError(Exception):
    """The base of every error of this package."""


class ReadError(NewsmorgueError):
    """A file of a known format that cannot be read."""


class UsageError(NewsmorgueError):
    """A command that cannot be carried out as it was given."""
