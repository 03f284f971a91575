"""ninjs 1.x to 3.x, news in JSON (IPTC, https://iptc.org/standards/ninjs/), also as content systems vary it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.datelines import place_dateline, stated_dateline
from archive.readers.dates import first_published
from archive.readers.json import beginning, keys_of, record_bytes
from archive.readers.jsonlines import Found
from archive.readers.jsonstream import records
from archive.readers.names import byline_names, stated_person
from archive.readers.sources import agency_and_paper
from archive.readers.stated import own_guid, status_of
from archive.readers.story import folded, html_story, looks_like_html, without_headline
from archive.readers.values import plain, text_of
from index.article import Person
from index.visible import withdrawn

Item = Mapping[str, Any]

_OWN = frozenset(["pubstatus", "versioncreated", "representationtype"])
_STORY = frozenset(["bodies", "headlines", "headline", "body_text", "body_html", "body_xhtml", "byline", "by", "type"])


class NinjsReader:
    """Reads ninjs: one item, a list of them, or one a line."""

    name = "ninjs"
    version = 3
    suffixes: tuple[str, ...] = (".ninjs", ".json", ".jsonl", ".ndjson")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 where keys stand that only ninjs has."""
        text = beginning(head)
        if not text:
            return 0.0
        keys = frozenset(key.lower() for key in keys_of(text))
        return 0.97 if keys & _OWN and keys & _STORY and keys & {"uri", "guid", "altids", "standard"} else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the items that hold text, whole or withdrawn; pictures are passed over.

        Raises:
            ReadError: it is no JSON from some place on.
        """
        for ordinal, found in enumerate(records(stream, name)):
            if found.fault:
                yield FailedRecord(ordinal, f"line {found.line}: {found.fault}")
                continue
            copy = self._copy(found, record_bytes(stream, found), ordinal)
            if copy is not None:
                yield copy

    def _copy(self, found: Found, raw: bytes, ordinal: int) -> Copy | None:
        item = {str(key).lower(): value for key, value in found.value.items()}
        stated = _stated(item)
        text = _body(item)
        kind = text_of(item.get("type")).lower()
        if not withdrawn(stated.status) and (not text or kind in ("picture", "graphic", "video", "audio")):
            return None
        text = without_headline(text, stated.headline)
        return Copy(raw, text, self.name, None, ordinal, found.encoding, stated, found.warnings)


def _stated(item: Item) -> Stated:
    uri = _line(item, "uri") or _line(item, "guid")
    source, provider = _source(item), _line(item, "provider")
    dateline, wired = _dateline(item)
    agency, paper = agency_and_paper(source, provider)
    return Stated(
        headline=_main(item.get("headlines")) or _shown(item, "headline") or _shown(item, "title"),
        dateline=dateline,
        agency=agency or wired,
        publication=paper,
        published=first_published(
            _line(item, "versioncreated"), _line(item, "contentcreated"), _line(item, "firstcreated")
        ),
        byline=_byline(item),
        places=_names(item, "places", "place"),
        people=_people(item),
        keywords=tuple(dict.fromkeys((*_names(item, "keywords"), *_names(item, "subjects", "subject")))),
        section=next(iter(_names(item, "service", "services", "genres", "genre")), None),
        language=_line(item, "language"),
        url=_line(item, "url") or (uri if uri and uri.startswith(("http://", "https://")) else None),
        guid=own_guid(uri, paper, agency or wired),
        version=_line(item, "version"),
        status=status_of(_line(item, "pubstatus")),
        rights=_rights(item),
    )


def _line(item: Item, key: str) -> str | None:
    return folded(text_of(item.get(key))) or None


def _shown(item: Item, key: str) -> str | None:
    """Return a value that may be HTML as a page would show it."""
    return _main([{"value": item.get(key)}])


def _main(entries: Any) -> str | None:
    """Return the main one of texts that each have a role."""
    found = [e for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []
    found.sort(key=lambda e: status_of(text_of(e.get("role"))) not in ("main", "headline", None))
    for entry in found:
        text = text_of(entry.get("value"))
        if text.strip():
            return folded(html_story(text) if looks_like_html(text) else text)
    return None


def _body(item: Item) -> str:
    """Return the story: the main body, plain text before markup of the same body in 1.x."""
    entries = item.get("bodies")
    for entry in entries if isinstance(entries, list) else []:
        role = status_of(text_of(entry.get("role"))) if isinstance(entry, dict) else None
        if isinstance(entry, dict) and role in ("main", "body", "article", "story", "default", None):
            text = _text(text_of(entry.get("value")))
            if text:
                return text
    keys = ["body_text", "body_xhtml", "body_html", *sorted(key for key in item if key.startswith("body_"))]
    for key in keys:
        text = _text(text_of(item.get(key)))
        if text:
            return text
    return ""


def _text(text: str) -> str:
    if not text.strip():
        return ""
    return html_story(text) if looks_like_html(text) else plain(text)


def _entries(item: Item, *keys: str) -> list[Any]:
    found: list[Any] = []
    for key in keys:
        value = item.get(key)
        found += value if isinstance(value, list) else [value] if value else []
    return found


def _names(item: Item, *keys: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (folded(text_of(entry)) for entry in _entries(item, *keys)))))


def _source(item: Item) -> str | None:
    for entry in _entries(item, "infosources", "infosource"):
        role = status_of(text_of(entry.get("role"))) if isinstance(entry, dict) else None
        if role not in ("enhancer", "redistributor", "photographer"):
            name = folded(text_of(entry))
            if name:
                return name
    return _line(item, "source")


def _dateline(item: Item) -> tuple[Any, str | None]:
    printed = item.get("dateline")
    if printed:
        text = printed.get("text") if isinstance(printed, dict) else printed
        dateline, source = stated_dateline(text_of(text))
        if dateline:
            return dateline, source
    located = item.get("located")
    if isinstance(located, dict):
        place = text_of(located.get("name") or located.get("city"))
        return place_dateline(place, text_of(located.get("region") or located.get("state"))), None
    return stated_dateline(text_of(located))


def _byline(item: Item) -> tuple[str, ...]:
    line = _line(item, "by") or _line(item, "byline")
    if line:
        return byline_names(line)
    named = _names(item, "bylines") or _names(item, "authors", "creators")
    return tuple(dict.fromkeys(n for name in named for n in byline_names(name)))


def _people(item: Item) -> tuple[Person, ...]:
    people: dict[str, Person] = {}
    for entry in _entries(item, "people", "person"):
        role = text_of(entry.get("jobtitle") or entry.get("role")) if isinstance(entry, dict) else None
        person = stated_person(text_of(entry), role)
        if person:
            people.setdefault(person.name.casefold(), person)
    return tuple(people.values())


def _rights(item: Item) -> str | None:
    info = item.get("rightsinfo")
    if isinstance(info, dict) and not _line(item, "copyrightnotice"):
        item = {str(key).lower(): value for key, value in info.items()}
    return _line(item, "copyrightnotice") or _line(item, "copyrightholder") or _line(item, "usageterms")
