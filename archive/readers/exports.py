"""Text files into which databases of newspapers put many articles: where each lies, its fields, its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from itertools import pairwise
from typing import BinaryIO, NamedTuple

from archive.readers.encoding import Decoded, decode, plain_ends
from archive.readers.names import running_case
from archive.readers.slices import MOST, as_utf8
from archive.readers.story import folded, joined, unwrapped
from archive.readers.unpacked import ahead

_CHUNK = 1 << 20
AHEAD = 4_096
_AROUND = re.compile(rb"[\r\n\f\t ]*")
_NOTHING = re.compile(rb"(?!)")
_MARK = b"\xef\xbb\xbf"
NUMBERED = (
    rb"(?:(?:Document|Dokument|Documento)[ \t]+\d{1,6}[ \t]+(?:of|von|de|di)[ \t]+\d{1,6}"
    rb"|\d{1,6}[ \t]+(?:of|von|de|di)[ \t]+\d{1,6}[ \t]+DO[CK]UMENT[A-Z]{0,3})"
)
"""The line above an article that counts it: ``Document 7 of 120``, ``7 of 120 DOCUMENTS``."""
_WIDEST = 100
"""Characters of the longest line that a program sets."""
_ABSENT = re.compile(r"(?:full text )?(?:not available|none|n/?a|null)\b.{0,60}|-*", re.IGNORECASE)
_SHARE = re.compile(r"(?<!\s)\s*\(\d{1,3}\s?%\)")
"""How sure a database is of a term."""
_CLOSED = re.compile(r"(?<=[^\W_])(?<!\b[A-Z])(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bJr)(?<!\bSr)(?P<mark>['\"’”)]?)\.\Z")
"""The point that ends every title in a catalogue."""
_MOST_TERMS = 500
_LONGEST = 4_000
"""Characters of a field that are looked at."""
_PROSE = 80
"""Characters of a paragraph that is none of a list of fields."""
_NO_PROSE = re.compile(r"\s*(?:[A-Z][\w /()-]{1,30}:\s|copyright|\(c\)|©|all rights)", re.IGNORECASE)
_CODES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
    "español": "es", "portuguese": "pt", "italian": "it", "italiano": "it", "dutch": "nl", "nederlands": "nl",
    "russian": "ru", "chinese": "zh", "arabic": "ar", "japanese": "ja", "korean": "ko", "polish": "pl",
    "turkish": "tr", "swedish": "sv", "norwegian": "no", "danish": "da", "finnish": "fi", "greek": "el",
    "czech": "cs", "hungarian": "hu", "hebrew": "he", "indonesian": "id", "malay": "ms", "ukrainian": "uk",
}  # fmt: skip


def plain_head(head: bytes) -> bytes:
    """Return the beginning of a file behind a line end, as UTF-8 where it is in 16-bit text; nothing for markup."""
    if head[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{", b"["):
        return b""
    return b"\n" + (decode(head).text.encode("utf-8", "replace") if b"\0" in head else head.removeprefix(_MARK))


class Stretch(NamedTuple):
    """What lies between two borders, without white space around it; the line it begins on, and what is wrong with it.

    ``ended`` tells whether a border came after it.
    """

    raw: bytes
    line: int
    ended: bool
    fault: str | None = None
    encoding: str | None = None
    """That of the file, if it is in 16-bit text, whose mark stands before the first stretch alone."""

    def decoded(self) -> Decoded:
        """Return the text."""
        if self.encoding is None:
            return decode(self.raw)
        return Decoded(plain_ends(self.raw.decode(self.encoding, "replace")).replace("\0", ""), self.encoding)


class Edges(NamedTuple):
    """Lines that are left at the begin and at the end of a stretch, and what else must hold of a border.

    ``holds`` sees at least ``AHEAD`` bytes behind the border, if the file has as many.
    """

    above: re.Pattern[bytes] = _NOTHING
    below: re.Pattern[bytes] = _NOTHING
    holds: Callable[[re.Match[bytes]], bool] | None = None


_PLAIN = Edges()


def stretches(
    stream: BinaryIO, border: re.Pattern[bytes], *, kept: bool = False, edges: Edges = _PLAIN
) -> Iterator[Stretch]:
    """Yield what lies between lines that match ``border``; such a line is ``kept`` at the end of what it ends, or left.

    ``border`` begins with the line end before it, which is sought ten times as fast as the begin of a line. In 16-bit
    text the bytes of a stretch are those of the file too.
    """
    utf8, encoding = as_utf8(stream)
    for piece in _stretches(utf8, border, edges, kept=kept):
        if encoding is None:
            yield piece
        else:
            raw = piece.raw.decode("utf-8", "replace").encode(encoding, "replace")
            yield piece._replace(raw=raw, encoding=encoding)


def _stretches(stream: BinaryIO, border: re.Pattern[bytes], edges: Edges, *, kept: bool) -> Iterator[Stretch]:
    data, line, at = b"\n" + ahead(stream, len(_MARK)).removeprefix(_MARK), 0, 0
    ended = large = False
    while not ended:
        # Twice as much each time, so that a long article is not searched again and again.
        block = ahead(stream, max(_CHUNK, len(data)))
        ended = not block
        data += block
        seen = len(data) - (AHEAD if edges.holds else 0)
        whole = len(data) if ended else data.rfind(b"\n", 0, max(0, seen)) + 1
        start = 0
        for found in border.finditer(data, at, whole):
            if edges.holds and not edges.holds(found):
                continue
            end = found.end() if kept else found.start()
            yield from _cut(data[start:end], line, edges, large=large, ended=True)
            line += data.count(b"\n", start, found.end())
            start, large = found.end(), False
        if ended:
            yield from _cut(data[start:], line, edges, large=large, ended=False)
        elif len(data) - start > MOST:
            line += data.count(b"\n", start, whole)
            start, large = max(start, whole), True
        data, at = data[start:], max(0, whole - 1 - start)


def _cut(data: bytes, line: int, edges: Edges, *, large: bool, ended: bool) -> Iterator[Stretch]:
    if large:
        yield Stretch(b"", line, ended, f"larger than {MOST >> 20} MB, which no article is")
        return
    start = _AROUND.match(data).end()  # type: ignore[union-attr]
    while start < len(data) and (left := edges.above.match(data, start)):
        start = _AROUND.match(data, left.end()).end()  # type: ignore[union-attr]
    raw = data[start:].rstrip()
    while left := edges.below.fullmatch(raw, raw.rfind(b"\n") + 1):
        raw = raw[: left.start()].rstrip()
    if raw:
        yield Stretch(raw, line + data.count(b"\n", 0, start), ended)


def labelled(text: str, label: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return name and value of the fields of a text in order; what stands before the first has no name.

    A field begins at a line that ``label`` matches, with its name in the first group and its value behind; behind the
    first field the line before is blank or begins a field itself.
    """
    fields: list[tuple[str, list[str]]] = [("", [])]
    free = True
    for line in text.split("\n"):
        found = label.match(line) if free else None
        if found:
            fields.append((found[1], [line[found.end() :]]))
        else:
            fields[-1][1].append(line)
        free = found is not None or not line.strip() or len(fields) == 1
    return [(name, "\n".join(lines)) for name, lines in fields]


def fields_above(
    text: str, label: re.Pattern[str], single: Container[str], last: str | None = None
) -> tuple[dict[str, str], str]:
    """Return the fields above a text by name, the first of each, and the text.

    A field begins at a line that ``label`` matches, as in ``labelled``, and goes on to the next blank line, or behind
    it while it is empty; a ``single`` one has one line. The text begins with the first line that is none of a field,
    but not before the field that is called ``last``, up to which blank lines end none.
    """
    fields: dict[str, list[str]] = {}
    own: list[str] = []
    may_end = last is None
    ended, filled = may_end, False
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if found := label.match(line):
            own = [line[found.end() :].strip()]
            fields.setdefault(found[1], own)
            may_end = may_end or found[1] == last
            filled = own != [""]
            ended = found[1] in single and filled
        elif not line.strip():
            ended = ended or filled
            own.append("")
        elif ended and may_end:
            return _joined(fields), "\n".join(lines[number:])
        else:
            own.append(line.strip())
            ended, filled = False, True
    return _joined(fields), ""


def _joined(fields: dict[str, list[str]]) -> dict[str, str]:
    return {name: "\n".join(lines).strip() for name, lines in fields.items()}


def goes_on(content: str) -> bool:
    """Tell whether prose stands in paragraphs below the value of what looks like a field, so that it is none."""
    return any(len(each) > _PROSE and not _NO_PROSE.match(each) for each in re.split(r"\n\s*\n", content.strip())[1:])


def paragraphs(text: str) -> str:
    """Return the paragraphs of a text, each set in short lines, or on a line of its own."""
    lines = text.split("\n")
    width = max(map(len, lines))
    # Where the next word had room on a line, somebody ended it.
    ended = [len(a) + len(b.partition(" ")[0]) < width for a, b in pairwise(lines) if a.strip() and b[:1].strip()]
    whole = width > _WIDEST or sum(ended) * 2 >= len(ended) > 0
    return joined(line.strip() for line in lines) if whole else unwrapped(text)


def value(text: str | None) -> str | None:
    """Return a value on one line, None where it says that there is none."""
    line = folded(text)[:_LONGEST]
    return None if not line or _ABSENT.fullmatch(line) else line


def unclosed(title: str | None) -> str | None:
    """Return a title without the point that catalogues set behind each."""
    return _CLOSED.sub(r"\g<mark>", title or "") or None


def terms(*texts: str | None) -> tuple[str, ...]:
    """Return the terms that values list, ``;`` between them: ``PORTS & HARBORS (92%); STORMS`` in running case."""
    parts = (_SHARE.sub("", part).strip(" .*") for text in texts if text for part in folded(text).split(";"))
    return tuple(dict.fromkeys(running_case(part) for part in parts if part))[:_MOST_TERMS]


def places(names: Iterable[str]) -> tuple[str, ...]:
    """Return places without what they lie in: ``Port Alden, Kestrel``."""
    return tuple(dict.fromkeys(filter(None, (name.partition(",")[0].strip() for name in names))))


def language(text: str | None) -> str | None:
    """Return the code of a language that is named in English or by itself; what is not known stays as it is."""
    named = next(iter((value(text) or "").replace(",", ";").split(";"))).strip()
    return _CODES.get(named.casefold(), named) or None
