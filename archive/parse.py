"""From copy to articles: the one function that runs the steps of reading in order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from archive.extract.byline import Byline, byline_of
from archive.extract.dateline import dateline_of, head_words, opening_of
from archive.extract.dressing import dressed
from archive.extract.headline import headline_of
from archive.extract.lettering import lettered
from archive.extract.lining import lined
from archive.extract.masthead import Masthead, masthead_of
from archive.extract.mending import mended
from archive.extract.openings.parts import Opening
from archive.extract.outlets import by_address, short_names
from archive.extract.people import Cast, as_stated, group_people
from archive.extract.pictures import pictures_of
from archive.extract.published import published_of
from archive.extract.quotes import quotes_of
from archive.extract.signing import told_of
from archive.extract.source import rights_span, source_of
from archive.extract.stated import completed, settled
from archive.extract.tongue import HELD_BACK, foreign_tongue, held_back
from archive.extract.version import READER_VERSION
from archive.readers.copy import Copy, Stated
from archive.restore import Mention, Restored, restore_many
from archive.restore.words import Words
from index.article import Article, Dateline, Location, Person, Published, Span, Value
from index.values import dataclass, replace

_ADDRESS = re.compile(r"[\w.+-]{0,64}+@[\w.-]{1,200}")
"""Of mail, or of somebody on a network: ``@ana_ruiz``."""

_PAGE = re.compile(r"https?://\S{1,200}|\.[a-z]{2,3}/\S{1,200}")

READ_AT_MOST = 4_000_000
"""Characters of one record that are restored and searched for people and speech, about a minute's work.

What lies behind is kept as it is and can be searched by its words: no article is so long, but endless dumps are.
"""


@dataclass(frozen=True, slots=True)
class _Top:
    """What stands above and at the beginning of a story."""

    opening: Opening | None
    masthead: Masthead | None
    printed: Dateline | None
    byline: Byline


@dataclass(frozen=True, slots=True)
class Understood:
    """Copy as it is understood before its quotes are read: ``words`` are those of its beginning, ``foreign`` the tongue
    that it is in if not English.
    """

    restored: Restored
    mentions: tuple[Mention, ...]
    cast: Cast
    words: Words
    top: _Top
    foreign: str | None


@dataclass(frozen=True, slots=True)
class _Found:
    """What is read out of the text of one article."""

    headline: str | None
    headline_span: Span | None
    agency: str | None
    publication: str | None
    dateline: Dateline | None
    published: Published | None
    byline: tuple[str, ...]
    confidence: dict[str, float]


def article_id(raw: bytes) -> str:
    """Return the identity of an article: a digest of its own record as found, 32 hexadecimal digits."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def parse(copies: Sequence[Copy], path: str) -> list[Article]:
    """Return one article for each record that ``path`` holds, in order; odd text is no error."""
    copies = [replace(c, stated=settled(c.stated)) for c in map(mended, copies)]
    heads = [_head(c.text) for c in copies]
    articles = [_article(c, r, path) for c, r in zip(copies, restore_many(heads), strict=True)]
    return [_whole(a, c, len(head)) for a, c, head in zip(articles, copies, heads, strict=True)]


def _head(text: str) -> str:
    """Return what is read closely of a text, cut behind a space where there is one."""
    if len(text) <= READ_AT_MOST:
        return text
    return text[: text.rfind(" ", READ_AT_MOST // 2, READ_AT_MOST) + 1 or READ_AT_MOST]


def _whole(article: Article, copy: Copy, read: int) -> Article:
    """Return an article with the part of its text that was not read closely, and a word about it."""
    rest = copy.text[read:]
    if not rest:
        return article
    told = (
        f"only the first {read:,} of {len(copy.text):,} characters were searched for people and speech; split the file"
    )
    return replace(article, body=article.body + rest, warnings=(*article.warnings, told))


def understood(copy: Copy, restored: Restored) -> Understood:
    """Return whom the text of ``copy`` tells of, bylines and what else is no part of the story left out."""
    foreign = foreign_tongue(copy.text, copy.stated.language)
    if foreign:
        restored = held_back(restored, copy.text[: len(restored.body)])
    restored = restored if foreign else lined(restored, copy.text)
    words = head_words(restored)
    opening = opening_of(restored, words)
    if not foreign and (whole := dressed(restored, words, opening)) is not restored:
        restored, words = whole, head_words(whole)
    printed = dateline_of(restored, words, opening)
    above = masthead_of(words, opening, gaps=restored.gaps, people=restored.mentions)
    byline = byline_of(restored.body, words, opening, above, restored.mentions, restored.inserted)
    mentions = _of_the_story(restored.body, restored.mentions, byline, copy.stated.byline, printed)
    cast = as_stated(lettered(restored, group_people(restored.body, mentions)), copy.stated.people)
    return Understood(restored, mentions, cast, words, _Top(opening, above, printed, byline), foreign)


def _article(copy: Copy, restored: Restored, path: str) -> Article:
    story = understood(copy, restored)
    restored, cast, foreign = story.restored, story.cast, story.foreign
    found = _found(copy.stated, restored, story.words, story.top)
    if foreign and not copy.stated.language:
        found.confidence["language"] = 0.95
    return Article(
        id=article_id(copy.raw),
        locations=(Location(path, copy.member, copy.ordinal),),
        format=copy.format,
        reader=READER_VERSION,
        body=restored.body,
        raw=copy.raw,
        inserted=restored.inserted,
        damage=restored.damage,
        headline=found.headline,
        headline_span=found.headline_span,
        agency=found.agency,
        publication=found.publication,
        called=_called(copy.stated, found),
        dateline=found.dateline,
        published=found.published,
        byline=found.byline,
        places=_places(copy.stated, found),
        people=_people(copy.stated, cast),
        quotes=quotes_of(restored, story.mentions, cast),
        keywords=tuple(Value(k) for k in copy.stated.keywords),
        section=copy.stated.section,
        language=copy.stated.language or foreign,
        url=copy.stated.url,
        guid=copy.stated.guid,
        version=copy.stated.version,
        status=copy.stated.status,
        rights=copy.stated.rights,
        encoding=copy.encoding,
        stated=_stated_fields(copy.stated),
        confidence=tuple(sorted(found.confidence.items())),
        warnings=(*copy.warnings, HELD_BACK) if foreign else copy.warnings,
    )


def _found(stated: Stated, restored: Restored, words: Words, top: _Top) -> _Found:
    """Return the single values: what the format states, and for the rest what the text tells."""
    body = restored.body
    confidence: dict[str, float] = {}
    opening = top.opening
    headline = None if stated.headline else headline_of(body, words, opening, top.masthead, gaps=restored.gaps)
    source = source_of(words, opening, body)
    dateline = completed(stated.dateline, top.printed)
    published = stated.published or published_of(words, body, opening, top.masthead)
    agency, publication = stated.agency, stated.publication
    if not (agency or publication):
        agency, publication = source.agency, source.publication
        sure = source.confidence
        if not sure and stated.url and (site := by_address(stated.url)):
            agency, publication, sure = site.agency, site.publication, 0.9
        if sure:
            confidence["agency" if agency else "publication"] = sure
    elif not agency and opening and opening.canonical:
        agency = opening.canonical
        confidence["agency"] = source.confidence
    if headline:
        confidence["headline"] = headline.confidence
    if dateline and not stated.dateline:
        confidence["dateline"] = 0.98 if opening and (opening.agency or opening.date) else 0.85
    if published and not stated.published:
        confidence["published"] = 0.9
    return _Found(
        headline=stated.headline or (headline.text if headline else None),
        headline_span=headline.span if headline else None,
        agency=agency,
        publication=publication,
        dateline=dateline,
        published=published,
        byline=stated.byline or top.byline.names,
        confidence=confidence,
    )


def _called(stated: Stated, found: _Found) -> tuple[str, ...]:
    """Return what the source is called besides: as its format prints it, and in short."""
    names = [name for known in (found.agency, found.publication) if known for name in short_names(known)]
    return tuple(dict.fromkeys((*stated.called, *names)))


def _of_the_story(
    body: str, mentions: Sequence[Mention], byline: Byline, stated: Sequence[str], dateline: Dateline | None
) -> tuple[Mention, ...]:
    """Return the mentions outside bylines, credits, rights, the dateline and addresses: who writes there, or
    took a picture, is nobody of the story, nor is a place of the dateline.
    """
    spans = [*byline.spans, *told_of(body, stated or byline.names), *pictures_of(body)]
    spans += [dateline.span] if dateline and dateline.span else []
    spans += [rights] if (rights := rights_span(body)) else []
    spans += [found.span() for found in _ADDRESS.finditer(body)] if "@" in body else []
    spans += [found.span() for found in _PAGE.finditer(body)] if "/" in body else []
    if not spans:
        return tuple(mentions)
    of_it = [m for m in mentions if not any(a <= m.start < b for a, b in spans)]
    places = {p.casefold() for p in (*dateline.places, dateline.region) if p} if dateline else set()
    return tuple(m for m in of_it if body[m.start : m.end].casefold() not in places)


def _places(stated: Stated, found: _Found) -> tuple[Value, ...]:
    values = {p.casefold(): Value(p) for p in stated.places}
    if found.dateline and not stated.dateline:
        for place in found.dateline.places:
            sure = found.confidence.get("dateline", 0.9)
            values.setdefault(place.casefold(), Value(place, stated=False, confidence=sure))
    return tuple(values.values())


def _people(stated: Stated, cast: Cast) -> tuple[Person, ...]:
    """Return the people of the text, those that the format states joined to them by name."""
    people = list(cast.persons)
    known = {form.casefold(): n for n, p in enumerate(people) for form in (p.name, *p.forms)}
    for person in stated.people:
        n = known.get(person.name.casefold())
        if n is None:
            people.append(person)
            continue
        old = people[n]
        roles = tuple(dict.fromkeys([*person.roles, *old.roles]))
        people[n] = Person(old.name, roles, old.forms, old.mentions, stated=True, confidence=1.0)
    return tuple(people)


def _stated_fields(stated: Stated) -> tuple[str, ...]:
    """Return the names of the fields that the format itself states."""
    names = (
        "headline", "dateline", "agency", "publication", "published", "byline", "places", "people", "keywords",
        "section", "language", "url", "guid", "version", "status", "rights",
    )  # fmt: skip
    return tuple(name for name in names if getattr(stated, name))
