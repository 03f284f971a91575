"""Articles and answers of our own invention, built from text with people and quotes found by their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from index.article import Article, Damage, Dateline, Location, Person, Published, Quote, Span, Value
from index.request import (
    ArchivePerson,
    Copy,
    Facet,
    FacetCount,
    Hit,
    PersonPage,
    QuoteHit,
    SearchPage,
    Snippet,
    Suggestion,
)

HARBOUR = """Harbour wall gives way at Port Selwyn

PORT SELWYN, July 14 (Northern Wire) - Part of the old harbour wall at Port Selwyn fell into the sea on Thursday, \
hours after Mayor Ana Ruiz had asked for it to be closed.

"We were told it would hold for another winter," Ruiz said. "It did not hold for another week."

Harbour master Tom Okafor, who had counted the cracks in May, said he was "not surprised", and that no boat would \
leave before Saturday. A spokesman for the ministry called the wall "sound".
"""

STRIPPED = (
    "port selwyn  northern wire    the ferry company said on friday it would sail again from port selwyn   we owe it"
    " to the islands   its director  lena brandt  told reporters   and to mayor ruiz  "
)
RESTORED = (
    'PORT SELWYN (Northern Wire) - The ferry company said on Friday it would sail again from Port Selwyn. "We owe it'
    ' to the islands," its director, Lena Brandt, told reporters. "And to Mayor Ruiz."'
)


def spans(body: str, words: str) -> tuple[Span, ...]:
    found, at = [], body.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = body.find(words, at + 1)
    return tuple(found)


def span(body: str, words: str) -> Span:
    return spans(body, words)[0]


def person(body: str, *forms: str, role: str | None = None, confidence: float = 0.97) -> Person:
    mentions: set[Span] = set()
    for form in forms:  # the longest form first: a shorter one inside it is no mention of its own
        mentions |= {each for each in spans(body, form) if not any(a <= each[0] and each[1] <= b for a, b in mentions)}
    return Person(forms[0], (role,) if role else (), forms, tuple(sorted(mentions)), confidence=confidence)


def quote(body: str, words: str, utterance: int, speaker: str | None = None, who: str | None = None) -> Quote:
    start, end = span(body, words)
    said = [(a + 1, b) for a, b in spans(body, f" {speaker}")]
    near = [each for each in said if abs(each[0] - end) < 60] if speaker else []
    kind = "direct" if speaker else "quoted"
    return Quote(start, end, words, kind, utterance, speaker, near[0] if near else None, who, "said", 0.9)  # type: ignore[arg-type]


def id_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def harbour() -> Article:
    body = HARBOUR
    return Article(
        id=id_of(body),
        locations=(Location("/clippings/2016/harbour.txt"),),
        format="text",
        reader=1,
        body=body,
        raw=body.encode(),
        added=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        headline="Harbour wall gives way at Port Selwyn",
        headline_span=(0, 37),
        agency="Northern Wire",
        dateline=Dateline(
            "PORT SELWYN, July 14 (Northern Wire) -",
            "Port Selwyn",
            None,
            ("Port Selwyn",),
            "July 14",
            span(body, "PORT SELWYN, July 14 (Northern Wire) -"),
        ),
        published=Published(datetime(2016, 7, 14), "day"),
        people=(
            person(body, "Ana Ruiz", "Ruiz", role="Mayor"),
            person(body, "Tom Okafor", role="Harbour master"),
        ),
        quotes=(
            quote(body, "We were told it would hold for another winter,", 0, "Ruiz", "Ana Ruiz"),
            quote(body, "It did not hold for another week.", 0, "Ruiz", "Ana Ruiz"),
            quote(body, "not surprised", 1, "he", "Tom Okafor"),
            quote(body, "sound", 2, "A spokesman for the ministry"),
        ),
        keywords=(Value("harbours"),),
        confidence=(("headline", 0.98), ("agency", 0.99)),
    )


def ferry() -> Article:
    body = RESTORED
    return Article(
        id=id_of(STRIPPED),
        locations=(Location("/clippings/ferry.txt"),),
        format="text",
        reader=1,
        body=body,
        raw=STRIPPED.encode(),
        damage=(Damage(0, len(body), "stripped"),),
        agency="Northern Wire",
        dateline=Dateline("PORT SELWYN (Northern Wire) -", "Port Selwyn", None, ("Port Selwyn",), None, (0, 29)),
        people=(person(body, "Lena Brandt", role="director"), person(body, "Ruiz", role="Mayor", confidence=0.8)),
        quotes=(
            quote(body, "We owe it to the islands,", 0, "Lena Brandt", "Lena Brandt"),
            quote(body, "And to Mayor Ruiz.", 0, "Lena Brandt", "Lena Brandt"),
        ),
        confidence=(("agency", 0.93),),
        encoding="utf-8",
        warnings=("read as cp1252: it is no UTF-8",),
    )


def hit(**changes: object) -> Hit:
    text = "Part of the old harbour wall at Port Selwyn fell into the sea on Thursday"
    found = Hit(
        id=id_of(HARBOUR),
        path="/clippings/2016/harbour.txt",
        headline="Harbour wall gives way at Port Selwyn",
        headline_inferred=False,
        source="Northern Wire",
        place="Port Selwyn",
        published=Published(datetime(2016, 7, 14), "day"),
        people=("Ana Ruiz", "Tom Okafor"),
        score=7.25,
        snippets=(Snippet(text, (span(text, "harbour"),), 79),),
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def quote_hit(**changes: object) -> QuoteHit:
    text = "We were told it would hold for another winter, ... It did not hold for another week."
    found = QuoteHit(
        id=id_of(HARBOUR),
        path="/clippings/2016/harbour.txt",
        utterance=0,
        text=text,
        kind="direct",
        speaker="Ruiz",
        person="Ana Ruiz",
        confidence=0.9,
        headline="Harbour wall gives way at Port Selwyn",
        source="Northern Wire",
        place="Port Selwyn",
        published=Published(datetime(2016, 7, 14), "day"),
        score=3.5,
        start=200,
        marks=(span(text, "winter"),),
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def facets() -> dict[str, Facet]:
    return {
        "person": Facet("person", (FacetCount("Ana Ruiz", 12, "included"), FacetCount("Tom Okafor", 3)), 4, 2),
        "source": Facet("source", (FacetCount("Northern Wire", 9), FacetCount("Daily Anchor", 6, "excluded")), 0, 5),
        "date": Facet("date", (FacetCount("2016-06", 2), FacetCount("2016-07", 11)), 6, 2),
    }


def search_page(**changes: object) -> SearchPage:
    second = hit(
        id=id_of(STRIPPED),
        headline="The ferry company said on Friday it would sail again from Port Selwyn.",
        headline_inferred=True,
        published=None,
        people=("Lena Brandt", "Ana Ruiz"),
        snippets=(),
        score=2.5,
        copies=2,
        folded=(
            Copy(id_of("anchor"), "/clippings/anchor.txt", "Daily Anchor", Published(datetime(2016, 7, 15), "day")),
            Copy(id_of("nobody"), "/clippings/nobody.txt", None, None),
        ),
    )
    found = SearchPage((hit(), second), (), 19, 12.4, "harbour", facets())
    return replace(found, **changes)  # type: ignore[arg-type]


def nothing_page() -> SearchPage:
    suggestions = (
        Suggestion("drop-filter", "harbor storm", 7, "place"),
        Suggestion("spelling", "harbour", 19),
        Suggestion("spell-filter", "harbor storm", 3, "place", "port selwyn"),
        Suggestion("drop-word", "storm", 4),
    )
    return SearchPage((), (), 0, 3.0, "harbor storm", {}, (), suggestions)


def person_page() -> PersonPage:
    return PersonPage(
        ArchivePerson("Ana Ruiz", ("Ana Ruiz", "Ruiz", "Mayor Ruiz"), 12, 57, 9),
        (("mayor", 8), ("former harbour master", 1)),
        (("Port Selwyn", 9), ("Lisbon", 2)),
        (("Tom Okafor", 6), ("Lena Brandt", 2)),
        (("2016-05", 3), ("2016-07", 9)),
        (quote_hit(marks=()),),
    )
