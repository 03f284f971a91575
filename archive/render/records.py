"""Values as JSON records: what every command prints, line by line, when it is asked for ``--json``.

Standard library only. Each record has ``schema`` and ``type``; ``docs/json.md`` describes every key.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archive.clean import clean_json
from index.article import Article, Dateline, Location, Published, Quote, Span
from index.request import ArchivePerson, Copy, Facet, Hit, PersonPage, QuoteHit, SearchPage, Suggestion

SCHEMA = 1

Record = dict[str, Any]

_SELECTED = {"no": False, "included": True, "excluded": "excluded"}


def dumps(record: Mapping[str, Any]) -> str:
    """Return a record as one line of JSON, without a line end, that no terminal obeys."""
    return clean_json(json.dumps(record, ensure_ascii=False, separators=(", ", ": ")))


def hit(found: Hit) -> Record:
    """Return one article found."""
    return _record(
        "hit",
        id=found.id,
        path=found.path,
        headline=found.headline,
        headline_inferred=found.headline_inferred,
        source=found.source,
        place=found.place,
        published=_iso(found.published),
        people=list(found.people),
        score=round(found.score, 6),
        snippets=[{"text": each.text, "marks": _spans(each.marks), "start": each.start} for each in found.snippets],
        copies=found.copies,
        folded=[_copy(each) for each in found.folded],
    )


def quote(found: QuoteHit) -> Record:
    """Return one utterance found."""
    return _record(
        "quote",
        id=found.id,
        utterance=found.utterance,
        text=found.text,
        marks=_spans(found.marks),
        kind=found.kind,
        speaker=found.speaker,
        person=found.person,
        confidence=round(found.confidence, 4),
        path=found.path,
        headline=found.headline,
        source=found.source,
        place=found.place,
        published=_iso(found.published),
        score=round(found.score, 6),
        start=found.start,
        copies=found.copies,
        folded=[_copy(each) | {"utterance": each.utterance} for each in found.folded],
    )


def person(found: ArchivePerson, page: PersonPage | None = None) -> Record:
    """Return one person of the archive; with their page also roles, places, companions and months."""
    record = _record(
        "person",
        name=found.name,
        forms=list(found.forms),
        articles=found.articles,
        mentions=found.mentions,
        quotes=found.quotes,
    )
    if page:
        tables = {"roles": page.roles, "places": page.places, "companions": page.companions, "months": page.months}
        record |= {key: [list(entry) for entry in table] for key, table in tables.items()}
    return record


def facet(found: Facet) -> Iterator[Record]:
    """Yield one record a value, and one with the value null for the matches that have none."""
    for entry in found.counts:
        yield _record(
            "facet", field=found.field, value=entry.value, count=entry.count, selected=_SELECTED[entry.selected]
        )
    if found.missing:
        yield _record("facet", field=found.field, value=None, count=found.missing, selected=False)


def summary(total: int, shown: int, took_ms: float = 0.0, query: str | None = None, **more: Any) -> Record:
    """Return the last record of a command; ``more`` are keys of that command alone."""
    counts: Record = {"total": total, "shown": shown, "took_ms": round(took_ms, 3), "query": query, "suggestions": []}
    return _record("summary", **(counts | more))


def page_summary(page: SearchPage) -> Record:
    """Return the last record of a search."""
    return summary(
        page.total,
        len(page.hits) + len(page.quotes),
        page.took_ms,
        page.query,
        entries=page.entries,
        suggestions=[_suggestion(each) for each in page.suggestions],
        notes=list(page.notes),
    )


def locations(found: Iterable[Location]) -> list[list[str | int | None]]:
    """Return places as lists of path, member and ordinal."""
    return [[each.path, each.member, each.ordinal] for each in found]


def article(found: Article) -> Record:
    """Return a whole article, with the first of the places where it lies."""
    place = found.locations[0]
    return _record(
        "article",
        path=place.path,
        member=place.member,
        ordinal=place.ordinal,
        format=found.format,
        id=found.id,
        headline=found.headline,
        headline_span=_span(found.headline_span),
        source=found.source,
        agency=found.agency,
        publication=found.publication,
        called=list(found.called),
        dateline=_dateline(found.dateline),
        published=_iso(found.published),
        byline=list(found.byline),
        language=found.language,
        url=found.url,
        guid=found.guid,
        version=found.version,
        status=found.status,
        section=found.section,
        keywords=[value.text for value in found.keywords],
        places=[value.text for value in found.places],
        rights=found.rights,
        damage=[{"start": each.start, "end": each.end, "kind": each.kind} for each in found.damage],
        body=found.body,
        inserted=[[offset, text] for offset, text in found.inserted],
        people=list(_people(found)),
        quotes=[_quote(each) for each in found.quotes],
        stated=list(found.stated),
        confidence={field: round(value, 4) for field, value in found.confidence},
        encoding=found.encoding,
        warnings=list(found.warnings),
        locations=locations(found.locations),
        added=found.added.isoformat() if found.added else None,
    )


def _record(kind: str, /, **keys: Any) -> Record:
    return {"schema": SCHEMA, "type": kind, **keys}


def _people(found: Article) -> Iterator[Record]:
    for each in found.people:
        yield {
            "name": each.name,
            "role": each.roles[0] if each.roles else None,
            "roles": list(each.roles),
            "forms": list(each.forms),
            "mentions": _spans(each.mentions),
            "stated": each.stated,
            "confidence": round(each.confidence, 4),
        }


def _quote(found: Quote) -> Record:
    return {
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "kind": found.kind,
        "utterance": found.utterance,
        "speaker": found.speaker,
        "speaker_span": _span(found.speaker_span),
        "person": found.person,
        "cue": found.cue,
        "confidence": round(found.confidence, 4),
    }


def _dateline(found: Dateline | None) -> Record | None:
    if found is None:
        return None
    return {
        "text": found.text,
        "place": found.place,
        "region": found.region,
        "region_name": found.region_name,
        "places": list(found.places),
        "date": found.date,
        "span": _span(found.span),
    }


def _copy(found: Copy) -> Record:
    return {"id": found.id, "path": found.path, "source": found.source, "published": _iso(found.published)}


def _suggestion(found: Suggestion) -> Record:
    return {
        "kind": found.kind,
        "text": found.text,
        "drop": found.drop,
        "total": found.total,
        "instead": found.instead,
        "also": [list(each) for each in found.also],
    }


def _iso(found: Published | None) -> str | None:
    return found.isoformat() if found else None


def _span(found: Span | None) -> list[int] | None:
    return list(found) if found else None


def _spans(found: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in found]
