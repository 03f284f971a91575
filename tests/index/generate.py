"""Articles and questions by dice, from a small invented world, so that words, people and values meet often."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

from index.article import Article, Damage, Location, Value
from index.fields import FACETABLE
from index.request import DateRange, FacetRequest, Filter, SearchRequest
from tests.index.build import Known, Said, article

TODAY = date(2016, 7, 20)

WORDS = (
    *(
        "flood",
        "floods",
        "flooded",
        "flooding",
        "harbour",
        "harbours",
        "storm",
        "stormy",
        "storms",
        "warning",
        "warned",
    ),
    *("warn", "the", "the", "the", "of", "of", "and", "to", "be", "or", "not", "grain", "grains", "price", "prices"),
    *(
        "minister",
        "ministers",
        "kerry",
        "s",
        "don",
        "t",
        "can't",
        "José",
        "Zürich",
        "strike",
        "strikes",
        "talks",
        "talk",
    ),
    *("peace", "treaty", "river", "rivers", "dam", "colour", "color", "ferry", "ferries", "ferried", "1990s", "7"),
    *("u.s.", "co-operate", "naïve", "straße", "kerry's", "don’t"),
)
CAST = (
    Known("Ana Ruiz", ("Ruiz",), ("mayor of Velm", "engineer")),
    Known("Tom Ruiz", ("Ruiz",), ("fisherman",)),
    Known("John F. Marl", ("John Marl", "Marl"), ("secretary of state",)),
    Known("John Marl", ("Marl",), ("secretary",)),
    Known("Marl", (), ()),
    Known("Bashar al-Doun", ("al-Doun",), ("president", "minister of state")),
    Known("Bashar Doun", ("Doun",), ()),
    Known("José Kerry", ("Kerry",), ("ferry master",)),
    Known("Li Wen", (), ()),
)
AGENCIES = ("Northern Wire", "Velm Press", "Reuter & Sons")
PAPERS = ("Daily Post", "The Velm Post", "Evening Star")
PLACES = ("Velm", "New Velm", "Port Ost", "Zürich")
REGIONS = ((None, None), (None, None), ("Ostr.", "Ostria"), ("Lower Marl", None))
SECTIONS = ("business", "World", "sport")


def make_article(dice: Random, name: str) -> Article:
    """Return a random article."""
    cast = dice.sample(CAST, dice.choice((0, 1, 1, 2, 3)))
    sentences = [_sentence(dice, cast) for _ in range(dice.randint(0, 7))]
    quotes = [_said(dice, number, cast) for number in range(dice.choice((0, 0, 1, 2, 4)))]
    for one in quotes:
        sentences.insert(dice.randint(0, len(sentences)), f'"{one.text}" {one.speaker or "they"} said.')
    wired = _wired(dice)
    for text in wired * dice.choice((0, 1, 1)):
        quotes.append(replace(_said(dice, len(quotes), cast), text=" ".join(text.split()[: dice.choice((3, 3, 4))])))
    body = dice.choice((" ", "\n\n", "  ")).join([*sentences, *wired])
    guid = dice.choice((None, None, None, f"urn:news:{dice.randint(1, 6)}"))
    agency, publication = dice.choice((None, *AGENCIES)), dice.choice((None, None, *PAPERS))
    return article(
        name,
        body=body,
        people=[Known(one.name, one.forms, tuple(one.roles[: dice.randint(0, 2)])) for one in cast],
        quotes=quotes,
        place=dice.choice((None, *PLACES)),
        region=dice.choice(REGIONS),
        published=dice.choice((None, *_DATES)),
        keywords=dice.sample(("grain", "Dams", "sea ferry"), dice.randint(0, 2)),
        headline=dice.choice((None, " ".join(dice.choices(WORDS, k=dice.randint(1, 6))))),
        agency=agency,
        publication=publication,
        called=dice.choice(((), ("lp", "lornpost"))) if agency or publication else (),
        places=tuple(Value(place) for place in dice.sample(PLACES, dice.randint(0, 2))),
        byline=tuple(dice.sample(("Eva Lind", "J. Ruiz"), dice.randint(0, 1))),
        section=dice.choice((None, *SECTIONS)),
        language=dice.choice((None, "en", "de")),
        url=dice.choice((None, f"https://example.org/{dice.choice(SECTIONS)}/{name}")),
        guid=guid,
        version=dice.choice((None, "1", "2", "10")) if guid else None,
        status=dice.choice((None, None, None, "usable", "Canceled")) if guid else None,
        damage=(Damage(0, len(body), dice.choice(("stripped", "upper"))),) if body and dice.random() < 0.4 else (),
        added=dice.choice((None, datetime(2016, 7, dice.randint(1, 20), 12, tzinfo=UTC))),
        format=dice.choice(("text", "nitf")),
        locations=tuple(
            Location(f"/news/2016/{dice.choice(SECTIONS)}/{name}.txt", dice.choice((None, f"part{n}.xml")))
            for n in range(dice.choice((1, 1, 2)))
        ),
    )


def _wired(dice: Random) -> list[str]:
    """Return one of a few long stories with some words changed, as several papers print it; mostly none."""
    if dice.random() < 0.6:
        return []
    story = dice.randrange(4)
    words = Random(story).choices([word + end for word in WORDS for end in ("", "a", "o", "u")], k=40 + story * 90)
    for _ in range(dice.choice((0, 0, 1, 3, 8, 20))):
        words[dice.randrange(len(words))] = dice.choice(WORDS)
    text = " ".join(words[: dice.choice((None, None, -10, 30))])
    return [dice.choice((text, text.upper(), text.capitalize() + "."))]


_DATES = (
    "2016",
    "2016-07",
    "2016-06",
    "2016-07-14",
    "2016-07-15",
    "2015-12-31",
    "1969-05-05",
    "2016-07-14T23:30:00-05:00",
)


def _words(dice: Random, few: int, many: int) -> str:
    return " ".join(dice.choices(WORDS, k=dice.randint(few, many)))


def _sentence(dice: Random, cast: list[Known]) -> str:
    words = dice.choices(WORDS, k=dice.randint(2, 14))
    for one in cast:
        if dice.random() < 0.5:
            words.insert(dice.randint(0, len(words)), dice.choice((one.name, *one.forms)))
    text = " ".join(words)
    return text[0].upper() + text[1:] + dice.choice((".", ".", "?", ":"))


def _said(dice: Random, number: int, cast: list[Known]) -> Said:
    person = dice.choice(cast).name if cast and dice.random() < 0.7 else None
    return Said(
        text=_words(dice, 1, 9),
        person=person,
        speaker=person or dice.choice((None, "a senior minister", "he")),
        kind=dice.choice(("direct", "direct", "indirect", "quoted")),
        utterance=max(0, number - dice.choice((0, 0, 1))),
        confidence=dice.choice((1.0, 0.7)),
    )


def make_request(dice: Random) -> SearchRequest:
    """Return a random question."""
    return SearchRequest(
        text=dice.choice(("", *(make_query(dice, 2) for _ in range(5)))),
        filters=tuple(_filter(dice) for _ in range(dice.choice((0, 0, 0, 1, 2)))),
        dates=dice.choice((None, None, None, DateRange(date(2016, 6, 1), None), DateRange(None, date(2016, 7, 14)))),
        facets=tuple(
            FacetRequest(
                field,
                limit=dice.choice((None, 1, 3)),
                containing=dice.choice(("", "", "r", "Ve")),
                step=dice.choice(("year", "month", "day")),
            )
            for field in dice.sample(FACETABLE, dice.choice((0, 1, 4)))
        ),
        sort=dice.choice(("relevance", "relevance", "date", "oldest")),
        limit=dice.choice((3, 1000)),
        offset=dice.choice((0, 0, 2)),
        of=dice.choice(("articles", "articles", "quotes")),
        snippets=dice.choice((0, 1, 2)),
        snippet_chars=dice.choice((40, 200)),
        suggest=False,
        grouped=dice.random() < 0.4,
        today=TODAY,
    )


def make_query(dice: Random, depth: int) -> str:
    """Return random query text that parses."""
    if depth == 0 or dice.random() < 0.35:
        return _condition(dice)
    parts = [make_query(dice, depth - 1) for _ in range(dice.randint(2, 3))]
    joint = dice.choice((" ", " ", " AND ", " OR "))
    text = joint.join(f"-({part})" if dice.random() < 0.15 else part for part in parts)
    return f"({text})" if dice.random() < 0.8 else text


def _condition(dice: Random) -> str:
    word = dice.choice(WORDS)
    plain = "".join(char for char in word if char.isalnum())
    field = dice.choice(("", "", "", "", "headline:", "body:", "quote:", "quote:", "role:"))
    name = dice.choice(dice.choice(CAST).name.split())
    choices = (
        field + word,
        f'{field}"{_words(dice, 1, 3)}"',
        f'{field}"{_words(dice, 2, 3)}"~{dice.randint(1, 6)}',
        f"{field}{plain[: dice.randint(1, 4)]}*",
        f"{field}{plain[0]}*{plain[-1]}",
        f"{field}?{plain[1:] or plain}",
        f"{field}{plain}~{dice.choice(('', '2'))}",
        f"{dice.choice(('person', 'speaker'))}:{name}",
        f"{dice.choice(('person', 'speaker'))}:{name[:2]}*",
        f'{dice.choice(("person", "speaker"))}:"{dice.choice(CAST).name}"',
        f'{dice.choice(("person", "speaker"))}:"{dice.choice(("Sen.", "Mayor", "President", "Secretary"))} {name}"',
        f"{dice.choice(('person', 'speaker'))}:(ruiz OR {name}~)",
        f"kind:{dice.choice(('direct', 'indirect', 'quoted'))}",
        f"{dice.choice(('source', 'agency', 'publication'))}:{dice.choice(('velm', 'post', 'the*', 'nor?h*'))}",
        f'{dice.choice(("source", "place"))}:"{dice.choice((*AGENCIES, *PLACES))}"',
        f"place:{dice.choice(('velm', 'zurich', 'new*', 'ost~', 'ostria'))}",
        f'place:"{dice.choice(PLACES)}, {dice.choice(("Ostr.", "Ostria", "Lower Marl"))}"',
        f"missing:{dice.choice(_LACKED)}",
        f"path:{dice.choice(('business', '2016/*', '*/sport/*', 'news/2016', '*.xml', 'a?.txt'))}",
        f"url:{dice.choice(('example.org', '*sport*'))}",
        f"damage:{dice.choice(('stripped', 'none', 'up*'))}",
        f"{dice.choice(('date', 'added'))}:{dice.choice(_ASKED_DATES)}",
        f"section:{dice.choice(SECTIONS)} keyword:{dice.choice(('grain', 'sea', 'd*'))}",
        f"guid:urn:news:{dice.randint(1, 6)}",
        f"byline:{dice.choice(('lind', 'ruiz'))}",
        f"language:en format:{dice.choice(('text', 'nitf'))}",
    )
    return ("-" if dice.random() < 0.1 else "") + dice.choice(choices)


_LACKED = ("date", "source", "place", "person", "headline", "body", "guid", "added", "role", "url", "section")
_ASKED_DATES = (
    *("2016", "2016-07", "2016-07-14", ">2016-07-14", "<=2016-06", ">=2016", "[2016-06 TO 2016-07-14]"),
    *("{2015 TO 2017}", "yesterday", '"last month"', '"14 July 2016"', "[1960 TO 1970]"),
)


def _filter(dice: Random) -> Filter:
    field, values = dice.choice(
        (
            ("person", ("Ana Ruiz", "ruiz", "John Marl", "kerry", "Nobody Known")),
            ("speaker", ("Ana Ruiz", "ruiz", "Li Wen")),
            ("source", ("Northern Wire", "velm press", "Daily Post", "post")),
            ("place", ("Velm", "zurich", "Port Ost", "Velm, Ostr.", "lower marl")),
            ("kind", ("direct", "quoted")),
            ("format", ("text",)),
            ("date", ("2016-07", "2015", "yesterday")),
            ("role", ("secretary of state",)),
        )
    )
    chosen = dice.sample(values, min(len(values), dice.choice((1, 1, 2))))
    exact = dice.random() < 0.4
    if dice.random() < 0.7:
        return Filter(field, include=tuple(chosen), exact=exact)
    return Filter(field, exclude=tuple(chosen), exact=exact)
