"""What the oracle proposes for words that no article has: the nearest of all words and values."""

from __future__ import annotations

from collections import Counter

from index import contents
from index.fields import BY_NAME
from index.names import run_together
from index.query.nodes import Exact
from index.spelling import near_words, spelled_out
from index.words import stem, tokens
from tests.index.reference import World


def near_word(world: World, fields: tuple[str, ...], word: str) -> str | None:
    """Return the word that is meant by one that no article has, None where one has it or none is near."""
    words = _vocabulary(world, fields)
    is_text = BY_NAME[fields[0]].kind == "text"
    if word in words or (is_text and any(stem(other) == stem(word) for other in words)):
        return None
    initials = spelled_out(word, _values(world, fields[0])) if BY_NAME[fields[0]].kind == "value" else None
    if initials:
        return initials
    apart = run_together(word) if fields[0] in ("person", "speaker") and len(word) > 2 else None
    if apart and world.people.find([Exact(part) for part in apart]):
        return " ".join(apart)
    near = near_words(word, words)
    return min(near, key=lambda found: (found[0], -words[found[1]], found[1]))[1] if near else None


def _vocabulary(world: World, fields: tuple[str, ...]) -> Counter[str]:
    if BY_NAME[fields[0]].kind == "text":
        items = [*world.article_items.values(), *world.quote_items.values()]
        return Counter(word for item in items for field in fields for word in set(item.words(field)))
    if fields[0] in ("person", "speaker"):
        forms = [form for person in world.people.names() for form in world.people.forms(person)]
        return Counter(word for form in forms for word in tokens(form))
    return Counter(word for value in _values(world, fields[0]).elements() for word in tokens(value))


def _values(world: World, field: str) -> Counter[str]:
    if BY_NAME[field].level == "utterance":
        return Counter()
    articles = world.articles.values()
    return Counter(value for article in articles for value in contents.values(article, field))
