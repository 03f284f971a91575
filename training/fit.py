"""Trains the encoders of a reader together: draws batches, follows the gradient, keeps checkpoints to go on from."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from archive.restore.learned.model import ANY
from archive.restore.learned.words import GapTable
from training.batches import Batch, Damager, Names
from training.corpus import Array
from training.crew import batches
from training.damage import LEFT, GapForms, look_up, write_gaps
from training.export import restored
from training.graphs import Recorder
from training.loss import Marks, Parts, losses, show, total
from training.network import Reader, Shape
from training.store import Corpus, Lexicon, lexicon, word_features

TABLES = ("tables.", "pairs.", "pair.")
"""How the names of weights begin that all encoders have in common."""

TABLES_RATE = 0.4
"""How boldly the tables are trained beside the encoders: a row of them is seldom met, and then moved as far."""

KEEP_EVERY = 240.0
"""Seconds between checkpoints."""

REPORT_EVERY = 10
"""Steps between reports."""

Report = Callable[[int, int, dict[str, Parts], float], None]
"""What is told the step, the steps, how wrong each reader is and the rate."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how boldly to train.

    With ``minutes``, no longer than that, whatever ``passes`` says; with ``half``, products are of 16-bit floats; with
    ``tables_stay``, the tables of words are not trained. At a step each encoder sees ``batch`` words, padded to
    ``grain``, which ``workers`` processes beside this one draw for it.
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
    """Everything that a training needs besides its plan; shapes and damagers are those of each encoder."""

    corpus: Corpus
    forms: GapForms
    lexicon: Lexicon
    shapes: dict[str, Shape]
    damagers: dict[str, Damager]


def prepare(
    corpus: Corpus,
    names: tuple[list[list[str]], list[list[str]]] | None,
    seed: int,
    sizes: tuple[int, int],
    layers: Mapping[str, tuple[str, ...]],
    chosen: Lexicon | None = None,
) -> Course:
    """Choose the lexicon of a corpus, unless there is one, and make what damages the corpus.

    ``sizes`` are the width and breadth of the reader, ``layers`` those of each encoder.
    """
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
    shapes = {name: Shape(*known, width=sizes[0], breadth=sizes[1], layers=own) for name, own in layers.items()}
    shape = next(iter(shapes.values()))
    look_up(forms, GapTable(chosen.gap_keys), chosen.classes)
    features = word_features(corpus.words, chosen.words, shape.hashed, shape.affixes)
    swap = Names.of(corpus, *names) if names else None
    by_heart = (len(chosen.words), np.array(chosen.pairs, np.int64))
    damager = Damager(corpus, forms, features, by_heart, swap, seed)
    return Course(corpus, forms, chosen, shapes, {name: damager.of(name) for name in layers})


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
    readers: Mapping[str, Reader],
    weights: Array,
    plan: Plan,
    keep: Path,
    report: Report,
) -> None:
    """Train ``readers``, by the names of their encoders; tables that they share learn from all of them.

    Checkpoints go to ``keep``, from which an interrupted training goes on. ``report`` is told how it goes now and then.
    """
    lengths = np.diff(course.corpus.starts)
    steps = max(1, math.ceil(plan.passes * float((weights * lengths).sum()) / plan.batch))
    earlier = torch.load(keep, map_location="cpu", weights_only=True) if keep.exists() else None
    step, spent = (int(earlier["step"]), float(earlier["seconds"])) if earlier else (0, 0.0)
    size = (plan.batch, plan.grain)
    drawn = {
        name: batches(course.damagers[name], weights, size, (plan.seed, step, number), plan.hide, plan.workers)
        for number, name in enumerate(readers)
    }
    # processes that draw begin before the device does
    batch = {name: next(source) for name, source in drawn.items()}
    optimiser, trained = _optimiser(readers, plan)
    if earlier:
        for name, reader in readers.items():
            reader.load_state_dict(earlier["readers"][name])
        optimiser.load_state_dict(earlier["optimiser"])
        del earlier
    judge = _Judge(readers, plan, Marks.of(course.lexicon.classes, plan.device))
    limit = 60 * plan.minutes if plan.minutes else math.inf
    began, kept = time.monotonic() - spent, time.monotonic()
    torch.manual_seed(plan.seed)
    while (done := max(step / steps, (time.monotonic() - began) / limit)) < 1.0:
        pace = min(1.0, (step + 1) / 200, 1.01 - done)
        for group in optimiser.param_groups:
            group["lr"] = group["most"] * pace
        optimiser.zero_grad(set_to_none=True)
        judge.blame(batch)
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        step += 1
        if step % REPORT_EVERY == 0:
            report(step, steps, judge.lost, plan.rate * pace)
        if time.monotonic() - kept > KEEP_EVERY:
            kept = time.monotonic()
            save(keep, readers, optimiser, (step, kept - began), course.lexicon)
        batch = {name: next(source) for name, source in drawn.items()}
    for source in drawn.values():
        source.close()
    save(keep, readers, optimiser, (step, time.monotonic() - began), course.lexicon)
    for reader in readers.values():
        reader.eval()


class _Judge:
    """Tells readers how wrong they are; ``lost`` is how wrong each was of late, part by part."""

    def __init__(self, readers: Mapping[str, Reader], plan: Plan, marks: Marks) -> None:
        self._readers, self._plan, self._marks = readers, plan, marks
        self._recorded = plan.device == "cuda" and plan.grain > 1
        self._recorders = {name: Recorder(r, marks) if self._recorded else None for name, r in readers.items()}
        self.lost: dict[str, Parts] = {name: Parts() for name in readers}

    def blame(self, batch: Mapping[str, Batch]) -> None:
        """Add to the gradient what each reader gets wrong of its batch."""
        plan = self._plan
        for name, reader in self._readers.items():
            shown = show(batch[name], plan.device)
            with torch.autocast(plan.device, torch.bfloat16, enabled=plan.half, cache_enabled=not self._recorded):
                parts = losses(reader, shown, self._marks, self._recorders[name])
            total(parts).backward()
            lately = self.lost[name]
            for part, lost in parts.items():
                lately[part] = lost.detach().lerp(lately.get(part, lost.detach()), 0.98)


def _optimiser(readers: Mapping[str, Reader], plan: Plan) -> tuple[torch.optim.Optimizer, list[torch.nn.Parameter]]:
    """Take the readers to their device; return what trains them, and their weights that are trained."""
    own, common = dict[torch.nn.Parameter, None](), dict[torch.nn.Parameter, None]()
    for reader in readers.values():
        reader.to(plan.device).train()
        for name, weight in reader.named_parameters():
            weight.requires_grad = not (plan.tables_stay and name.startswith(TABLES))
            if weight.requires_grad:
                (common if name.startswith(TABLES) else own)[weight] = None
    groups = [{"params": [*own], "most": plan.rate}, {"params": [*common], "most": TABLES_RATE * plan.rate}]
    groups = [group for group in groups if group["params"]]
    return torch.optim.AdamW(groups, lr=plan.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True), [*own, *common]


def save(
    path: Path,
    readers: Mapping[str, Reader],
    optimiser: torch.optim.Optimizer,
    done: tuple[int, float],
    lex: Lexicon,
) -> None:
    """Write a checkpoint, whole or not at all; ``done`` is the steps and the seconds so far."""
    state = {
        "readers": {name: reader.state_dict() for name, reader in readers.items()},
        "optimiser": optimiser.state_dict(),
        "step": done[0],
        "seconds": done[1],
        "shapes": json.dumps({name: reader.shape.as_dict() for name, reader in readers.items()}),
        "lexicon": json.dumps(asdict(lex)),
    }
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def load(path: Path, encoder: str = ANY) -> tuple[Reader, Lexicon]:
    """Read the reader of a checkpoint that has an encoder, or that of any copy where there is none of that name."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    shapes = json.loads(state["shapes"])
    own = encoder if encoder in shapes else ANY
    reader = Reader(Shape(**{**shapes[own], "layers": tuple(shapes[own]["layers"])}))
    reader.load_state_dict(state["readers"][own])
    return reader.eval(), Lexicon(**json.loads(state["lexicon"]))


def start(path: Path, encoder: str = ANY) -> tuple[Reader, Lexicon]:
    """Return the reader of a checkpoint or of a weights file (.npz) that has an encoder, and its lexicon."""
    return restored(path, encoder) if path.suffix == ".npz" else load(path, encoder)
