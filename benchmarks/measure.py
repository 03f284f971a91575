"""Measures one contender over one number of articles, in a process of its own; CPU seconds throughout."""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from benchmarks.contender import Contender, Question
from benchmarks.corpus import generated_articles, real_articles, seed_words
from benchmarks.questions import KINDS, make_questions
from index.article import Article

BATCH = 5000
"""Articles that are indexed with one commit."""

_REPEATS = 5
_TURNS = 22
_SAMPLE = 2000
"""Articles that questions are taken from."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where articles come from: a folder of JSON Lines, or None for text made from the words of ``seeds``."""

    folder: Path | None
    seeds: Path

    def articles(self, count: int) -> Iterator[Article]:
        """Yield so many articles, the same every time."""
        if self.folder is not None:
            return real_articles(self.folder, count)
        return generated_articles(seed_words(self.seeds), count)


@dataclass(slots=True)
class Result:
    """What was measured; times are CPU milliseconds.

    ``p50`` and ``p95`` are of questions asked again, ``fresh`` is the median of those asked for the first time,
    ``cold`` that of the first question of each kind.
    """

    contender: str
    version: str
    articles: int
    index_ms: float = 0.0
    size: int = 0
    text: int = 0
    p50: dict[str, float] = field(default_factory=dict)
    p95: dict[str, float] = field(default_factory=dict)
    fresh: dict[str, float] = field(default_factory=dict)
    cold: dict[str, float] = field(default_factory=dict)
    found: dict[str, float] = field(default_factory=dict)
    memory: float = 0.0


def measure(make: Callable[[], Contender], corpus: Corpus, count: int, work: Path) -> Result:
    """Index so many articles and ask every question; returns what it took."""
    contender = make()
    result = Result(contender.name, contender.version(), count)
    folder = work / f"{type(contender).__name__}-{count}"
    shutil.rmtree(folder, ignore_errors=True)
    articles = corpus.articles(count)
    sample: list[Article] = []
    contender.create(folder)
    spent = 0.0
    while batch := list(islice(articles, BATCH)):
        sample.extend(batch[: _SAMPLE - len(sample)])
        result.text += sum(len(article.body.encode("utf-8", "surrogatepass")) for article in batch)
        began = time.process_time()
        contender.add(batch)
        spent += time.process_time() - began
    began = time.process_time()
    contender.finish()
    result.index_ms = (spent + time.process_time() - began) * 1000 / count
    result.size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    _ask(make(), folder, make_questions(sample), result)
    result.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return result


def _ask(contender: Contender, folder: Path, questions: Sequence[Question], result: Result) -> None:
    contender.open(folder)
    for kind in KINDS:
        if not contender.can(kind):
            continue
        those = [question for question in questions if question.kind == kind]
        took: list[float] = []
        fresh: list[float] = []
        found: list[int] = []
        for question in those:
            times: list[float] = []
            for _ in range(_REPEATS):
                began = time.process_time()
                total = contender.ask(question)
                times.append((time.process_time() - began) * 1000)
            found.append(total)
            result.cold.setdefault(kind, times[0])
            fresh.append(times[0])
            took.append(statistics.median(times[1:]))
        result.fresh[kind] = statistics.median(fresh[1:])
        result.p50[kind] = statistics.median(took)
        result.p95[kind] = sorted(took)[-1 - len(took) // 20]
        result.found[kind] = statistics.mean(found)


def shell(archive: Path, words: str) -> dict[str, float]:
    """Return CPU milliseconds and peak memory (MiB) of a search from the shell, and of Python doing nothing.

    The two take turns, so that whatever slows the machine meets both alike; medians.
    """
    program = str(Path(sys.executable).with_name("newsmorgue"))
    nothing, search = [sys.executable, "-c", "pass"], [program, "--archive", str(archive), "search", words]
    turns = [(_process(nothing), _process(search)) for _ in range(_TURNS)][1:]
    return {
        "nothing": statistics.median(alone for (alone, _), _ in turns),
        "search": statistics.median(spent for _, (spent, _) in turns),
        "memory": max(memory for _, (_, memory) in turns),
    }


def _process(command: list[str]) -> tuple[float, float]:
    """Run a command; returns its CPU milliseconds and peak memory (MiB)."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024
