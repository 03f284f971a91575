"""Channels and chats as Telegram Desktop exports them in JSON: one post a record.

Of a channel the poster is a publication, of a chat a person. What was passed on is of the channel that it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.dates import first_published
from archive.readers.json import beginning, record_bytes
from archive.readers.jsonstream import records
from archive.readers.names import byline_names
from archive.readers.sources import site_parties
from archive.readers.story import folded, without_headline
from archive.readers.values import plain, text_of

_BEGIN = re.compile(r'"messages"\s*:\s*\[\s*\{\s*"id"\s*:\s*-?\d+\s*,\s*"type"\s*:\s*"(?:message|service)"')
_NOTHING = re.compile(r"[\W\d_]*")


class TelegramReader:
    """Reads the exports of Telegram Desktop in JSON, a post a record."""

    name = "telegram"
    version = 1
    suffixes: tuple[str, ...] = (".json",)

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 where a list of messages begins as such an export has it."""
        return 0.97 if _BEGIN.search(beginning(head)) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the posts with a text; what was joined, pinned or shown without words is passed by.

        Raises:
            ReadError: it is no JSON from some place on, or the export of all chats of an account.
        """
        for ordinal, found in enumerate(records(stream, name)):
            if found.fault:
                yield FailedRecord(ordinal, f"line {found.line}: {found.fault}")
                continue
            if found.whole and "chats" in found.value:
                raise ReadError(f"{name}: all chats of an account, which are not read: export each channel by itself")
            runs = _runs(found.value)
            text = plain("".join(text for _, text in runs)).strip()
            if found.value.get("type") == "message" and not _NOTHING.fullmatch(text):
                stated = _stated(found.value, runs)
                story = without_headline(text, stated.headline)
                raw = record_bytes(stream, found)
                yield Copy(raw, story, self.name, None, ordinal, found.encoding, stated, found.warnings)


def _runs(post: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the pieces of the text of a post, each with its kind."""
    parts = post.get("text") or post.get("text_entities") or []
    parts = parts if isinstance(parts, list) else [parts]
    return [
        (text_of(part.get("type")), text_of(part.get("text"))) if isinstance(part, dict) else ("plain", text_of(part))
        for part in parts
    ]


def _stated(post: Mapping[str, Any], runs: list[tuple[str, str]]) -> Stated:
    poster, number = text_of(post.get("from")), text_of(post.get("from_id"))
    passed_on = text_of(post.get("forwarded_from"))
    of_channel = bool(passed_on) or number.startswith("channel")
    agency, publication = site_parties(folded(passed_on or poster) or None) if of_channel else (None, None)
    return Stated(
        headline=_headline(runs),
        agency=agency,
        publication=publication,
        published=first_published(text_of(post.get("date_unixtime")), text_of(post.get("date"))),
        byline=byline_names(folded(text_of(post.get("author")) if of_channel else poster)),
        guid=f"telegram:{number}:{text_of(post.get('id'))}" if number else None,
    )


def _headline(runs: list[tuple[str, str]]) -> str | None:
    """Return the first line of a post if it is set in bold type, and something follows it on another."""
    begin = next((at for at, (_, text) in enumerate(runs) if text.strip()), 0)
    kind, first = runs[begin]
    rest = "".join(text for _, text in runs[begin + 1 :])
    alone = "\n" not in first.strip() and (first.endswith("\n") or rest.startswith("\n"))
    return folded(first) if kind == "bold" and alone and rest.strip() else None
