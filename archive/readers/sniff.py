"""What a file is that holds no article: told by how it begins, and only then by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from archive.readers.answers import ANSWER, LONGEST_ANSWER, is_answer
from archive.readers.encoding import wide_encoding
from archive.readers.machine import written_for_programs

HEAD = 65_536
"""Bytes of a file that are looked at to tell what it is."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How documents of Office from before 2007 begin."""
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "picture"),
    (0, b"\xff\xd8\xff", "picture"),
    (0, b"GIF87a", "picture"),
    (0, b"GIF89a", "picture"),
    (0, b"II*\x00", "picture"),
    (0, b"MM\x00*", "picture"),
    (0, b"8BPS", "picture"),
    (8, b"WEBP", "picture"),
    (0, b"\x00\x00\x01\x00", "picture"),
    (4, b"ftypheic", "picture"),
    (4, b"ftypavif", "picture"),
    (4, b"ftyp", "sound or film"),
    (0, b"ID3", "sound or film"),
    (0, b"OggS", "sound or film"),
    (0, b"fLaC", "sound or film"),
    (0, b"RIFF", "sound or film"),
    (0, b"\x1aE\xdf\xa3", "sound or film"),
    (0, b"\x7fELF", "program"),
    (0, b"MZ", "program"),
    (0, b"\xca\xfe\xba\xbe", "program"),
    (0, b"\xcf\xfa\xed\xfe", "program"),
    (0, b"\xce\xfa\xed\xfe", "program"),
    (0, b"\x00asm", "program"),
    (0, b"#!", "program"),
    (0, b"PK\x03\x04", "packed archive"),
    (0, b"PK\x05\x06", "packed archive"),
    (0, b"\x1f\x8b", "packed archive"),
    (0, b"BZh", "packed archive"),
    (0, b"\xfd7zXZ\x00", "packed archive"),
    (0, b"(\xb5/\xfd", "packed archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "packed archive"),
    (0, b"Rar!\x1a\x07", "packed archive"),
    (257, b"ustar", "packed archive"),
    (0, b"%PDF-", "document without a reader"),
    (0, b"%!PS", "document without a reader"),
    (0, b"{\\rtf", "document without a reader"),
    (0, OLE, "document without a reader"),
    (0, b"SQLite format 3\x00", "database"),
    (4, b"Standard Jet DB", "database"),
    (4, b"Standard ACE DB", "database"),
    (0, b"PAR1", "document without a reader"),
    (0, b"ARROW1", "document without a reader"),
    (0, b"AT&TFORM", "document without a reader"),
    (60, b"BOOKMOBI", "document without a reader"),
)


_ZIPPED = re.compile(rb"\[Content_Types\]\.xml|_rels/|mimetypeapplication/")
"""First parts of documents that are zip archives."""
LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The part that holds a document of today's word processors, with a password, in the frame of yesterday's."""
_BEGINS = tuple(magic for offset, magic, _ in _MAGIC if offset == 0)
_INSIDE = tuple(each for each in _MAGIC if each[0] > 0)


def _suffixes(kinds: Mapping[str, str]) -> dict[str, str]:
    return {f".{suffix}": kind for kind, suffixes in kinds.items() for suffix in suffixes.split()}


_BY_SUFFIX = _suffixes(
    {
        "program": (
            "py pyi pyc js mjs ts tsx jsx c h cc cpp hpp cs java kt go rs rb pl pm php sh bash zsh fish bat cmd ps1 "
            "lua swift scala r m sql css scss less asm s el vim ipynb cmake mk toml ini cfg conf lock map diff patch"
        ),
        "picture": "svg eps ai xpm xbm pbm pgm ppm",
        "document without a reader": (
            "html htm xhtml xml nitf newsml rss atom sgm sgml json jsonl ndjson csv tsv eml mbox mht warc tex bib ris "
            "nbib enw yaml yml vcf ics url webloc srt vtt"
        ),
    }
)
_PROGRAMS = frozenset(["makefile", "dockerfile", "gemfile", "rakefile", "jenkinsfile", "procfile", "vagrantfile"])
_OF_MARKUP = frozenset([".html", ".htm", ".xhtml", ".xml", ".nitf", ".newsml", ".rss", ".atom", ".sgm", ".sgml"])
_OF_RECORDS = frozenset([".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".eml", ".mbox", ".mht"])
_NO_PROSE = re.compile(r"\s*+(?:[\[{<]|[^\n]*[\t;|]|[\w.-]+\s*:)|\s*\t")
"""How a file begins that holds records, broken ones too: with a bracket, with columns, or with the label of a line."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n[^\n]*[^\W\d_]{3}[.!?]['\"\u201d\u2019)]*\s")
"""What only prose has: a sentence below a blank line."""
_TEXT_SUFFIXES = (".txt", ".text")
_MARKUP = (b"<?xml", b"<!doctype", b"<html", b"<rss", b"<feed", b"<nitf", b"<newsml")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r")) + b"\x7f"
_PLAIN = bytes(set(range(256)) - set(_CONTROLS))


def foreign_kind(head: bytes, name: str) -> str | None:
    """Return what a file is, by its first bytes and its name, if that is something other than plain text.

    The answer completes "skipped: ": "picture", "program", "packed archive", "document without a reader", ...
    """
    if head[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return "document without a reader"
    if head.startswith(b"PK\x03\x04") and _ZIPPED.match(head, 30):
        return "document without a reader"
    if head.startswith(OLE) and LOCKED in head:
        return "encrypted document"
    for offset, magic, kind in _MAGIC if head.startswith(_BEGINS) else _INSIDE:
        if head.startswith(magic, offset) and not (len(magic) <= 4 and _is_prose(head, magic)):
            return kind
    # Some browsers save the scripts of a page as ``main.js.download``.
    path = PurePosixPath(name.removesuffix(".download"))
    suffix = path.suffix.lower()
    if path.name.lower() in _PROGRAMS:
        return "program"
    # Text without any markup, or of prose, is a story, though it is named as if it were something else.
    is_story = (suffix in _OF_MARKUP and b"<" not in head) or (suffix in _OF_RECORDS and _holds_prose(head))
    if suffix in _BY_SUFFIX and not (is_story and is_text(head)):
        return _BY_SUFFIX[suffix]
    if told := written_for_programs(head):
        return told
    if len(head) <= LONGEST_ANSWER and is_answer(head.decode("utf-8", "replace").strip().partition("\n")[0]):
        return ANSWER
    if not is_text(head) and suffix not in _TEXT_SUFFIXES:
        return "not text"
    return None


def _holds_prose(head: bytes) -> bool:
    """Tell whether a file of which its name says that it holds records begins as no such file does, with a story."""
    text = head.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return not _NO_PROSE.match(text) and _PARAGRAPH.search(text) is not None


def is_text(head: bytes) -> bool:
    """Tell whether the first bytes of a file are prose in some encoding: few of them are control characters."""
    if len(head) >= HEAD and not head.strip(b"\0"):
        # What was reserved for a file and never written.
        return False
    if head.startswith(_MARKS) or wide_encoding(head) is not None:
        return True
    head = head.rstrip(b"\0")
    nuls = head.count(0)
    if nuls * 10 > len(head):
        return False
    controls = len(head.translate(None, _PLAIN)) - nuls
    return controls * 100 <= (30 if _is_utf8(head) else 5) * len(head)


def _is_prose(head: bytes, magic: bytes) -> bool:
    """Tell whether a file that begins with a short magic number is a story that begins with those letters."""
    return magic.isalnum() and head.isascii() and is_text(head)


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # The head may end within a character.
        return error.start >= len(head) - 3 and len(head) > 8
    return True
