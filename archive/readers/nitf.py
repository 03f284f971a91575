"""NITF 3.x, the markup of wire agencies and newsrooms (IPTC, https://iptc.org/standards/nitf/)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.datelines import place_dateline, stated_dateline
from archive.readers.dates import first_published
from archive.readers.elements import every, language_of, one, read_document, root_name, text_at, value_at
from archive.readers.names import byline_names, running_case, stated_person
from archive.readers.stated import own_guid
from archive.readers.story import folded, joined, line_of, story
from archive.readers.xml import Parsed, local
from index.article import Dateline, Person, Published

if TYPE_CHECKING:
    from lxml.etree import _Element


class NitfReader:
    """Reads NITF documents."""

    name = "nitf"
    version = 4
    suffixes: tuple[str, ...] = (".nitf", ".xml", ".ntf")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a document whose first element is ``nitf``."""
        return 0.99 if root_name(head) == "nitf" else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the story of a document; a file that holds several documents in a row gives one each.

        Raises:
            ReadError: it is not well-formed.
        """
        return read_document(stream, name, ("nitf",), "NITF", self._copy)

    def _copy(self, parsed: Parsed, raw: bytes, ordinal: int) -> Copy:
        return Copy(
            raw,
            nitf_story(parsed.root),
            self.name,
            ordinal=ordinal,
            encoding=parsed.encoding,
            stated=nitf_stated(parsed.root),
            warnings=parsed.warnings,
        )


def nitf_story(root: _Element) -> str:
    """Return the text of ``body.content``, then the credits of ``body.end``; tables, media and notes are left out."""
    contents = every(root, "body/body.content")
    # Some archives give the first paragraphs twice: by themselves, and with all others.
    whole = [block for content in contents for block in every(content, "block") if block.get("class") == "full_text"]
    parts = [story(content) for content in whole or contents] or [story(body) for body in every(root, "body")]
    return joined([*parts, *(story(line) for line in every(root, "body/body.end/tagline"))])


def nitf_stated(root: _Element) -> Stated:
    """Return what the head of a document states."""
    head, top = one(root, "head"), one(root, "body/body.head")
    docdata, pubdata = one(head, "docdata"), one(head, "pubdata")
    dateline, wired = _dateline(root, top)
    distributor = text_at(top, "distributor/org", "distributor")
    guid, version = _identity(docdata)
    paper = _paper(pubdata)
    agency = distributor or wired or value_at(docdata, "doc-id", "regsrc")
    return Stated(
        headline=_headline(head, top),
        dateline=dateline,
        agency=agency,
        publication=paper,
        published=_published(docdata, pubdata, one(top, "dateline/story.date")),
        byline=_byline(top),
        places=_places(docdata, top),
        people=_people(root, docdata, top),
        keywords=_keywords(head, docdata),
        section=value_at(pubdata, ".", "position.section")
        or value_at(head, "tobject/tobject.subject", "tobject.subject.type")
        or _desk(head),
        language=language_of(root, "baselang", "lang") or language_of(one(root, "body"), "lang"),
        url=value_at(pubdata, ".", "ex-ref"),
        guid=own_guid(guid, paper, agency),
        version=version,
        status=(docdata.get("management-status") or None) if docdata is not None else None,
        rights=_rights(docdata, top),
    )


def _desk(head: _Element | None) -> str | None:
    named = (meta for meta in every(head, "meta") if meta.get("name") == "dsk")
    return next((meta.get("content") for meta in named), None)


def _paper(pubdata: _Element | None) -> str | None:
    """Return which paper printed a story; the name of a wire is none."""
    return None if pubdata is None or pubdata.get("type") == "wire" else value_at(pubdata, ".", "name")


def _headline(head: _Element | None, top: _Element | None) -> str | None:
    lines = [line for line in map(line_of, every(top, "hedline/hl1")) if line]
    return " ".join(lines) or text_at(top, "headline/hl1", "hedline") or text_at(head, "title")


def _dateline(root: _Element, top: _Element | None) -> tuple[Dateline | None, str | None]:
    """Return the dateline and the source in its brackets; a date beside the place is not part of the place."""
    element = one(top, "dateline")
    if element is None:
        element = one(root, "body/body.content/dateline", "body/body.content/block/dateline")
    if element is None:
        return None, None
    location = one(element, "location")
    printed = folded("".join(_texts(element)))
    dateline, source = stated_dateline(printed)
    city = text_at(location, "city")
    if city is None:
        return dateline, source
    region = text_at(location, "region", "state", "country")
    stated = place_dateline(city, region)
    if stated is None or dateline is None or "," not in dateline.text:
        return stated, source
    return Dateline(dateline.text, stated.place, stated.region, stated.places, dateline.date), source


def _texts(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local(child) != "story.date":
            yield from map(str, child.itertext())
        yield child.tail or ""


def _published(docdata: _Element | None, pubdata: _Element | None, date: _Element | None) -> Published | None:
    return first_published(
        value_at(docdata, "date.issue", "norm"),
        value_at(docdata, "date.release", "norm"),
        value_at(pubdata, ".", "date.publication"),
        date.get("norm") if date is not None else None,
        text_at(docdata, "date.issue"),
        line_of(date),
    )


def _byline(top: _Element | None) -> tuple[str, ...]:
    names: list[str] = []
    lines = every(top, "byline")
    for element in [e for e in lines if e.get("class") != "normalized_byline"] or lines:
        people = [person for person in map(_person, every(element, "person")) if person]
        if people:
            # Some write "By" before the name, inside the element too.
            names += [name for person in people for name in byline_names(person.name) or (person.name,)]
            continue
        own = [element.text or "", *(f" {child.tail or ''}" for child in element)]
        names += byline_names(" ".join(own))
    return tuple(dict.fromkeys(names))


def _person(element: _Element) -> Person | None:
    parts = [text_at(element, f"name.{part}") for part in ("given", "middle", "family")]
    name = " ".join(filter(None, parts)) or folded("".join(_own_texts(element)))
    return stated_person(name or value_at(element, ".", "value"), text_at(element, "function"))


def _own_texts(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local(child) not in ("function", "alt-code"):
            yield from map(str, child.itertext())
        yield child.tail or ""


def _people(root: _Element, docdata: _Element | None, top: _Element | None) -> tuple[Person, ...]:
    """Return the people that the head identifies, then those marked in the story by a full name."""
    listed = [_person(element) for each in (docdata, top) for element in every(each, "identified-content/person")]
    content = one(root, "body/body.content")
    marked = [] if content is None else [_person(e) for e in content.iter("{*}person")]
    people: dict[str, Person] = {}
    for person in (*listed, *(p for p in marked if p and " " in p.name)):
        if person:
            people.setdefault(person.name.casefold(), person)
    return tuple(people.values())


def _places(docdata: _Element | None, top: _Element | None) -> tuple[str, ...]:
    found = [
        text_at(element, "city") or line_of(element)
        for each in (docdata, top)
        for element in every(each, "identified-content/location")
    ]
    found += [element.get("city") for element in every(docdata, "evloc")]
    return tuple(dict.fromkeys(running_case(place) for place in found if place))


def _keywords(head: _Element | None, docdata: _Element | None) -> tuple[str, ...]:
    found = [element.get("key") or line_of(element) for element in every(docdata, "key-list/keyword")]
    for subject in every(head, "tobject/tobject.subject"):
        found += [subject.get(f"tobject.subject.{part}") for part in ("matter", "detail")]
    return tuple(dict.fromkeys(word.strip() for word in found if word and word.strip()))


def _identity(docdata: _Element | None) -> tuple[str | None, str | None]:
    """Return guid and version: the key of a story that has versions, or else the id of the document."""
    key, version = value_at(docdata, "du-key", "key"), value_at(docdata, "du-key", "version", "generation")
    guid = value_at(docdata, "doc-id", "id-string")
    if key and version:
        return key, version
    return guid or key, version


def _rights(docdata: _Element | None, top: _Element | None) -> str | None:
    holder = value_at(docdata, "doc.copyright", "holder")
    year = value_at(docdata, "doc.copyright", "year")
    stated = " ".join(filter(None, [year, holder]))
    return stated or text_at(top, "rights") or value_at(docdata, "doc.rights", "owner")
