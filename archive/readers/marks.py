"""What a page states of its story beside JSON-LD: in meta elements, in microdata and hAtom, and in what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from archive.readers.copy import Stated
from archive.readers.dates import first_published
from archive.readers.names import byline_names
from archive.readers.page import Page
from archive.readers.sources import is_source, site_parties
from archive.readers.story import folded

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Metas = Mapping[str, Sequence[str]]
"""What the meta elements of a page say, by their names in lower case."""

_CLASS = "contains(concat(' ', normalize-space(@class), ' '), ' {} ')"
_HEADLINE = f"//body//*[@itemprop='headline' or {_CLASS.format('entry-title')}]"
_PUBLISHED = f"//body//*[{_CLASS.format('published')}]/@title"
_AUTHOR = f"//*[@rel='author' or @itemprop='author' or contains(@class, 'byline') or {_CLASS.format('fn')}]"
"""What microdata and hAtom mark in a page."""
_WRITERS = frozenset(["p-author", "username"])
_DATES = frozenset(["createdate", "post-date", "entry-date", "article-date"])
"""Classes in which content systems put who wrote a story and when it appeared."""
_LONGEST_LINE = 200
_LONGEST_NAME = 60
_LINES_OF_ITS_OWN = ("dd", "li", "p", "td", "div", "span", "small", "em", "b")
_SAID_WHEN = re.compile(r"\s*(?:first )?(?:published|posted|created)(?: on)?\s*:?\s+(.{6,60})", re.IGNORECASE)
_SAID_WHO = re.compile(
    r"\s*(?:written|posted|submitted|story) by\s*:?\s+(.{4,60}?)(?:,? on (?=[\w,]{2,10} ?\d|\w{3,9},).{6,40})?",
    re.IGNORECASE,
)
"""Lines that say when a story appeared and who wrote it, where nothing marks them."""
_MAY_SAY = re.compile(
    r">\s{0,40}(?:(?:first )?(?:published|posted|created)|(?:written|posted|submitted|story) by)\b", re.IGNORECASE
)
"""What a page has in its text where it says so; to look at each of its elements takes longer."""
_BARS = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b|^(?:published|updated|posted)(?: on)?:?\s+", re.IGNORECASE)
_MOST_BELOW, _MOST_AROUND, _LONGEST_BELOW, _SENTENCE = 6, 3, 100, 50
"""Lines below a heading that may tell of a story, elements around it, and characters of such a line and of a sentence
that is none.
"""
_MOST_SMALL, _LONGEST_LINK = 2, 4
"""Words in lower case that a name or a section has at most, and words of a link that is no headline."""
_FRONT_PAGE = re.compile(r"(?:https?://[^/?#]+)?/?(?:(?:index|default|home)\.\w{3,5})?|\./")
_HOME = re.compile(r"(?:home|front|start)[ -]?(?:page|seite)?|accueil|inicio", re.IGNORECASE)
"""What every site may call its front page."""
_OWNER = re.compile(
    r"(?:©|\(c\)|\bcopyright)[\s©,]{0,9}(?:\d{4}[\s\d,–-]{0,20})?([^\n.|,©]{2,60}?)\s{0,20}(?:[.|,\n]|\Z)",
    re.IGNORECASE,
)
_KEPT = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]{0,4}/(?=https?://)")
"""What the archive of the web puts before the address of a page."""
_THE_PAPER = re.compile(r"The(?: [A-Z][\w'’-]*){1,4}")
_SITE_MARKS = re.compile(r"\s(?:[|·•–—-]|::|»)\s+")


def page_stated(root: HtmlElement, metas: Metas) -> Stated:
    """Return what Open Graph, the older names of meta elements, and the page itself state."""
    site = meta(metas, "og:site_name", "application-name") or _publisher(root) or _site(root)
    agency, publication = site_parties(site)
    return Stated(
        headline=_headline(root, metas, site),
        agency=agency,
        publication=publication,
        published=first_published(
            meta(metas, "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date"),
            meta(metas, "sailthru.date", "date", "pubdate", "publishdate", "dc.date", "dc.date.issued", "dcterms.date"),
            meta(metas, "dcterms.created", "publication_date", "citation_publication_date", "originalpublicationdate"),
            _marked(root, "datepublished", "dc:date", "dc:created", "dc:issued", "schema:datepublished"),
            _time(root),
        ),
        byline=_byline(root, metas),
        keywords=_keywords(metas),
        section=meta(metas, "article:section", "section"),
        language=root.get("lang")
        or root.get("xml:lang")
        or meta(metas, "og:locale", "content-language", "dc.language"),
        url=_address(root, metas),
        rights=meta(metas, "dcterms.rights", "dc.rights", "copyright"),
    )


def metas_of(page: Page) -> Metas:
    """Return the values of meta elements by their names in lower case."""
    found: dict[str, list[str]] = {}
    for element in page.root.iter("meta") if page.root is not None else ():
        keys = (element.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
        name = next((key.lower() for key in keys if key), "")
        if content := folded(element.get("content")):
            found.setdefault(name, []).append(content)
    return found


def meta(metas: Metas, *names: str) -> str | None:
    """Return the first value of some names, those of the first name first."""
    return next(iter(_values(metas, *names)), None)


def _values(metas: Metas, *names: str) -> list[str]:
    """Return the values of some names, those of the first name first."""
    return [value for name in names for value in metas.get(name, ())]


def _headline(root: HtmlElement, metas: Metas, site: str | None) -> str | None:
    stated = meta(metas, "og:title", "twitter:title", "dc.title", "headline")
    if stated:
        return _without_site(stated, site)
    title, marked = _title(root), _lines(root.xpath(_HEADLINE))
    if len(marked) == 1 or (marked and marked[0] in title):
        return marked[0]
    heads = _lines(_heads(root))
    if len(heads) == 1:
        return heads[0]
    head = next((head for head in heads if head and head in title), None)
    # A piece of a page may have no title and no heading of the first rank.
    lower = _lines(root.iter("h2", "h3"))
    return head or _printed(root, title) or _without_site(title, site) or next(iter(lower), None)


def _heads(root: HtmlElement) -> list[HtmlElement]:
    """Return the headings that are not the name of the site."""
    return [each for each in root.iter("h1") if not any(map(leads_home, each.iter("a")))]


def _lines(elements: Iterable[HtmlElement]) -> list[str]:
    """Return the texts of elements, each on one line; empty ones vanish."""
    return list(filter(None, (folded(each.text_content()) for each in elements)))


def leads_home(link: HtmlElement) -> bool:
    """Tell whether a link leads to the front page of its site."""
    address = link.get("href")
    return bool(address) and _FRONT_PAGE.fullmatch(address) is not None


def _title(root: HtmlElement) -> str:
    return next(iter(_lines(root.iter("title"))), "")


def _site(root: HtmlElement) -> str | None:
    """Return the part of a title that the page links to its own front page, or claims the rights for, or the last if it
    is called as a paper is, such as "The Lorn Gazette".
    """
    title: list[str] = [part.strip() for part in _SITE_MARKS.split(_title(root))]
    parts = [part for part in title if not _HOME.fullmatch(part)]
    if len(title) < 2:
        return None
    if len(parts) == 1:
        return parts[0]
    homes = _lines(filter(leads_home, root.iter("a")))
    if home := next((part for part in reversed(parts) if part in homes), None):
        return home
    owners = [found[1] for found in _OWNER.finditer(root.text_content())]
    if owner := next((part for part in reversed(parts) if part in owners), None):
        return owner
    return next((part for part in parts[-1:] if _THE_PAPER.fullmatch(part) and is_source(part.split()[-1])), None)


def _publisher(root: HtmlElement) -> str | None:
    """Return who published a page as its microdata name it."""
    named = root.xpath(
        "//body//*[@itemprop='publisher']/descendant-or-self::*[@itemprop='name' or @itemprop='publisher']"
    )
    lines = (each.get("content") or folded(each.text_content()) for each in reversed(named[:3]))
    return next((line for line in lines if line and len(line) < _LONGEST_NAME and "://" not in line), None)


def _printed(root: HtmlElement, title: str) -> str | None:
    """Return the longest part of a title that the page prints as a line of its own, where it has no heading."""
    parts = {*(part.strip() for part in _SITE_MARKS.split(title)), title.partition(": ")[2].strip()} - {""}
    if not parts - {title}:
        return None
    lines = _lines(root.iter("h2", "h3", "b", "strong", "font", "big", "center", "p"))
    return max((line for line in lines if line in parts), key=len, default=None)


def _without_site(title: str, site: str | None) -> str:
    parts = _SITE_MARKS.split(title)
    if len(parts) > 1 and site and parts[0].casefold() == site.casefold():
        return title[len(parts[0]) :].lstrip(" |·•–—-:»")
    if len(parts) > 1 and site and parts[-1].casefold() == site.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |·•–—-:»")
    return title


def _byline(root: HtmlElement, metas: Metas) -> tuple[str, ...]:
    stated = [text for text in _values(metas, "author", "article:author", "dc.creator", "byl") if "://" not in text]
    if not stated:
        marked = root.xpath(_AUTHOR)
        stated = [folded(each.text_content()) for each in marked[:3]]
    names = [name for text in stated if len(text) < 200 for name in byline_names(text)]
    return tuple(dict.fromkeys(names))


def _keywords(metas: Metas) -> tuple[str, ...]:
    tags = _values(metas, "article:tag")
    # One tag may be a list of them, as the older names hold one.
    lists = tags[:1] or _values(metas, "news_keywords", "keywords")[:1]
    listed = tags if len(tags) > 1 else [each for text in lists for each in text.split(",")]
    return tuple(dict.fromkeys(filter(None, map(str.strip, listed))))


def _address(root: HtmlElement, metas: Metas) -> str | None:
    links = (each.get("href") for each in root.iter("link") if (each.get("rel") or "").lower() == "canonical")
    found = (_KEPT.sub("", link.strip()) for link in (*links, meta(metas, "og:url")) if link)
    return next((link for link in found if link.startswith(("http://", "https://"))), None)


def _marked(root: HtmlElement, *names: str) -> str | None:
    """Return the first value that elements of the page have in microdata or RDFa under one of these names."""
    for element in root.xpath("//body//*[(@itemprop or @property) and (@content or @datetime)]"):
        said = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower().split()
        if any(name in names for name in said):
            return str(element.get("content") or element.get("datetime"))
    return None


def may_say(text: str) -> bool:
    """Tell whether the text of a page may name who wrote it, or when, without the marks that are made for that."""
    return any(name in text for name in _WRITERS | _DATES) or _MAY_SAY.search(text) is not None


def said(root: HtmlElement) -> Stated:
    """Return who wrote a story and when, by the names of elements or in lines that say it."""
    writers = _classed(root, _WRITERS)[:1] or _lines_behind(root, _SAID_WHO)[:1]
    dates = (*_classed(root, _DATES), *_lines_behind(root, _SAID_WHEN))
    return Stated(
        published=first_published(*dates), byline=tuple(name for writer in writers for name in byline_names(writer))
    )


def below_heading(root: HtmlElement) -> Stated:
    """Return who wrote a story and when, by a line below its heading: ``Ana Ruiz | 3rd July 2016, 10:42 am``."""
    for line in islice(_lines_below(root), _MOST_BELOW):
        parts = _BARS.split(line)
        if any(sum(map(str.islower, part.split())) > _MOST_SMALL for part in parts):
            continue
        dates = [first_published(_ORDINAL.sub("", part)) for part in parts]
        if (day := next(filter(None, dates), None)) is not None:
            names = (byline_names(part) for part, date in zip(parts, dates, strict=True) if date is None)
            return Stated(published=day, byline=next((each for each in names if each and " " in each[0]), ()))
    return Stated()


def _lines_below(root: HtmlElement) -> Iterator[str]:
    """Yield the short texts behind the heading of a page, up to the first paragraph or link to another story."""
    above = next(iter(_heads(root)), None)
    for _ in range(_MOST_AROUND):
        if above is None:
            return
        for beside in above.itersiblings():
            for each in beside.iter():
                text = folded(each.text) if isinstance(each.tag, str) else ""
                if len(text) > _LONGEST_BELOW or (len(text) > _SENTENCE and text.endswith(".")):
                    return
                if each.tag == "a" and len(text.split()) > _LONGEST_LINK:
                    return
                if text:
                    yield text
        above = above.getparent()


def _classed(root: HtmlElement, names: frozenset[str]) -> list[str]:
    """Return the short texts of elements with one of these classes."""
    found = (each for each in root.iter() if (kinds := each.get("class")) and not names.isdisjoint(kinds.split()))
    return [folded(each.text_content())[:_LONGEST_LINE] for each in islice(found, 3)]


def _lines_behind(root: HtmlElement, words: re.Pattern[str]) -> list[str]:
    """Return what lines of their own say behind the words that a pattern begins with."""
    texts = (text for each in root.iter(*_LINES_OF_ITS_OWN) if (text := each.text) and len(text) < _LONGEST_LINE)
    return [each[1] for each in islice(filter(None, (words.fullmatch(folded(text)) for text in texts)), 3)]


def _time(root: HtmlElement) -> str | None:
    """Return the first time that a page marks in its article, or behind its heading: above may stand that of today."""
    framed = (each for name in ("article", "main") for frame in root.iter(name) for each in frame.iter("time"))
    behind = (each for head in _heads(root)[:1] for each in head.xpath("following::time"))
    times = chain(framed, behind, root.iter("time"))
    found = next(filter(None, (each.get("datetime") or folded(each.text_content()) for each in times)), None)
    return found or next(iter(map(str, root.xpath(_PUBLISHED))), None)
