"""ALTO, the words of a scanned page as libraries of newspapers keep them (versions 1 to 4, Library of Congress)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from archive.readers.copy import Copy, FailedRecord
from archive.readers.documents import outermost
from archive.readers.elements import read_document, root_name
from archive.readers.story import joined, run_on
from archive.readers.xml import Parsed, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_WHOLE = "the articles of the page are not told apart"


class AltoReader:
    """Reads pages in ALTO, each as one text."""

    name = "alto"
    version = 1
    suffixes: tuple[str, ...] = (".xml", ".alto")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a document whose first element is that of a page."""
        return 0.97 if root_name(head).lower() == "alto" else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the text of a page, its blocks in their order.

        Raises:
            ReadError: it is not well-formed.
        """
        return read_document(stream, name, ("alto", "ALTO"), "ALTO", self._copy)

    def _copy(self, parsed: Parsed, raw: bytes, ordinal: int) -> Copy | None:
        text = joined(_block(block) for block in outermost(parsed.root, {"TextBlock"}, ()))
        if not text.strip():
            return None
        return Copy(raw, text, self.name, None, ordinal, parsed.encoding, warnings=(*parsed.warnings, _WHOLE))


def _block(block: _Element) -> str:
    """Return the words of a block as one paragraph; a word that two lines share is whole where it is told."""
    lines = ("".join(_words(line)).strip() for line in block.iter() if local(line) == "TextLine")
    return run_on("\n".join(filter(None, lines)))


def _words(line: _Element) -> Iterator[str]:
    whole = any(each.get("SUBS_TYPE") == "HypPart1" and each.get("SUBS_CONTENT") for each in line)
    for each in line:
        kind, name = each.get("SUBS_TYPE") or "", local(each)
        if name == "String" and kind == "HypPart2" and each.get("SUBS_CONTENT"):
            continue
        if name == "String":
            told = (each.get("SUBS_CONTENT") if kind == "HypPart1" else None) or each.get("CONTENT") or ""
            yield f" {told}"
        elif name == "HYP" and not whole:
            yield each.get("CONTENT") or "-"
