"""Facets by brute force: the values of every match are looked at and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from index import contents
from index.dates import parse_days
from index.fields import BY_NAME
from index.query import accepts_value
from index.query.build import value_forms, value_title
from index.request import Facet, FacetCount, FacetRequest, Filter, Selected
from index.words import fold, tokens
from tests.index.reference import Key, World, by_value

_STEP_LENGTH = {"year": 4, "month": 7, "day": 10}


def tally(
    world: World,
    asked: FacetRequest,
    found: Iterable[Key],
    filters: Sequence[Filter],
    today: date | None,
    holding: Callable[[str], int],
) -> Facet:
    """Count the values of ``found``, which the filters of the field itself have not narrowed.

    ``holding`` tells how many of them a filter finds by words that no value has.
    """
    dates = BY_NAME[asked.field].kind == "date"
    length = _STEP_LENGTH[asked.step]
    held = {key: set(values_of(world, asked.field, key, length)) for key in found}
    spread = by_value((value, key) for key, values in held.items() for value in values)
    counts = {
        value: len(keys)
        for value, keys in spread.items()
        if (value.startswith(asked.containing) if dates else begins(value, asked.containing))
    }
    chosen = _chosen(world, asked.field, length, filters, today)
    if dates:
        order = sorted(counts)
    else:
        best = sorted(counts, key=lambda value: (-counts[value], value))[: asked.limit]
        every = every_value(world, asked.field)
        counted = {value: len(spread.get(value, ())) for value in {*best, *chosen}}
        words = {
            (one, text) for one in filters if one.field == asked.field and not one.exact for text, _ in _asked(one)
        }
        strange = {
            text for one, text in words if not any(_is_chosen(world, one, text, value, today) for value in every)
        }
        counted |= {text: holding(text) for text in strange}
        order = sorted(counted, key=lambda value: (-counted[value], value))
    return Facet(
        field=asked.field,
        counts=tuple(
            FacetCount(value, len(spread[value]) if dates else counted[value], chosen.get(value, "no"))
            for value in order
        ),
        missing=sum(not values for values in held.values()),
        values=len(counts),
    )


def values_of(world: World, field: str, key: Key, length: int = 10) -> Iterable[str]:
    """Return the values that one article or utterance counts for; dates are cut to ``length``."""
    article = world.articles[key[0]]
    if field in ("speaker", "kind"):
        told = [said for (id, _), said in world.said.items() if id == key[0]]
        own = [said for said in told if field == "kind" or said.kind != "quoted"]
        speaking = [world.said[key]] if key[1] >= 0 else own
        if field == "kind":
            return [said.kind for said in speaking]
        return [person for said in speaking if (person := world.speaker_of(said))]
    if field == "person":
        return world.persons_of(article)
    if field == "date":
        return [article.published.isoformat()[:length]] if article.published else []
    if field == "added":
        days = contents.days(article, field)
        return [days[0].isoformat()[:length]] if days else []
    return contents.facet_values(article, field)


def every_value(world: World, field: str, length: int = 10) -> set[str]:
    """Return all values that anything counts for."""
    every = {(id, -1) for id in world.articles} | set(world.said)
    return {value for key in every for value in values_of(world, field, key, length)}


def begins(value: str, prefix: str) -> bool:
    """Tell whether ``value``, or words of it one after another, begin with ``prefix``, both folded."""
    begun = fold(prefix)
    *whole, last = tokens(begun) or [""]
    words = tokens(value)
    return fold(value).startswith(begun) or any(
        last and words[at : at + len(whole)] == whole and "".join(words[at + len(whole) :][:1]).startswith(last)
        for at in range(len(words))
    )


def _chosen(
    world: World, field: str, length: int, filters: Sequence[Filter], today: date | None
) -> dict[str, Selected]:
    """Return the values of the archive that filters choose or exclude; where none has one, what was asked for."""
    values = every_value(world, field, length)
    chosen: dict[str, Selected] = {}
    for one in filters:
        if one.field == field:
            for text, how in _asked(one):
                meant = [value for value in values if _is_chosen(world, one, text, value, today)]
                chosen.update(dict.fromkeys(meant or [text], how))
    return chosen


def _asked(one: Filter) -> list[tuple[str, Selected]]:
    included: list[tuple[str, Selected]] = [(text, "included") for text in one.include]
    return included + [(text, "excluded") for text in one.exclude]


def _is_chosen(world: World, one: Filter, text: str, value: str, today: date | None) -> bool:
    if BY_NAME[one.field].kind == "date":
        asked, bucket = parse_days(text, today), parse_days(value)
        return asked.first <= bucket.last and bucket.first <= asked.last
    if one.exact:
        return text == value
    forms = value_forms(BY_NAME[one.field], text)
    if one.field in ("person", "speaker"):
        return value in world.find(forms, value_title(BY_NAME[one.field], text))
    return accepts_value(forms, value)
