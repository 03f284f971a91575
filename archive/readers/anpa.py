"""ANPA 1312, the wire of North American agencies: SYN SYN SOH, two header lines, STX, the story, ETX, date and time.

Adds and later leads of one slug are versions of one story. An add carries the story so far, as far as it stands in the
same file; alone it ranks below every whole version, so that it never hides one.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.dates import published
from archive.readers.encoding import decode
from archive.readers.names import byline_names
from archive.readers.slices import MOST
from archive.readers.story import folded, joined, unwrapped
from archive.readers.unpacked import ahead
from index.article import Published

_START = re.compile(rb"\x01(?=[A-Za-z]\d{3,4})")
_MOST_SYN = 8
_CHUNK = 1 << 20
_CONTROLS = {**dict.fromkeys([*range(9), *range(0x0B, 0x20), 0x7F]), 8: "\t"}
_SECOND = re.compile(
    r"([a-z])[\s\x1f]++([a-z])?[\s\x11-\x14\x1f]*((?:AM|PM|BC|AP)-)?(\S.*?)(?<!\s)\s++(\d{1,2})-(\d{1,2})"
    r"(?:\s+(\d{1,5}))?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_FOOTER = re.compile(r"\b([A-Z]{2,12})-[\w-]*?(\d{1,2})-(\d{1,2})-(\d{2,4})\s+(\d{2})(\d{2})\s*([A-Z]{3})?")
_NUMBER = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\s*(?:ld|lead|writethru)", re.IGNORECASE)
_ADD = re.compile(r"\b(?:(\d{1,2})(?:st|nd|rd|th)\s*add|add\s*(\d{1,2})|take\s*(\d{1,2}))\b|\badd\b", re.IGNORECASE)
_LEAD = re.compile(r"\b(?:ld|lead|writethru)\b", re.IGNORECASE)
_KILL = re.compile(r"\b(?:kill|eliminat\w+|withhold|cancel\w*)\b", re.IGNORECASE)
_MARKS = (_NUMBER, _ADD, _LEAD, _KILL)
_KILLED = "KILL"
_NOTE = re.compile(r"\^?(?:Eds?\b|Editors?\b|AP Photos?\b|With .*Photos?\b|\(?Eds:|HFR\b|For use\b)", re.IGNORECASE)
_OFFICE = re.compile(r"(?:Press|Writer|Writers|News|Reuters?|Correspondent|Editor|Service|Agency)\s*$")
_SECTIONS = {
    "a": "National", "b": "Special events", "d": "Food", "e": "Entertainment", "f": "Business", "i": "International",
    "k": "Commentary", "l": "Lifestyle", "p": "Politics", "r": "Racing", "s": "Sports", "t": "Travel",
    "w": "Washington", "z": "Sports",
}  # fmt: skip
_LONGEST_HEADER = 1_000
_KEPT_STORIES = 200
_KEPT_CHARACTERS = 4 << 20
_LAST = "9999"
"""The version of a kill: it follows every other."""


class AnpaReader:
    """Reads spools of ANPA 1312, one record a message."""

    name = "anpa"
    version = 4
    suffixes: tuple[str, ...] = (".anpa", ".tst", ".wire")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 where a header begins and a text follows it."""
        start = _START.search(head[:4096])
        return 0.98 if start and b"\x02" in head[start.end() : start.end() + 512] else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the messages of a spool; one without a text costs itself.

        Raises:
            ReadError: a message goes on longer than any story.
        """
        spool = _Spool()
        for ordinal, (raw, line) in enumerate(messages(stream, name)):
            decoded = decode(raw)
            message = _message(*divided(decoded.text))
            if message is None:
                yield FailedRecord(ordinal, f"line {line}: cut off: no text between STX and ETX")
                continue
            text, stated = spool.take(message)
            warnings = decoded.warnings
            if not message.ended:
                warnings = (*warnings, "cut off: there is no ETX")
            yield Copy(raw, text, self.name, None, ordinal, decoded.encoding, stated, warnings)


def messages(stream: BinaryIO, place: str) -> Iterator[tuple[bytes, int]]:
    """Yield the bytes of each message, from its SYN to its EOT or the next message, and the line it begins on."""
    data, line, ended = b"", 1, False
    while not ended:
        block = ahead(stream, max(_CHUNK, len(data)))
        ended = not block
        data += block
        begins = [_with_syn(data, found.start()) for found in _START.finditer(data)]
        if not begins:
            keep = max(0, len(data) - 16)
            line += data.count(b"\n", 0, keep)
            data = data[keep:]
            continue
        ends = [*begins[1:], len(data)] if ended else begins[1:]
        at = 0
        for start, end in zip(begins, ends, strict=False):
            line += data.count(b"\n", at, start)
            at = start
            yield _whole(data[start:end]), line
        rest = ends[-1] if ends else begins[0]
        line += data.count(b"\n", at, rest)
        data = data[rest:]
        if len(data) > MOST:
            raise ReadError(f"{place}:{line}: a message of more than {MOST >> 20} MB: it is cut off or no wire copy")


def _with_syn(data: bytes, at: int) -> int:
    """Return where the SYN characters before a SOH begin."""
    before = data[max(0, at - _MOST_SYN) : at]
    return at - len(before) + len(before.rstrip(b"\x16"))


def _whole(data: bytes) -> bytes:
    end = data.find(b"\x04")
    return data[: end + 1] if end >= 0 else data.rstrip(b"\r\n\0 \x16")


@dataclass(frozen=True, slots=True)
class _Message:
    """What one message says of itself; ``lead`` and ``add`` count from 1, 0 where it is none."""

    slug: str
    text: str
    headline: str | None
    byline: tuple[str, ...]
    agency: str | None
    published: Published | None
    section: str | None
    lead: int
    add: int
    kill: bool
    day: str
    dated: bool
    """Whether its year is known, without which a story of another year may have the same slug and day."""
    ended: bool


@dataclass(slots=True)
class _Spool:
    """The latest text of the stories of one file, as far as they fit."""

    texts: OrderedDict[str, tuple[str, int, str | None]] = field(default_factory=OrderedDict)
    size: int = 0

    def take(self, message: _Message) -> tuple[str, Stated]:
        """Return the story as it is after a message, and what is stated of it."""
        guid = ":".join(filter(None, ["anpa", (message.agency or "").lower(), message.day, message.slug.lower()]))
        before = self.texts.get(guid)
        text, headline = message.text, message.headline
        if message.kill:
            version = _LAST
        elif message.add and before is None:
            headline, version = None, f"0.{message.add}"
        elif message.add and before is not None:
            # The headline of an add is the line of the story that it is to follow.
            text, headline = joined([before[0], text]), before[2]
            version = f"{max(before[1], message.lead + 1)}.{message.add}"
            self._keep(guid, text, before[1], headline)
        else:
            version = f"{message.lead + 1}"
            self._keep(guid, text, message.lead + 1, headline)
        stated = Stated(
            headline=headline,
            agency=message.agency,
            published=message.published,
            byline=message.byline,
            keywords=(message.slug,) if message.slug else (),
            section=message.section,
            guid=guid if message.slug and message.dated else None,
            version=version if message.slug else None,
            status="canceled" if message.kill else "usable",
        )
        return text, stated

    def _keep(self, guid: str, text: str, lead: int, headline: str | None) -> None:
        old = self.texts.pop(guid, None)
        self.size += len(text) - (len(old[0]) if old else 0)
        self.texts[guid] = (text, lead, headline)
        while self.texts and (len(self.texts) > _KEPT_STORIES or self.size > _KEPT_CHARACTERS):
            self.size -= len(self.texts.popitem(last=False)[1][0])


def divided(text: str) -> tuple[str, str | None, str | None]:
    """Return header, text and footer of a message; None for what is not there, since the message is cut off."""
    header, begun, rest = text.partition("\x02")
    body, ended, footer = rest.partition("\x03")
    return header, body if begun else None, footer if ended else None


def _message(header: str, body: str | None, footer: str | None) -> _Message | None:
    if body is None:
        return None
    items, story = _heads(body)
    header = header[:_LONGEST_HEADER]
    second = _SECOND.search(header.partition("\n")[2] or header)
    label = items[0] if items else ""
    slug, _, marks = label.partition(",")
    slug, more = _keyword(folded(slug), folded((second[3] or "") + second[4])) if second else (slug, "")
    marks = f"{marks} {more}"
    signed = _FOOTER.search((footer or "")[:_LONGEST_HEADER].upper()) or _FOOTER.search(story[-200:].upper())
    heads = [item for item in items[1:] if not _is_note(item)]
    lines = [item for item in heads if item.lower().startswith("by ")]
    headline = next((item for item in heads if item not in lines and not _OFFICE.search(item)), None)
    add = _ADD.search(marks)
    paragraphs = unwrapped(story)
    if not paragraphs and not heads:
        return None
    return _Message(
        slug=folded(slug),
        text=paragraphs or joined(heads),
        headline=headline,
        byline=tuple(name for item in lines for name in byline_names(item)),
        agency=signed[1] if signed else None,
        published=_moment(signed) if signed else None,
        section=_SECTIONS.get((second[2] or "").lower()) if second else None,
        lead=_lead(marks),
        add=_add(add) if add else 0,
        kill=_KILL.search(marks) is not None,
        day=_day(second, signed),
        dated=signed is not None,
        ended=footer is not None,
    )


def _keyword(slug: str, told: str) -> tuple[str, str]:
    """Return the slug of a story and what the header says of its version behind it, given the slug in the text.

    Words of a slug may look like such marks: ``BC-Flights Canceled`` kills nothing. A header may cut the slug short.
    """
    if slug and slug.casefold().startswith(told.casefold()):
        return slug, told if _KILLED in told.split(" ") else ""
    if slug:
        same = told.casefold().startswith(slug.casefold())
        return slug, told[len(slug) :] if same else told.partition(" ")[2]
    words = told.split(" ")
    marks = (number for number, word in enumerate(words) if number and any(each.search(word) for each in _MARKS))
    end = next(marks, len(words))
    return " ".join(words[:end]), " ".join(words[end:])


def _heads(body: str) -> tuple[list[str], str]:
    """Divide a text into the items before the story, each from ``^`` to ``<`` or ``=``, and the story."""
    items: list[str] = []
    lines = body.translate(_CONTROLS).lstrip("\n").split("\n")
    at = 0
    while at < len(lines) and lines[at].lstrip(" ").startswith("^"):
        item = lines[at].strip()
        at += 1
        while (
            not item.rstrip().endswith(("<", "=")) and at < len(lines) and not lines[at].startswith(("^", "\t", "   "))
        ):
            if not lines[at].strip():
                break
            item += " " + lines[at].strip()
            at += 1
        items.append(item.strip(" ^<="))
    story = "\n".join(line.rstrip("< ").lstrip("^") for line in lines[at:])
    return [item for item in items if item], story


def _is_note(item: str) -> bool:
    return _NOTE.match(item) is not None


def _lead(marks: str) -> int:
    number = _NUMBER.search(marks)
    if number:
        return int(number[1])
    return 1 if _LEAD.search(marks) else 0


def _add(found: re.Match[str]) -> int:
    if found[3]:
        return max(1, int(found[3]) - 1)
    return int(found[1] or found[2] or 1)


def _moment(signed: re.Match[str]) -> Published | None:
    month, day, year = int(signed[2]), int(signed[3]), int(signed[4])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    return published(f"{year:04d}-{month:02d}-{day:02d} {signed[5]}:{signed[6]} {signed[7] or ''}")


def _day(second: re.Match[str] | None, signed: re.Match[str] | None) -> str:
    """Return the day of a story: month and day as its header says, the year as its footer says."""
    year = signed[4][-2:] if signed else ""
    if second:
        return "-".join(filter(None, [year, second[5].zfill(2), second[6].zfill(2)]))
    return f"{year}-{signed[2].zfill(2)}-{signed[3].zfill(2)}" if signed else ""
