"""IPTC 7901, the wire of agencies outside North America: SOH, a header, STX, the story, ETX, day and time, EOT.

The header holds the source and number of a message, its priority, category and words, and a line of keywords. After
"The IPTC Recommended Message Format", IPTC 7901, 5th edition (1995).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.dates import published
from archive.readers.encoding import text_of
from archive.readers.exports import stretches
from archive.readers.story import unwrapped
from index.article import Published

_HEADER = re.compile(
    rb"\x01\s{0,9}(?P<source>[A-Za-z]{3})(?P<number>\d{3,4})[ \t]{1,9}(?P<priority>[1-9])[ \t]{1,9}"
    rb"(?P<category>[A-Za-z]{1,3})[ \t]{1,9}(?P<words>\d{1,5})[^\r\n\x02]{0,80}[\r\n]{1,6}"
    rb"(?P<keywords>[^\r\n\x02]{0,200})[^\x02]{0,400}\x02"
)
_EOT = re.compile(rb"\x04")
_SENT = re.compile(
    rb"(?P<day>[0-3]\d)(?P<time>[0-2]\d[0-5]\d)(?:[ \t]?[A-Z]{3,4})??[ \t]{0,9}(?P<month>[A-Z][A-Za-z]{2})[ \t]{1,9}"
    rb"(?P<year>\d\d)\b"
)
"""When a message was sent: ``031042 GMT JUL 97``."""
_AGENCIES = {
    "AFP": "Agence France-Presse", "ANP": "ANP", "ANS": "ANSA", "APA": "APA", "APX": "Associated Press",
    "BEL": "Belga", "DPA": "dpa", "EFE": "EFE", "KNA": "KNA", "NTB": "NTB", "PAA": "Press Association",
    "PAP": "PAP", "REU": "Reuters", "RTR": "Reuters", "SDA": "Keystone-SDA", "TTX": "TT", "XIN": "Xinhua",
}  # fmt: skip
_SIGNED_OFF = re.compile(r"\n[ \t]{0,9}REUTERS?\s{0,99}\Z")
_LONGEST = 120
"""Characters of the longest headline."""
_CENTURY = 70
"""Years of two digits from here on are of 1900."""


class Iptc7901Reader:
    """Reads spools of IPTC 7901, one record a message."""

    name = "iptc7901"
    version = 1
    suffixes: tuple[str, ...] = (".iptc", ".wire", ".tst")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 where a header stands before a text."""
        return 0.98 if _HEADER.search(head[:4096]) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the messages of a spool; one without a text costs itself."""
        ordinal = 0
        for piece in stretches(stream, _EOT):
            header = _HEADER.search(piece.raw)
            if header is None and piece.fault is None:
                continue
            story, ended, behind = piece.raw[header.end() if header else 0 :].partition(b"\x03")
            text = unwrapped(_SIGNED_OFF.sub("", piece._replace(raw=story).decoded().text))
            if header is None or not text.strip():
                yield FailedRecord(ordinal, f"line {piece.line}: {piece.fault or 'no text between STX and ETX'}")
            else:
                decoded = piece.decoded()
                told = () if ended else ("cut off: there is no ETX",)
                warnings = (*decoded.warnings, *told)
                first, _, rest = text.partition("\n\n")
                titled = bool(rest) and len(first) <= _LONGEST and not first.endswith(".")
                text = rest if titled else text
                stated = _stated(header, behind, first if titled else None, decoded.encoding)
                yield Copy(piece.raw, text, self.name, None, ordinal, decoded.encoding, stated, warnings)
            ordinal += 1


def _stated(header: re.Match[bytes], behind: bytes, headline: str | None, encoding: str | None) -> Stated:
    source, number = header["source"].decode().upper(), header["number"].decode()
    slug = text_of(header["keywords"], encoding).strip()
    sent = _SENT.search(behind)
    when = _moment(sent) if sent else None
    return Stated(
        headline=headline,
        agency=_AGENCIES.get(source),
        published=when,
        keywords=tuple(filter(None, (word.strip() for word in re.split(r"[/;,-]", slug)))),
        guid=f"{source}:{when.start:%Y%m%d}:{number}" if when else None,
    )


def _moment(sent: re.Match[bytes]) -> Published | None:
    day, clock, month, year = (sent[name].decode() for name in ("day", "time", "month", "year"))
    century = 19 if int(year) >= _CENTURY else 20
    return published(f"{day} {month.title()} {century}{year} {clock[:2]}:{clock[2:]}")
