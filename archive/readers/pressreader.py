"""What PressReader puts around the stories of other papers: whose they are and of which day, and its own marks."""

from __future__ import annotations

import re

from archive.readers.copy import Stated
from archive.readers.dates import first_published
from archive.readers.names import byline_names

NAME = "PressReader"
_TITLE = re.compile(r"PressReader(?:\.com)?\s+[-–|]\s+(?P<paper>.{2,80}?): (?P<day>\d{4}-\d\d-\d\d)(?:\s+[-–|]\s+.*)?")
_ADDRESS = re.compile(r"https?://(?:\w+\.)?pressreader\.com/(?:[\w-]+/)?[\w-]+/(?P<day>(?:19|20)\d{6})(?:/|\Z)")
_MARK = re.compile(
    r"PRINTED AND DISTRIBUTED BY PRESSREADER|PressReader\.com|\+\d[\d ()-]{6,20}|ORIGINAL COPY"
    r"|COPYRIGHT AND PROTECTED BY APPLICABLE LAW|Shared via PressReader|connecting people through news",
    re.IGNORECASE,
)
_BELOW_TITLE = re.compile(
    r"(?P<paper>[^\d|·]{2,80}?)[\s|·,]+(?P<day>\d{1,2} [A-Z][a-z]{2,8} \d{4})"
    r"(?:[\s|·,]+(?P<names>By\s.{3,100}|[A-Z].{3,60}))?"
)
_MOST_ABOVE = 3


def edition(title: str, address: str | None) -> Stated:
    """Return paper and day of a story by the title and the address of its page."""
    named, dated = _TITLE.fullmatch(title), _ADDRESS.match(address or "")
    return Stated(
        publication=named["paper"] if named else None,
        published=first_published(named and named["day"], dated and dated["day"]),
    )


def is_marked(text: str) -> bool:
    """Tell whether a text is a page that PressReader printed."""
    return "PRESSREADER" in text.upper() and any(map(_is_mark, text.split("\n\n")))


def printed(text: str) -> tuple[str, Stated]:
    """Return a text that PressReader printed without its marks, and what it states below the headline."""
    blocks = [each for each in text.split("\n\n") if not _is_mark(each)]
    for number, block in enumerate(blocks[:_MOST_ABOVE]):
        if found := _BELOW_TITLE.fullmatch(block.replace("\n", " ")):
            stated = Stated(
                headline=" ".join(blocks[:number]) or None,
                publication=found["paper"].strip(),
                published=first_published(found["day"]),
                byline=byline_names(found["names"]),
            )
            return "\n\n".join(blocks[number + 1 :]), stated
    return "\n\n".join(blocks), Stated()


def _is_mark(block: str) -> bool:
    bare, found = _MARK.subn("", block)
    return found > 0 and not any(map(str.isalnum, bare))
