"""The pages of a PDF as one text: what stands at their edges left out, what goes on beyond one joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from archive.readers.documents import Paragraph, parts_articles
from archive.readers.story import run_on

_ENDS = frozenset('.!?:;"\u201d\u00bb)\u2026')
_NUMBERS = re.compile(r"\d+")
_LARGE = 1.2
_LONGEST_HEAD = 80
"""Characters of a line at the head or the foot of every page."""
_MOST_HEADS = 2
_LONG_LINE = 40
"""Characters that the end of a column has at least; a footer is shorter."""
_FULL = 0.7
"""Of the longest line, what a line has at least that goes on in the next one."""
_LABEL = re.compile(r"[^\W\d_][\w /()-]{1,40}:\s")


class PdfParagraph(NamedTuple):
    """A paragraph on one line and in its own lines, the size of its type, and whether it is the first of a column."""

    text: str
    lines: str
    size: float
    top: bool


def without_heads(pages: Sequence[Sequence[PdfParagraph]]) -> Iterator[PdfParagraph]:
    """Yield the paragraphs of all pages without the small lines at their edges that several have, but for numbers."""
    from statistics import median

    usual = median(each.size for page in pages for each in page) if any(pages) else 0.0
    bare = [[_NUMBERS.sub("#", each.text) for each in page] for page in pages]
    edges = ({*page[:_MOST_HEADS], *page[-_MOST_HEADS:]} for page in bare)
    seen = Counter(text for edge in edges for text in edge if len(text) <= _LONGEST_HEAD)
    for page, texts in zip(pages, bare, strict=True):
        heads = [
            seen[text] > 1 and each.size <= _LARGE * usual and not parts_articles(each.text)
            for each, text in zip(page, texts, strict=True)
        ]
        above = _leading(heads)
        yield from page[above : len(page) - _leading(heads[above:][::-1])]


def styled(paragraphs: Sequence[PdfParagraph]) -> list[Paragraph]:
    """Return paragraphs as those of a document, with titles by the size of their type."""
    from statistics import median

    usual = median(each.size for each in paragraphs) if paragraphs else 0.0
    return [
        Paragraph(each.text, f"title {round(each.size)}" if each.size > _LARGE * usual else "") for each in paragraphs
    ]


def _leading(heads: Sequence[bool]) -> int:
    """Return how many paragraphs from the edge of a page are of what several have there."""
    return next((n for n, head in enumerate(heads[:_MOST_HEADS]) if not head), min(len(heads), _MOST_HEADS))


def in_paragraphs(paragraphs: Iterable[PdfParagraph]) -> list[str]:
    """Return the texts of paragraphs; one that goes on in the next column or on the next page is one."""
    found: list[str] = []
    last: PdfParagraph | None = None
    for each in paragraphs:
        if last and each.top and _goes_on(last, each):
            found[-1] = run_on(f"{found[-1]}\n{each.text}")
        else:
            found.append(each.text)
        last = each
    return found


def in_lines(paragraphs: Sequence[PdfParagraph]) -> list[str]:
    """Return the texts of paragraphs, those that go on joined, with the line ends that somebody set.

    Those are behind a line that had room for more, and before the name of a field.
    """
    width = max((len(line) for each in paragraphs for line in each.lines.split("\n")), default=0)
    found: list[str] = []
    last: PdfParagraph | None = None
    for each in paragraphs:
        lines: list[str] = []
        for before, line in pairwise(["", *filter(str.strip, each.lines.split("\n"))]):
            if before and len(before) >= _FULL * width and not _LABEL.match(line):
                lines[-1] = run_on(f"{lines[-1]}\n{line}")
            else:
                lines.append(line.strip())
        text = "\n".join(lines)
        if last and each.top and _goes_on(last, each):
            text = run_on(f"{found.pop()}\n{text}")
        found.append(text)
        last = each
    return found


def _goes_on(last: PdfParagraph, following: PdfParagraph) -> bool:
    """Tell whether the first paragraph of a column is the rest of the last one of the column before."""
    within = len(last.text) > _LONG_LINE and last.text[-1] not in _ENDS and abs(last.size - following.size) < 0.5
    return within and (following.text[0].islower() or last.text[-1] == ",")
