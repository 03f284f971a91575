"""Makes records of the articles in ``training/articles/``, news of many hands that were invented for training.

    python -m training.invented --out invented.jsonl.gz
    python -m training.invented --unseen --out unseen.jsonl.gz

``--unseen`` gives those that no training of the shipped weights has met: for a training's ``--leave-out``, so that its
report tells how well other papers and years are read. In a file, a line ``=== slug`` begins each article; all else is
its text, in which every mention of a person stands in square brackets, the name alone.

What is known of who speaks stands in ``said.jsonl`` beside them, a line an article: its ``slug``, the name of its file
and its number there from 0; ``quotes`` and ``unsaid``, words in marks that somebody and that nobody says; and ``whom``,
pronouns and nouns that speech is attributed to, each with the name of the person that it means in the article, or null
where nobody named is meant. Places count characters of the text without brackets. Of a quote: where it starts and ends,
the same of the words that tell who says it, and of the verb where there is one. A record has them too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "articles"
UNSEEN = HERE / "unseen"
SAID = "said.jsonl"

_QUOTE = ("start", "end", "speaker_start", "speaker_end", "cue_start", "cue_end")
_KNOWN = {"quotes": _QUOTE, "unsaid": ("start", "end"), "whom": ("start", "end", "name")}
_BEGIN = re.compile(r"^=== .*\n", re.M)
_MARK = re.compile(r"\[([^\[\]\n]+)\]")


def record(marked: str) -> dict[str, Any]:
    """Return an article without its brackets, and where the names stand in it.

    Raises:
        ValueError: a bracket has no other one.
    """
    text, at = "", 0
    people: list[dict[str, int]] = []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        people.append({"start": len(text), "end": len(text) + len(mark[1])})
        text += mark[1]
        at = mark.end()
    text += marked[at:]
    if odd := re.search(r"[\[\]]", text):
        raise ValueError(f"a bracket without the other one: {text[max(0, odd.start() - 40) : odd.start() + 40]!r}")
    return {"text": text, "people": people}


def records(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield a record for every article of the files in ``folder``, in the order of their names."""
    said = _said(folder)
    for path in sorted(folder.glob("*.txt")):
        for number, article in enumerate(_BEGIN.split(path.read_text(encoding="utf-8"))[1:]):
            try:
                yield record(article.strip() + "\n") | said.get(f"{path.stem}-{number:03}", {})
            except ValueError as fault:
                raise ValueError(f"{path.name}: {fault}") from None


def _said(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what is known of who says what, by article."""
    found: dict[str, dict[str, Any]] = {}
    if (folder / SAID).exists():
        for line in (folder / SAID).read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            found[one["slug"]] = {
                key: [dict(zip(names, places, strict=False)) for places in one[key]]
                for key, names in _KNOWN.items()
                if key in one
            }
    return found


def main(arguments: list[str] | None = None) -> int:
    """Write the records as the command line asks."""
    ask = argparse.ArgumentParser(prog="python -m training.invented", description=__doc__.partition("\n")[0])
    ask.add_argument("--out", type=Path, required=True, help="where the records go (.jsonl.gz)")
    ask.add_argument("--unseen", action="store_true", help="those that are kept for judging what was trained")
    said = ask.parse_args(arguments)
    with gzip.open(said.out, "wt", encoding="utf-8") as lines:
        for one in records(UNSEEN if said.unseen else HERE):
            lines.write(json.dumps(one, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
