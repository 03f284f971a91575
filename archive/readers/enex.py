"""Exports of Evernote (ENEX 2 to 4): one note a record, such as a page that was clipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.elements import every, one, read_elements, root_name, text_at
from archive.readers.sources import is_source, site_parties
from archive.readers.story import folded, html_story, line_of, without_headline
from archive.readers.xml import Parsed, root_start

_TITLE = re.compile(r"(.+)\s[|·•–—-]\s(.+)")


class EnexReader:
    """Reads exports of Evernote."""

    name = "enex"
    version = 1
    suffixes: tuple[str, ...] = (".enex",)

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a document whose first element is that of an export."""
        return 0.97 if root_name(head) == "en-export" else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield a record for each note with text; what is attached to one is passed by.

        Raises:
            ReadError: there is no note, and the document is not well-formed.
        """
        return read_elements(stream, name, ("note",), "ENEX", self._copy)

    def _copy(self, parsed: Parsed, raw: bytes, ordinal: int) -> Copy | None:
        note = parsed.root
        content = one(note, "content")
        marked = "" if content is None else content.text or ""
        text = html_story(marked[root_start(marked) :])
        title, site = _divided(text_at(note, "title"), text)
        text = without_headline(text, title)
        if not text.strip():
            return None
        # The day of a note is that of its clipping, and its author who clipped.
        agency, publication = site_parties(site)
        stated = Stated(
            headline=title,
            agency=agency,
            publication=publication,
            keywords=tuple(filter(None, map(line_of, every(note, "tag")))),
            url=text_at(note, "note-attributes/source-url"),
        )
        return Copy(raw, text, self.name, None, ordinal, parsed.encoding, stated, parsed.warnings)


def _divided(title: str | None, text: str) -> tuple[str | None, str | None]:
    """Return headline and site of a note: a page that was clipped has its title, where the name of a paper stands
    behind the headline, or what does behind the line that the text begins with.
    """
    found = _TITLE.fullmatch(title or "")
    if found and (is_source(found[2]) or folded(text.partition("\n\n")[0]) == found[1]):
        return found[1], found[2]
    return title, None
