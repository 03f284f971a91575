"""How well near-identical copies are found, and what that costs: ``python -m benchmarks.copies FOLDER [ARTICLES]``.

Takes texts of all JSON Lines files in a folder, gives each several copies as archives hold them, and prints which share
of the copies of each kind is folded into its original, how many different texts are taken for copies of each other,
and what prints and stories cost in bytes and milliseconds of the processor.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.corpus import make, pieces
from index.article import Article
from index.ledger import LedgerUpdate
from index.request import SearchRequest
from index.whoosh.copies import FEWEST_WORDS, story_arrays, story_pairs
from index.whoosh.disk import Disk
from index.whoosh.engine import WhooshEngine
from index.whoosh.opening import open_folder
from index.whoosh.prints import PLACES

_MARK = re.compile(r"[\W_]")
_TIMES = 5


def _update(text: str) -> str:
    """Return a text with every fortieth word changed, and a sentence more."""
    words = text.split()
    words[::40] = [f"{word}x" for word in words[::40]]
    return " ".join(words) + " More is to follow."


FORMS: dict[str, Callable[[str], str]] = {
    "clean": lambda text: text,
    "stripped": lambda text: _MARK.sub(" ", text.lower()),
    "upper case": str.upper,
    "folded": lambda text: " ".join(_MARK.sub(" ", text.lower()).split()),
    "with a headline": lambda text: f"One more headline above it\n\nFROM OUR CORRESPONDENT\n\n{text}",
    "updated": _update,
    "a tenth cut off": lambda text: text[: len(text) * 9 // 10],
}


def _articles(texts: list[str], rng: random.Random) -> list[Article]:
    return [
        make(number, form(text), rng)
        for number, (text, form) in enumerate((t, f) for t in texts for f in FORMS.values())
    ]


def _took(work: Callable[[], object]) -> float:
    """Return the least milliseconds of the processor that some work takes."""
    taken = []
    for _ in range(_TIMES):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return 1000 * min(taken)


def _found(engine: WhooshEngine, articles: list[Article], texts: int) -> None:
    numbers = {article.id: number for number, article in enumerate(articles)}
    copies, stories = engine.ask(story_pairs)
    ids = engine.ask(lambda snapshot: [id for segment in snapshot.segments for id in segment.ids()])
    story = {numbers[id]: numbers[id] for id in ids}
    story |= {
        numbers[ids[copy]]: numbers[ids[first]] for copy, first in zip(copies.tolist(), stories.tolist(), strict=True)
    }
    for at, name in enumerate(FORMS):
        folded = sum(story[text * len(FORMS) + at] == story[text * len(FORMS)] for text in range(texts))
        print(f"{name:<24}{100 * folded / texts:>9.2f} % folded into the clean copy")
    apart = len({story[text * len(FORMS)] for text in range(texts)})
    print(f"{'different texts':<24}{texts - apart:>9,} of {texts:,} folded into another: read them to judge")
    for text in range(texts):
        first = story[text * len(FORMS)] // len(FORMS)
        if first != text and "-v" in sys.argv:
            print(f"  {articles[first * len(FORMS)].headline}\n  {articles[text * len(FORMS)].headline}\n")


def _costs(engine: WhooshEngine, count: int) -> None:
    arrays = engine.ask(story_arrays)
    size = sum(array.nbytes for array in arrays.values())
    print(f"{'bytes an article':<24}{PLACES + size / count:>9.1f} ({PLACES} for the print)")
    print(f"{'stories, ms':<24}{_took(lambda: engine.ask(story_pairs)):>9.1f} once a commit, or at the end of many")
    for grouped in (False, True):
        request = SearchRequest("government OR said", limit=20, snippets=0, grouped=grouped)
        title = "question, folded, ms" if grouped else "question, ms"
        print(f"{title:<24}{_took(partial(engine.search, request)):>9.1f}")


def main() -> int:
    """Measure, and print one figure a line."""
    words = [word for word in sys.argv[1:] if word != "-v"]
    if not words:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    rng = random.Random(7)
    texts = [text for text in pieces(Path(words[0])) if len(text.split()) >= FEWEST_WORDS]
    rng.shuffle(texts)
    texts = texts[: int(words[1])] if len(words) > 1 else texts
    articles = _articles(texts, rng)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_folder(Path(folder) / "archive", "write", create=True, wait=0, disk=Disk())
        engine.commit(articles, [], LedgerUpdate())
        print(f"{'articles':<24}{len(articles):>9,} from {len(texts):,} texts")
        _found(engine, articles, len(texts))
        _costs(engine, len(articles))
        engine.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
