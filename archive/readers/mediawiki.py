"""Dumps of wikis, such as Wikinews (the XML export of MediaWiki): one article a page, as it was edited last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.dates import published
from archive.readers.elements import every, one, read_elements, root_name, text_at
from archive.readers.encoding import decode
from archive.readers.sniff import HEAD
from archive.readers.stated import own_guid
from archive.readers.story import folded, without_headline
from archive.readers.wikitext import read_wikitext
from archive.readers.xml import Parsed
from index.values import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element

_LANGUAGE = re.compile(r"<mediawiki\b[^>]{0,1000}\bxml:lang\s*=\s*[\"']([\w-]{2,20})[\"']")
_TOLD = re.compile(r"<(sitename|dbname|base)>([^<]{1,500})</")
_SPACE = re.compile(r"<namespace\b[^>]{0,100}\bkey=\"(-?\d{1,5})\"[^>]{0,100}>([^<]{1,100})<")
_FILES, _GROUPING = ("-2", "6"), ("14",)
"""The numbers of the namespaces of media and files, and of categories."""
_REDIRECT = re.compile(r"\s*#[^\W\d_]{4,30}\s*:?\s*\[\[")


@dataclass(frozen=True, slots=True)
class _Site:
    """What a dump states of its wiki; namespaces are in lower case."""

    name: str | None
    database: str | None
    base: str | None
    language: str | None
    spaces: frozenset[str]
    files: frozenset[str]
    grouping: frozenset[str]


class MediaWikiReader:
    """Reads dumps of wikis."""

    name = "mediawiki"
    version = 1
    suffixes: tuple[str, ...] = (".xml",)

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a document whose first element is that of a dump."""
        return 0.97 if root_name(head) == "mediawiki" else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield a record for each article with text; talk, templates, redirects and the like are passed by.

        Raises:
            ReadError: there is no page, and the document is not well-formed.
        """
        site = _site(decode(stream.read(HEAD)).text)
        stream.seek(0)
        return read_elements(stream, name, ("page",), "MediaWiki XML", partial(self._copy, site))

    def _copy(self, site: _Site, parsed: Parsed, raw: bytes, ordinal: int) -> Copy | None:
        page = parsed.root
        title = text_at(page, "title")
        revision = next(reversed(every(page, "revision")), None)
        written = one(revision, "text")
        text = "" if written is None else written.text or ""
        if not _is_article(page, title or "", site) or _REDIRECT.match(text):
            return None
        found = read_wikitext(text, site.files, site.grouping)
        date = published(found.date)
        stated = Stated(
            headline=title,
            publication=site.name,
            published=date or published(text_at(revision, "timestamp")),
            keywords=tuple(each for each in found.categories if published(each) is None),
            language=site.language,
            url=_address(site.base, title),
            guid=own_guid(text_at(page, "id"), site.database, site.base),
            version=text_at(revision, "id"),
        )
        story = without_headline(found.story, title)
        told = () if date else ("no date but that of the last edit",)
        if not story.strip():
            return None
        return Copy(raw, story, self.name, None, ordinal, parsed.encoding, stated, (*parsed.warnings, *told))


def _site(head: str) -> _Site:
    told = {name: folded(unescape(value)) for name, value in _TOLD.findall(head)}
    language = _LANGUAGE.search(head)
    spaces = {key: unescape(name).lower() for key, name in _SPACE.findall(head)}
    return _Site(
        told.get("sitename"),
        told.get("dbname"),
        told.get("base"),
        language[1] if language else None,
        frozenset(spaces.values()),
        frozenset(["file", "image", "media", *(spaces[key] for key in _FILES if key in spaces)]),
        frozenset(["category", *(spaces[key] for key in _GROUPING if key in spaces)]),
    )


def _is_article(page: _Element, title: str, site: _Site) -> bool:
    """Tell whether a page is one of those that a wiki is there for; older dumps tell it by its name alone."""
    space = text_at(page, "ns")
    spaced = title.partition(":")[0].lower() in site.spaces if space is None else space != "0"
    return not spaced and one(page, "redirect") is None


def _address(base: str | None, title: str | None) -> str | None:
    """Return where a page is shown, beside the first page of its wiki."""
    folder = (base or "").rpartition("/")[0]
    return f"{folder}/{quote(title.replace(' ', '_'), safe='/:,')}" if folder and title else None
