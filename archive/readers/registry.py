"""Which readers there are, and which of them a file is for."""

from __future__ import annotations

import sys
import zlib
from functools import cache
from importlib import import_module
from pathlib import Path

from archive.readers.copy import Reader
from archive.readers.sniff import OLE

GROUP = "newsmorgue.readers"
"""The entry point group in which other packages offer readers: classes or functions that return a reader."""

_ANY, _MARKUP, _JSON, _ZIP = (b"",), (b"<",), (b"{", b"["), (b"PK\x03\x04",)
"""Signs of formats: any file has the first."""

_WIDE = b"\0"
"""What 16-bit text has, in which no other sign of a text is found."""

_OF_NEWSBANK = (
    b"Byline:", b"Readability:", b"Record", b"OpenURL Link:", b"Index ", b"Estimated printed pages:", b"Article Text:",
    b"Read News Document", b"Paper:", b"infoweb.newsbank.com/",
)  # fmt: skip
"""What an export of NewsBank has one of."""

_BUILT_IN = (
    ("text", "TextReader", _ANY),
    ("bundle", "BundleReader", _ANY),
    ("nitf", "NitfReader", _MARKUP),
    ("newsml", "NewsmlReader", _MARKUP),
    ("newsmlg2", "NewsmlG2Reader", _MARKUP),
    ("ninjs", "NinjsReader", _JSON),
    ("json", "JsonReader", _JSON),
    ("json", "JsonLinesReader", _JSON),
    ("telegram", "TelegramReader", _JSON),
    ("tables", "TableReader", _ANY),
    ("sgml", "Reuters21578Reader", _MARKUP),
    ("sgml", "GigawordReader", _MARKUP),
    ("anpa", "AnpaReader", (b"\x01",)),
    ("iptc7901", "Iptc7901Reader", (b"\x01",)),
    ("nexis", "NexisReader", (_WIDE, b"Client/Matter:", b"LENGTH:", b"Length:", b"LONGUEUR:", b"NGE:")),
    ("factiva", "FactivaReader", (_WIDE, b"Document", b"HD", b"WC", b"PD")),
    ("proquest", "ProquestReader", (_WIDE, b"Full text:", b"Full Text:", b"FULL TEXT", b"Abstract:")),
    ("ebsco", "EbscoReader", (_WIDE, b"Record:", b"Accession Number:", b" By: ")),
    ("newsbank", "NewsbankReader", (_WIDE, *_OF_NEWSBANK)),
    ("gale", "GaleReader", (_WIDE, b"Gale Document Number:", b"link.gale.com/")),
    ("ris", "RisReader", (_WIDE, b"TY  - ")),
    ("markdown", "MarkdownReader", _ANY),
    ("html", "HtmlReader", _MARKUP),
    ("feeds", "FeedReader", _MARKUP),
    ("mediawiki", "MediaWikiReader", _MARKUP),
    ("enex", "EnexReader", _MARKUP),
    ("alto", "AltoReader", (b"<alto", b":alto", b"<ALTO")),
    ("plainxml", "XmlReader", _MARKUP),
    ("jsonfeed", "JsonFeedReader", _JSON),
    ("mail", "MailReader", _ANY),
    ("mail", "MboxReader", _ANY),
    ("pdf", "PdfDocumentReader", (b"%PDF-",)),
    ("docx", "DocxReader", _ZIP),
    ("odt", "OdtReader", _ZIP),
    ("xlsx", "XlsxReader", _ZIP),
    ("xls", "XlsReader", (OLE, *_MARKUP)),
    ("ods", "OdsReader", _ZIP),
    ("sqlite", "SqliteReader", (b"SQLite format 3\0",)),
    ("rtf", "RtfReader", (b"{\\rtf",)),
    ("epub", "EpubReader", _ZIP),
    ("warc", "WarcReader", (b"WARC/", b"filedesc://")),
    ("warc", "WaczReader", _ZIP),
    ("zip", "ZipReader", _ZIP),
    ("tar", "TarReader", (b"\0",)),
    ("compressed", "CompressedReader", _ANY),
)
"""Module and class of each reader of this package, and signs, one of which is in the beginning of every file that it
knows; for others it is not even loaded. Modules import what they parse with only when they read.
"""

_SIGNS = frozenset(sign for *_, signs in _BUILT_IN for sign in signs)

CONTAINERS = frozenset(["zip", "tar", "compressed", "wacz"])
"""The formats that leave the reading of what is in them to the others."""


@cache
def readers() -> tuple[Reader, ...]:
    """Return every reader, built-in ones first, then those of other packages by name; a later name hides none."""
    found: dict[str, Reader] = {reader.name: reader for reader in _built_in()}
    for reader in _offered()[0]:
        found.setdefault(reader.name, reader)
    return tuple(found.values())


def single_readers() -> tuple[Reader, ...]:
    """Return every reader but those of archives, which leave the reading of their members to these."""
    return tuple(reader for reader in readers() if reader.name not in CONTAINERS)


def broken_readers() -> tuple[str, ...]:
    """Return one line for each reader of another package that could not be loaded."""
    return _offered()[1]


def recognise(head: bytes, name: str) -> Reader | None:
    """Return the reader for a file by its first 64 KiB and its name, or None where none knows it.

    A reader is as sure as the content makes it; its usual name endings decide between equals.
    """
    best: Reader | None = None
    most, lowered = (0.0, False), name.lower()
    for reader in readers() if _offered()[0] else _built_in(head):
        sure = reader.recognises(head, name)
        if sure > 0 and (rank := (sure, lowered.endswith(reader.suffixes))) > most:
            best, most = reader, rank
    return best


def by_name(name: str) -> Reader | None:
    """Return the reader of that name, or None; other packages are asked only for names that are not built in."""
    own = next((reader for reader in _built_in() if reader.name == name), None)
    return own or next((reader for reader in readers() if reader.name == name), None)


@cache
def fingerprint() -> int:
    """Return a number that differs whenever the set of readers or a version of one does."""
    text = ",".join(sorted(f"{reader.name}:{reader.version}" for reader in readers()))
    return zlib.crc32(text.encode())


def _built_in(head: bytes | None = None) -> tuple[Reader, ...]:
    """Return the readers of this package, or those of them that may know a file with that beginning."""
    seen = {sign for sign in _SIGNS if head is None or sign in head}
    return tuple(_made(module, name) for module, name, signs in _BUILT_IN if not seen.isdisjoint(signs))


@cache
def _made(module: str, name: str) -> Reader:
    reader: Reader = getattr(import_module(f"archive.readers.{module}"), name)()
    return reader


@cache
def _offered() -> tuple[tuple[Reader, ...], tuple[str, ...]]:
    if not any(map(_may_offer, sys.path)):
        return (), ()
    from importlib.metadata import entry_points

    found: list[Reader] = []
    broken: list[str] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            reader: Reader = point.load()()
            if not (isinstance(reader.name, str) and isinstance(reader.version, int)):
                raise TypeError("its name is no text or its version no whole number")
        except (ImportError, AttributeError, TypeError, ValueError, SyntaxError, OSError) as error:
            broken.append(f"reader {point.name} ({point.value}): cannot be loaded: {error}")
        else:
            found.append(reader)
    return tuple(found), tuple(broken)


def _may_offer(place: str) -> bool:
    """Tell whether a package in a place that Python loads from may offer readers.

    To load what asks all of them takes nearly as long as to read an article, and few machines have such a package.
    """
    folder = Path(place)
    try:
        told = (*folder.glob("*-info/entry_points.txt"), *folder.glob("EGG-INFO/entry_points.txt"))
        return folder.is_file() or any(GROUP.encode() in path.read_bytes() for path in told)
    except OSError:
        return True
