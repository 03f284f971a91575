"""What stands between two quotation marks, and where it goes on over paragraphs."""

from __future__ import annotations

from archive.restore.attribution.gaps import read_gap
from archive.restore.words import Words
from index.values import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Words ``first`` to ``last`` between marks, and the same as characters, marks and outer space left out.

    ``continued`` tells that the speech goes on in the next paragraph, whose mark opens without one having closed.
    """

    first: int
    last: int
    start: int
    end: int
    continued: bool = False


def paragraph_mark(text: str) -> str:
    """Return what parts paragraphs in ``text``: blank lines where there are any, line ends otherwise."""
    return "\n\n" if "\n\n" in text else "\n"


def goes_on(words: Words, last: int, first: int) -> bool:
    """Return whether the speech that ends with word ``last`` goes on with word ``first``: in the next paragraph, whose
    mark opens without one having closed.
    """
    gap = words.gap[first]
    ends = gap.find(paragraph_mark(words.text))
    marks = read_gap(gap).marks
    return first == last + 1 and bool(marks) and 0 <= ends < marks[0]
