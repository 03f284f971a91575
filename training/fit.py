"""Trains a reader: draws batches, follows the gradient, keeps checkpoints from which it can go on."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from archive.restore.learned.model import ANY
from archive.restore.learned.words import GapTable
from training.batches import Damager, Names
from training.corpus import Array
from training.crew import batches
from training.damage import LEFT, GapForms, look_up, write_gaps
from training.export import restored
from training.graphs import Recorder
from training.loss import Marks, losses, show, tell, total
from training.network import Reader, Shape
from training.store import Corpus, Lexicon, lexicon, word_features

TABLES = ("tables.", "pairs.", "pair.")
"""How the names of weights begin that all encoders have in common."""

KEEP_EVERY = 240.0
REPORT_EVERY = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how boldly to train.

    With ``minutes``, no longer than that, whatever ``passes`` says; with ``half``, products are of 16-bit floats; with
    ``tables_stay``, the tables of words are not trained. A step sees ``batch`` words, padded to ``grain``, which
    ``workers`` processes beside this one draw.
    """

    passes: float = 4.0
    rate: float = 2.5e-3
    hide: float = 0.15
    seed: int = 1
    device: str = "cpu"
    minutes: float | None = None
    half: bool = False
    tables_stay: bool = False
    batch: int = 8192
    grain: int = 1
    workers: int = 0


@dataclass(slots=True)
class Course:
    """Everything that a training needs besides its plan."""

    corpus: Corpus
    forms: GapForms
    lexicon: Lexicon
    shape: Shape
    damager: Damager


def prepare(
    corpus: Corpus,
    names: tuple[list[list[str]], list[list[str]]] | None,
    seed: int,
    sizes: tuple[int, int],
    layers: tuple[str, ...],
    chosen: Lexicon | None = None,
    encoder: str = ANY,
) -> Course:
    """Choose the lexicon of a corpus, unless there is one, and make what damages the corpus.

    ``sizes`` are the width and breadth of the reader, ``encoder`` the kind of copy that it is to read.
    """
    rows = {w: i for i, w in enumerate(corpus.words)}
    counts = np.bincount(corpus.columns["gaps"], minlength=len(corpus.gaps))
    forms = write_gaps(corpus.gaps, counts)
    seen: dict[str, int] = {}
    weight = np.ones(len(forms.gaps), int)
    weight[: len(counts)] += counts
    for name in LEFT:
        for gap, n in zip(forms.observed[name], weight.tolist(), strict=True):
            seen[gap] = seen.get(gap, 0) + n
    chosen = chosen or lexicon(corpus, seen.items())
    known = (len(chosen.words), len(chosen.gap_keys), len(chosen.classes), len(chosen.pairs))
    shape = Shape(*known, width=sizes[0], breadth=sizes[1], layers=layers)
    look_up(forms, GapTable(chosen.gap_keys), chosen.classes)
    features = word_features(corpus.words, chosen.words, shape.hashed, shape.affixes)
    swap = None
    if names:
        given, surnames = (
            [np.array([rows[w] for w in words if w in rows], np.int32) for words in kind] for kind in names
        )
        swap = Names(given, surnames)
    by_heart = (len(chosen.words), np.array(chosen.pairs, np.int64))
    return Course(corpus, forms, chosen, shape, Damager(corpus, forms, features, by_heart, swap, seed, encoder))


def document_weights(corpus: Corpus, chosen: dict[str, float]) -> Array:
    """Return how often a pass sees each document: more with gold for people or speech, never if it is held back."""
    per_document = {
        name: np.maximum.reduceat(corpus.columns[name] >= 0, corpus.starts[:-1]) for name in ("person", "speech")
    }
    weights = np.where(per_document["speech"] | per_document["person"], 2.5, 1.0)
    for name, factor in chosen.items():
        weights[corpus.sources == corpus.source_names.index(name)] = factor
    return np.where(corpus.held, 0.0, np.where(corpus.foreign, 0.4 * weights, weights))


def fit(
    course: Course,
    reader: Reader,
    weights: Array,
    plan: Plan,
    keep: Path,
    report: Callable[[int, int, dict[str, float], float], None],
) -> Reader:
    """Train ``reader`` by ``plan``; checkpoints go to ``keep``, from which an interrupted training goes on."""
    lengths = np.diff(course.corpus.starts)
    steps = max(1, math.ceil(plan.passes * float((weights * lengths).sum()) / plan.batch))
    earlier = torch.load(keep, map_location="cpu", weights_only=True) if keep.exists() else None
    step, spent = (int(earlier["step"]), float(earlier["seconds"])) if earlier else (0, 0.0)
    drawn = batches(course.damager, weights, (plan.batch, plan.grain), (plan.seed, step), plan.workers)
    batch = next(drawn)
    reader.to(plan.device).train()
    torch.manual_seed(plan.seed)
    for name, weight in reader.named_parameters():
        weight.requires_grad = not (plan.tables_stay and name.startswith(TABLES))
    trained = [weight for weight in reader.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=plan.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    if earlier:
        reader.load_state_dict(earlier["reader"])
        optimiser.load_state_dict(earlier["optimiser"])
        del earlier
    recorder = Recorder(reader) if plan.device == "cuda" and plan.grain > 1 and plan.hide else None
    marks = Marks.of(course.lexicon.classes, plan.device)
    limit = 60 * plan.minutes if plan.minutes else math.inf
    began, kept, running = time.monotonic() - spent, time.monotonic(), dict[str, torch.Tensor]()
    while (done := max(step / steps, (time.monotonic() - began) / limit)) < 1.0:
        for group in optimiser.param_groups:
            group["lr"] = plan.rate * min(1.0, (step + 1) / 200, 1.01 - done)
        shown = show(batch, plan.hide, plan.device)
        with torch.autocast(plan.device, torch.bfloat16, enabled=plan.half, cache_enabled=not recorder):
            told = tell(reader, shown, recorder)
        parts = losses(reader, told, batch, marks)
        optimiser.zero_grad(set_to_none=True)
        total(parts).backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        step += 1
        for name, part in parts.items():
            running[name] = part.detach().lerp(running.get(name, part.detach()), 0.98)
        if step % REPORT_EVERY == 0:
            lost = {name: float(part) for name, part in running.items()}
            report(step, steps, lost, float(optimiser.param_groups[0]["lr"]))
        if time.monotonic() - kept > KEEP_EVERY:
            kept = time.monotonic()
            save(keep, reader, optimiser, (step, kept - began), course.lexicon)
        batch = next(drawn)
    drawn.close()
    save(keep, reader, optimiser, (step, time.monotonic() - began), course.lexicon)
    reader.eval()
    return reader


def save(path: Path, reader: Reader, optimiser: torch.optim.Optimizer, done: tuple[int, float], lex: Lexicon) -> None:
    """Write a checkpoint, whole or not at all; ``done`` is the steps and the seconds so far."""
    state = {
        "reader": reader.state_dict(),
        "optimiser": optimiser.state_dict(),
        "step": done[0],
        "seconds": done[1],
        "shape": json.dumps(reader.shape.as_dict()),
        "lexicon": json.dumps(asdict(lex)),
    }
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def load(path: Path) -> tuple[Reader, Lexicon]:
    """Read the reader of a checkpoint."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    shape = json.loads(state["shape"])
    reader = Reader(Shape(**{**shape, "layers": tuple(shape["layers"])}))
    reader.load_state_dict(state["reader"])
    return reader.eval(), Lexicon(**json.loads(state["lexicon"]))


def start(path: Path, encoder: str = ANY) -> tuple[Reader, Lexicon]:
    """Return the reader of a checkpoint or, with that encoder, of a weights file (.npz), and its lexicon."""
    return restored(path, encoder) if path.suffix == ".npz" else load(path)
