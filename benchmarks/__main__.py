"""``python -m benchmarks``: measures this engine and its peers in one run and writes what was found."""

from __future__ import annotations

import argparse
import importlib.util
import json
import multiprocessing
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks.contender import Contender
from benchmarks.measure import Corpus, Result, measure, shell
from benchmarks.ours import Ours
from benchmarks.peer_sqlite import Sqlite
from benchmarks.peer_tantivy import Tantivy
from benchmarks.peer_whoosh import StockWhoosh
from benchmarks.peer_xapian import Xapian
from benchmarks.report import write_report

_HERE = Path(__file__).parent
_SLOW = {StockWhoosh, Xapian}
"""Contenders that take hours beyond ``--slow-limit`` articles."""


def main() -> None:
    """Run the benchmarks."""
    options = _options()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # modules are compiled once, as an installation leaves them
    contenders: list[Callable[[], Contender]] = [Ours]
    if importlib.util.find_spec("tantivy"):
        contenders.append(Tantivy)
    if importlib.util.find_spec("xapian"):
        contenders.append(Xapian)
    contenders += [Sqlite, StockWhoosh]
    corpus = Corpus(options.corpus, _HERE.parent / "seeds")
    results: list[Result] = []
    shells: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(dir=options.work) as work:
        for count in options.sizes:
            for make in contenders:
                if make in _SLOW and count > options.slow_limit:
                    continue
                result = _apart(make, corpus, count, Path(work))
                results.append(result)
                print(json.dumps(asdict(result)), flush=True)
            shells[count] = shell(Path(work) / f"{Ours.__name__}-{count}", "government")
            print(json.dumps({"articles": count, "shell": shells[count]}), flush=True)
    made_of = "Real articles, sentences shuffled beyond what there is" if options.corpus else "Generated text"
    write_report(results, shells, made_of, options.out)


def _apart(make: Callable[[], Contender], corpus: Corpus, count: int, work: Path) -> Result:
    """Measure in a new process, so that no contender pays for the memory of another."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (make, corpus, count, work))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--corpus", type=Path, help="folder of JSON Lines files whose lines have a 'text'")
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 20_000, 100_000])
    parser.add_argument("--slow-limit", type=int, default=20_000, help="the most articles for Whoosh and Xapian")
    parser.add_argument("--work", type=Path, help="where indexes are made and removed again")
    parser.add_argument("--out", type=Path, default=_HERE, help="where RESULTS.md and growth.svg go")
    options = parser.parse_args()
    if options.corpus and not any(options.corpus.glob("*.jsonl*")):
        parser.error(f"{options.corpus}: no .jsonl or .jsonl.gz file in it; name the folder that holds them")
    return options


if __name__ == "__main__":
    main()
