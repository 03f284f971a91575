"""NewsML-G2 2.x, single items and messages of many (IPTC, https://iptc.org/standards/newsml-g2/)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.datelines import place_dateline, stated_dateline
from archive.readers.dates import first_published
from archive.readers.elements import every, language_of, one, read_elements, root_name, text_at, value_at
from archive.readers.names import byline_names, stated_person
from archive.readers.newsml import inline_text
from archive.readers.nitf import nitf_stated, nitf_story
from archive.readers.sources import agency_and_paper
from archive.readers.stated import merged, own_guid, status_of
from archive.readers.story import line_of, without_headline
from archive.readers.xml import Parsed
from index.article import Dateline, Person
from index.values import dataclass
from index.visible import withdrawn

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = ("newsMessage", "newsItem", "itemSet", "packageItem")
_NO_TEXT = ("picture", "photo", "graphic", "video", "audio", "animated", "composite")


class NewsmlG2Reader:
    """Reads NewsML-G2, one record a ``newsItem`` with text."""

    name = "newsml-g2"
    version = 2
    suffixes: tuple[str, ...] = (".xml", ".newsml", ".g2")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a document whose first element is one of NewsML-G2."""
        return 0.99 if root_name(head) in _ROOTS else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the items of a message that hold text, whole or withdrawn; pictures are passed over.

        Raises:
            ReadError: there is no item in it, since it is not well-formed.
        """
        return read_elements(stream, name, ["newsItem"], "NewsML-G2", self._copy)

    def _copy(self, parsed: Parsed, raw: bytes, ordinal: int) -> Copy | None:
        item = parsed.root
        stated = _stated(item)
        text, inner = _content(item)
        stated = merged(stated, inner)
        kind = status_of(value_at(item, "itemMeta/itemClass", "qcode", "uri")) or ""
        if not withdrawn(stated.status) and (not text or kind in _NO_TEXT):
            return None
        text = without_headline(text, stated.headline)
        return Copy(raw, text, self.name, None, ordinal, parsed.encoding, stated, parsed.warnings)


def _stated(item: _Element) -> Stated:
    meta, content = one(item, "itemMeta"), one(item, "contentMeta")
    dateline, wired = stated_dateline(text_at(content, "dateline"))
    provider = _name(one(meta, "provider"))
    source = _source(content)
    agency, paper = agency_and_paper(source, provider)
    concepts = _concepts(item, content)
    return Stated(
        headline=_headline(content) or text_at(meta, "title"),
        dateline=dateline or _located(one(content, "located")),
        agency=agency or wired,
        publication=paper,
        published=first_published(
            text_at(meta, "versionCreated"),
            text_at(content, "contentModified"),
            text_at(content, "contentCreated"),
            text_at(meta, "firstCreated"),
        ),
        byline=_byline(content),
        places=tuple(dict.fromkeys(_named(concepts, "geoarea", "city", "place", "location"))),
        people=_people(concepts),
        keywords=_keywords(content, concepts),
        section=_section(meta),
        language=value_at(content, "language", "tag") or language_of(item),
        guid=own_guid(item.get("guid"), paper, agency or wired),
        version=item.get("version"),
        status=status_of(value_at(meta, "pubStatus", "qcode", "uri", "literal")),
        rights=text_at(item, "rightsInfo/copyrightNotice") or _name(one(item, "rightsInfo/copyrightHolder")),
    )


def _headline(content: _Element | None) -> str | None:
    """Return the main headline: one without a role, or with that of the main one, before any other."""
    found = every(content, "headline")
    plain = [e for e in found if not e.get("role") or status_of(e.get("role")) in ("main", "headline", "title")]
    return next(filter(None, map(line_of, plain or found)), None)


def _name(element: _Element | None) -> str | None:
    """Return what a party or concept is called: its full name, or else the end of its code."""
    if element is None:
        return None
    names = every(element, "name")
    full = [name for name in names if status_of(name.get("role")) in (None, "full", "display")]
    named = next(filter(None, map(line_of, full or names)), None)
    return named or element.get("literal") or _code(element)


def _code(element: _Element) -> str | None:
    code = element.get("qcode") or element.get("uri") or ""
    return code.rstrip("/").replace("#", "/").replace(":", "/").rpartition("/")[2] or None


def _source(content: _Element | None) -> str | None:
    """Return who the content comes from; those who only pass it on or work on it are no source."""
    for element in every(content, "infoSource"):
        if status_of(element.get("role")) not in ("enhancer", "redistributor", "photographer"):
            return _name(element)
    return None


def _located(element: _Element | None) -> Dateline | None:
    if element is None:
        return None
    place = text_at(element, "name") or element.get("literal")
    return place_dateline(place, text_at(element, "broader/name"))


def _byline(content: _Element | None) -> tuple[str, ...]:
    lines = [name for element in every(content, "by") for name in byline_names(line_of(element))]
    if lines:
        return tuple(dict.fromkeys(lines))
    creators = [
        text_at(element, "name")
        for element in every(content, "creator")
        if element.get("type") is None or "person" in (element.get("type") or "").lower()
    ]
    names = [name for creator in creators if creator and " " in creator for name in byline_names(creator)]
    return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class _Concept:
    """A subject of the item: of what kind it is, its name, and the element that tells more of it."""

    kind: str
    name: str
    element: _Element


def _concepts(item: _Element, content: _Element | None) -> list[_Concept]:
    """Return the subjects that have a name, which an ``assert`` may hold."""
    subjects = every(content, "subject")
    asserted = {e.get("qcode") or "": e for e in every(item, "assert")} if subjects else {}
    found: list[_Concept] = []
    for element in subjects:
        told = asserted.get(element.get("qcode") or "")
        kind = element.get("type") or element.get("typeuri") or value_at(told, "type", "qcode", "uri")
        name = text_at(element, "name") or text_at(told, "name") or element.get("literal")
        if name:
            found.append(_Concept(status_of(kind) or "", name, element if told is None else told))
    return found


def _people(concepts: Sequence[_Concept]) -> tuple[Person, ...]:
    people: dict[str, Person] = {}
    for concept in concepts:
        if concept.kind == "person":
            role = text_at(concept.element, "personDetails/affiliation/name")
            if person := stated_person(concept.name, role):
                people.setdefault(person.name.casefold(), person)
    return tuple(people.values())


def _named(concepts: Sequence[_Concept], *kinds: str) -> list[str]:
    return [concept.name for concept in concepts if concept.kind in kinds]


def _keywords(content: _Element | None, concepts: Sequence[_Concept]) -> tuple[str, ...]:
    found = [line_of(element) for element in every(content, "keyword")]
    found += _named(concepts, "", "abstract", "topic", "keyword", "subject")
    return tuple(dict.fromkeys(word for word in found if word))


def _section(meta: _Element | None) -> str | None:
    return next(filter(None, (_name(e) for e in every(meta, "service") if every(e, "name"))), None)


def _content(item: _Element) -> tuple[str, Stated]:
    """Return the story of an item and what the markup around it states."""
    for inline in every(item, "contentSet/inlineXML"):
        nitf = next(iter(inline.iter("{*}nitf")), None)
        text = nitf_story(nitf) if nitf is not None else inline_text(inline)
        if text:
            return text, nitf_stated(nitf) if nitf is not None else Stated()
    for inline in every(item, "contentSet/inlineData"):
        if (inline.get("encoding") or "") or not (inline.get("contenttype") or "text").startswith(
            ("text", "application/xhtml")
        ):
            continue
        text = inline_text(inline)
        if text:
            return text, Stated()
    return "", Stated()
