"""The XML in which Reuters gave out a year of its news for research, RCV1 and RCV2 (1996 and 1997)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.readers.copy import Stated
from archive.readers.datelines import place_dateline, stated_dateline
from archive.readers.dates import first_published
from archive.readers.elements import every, language_of, one, text_at
from archive.readers.names import byline_names
from archive.readers.sources import agency_and_paper
from archive.readers.stated import own_guid
from archive.readers.story import story

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "newsitem"
"""The element that is a story; that of NewsML-G2 has a capital in it."""
_DAY = re.compile(r"\s+\d{4}-\d\d-\d\d\s*$")


def corpus_story(item: _Element) -> tuple[str, Stated]:
    """Return the text of an item of these corpora, and what is stated of it."""
    told = {each.get("element"): each.get("value") for each in every(item, "metadata/dc")}
    agency, paper = agency_and_paper(told.get("dc.source") or told.get("dc.publisher"), None)
    dateline, wired = stated_dateline(_DAY.sub("", text_at(item, "dateline") or ""))
    text = one(item, "text")
    return "" if text is None else story(text), Stated(
        headline=text_at(item, "headline", "title"),
        dateline=dateline or place_dateline(told.get("dc.creator.location")),
        agency=agency or wired,
        publication=paper,
        published=first_published(told.get("dc.date.published"), item.get("date")),
        byline=byline_names(text_at(item, "byline")),
        language=language_of(item),
        guid=own_guid(item.get("itemid"), paper, agency or wired),
        rights=text_at(item, "copyright"),
    )
