"""Trains the reader: ``python -m training DATA... --out WEIGHTS``."""

from __future__ import annotations

import argparse
import gzip
import sys
import time
from pathlib import Path

import numpy as np
import torch
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from archive.restore.learned import reader as shipped
from archive.restore.learned.model import Model
from archive.restore.learned.words import WORD
from training import store
from training.batches import STATES
from training.export import export, restored
from training.fit import TABLES, Course, Plan, Report, document_weights, fit, prepare, start
from training.loss import Parts, total
from training.network import LAYERS, Reader, graft
from training.report import measure, write_report
from training.teach import keep_lessons, take_lessons, teach


def name_lists(paths: list[Path]) -> list[list[str]]:
    """Return the single-word names of each list, one name a line, gzipped or not."""
    lists = []
    for path in paths:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
        lists.append([w for line in text.splitlines() if WORD.fullmatch(w := line.strip())])
    return lists


def share(word: str) -> dict[str, float]:
    """Return the share of each encoder that ``SHARE`` or ``ENCODER=SHARE`` tells.

    Raises:
        ArgumentTypeError: there is no such encoder.
    """
    name, _, much = word.rpartition("=")
    if name and name not in STATES:
        raise argparse.ArgumentTypeError(f"{word}: there is no encoder {name}, but {', '.join(STATES)}")
    return dict.fromkeys([name] if name else STATES, float(much))


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    ask = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    ask.add_argument("data", nargs="+", type=Path, help="folders or files of clean news: .txt, .jsonl, .jsonl.gz")
    ask.add_argument("--gold", nargs="*", type=Path, default=[], help="more files, with gold people or speech")
    ask.add_argument("--out", type=Path, required=True, help="where the weights go (.npz); a report lies beside it")
    ask.add_argument("--keep", type=Path, help="the checkpoint (default: beside the weights)")
    ask.add_argument("--resume", action="store_true", help="go on from the checkpoint")
    ask.add_argument(
        "--begin", type=Path, help="a checkpoint or weights (.npz) to begin with; its words and marks stay"
    )
    ask.add_argument(
        "--encoders", nargs="+", choices=list(STATES), default=list(STATES), help="the kinds of copy to be read"
    )
    ask.add_argument(
        "--beside",
        type=Path,
        help="weights (.npz) whose tables stay, and to all of which the encoders are added in --out",
    )
    ask.add_argument("--teacher", type=Path, help="weights of a reader that labels what has no gold")
    ask.add_argument("--given", nargs="*", type=Path, default=[], help="lists of given names")
    ask.add_argument("--surnames", nargs="*", type=Path, default=[], help="lists of surnames")
    ask.add_argument("--leave-out", nargs="*", default=[], metavar="SOURCE", help="sources kept for the report")
    ask.add_argument("--weight", nargs="*", default=[], metavar="SOURCE=TIMES", help="how often a pass sees a source")
    ask.add_argument("--passes", type=float, default=6.0)
    ask.add_argument("--minutes", type=float, help="stop after so long, however many passes that is")
    ask.add_argument("--rate", type=float, default=3e-3)
    ask.add_argument(
        "--dropout",
        nargs="+",
        type=share,
        default=[share("0.1")],
        metavar="[ENCODER=]SHARE",
        help="share of an encoder's numbers hidden from each layer",
    )
    ask.add_argument(
        "--hide", type=float, default=0.15, help="share of the words that are hidden, to be told from the rest"
    )
    ask.add_argument("--batch", type=int, default=8192, help="how many words an encoder sees at a step")
    ask.add_argument("--grain", type=int, default=1, help="what the lengths of pieces are padded to, for a GPU: 192")
    ask.add_argument("--workers", type=int, default=0, help="processes that draw for each encoder, for a fast --device")
    ask.add_argument("--width", type=int, default=96)
    ask.add_argument("--breadth", type=int, default=192)
    ask.add_argument("--layers", help="those of every encoder; see training/README.md (default: of each its own)")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--half", action="store_true", help="multiply 16-bit floats: faster where the processor can")
    ask.add_argument("--device", default="cpu", help="cpu or cuda")
    return ask


def main(arguments: list[str] | None = None) -> int:
    """Train as the command line asks."""
    said = parser().parse_args(arguments)
    keep = said.keep or said.out.with_suffix(".pt")
    if keep.exists() and not said.resume:
        parser().error(f"{keep}: a checkpoint lies there; add --resume to go on from it, or remove it")
    torch.set_num_threads(said.threads)
    began = time.monotonic()
    lists = (name_lists(said.given), name_lists(said.surnames))
    corpus = store.build([*said.data, *said.gold], (w for kind in lists for names in kind for w in names))
    corpus.held = np.isin(corpus.sources, [corpus.source_names.index(name) for name in said.leave_out])
    weights = document_weights(corpus, {k: float(v) for k, v in (w.split("=") for w in said.weight)})
    plan = plan_of(said)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bars:
        if said.teacher:
            _label(corpus, said.teacher, keep.with_suffix(".lessons.npz"), bars)
        course, readers = _begun(said, corpus, lists)
        fit(course, readers, weights, plan, keep, _reporter(bars, console))
    beside = said.beside
    for name, reader in readers.items():
        size = export(reader.cpu(), course.lexicon, said.out, encoder=name, beside=beside)
        beside = said.out
    seconds = time.monotonic() - began
    write_report(said.out.with_suffix(".json"), _summary(course, readers, weights, plan, size, seconds))
    return 0


def plan_of(said: argparse.Namespace) -> Plan:
    """Return how long and how boldly to train, as the command line asks."""
    return Plan(
        said.passes,
        said.rate,
        said.hide,
        seed=said.seed,
        device=said.device,
        minutes=said.minutes,
        half=said.half,
        tables_stay=said.beside is not None,
        batch=said.batch,
        grain=said.grain,
        workers=said.workers,
    )


def _label(corpus: store.Corpus, teacher: Path, lessons: Path, bars: Progress) -> None:
    """Label what has no gold, by what was kept of an earlier labelling where there is one."""
    if lessons.exists():
        take_lessons(corpus, lessons)
        return
    bar = bars.add_task("labelling", total=None)
    reader = shipped.Reader(Model.load(teacher))
    teach(corpus, reader, lambda done, whole: bars.update(bar, completed=done, total=whole))
    keep_lessons(corpus, lessons)


def _begun(
    said: argparse.Namespace, corpus: store.Corpus, lists: tuple[list[list[str]], list[list[str]]]
) -> tuple[Course, dict[str, Reader]]:
    """Return the course, and the readers as they are before it: new ones, or with what earlier ones learned."""
    layers = {name: tuple((said.layers or LAYERS[name]).split(",")) for name in said.encoders}
    begin = said.begin or said.beside
    earlier = {name: start(begin, name) for name in layers} if begin else {}
    known = next((lex for _, lex in earlier.values()), None)
    sizes = (said.width, said.breadth)
    course = prepare(corpus, lists if all(lists) else None, said.seed, sizes, layers, known)
    torch.manual_seed(said.seed)
    dropout = {name: much for shares in said.dropout for name, much in shares.items()}
    readers = {name: Reader(shape, dropout[name]) for name, shape in course.shapes.items()}
    for name, (reader, _) in earlier.items():
        graft(readers[name], reader.state_dict(), reader.shape)
    first, *others = readers.values()
    if said.beside:
        common = {k: v for k, v in restored(said.beside)[0].state_dict().items() if k.startswith(TABLES)}
        first.load_state_dict(first.state_dict() | common)
    for other in others:
        other.share(first)
    return course, readers


def _reporter(bars: Progress, console: Console) -> Report:
    """Return what shows how far a training is, line by line where the output is no terminal."""
    bar = bars.add_task("training", total=None)

    def report(step: int, steps: int, lost: dict[str, Parts], rate: float) -> None:
        told = " ".join(f"{name} {float(total(parts)):.3f}" for name, parts in lost.items())
        bars.update(bar, completed=step, total=steps, description=f"training {told}")
        if not console.is_terminal and step % 50 == 0:
            console.print(f"{step}/{steps} {rate:.2e} {told}", soft_wrap=True)

    return report


def _summary(
    course: Course, readers: dict[str, Reader], weights: np.ndarray, plan: Plan, size: int, seconds: float
) -> dict[str, object]:
    corpus = course.corpus
    lengths = np.diff(corpus.starts)
    real = ~corpus.foreign
    chosen = np.flatnonzero(corpus.held & real)[:300].tolist()
    return {
        "articles": int(real.sum()),
        "words": int(lengths[real].sum()),
        "words a pass": int((weights * lengths).sum()),
        "passes": plan.passes,
        "seed": plan.seed,
        "minutes": round(seconds / 60, 1),
        "weights": sum(p.numel() for p in {p for reader in readers.values() for p in reader.parameters()}),
        "bytes": size,
        "on the sources left out": {
            name: measure(reader, course.damagers[name], chosen, course.lexicon.classes)
            for name, reader in readers.items()
        }
        if chosen
        else None,
    }


if __name__ == "__main__":
    sys.exit(main())
