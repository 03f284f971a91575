"""What a reader gives: the text of one article and what its format states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import BinaryIO, Protocol

from index.article import Dateline, Person, Published
from index.values import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """What the format itself states of an article; None and empty where it is silent."""

    headline: str | None = None
    dateline: Dateline | None = None
    agency: str | None = None
    publication: str | None = None
    published: Published | None = None
    byline: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    keywords: tuple[str, ...] = ()
    section: str | None = None
    language: str | None = None
    url: str | None = None
    guid: str | None = None
    version: str | None = None
    status: str | None = None
    rights: str | None = None
    called: tuple[str, ...] = ()
    """What the format calls the source, where that is known by another name."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One record as a reader found it.

    ``raw`` is the record's own bytes, the base of its identity; ``text`` is the story in reading order, line ends as
    ``\\n``, NUL characters dropped. ``member`` is set by container readers, ``ordinal`` counts the records of a file
    from 0.
    ``warnings`` say what had to be assumed.
    """

    raw: bytes
    text: str
    format: str
    member: str | None = None
    ordinal: int = 0
    encoding: str | None = None
    stated: Stated = field(default_factory=Stated)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FailedRecord:
    """One record of a file that could not be read, while the others could; ``reason`` is one line."""

    ordinal: int
    reason: str
    member: str | None = None


class Reader(Protocol):
    """Turns the bytes of one format into copy; knows nothing of news."""

    name: str
    """What ``Article.format`` and ``newsmorgue formats`` call it."""

    @property
    def version(self) -> int:
        """Return a number that grows when the reader would read the same bytes differently; a plain value will do."""

    suffixes: tuple[str, ...]
    """Usual endings of file names, with the dot, lower case; used only when the content leaves a doubt."""

    def recognises(self, head: bytes, name: str) -> float:
        """Return how sure the first 64 KiB and the file name make it that this is the format, from 0 to 1; never
        raise.
        """

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the records of a file in bounded memory.

        Raises:
            NoArticleError: it holds something else, which the text names; nothing was yielded.
            ReadError: the file as a whole is broken; what was yielded before stands.
        """
