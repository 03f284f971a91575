"""NewsML 1.x, packages of wire agencies (IPTC, https://iptc.org/standards/newsml-1/), and what was named so before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.datelines import place_dateline, stated_dateline
from archive.readers.dates import first_published
from archive.readers.elements import every, language_of, one, read_elements, root_name, text_at, value_at
from archive.readers.names import byline_names, stated_person
from archive.readers.nitf import nitf_stated, nitf_story
from archive.readers.rcv import NAME, corpus_story
from archive.readers.sources import agency_and_paper
from archive.readers.stated import merged, own_guid, status_of
from archive.readers.story import html_story, line_of, looks_like_html, story, without_headline
from archive.readers.xml import Parsed, local
from index.visible import withdrawn

if TYPE_CHECKING:
    from lxml.etree import _Element

_REVISION = re.compile(r":\d+[A-Z]?$")
_NO_STORY = (
    "caption",
    "photo",
    "picture",
    "graphic",
    "video",
    "audio",
    "thumbnail",
    "quicklook",
    "abstract",
    "advisory",
)
_TERMS = ("SubjectCode/Subject", "SubjectCode/SubjectMatter", "SubjectCode/SubjectDetail", "Keyword")


class NewsmlReader:
    """Reads NewsML 1.x, one record a ``NewsItem`` with text."""

    name = "newsml"
    version = 4
    suffixes: tuple[str, ...] = (".newsml", ".xml")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a document whose first element is ``NewsML``, or an item of Reuters' corpora."""
        root = root_name(head)
        return 0.99 if root in ("NewsML", "NewsItem") or (root == NAME and b"itemid=" in head) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the items of a package that hold text, whole or withdrawn; pictures are passed over.

        Raises:
            ReadError: there is no item in it, since it is not well-formed.
        """
        return read_elements(stream, name, ["NewsItem", NAME], "NewsML", self._copy)

    def _copy(self, parsed: Parsed, raw: bytes, ordinal: int) -> Copy | None:
        item = parsed.root
        text, stated = corpus_story(item) if local(item) == NAME else _read(item)
        if not text and not withdrawn(stated.status):
            return None
        text = without_headline(text, stated.headline)
        return Copy(raw, text, self.name, None, ordinal, parsed.encoding, stated, parsed.warnings)


def _read(item: _Element) -> tuple[str, Stated]:
    """Return the text of an item, "" where there is none, and what it states."""
    stated, content = _stated(item), _content(item)
    if content is None:
        return "", stated
    text, inner = _text(content)
    return text, merged(stated, inner)


def _stated(item: _Element) -> Stated:
    lines = next(iter(item.iter("{*}NewsLines")), None)
    said = next(iter(item.iter("{*}AdministrativeMetadata")), None)
    told = next(iter(item.iter("{*}DescriptiveMetadata")), None)
    managed = one(item, "NewsManagement")
    guid, version = _identity(one(item, "Identification/NewsIdentifier"))
    dateline, wired = stated_dateline(text_at(lines, "DateLine"))
    source = value_at(said, "Source/Party", "FormalName") or value_at(said, "Source", "FormalName")
    provider = value_at(said, "Provider/Party", "FormalName") or value_at(said, "Provider", "FormalName")
    agency, paper = agency_and_paper(source, provider)
    return Stated(
        headline=text_at(lines, "HeadLine"),
        dateline=dateline or place_dateline(_property(told, "City"), _property(told, "Country")),
        agency=agency or wired,
        publication=paper,
        published=first_published(
            text_at(managed, "ThisRevisionCreated"),
            text_at(managed, "FirstCreated"),
            text_at(item, "Identification/NewsIdentifier/DateId"),
        ),
        byline=byline_names(text_at(lines, "ByLine")),
        places=_places(told),
        people=tuple(filter(None, (stated_person(name) for name in _topics(item, "person")))),
        keywords=_keywords(lines, told),
        language=value_at(told, "Language", "FormalName") or language_of(item),
        guid=own_guid(guid, paper, agency or wired),
        version=version,
        status=status_of(value_at(managed, "Status", "FormalName")),
        rights=text_at(lines, "CopyrightLine") or text_at(item, "RightsMetadata/Copyright/CopyrightHolder"),
    )


def _identity(identifier: _Element | None) -> tuple[str | None, str | None]:
    """Return the guid that all revisions of an item share, and the revision."""
    version = text_at(identifier, "RevisionId")
    parts = [text_at(identifier, part) for part in ("ProviderId", "DateId", "NewsItemId")]
    if all(parts):
        return "urn:newsml:" + ":".join(filter(None, parts)), version
    public = text_at(identifier, "PublicIdentifier")
    # The public one ends in the revision, the number at the end of the other tells items apart.
    return (_REVISION.sub("", public) if public else text_at(identifier, "NewsItemId")), version


def _places(told: _Element | None) -> tuple[str, ...]:
    found = [
        element.get("Value")
        for element in every(told, "Location/Property")
        if (element.get("FormalName") or "").lower() in ("city", "town", "place")
    ]
    return tuple(dict.fromkeys(place.strip() for place in found if place and place.strip()))


def _property(told: _Element | None, name: str) -> str | None:
    for element in every(told, "Location/Property"):
        if (element.get("FormalName") or "").lower() == name.lower():
            return element.get("Value") or None
    return None


def _topics(item: _Element, kind: str) -> list[str]:
    """Return the names of the topics of one kind that the item itself describes."""
    found: list[str] = []
    for topic in item.iter("{*}Topic"):
        if (value_at(topic, "TopicType", "FormalName") or "").lower() == kind:
            found.append(text_at(topic, "Description", "FormalName") or "")
    return found


def _keywords(lines: _Element | None, told: _Element | None) -> tuple[str, ...]:
    found = [line_of(element) for element in every(lines, "KeywordLine")]
    for element in every(told, *_TERMS):
        name = element.get("FormalName") or line_of(element) or ""
        found.append(None if name.isdigit() else name)
    for element in every(told, "Property"):
        if (element.get("FormalName") or "").lower() in ("keyword", "keywords"):
            found.append(element.get("Value"))
    return tuple(dict.fromkeys(word.strip() for word in found if word and word.strip()))


def _content(item: _Element) -> _Element | None:
    """Return the content of the main component, or else of the first that is a story."""
    best: _Element | None = None
    most = 0
    for content in item.iter("{*}ContentItem"):
        data = one(content, "DataContent")
        roles = [(value_at(e, "Role", "FormalName") or "").lower() for e in content.iterancestors("{*}NewsComponent")]
        kind = (value_at(content, "MediaType", "FormalName") or "text").lower()
        if data is None or kind not in ("text", "complexdata", "article") or any(role in _NO_STORY for role in roles):
            continue
        rank = 1 + 2 * any(role in ("main", "maintext", "text", "story") for role in roles) + (len(data) > 0)
        if rank > most:
            best, most = data, rank
    return best


def _text(data: _Element) -> tuple[str, Stated]:
    """Return the story in a piece of content, and what the markup in it states."""
    nitf = next(iter(data.iter("{*}nitf")), None)
    if nitf is not None:
        return nitf_story(nitf), nitf_stated(nitf)
    return inline_text(data), Stated()


def inline_text(data: _Element) -> str:
    """Return the text of content that is XHTML, HTML in a CDATA section, or plain text, whose lines stay."""
    if len(data):
        return story(next(data.iter("{*}body"), data))
    text = data.text or ""
    return html_story(text) if looks_like_html(text) else text.strip("\n") if text.strip() else ""
