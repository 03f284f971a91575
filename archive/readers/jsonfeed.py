"""JSON Feed 1.0 and 1.1 (https://jsonfeed.org)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.dates import first_published
from archive.readers.feeds import entry_text
from archive.readers.json import beginning
from archive.readers.jsonstream import records
from archive.readers.names import byline_names
from archive.readers.sources import site_parties
from archive.readers.stated import own_guid
from archive.readers.story import folded, html_story, without_headline
from archive.readers.unpacked import ahead
from archive.readers.values import text_of

_VERSION = re.compile(r'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org(?:\\?/)')
_TITLE = re.compile(r'"title"\s*:\s*"((?:[^"\\]|\\.){1,300})"')
_LANGUAGE = re.compile(r'"language"\s*:\s*"([\w-]{2,20})"')
_ITEMS = re.compile(r'"items"\s*:\s*\[')


class JsonFeedReader:
    """Reads JSON feeds."""

    name = "jsonfeed"
    version = 4
    suffixes: tuple[str, ...] = (".json",)

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a document that says it is a JSON feed."""
        return 0.97 if _VERSION.search(beginning(head)) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield a record for each item; a broken one costs itself.

        Raises:
            ReadError: it is no JSON from some place on.
        """
        head = beginning(ahead(stream, 65_536))
        stream.seek(0)
        found = _ITEMS.search(head)
        before = head[: found.start()] if found else head
        title, language = _TITLE.search(before), _LANGUAGE.search(before)
        paper = text_of(_unescaped(title[1])) if title else None
        for ordinal, record in enumerate(records(stream, name)):
            if record.fault:
                yield FailedRecord(ordinal, f"line {record.line}: {record.fault}")
                continue
            value = record.value
            if record.whole or not isinstance(value, dict):
                continue
            stated = _stated(value, paper, language[1] if language else None)
            text, full = _text(value)
            warnings = record.warnings if full else (*record.warnings, "no text but a summary")
            text = without_headline(text, stated.headline)
            if text.strip():
                yield Copy(record.raw, text, self.name, None, ordinal, record.encoding, stated, warnings)


def _unescaped(text: str) -> str:
    import json

    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _text(item: dict[str, Any]) -> tuple[str, bool]:
    page, plain, summary = (text_of(item.get(key)) for key in ("content_html", "content_text", "summary"))
    if page.strip():
        return html_story(page), True
    return (plain, True) if plain.strip() else (entry_text(summary), False)


def _stated(item: dict[str, Any], paper: str | None, language: str | None) -> Stated:
    agency, publication = site_parties(paper)
    authors = item.get("authors") or item.get("author") or []
    named = [text_of(each) for each in (authors if isinstance(authors, list) else [authors])]
    tags = item.get("tags")
    return Stated(
        headline=folded(text_of(item.get("title"))) or None,
        agency=agency,
        publication=publication,
        published=first_published(text_of(item.get("date_published")), text_of(item.get("date_modified"))),
        byline=tuple(dict.fromkeys(name for each in named for name in byline_names(each))),
        keywords=tuple(folded(text_of(tag)) for tag in tags if text_of(tag)) if isinstance(tags, list) else (),
        language=text_of(item.get("language")) or language,
        url=text_of(item.get("url")) or text_of(item.get("external_url")) or None,
        guid=own_guid(text_of(item.get("id")) or None, publication, agency),
    )
