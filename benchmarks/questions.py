"""Questions taken from the articles themselves: words by how many articles have them."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Sequence

from benchmarks.contender import Kind, Question
from index.article import Article
from index.words import tokens

EACH = 12
"""Questions of each kind."""

_SEED = 3


def make_questions(articles: Sequence[Article]) -> list[Question]:
    """Return questions of every kind about a sample of the articles to be indexed."""
    rng = random.Random(_SEED)
    texts = [tokens(article.body) for article in articles]
    held = Counter(word for text in texts for word in set(text) if word.isalpha() and len(word) > 3)
    size = len(texts)
    common = _between(held, size // 5, size * 2 // 3, rng)
    middle = _between(held, size // 30, size // 6, rng)
    rare = _between(held, 1, max(2, size // 1000), rng)
    pairs = Counter(pair for text in texts[: size // 2] for pair in itertools.pairwise(text))
    phrases = [pair for pair, _ in pairs.most_common(2000) if all(len(word) > 2 for word in pair)][100:]
    surnames = Counter(person.name.split()[-1].lower() for article in articles for person in article.people)
    people = [name for name, _ in surnames.most_common(200) if name.isascii()]
    days = sorted(article.published.start.toordinal() for article in articles if article.published)
    found: list[Question] = []
    for at in range(EACH):
        word = common[at % len(common)]
        found += [
            Question("common", (word,)),
            Question("rare", (rare[at % len(rare)],)),
            Question("and", (common[(at + 1) % len(common)], middle[at % len(middle)])),
            Question("phrase", rng.choice(phrases)),
            Question("prefix", (middle[at % len(middle)][:4],)),
            Question("fuzzy", (_misspelt(middle[at % len(middle)], rng),)),
            Question("person", (word,), person=rng.choice(people)),
            Question("date", (word,), days=(days[size // 4], days[size // 4 + size // 8])),
            Question("snippets", (middle[at % len(middle)],)),
            Question("facets", (word,)),
        ]
    return found


KINDS: tuple[Kind, ...] = (
    "common",
    "rare",
    "and",
    "phrase",
    "prefix",
    "fuzzy",
    "person",
    "date",
    "snippets",
    "facets",
)


def _between(held: Counter[str], low: int, high: int, rng: random.Random) -> list[str]:
    words = sorted(word for word, count in held.items() if low <= count <= high)
    rng.shuffle(words)
    return words


def _misspelt(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1 :] if rng.random() < 0.5 else word[:at] + rng.choice("aeiou") + word[at + 1 :]
