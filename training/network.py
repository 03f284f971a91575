"""The reader as it is trained: one encoder over words and gaps, and a linear layer for everything it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher

import torch
from torch import Tensor, nn
from torch.autograd.function import FunctionCtx
from torch.nn import functional

from archive.restore.learned.model import ANY, FOLDED, MARKED
from archive.restore.learned.products import MOST
from archive.restore.learned.tables import largest
from archive.restore.learned.words import CASES, SHAPES, STATES

POINTER = 24
"""How many numbers a run of speech and a word have to find each other by."""

PAIR = 32
"""How many numbers stand for a pair of words."""

REACH = 12
"""Buckets of distances before a run of speech, and as many behind it; one more is for what lies in it."""

LAYER_BITS, HEAD_BITS, LARGE_BITS, SMALL_BITS = 5, 6, 4, 6
"""How many bits a weight has once it is trained, in a layer, in what tells, in a large table and in a small one."""

LAYERS = {ANY: "1,2,4,P,S,8,24,P,S,1,2", MARKED: "1,P,S,8,S,1", FOLDED: "1,2,4,P,S,8,24,P,S,1,2"}
"""The layers of each encoder, as :class:`Shape` names them."""

TINY = 1e-12
"""What keeps the scale of a row of zeros from being 0."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a reader.

    ``width`` numbers stand for a word in the tables, ``breadth`` where it is read among the others. ``layers`` names
    them in order: a number is a gated convolution so many words apart, ``P`` the pooling over equal words, ``S`` a pair
    of scans that carry what was read from either end of the text.
    """

    words: int
    gaps: int
    classes: int
    pairs: int = 0
    hashed: int = 16384
    affixes: int = 8192
    width: int = 96
    breadth: int = 192
    layers: tuple[str, ...] = ("1", "2", "P", "4", "S", "8", "S")

    def heads(self) -> dict[str, int]:
        """Return the numbers that are told of each word, in order."""
        sizes = {"cap": 4, "gap": self.classes, "quoted": 1, "person": 3, "speech": 3, "cue": 1, "speaker": 3}
        pointers = {f"{what}_{part}": POINTER for what in ("source", "verb") for part in ("first", "last", "key")}
        return sizes | pointers

    def as_dict(self) -> dict[str, object]:
        """Return the sizes as plain values."""
        return asdict(self)


def rounded(weights: Tensor, bits: int) -> Tensor:
    """Return rows of weights as so few bits hold them, while the gradient is followed as if they were not rounded.

    After Bengio, Leonard and Courville, "Estimating or Propagating Gradients Through Stochastic Neurons" (2013).
    """
    with torch.no_grad():
        scale = weights.abs().amax(dim=-1, keepdim=True) / largest(bits) + TINY
        lost = (weights / scale).round() * scale - weights
    return weights + lost


class Rows(nn.Embedding):
    """A table of rows of weights, which are of few bits while they are trained already."""

    def __init__(self, size: int, width: int, bits: int) -> None:
        super().__init__(size, width)
        self.bits = bits
        nn.init.normal_(self.weight, std=0.15)

    def forward(self, at: Tensor) -> Tensor:
        """Return the rows at some places (..., width)."""
        rows = super().forward(at)
        return rounded(rows, self.bits) if self.training and self.weight.requires_grad else rows


class Whole(nn.Linear):
    """A linear layer of weights of few bits that takes 8-bit whole numbers once it is trained.

    ``most`` is what the largest of them stands for: while training, the mean of the largest of some pieces.
    """

    most: Tensor

    def __init__(self, inputs: int, outputs: int, bits: int = LAYER_BITS) -> None:
        super().__init__(inputs, outputs)
        self.bits = bits
        self.register_buffer("most", torch.ones(()))

    def forward(self, h: Tensor) -> Tensor:
        """Return what it makes of ``h`` (pieces, words, inputs)."""
        if not self.training:
            step = self.most / MOST
            h = (h / step).round().clamp(-MOST, MOST) * step
            return super().forward(h)
        self.most.lerp_(h[0].detach().abs().max().float(), 0.02)
        return functional.linear(h, rounded(self.weight, self.bits), self.bias)


class Gated(nn.Module):
    """A convolution over three words, ``dilation`` apart, half of whose output gates the other half."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.dilation = dilation
        self.mix = Whole(3 * width, 2 * width)

    def forward(self, h: Tensor) -> Tensor:
        """Return what their neighbourhood adds to ``h`` (pieces, words, width)."""
        d, n = self.dilation, h.shape[1]
        padded = functional.pad(_working(h), (0, 0, d, d))
        near = torch.cat([padded[:, :n], padded[:, d : n + d], padded[:, 2 * d :]], dim=2)
        return functional.glu(self.mix(near), dim=2)


class Pooled(nn.Module):
    """Adds to each word what the same word says elsewhere in the piece."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.mix = Whole(2 * width, 2 * width)

    def forward(self, h: Tensor, equal: Tensor) -> Tensor:
        """Return what the mean over equal words adds to ``h``; ``equal`` has rows that sum to one."""
        own = _working(h)
        return functional.glu(self.mix(torch.cat([own, torch.bmm(equal.to(own.dtype), own)], dim=2)), dim=2)


class _Recurrence(torch.autograd.Function):
    """``h[t] = keep[t] * h[t - 1] + new[t]``, time first."""

    @staticmethod
    def forward(ctx: FunctionCtx, keep: Tensor, new: Tensor) -> Tensor:
        h = carried(keep, new)
        ctx.save_for_backward(keep, h)
        return h

    @staticmethod
    def backward(ctx: FunctionCtx, *grads: Tensor) -> tuple[Tensor, Tensor]:
        keep, h = ctx.saved_tensors
        back = carried(keep.roll(-1, 0).flip(0), grads[0].flip(0)).flip(0)
        lost = torch.zeros_like(keep)
        lost[1:] = back[1:] * h[:-1]
        return lost, back


def carried(keep: Tensor, new: Tensor) -> Tensor:
    """Return ``h`` of ``h[t] = keep[t] * h[t - 1] + new[t]``, time first.

    A GPU joins ever longer stretches, as many steps at once as there are (Hillis and Steele, "Data Parallel
    Algorithms", 1986), which is more work than one step after another, but far fewer products.
    """
    if not new.is_cuda:
        h = new.clone(memory_format=torch.contiguous_format)
        for t in range(1, len(h)):
            torch.addcmul(new[t], keep[t], h[t - 1], out=h[t])
        return h
    return joined(keep, new)


def joined(keep: Tensor, new: Tensor) -> Tensor:
    """Return what :func:`carried` returns, by stretches of 1, 2, 4, ... steps."""
    reach = 1
    while reach < len(new):
        new = torch.cat([new[:reach], torch.addcmul(new[reach:], keep[reach:], new[:-reach])])
        keep = torch.cat([keep[:reach], keep[reach:] * keep[:-reach]])
        reach *= 2
    return new


class Scanned(nn.Module):
    """Carries what was read along the text, from the left and from the right, and adds it to each word."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width
        self.carry = Whole(width, 2 * width)
        self.mix = Whole(width, 2 * width)
        with torch.no_grad():
            half = torch.linspace(0.0, 5.0, width // 2)
            self.carry.bias[width:] = torch.cat([half, half])

    def forward(self, h: Tensor) -> Tensor:
        """Return what comes to ``h`` (pieces, words, width) from far."""
        # what is kept over hundreds of words lies too near one for 16 bits
        new, keep = self.carry(h).float().transpose(0, 1).split(self.width, dim=2)
        keep = keep.sigmoid()
        new = (1.0 - keep) * new
        half = self.width // 2
        right = _Recurrence.apply(keep[..., :half].contiguous(), new[..., :half].contiguous())
        left = _Recurrence.apply(keep[..., half:].flip(0).contiguous(), new[..., half:].flip(0).contiguous())
        far = torch.cat([right, left.flip(0)], dim=2).transpose(0, 1)
        return functional.glu(self.mix(far), dim=2)


class Veiled(nn.Module):
    """Hides some of the numbers that stand for words, the same ones in all words of a piece, while training."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, h: Tensor) -> Tensor:
        """Return ``h`` (pieces, words, width) with a share of its columns at 0, and the rest larger for it."""
        if not self.training or not self.share:
            return h
        shown = torch.rand(h.shape[0], 1, h.shape[2], device=h.device) >= self.share
        return h * (shown / (1.0 - self.share))


def _working(h: Tensor) -> Tensor:
    """Return ``h`` in the precision that products are made in."""
    kind = h.device.type
    return h.to(torch.get_autocast_dtype(kind)) if torch.is_autocast_enabled(kind) else h


def _layer(name: str, width: int) -> nn.Module:
    return {"P": Pooled, "S": Scanned}[name](width) if name in "PS" else Gated(width, int(name))


class Reader(nn.Module):
    """Tells of each word what ``Shape.heads`` lists."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape, width, breadth = shape, shape.width, shape.breadth
        large = (shape.words + shape.hashed, shape.affixes, shape.affixes)
        small = (SHAPES, CASES, shape.gaps, shape.gaps, STATES)
        self.tables = nn.ModuleList(
            [*(Rows(size, width, LARGE_BITS) for size in large), *(Rows(size, width, SMALL_BITS) for size in small)]
        )
        self.pairs = Rows(1 + shape.pairs, PAIR, LARGE_BITS)
        self.pair = nn.Linear(2 * PAIR, width, bias=False)
        nn.init.zeros_(self.pair.weight)
        self.spread = nn.Linear(width, breadth, bias=False)
        nn.init.normal_(self.spread.weight, std=width**-0.5)
        with torch.no_grad():
            self.spread.weight[:width] = torch.eye(width)
        self.layers = nn.ModuleList(_layer(name, breadth) for name in shape.layers)
        self.heads = Whole(breadth, sum(shape.heads().values()), HEAD_BITS)
        self.guess = nn.Linear(breadth, width)
        self.reach = nn.Parameter(torch.zeros(2, 2 * REACH + 1))
        self.veil = Veiled(dropout)

    def share(self, other: Reader) -> None:
        """Take the tables of another reader for one's own: what either learns of words, both know."""
        self.tables, self.pairs, self.pair = other.tables, other.pairs, other.pair

    def look_up(self, features: Tensor, rest: Sequence[Tensor], hidden: Tensor | None = None) -> Tensor:
        """Return what the tables know of each word, (pieces, words, width).

        Args:
            features: rows of word, prefix, suffix, shape, and the pair with the next word, (pieces, words, 5).
            rest: rows of case, gap before, gap after and state, each (pieces, words).
            hidden: 0 where a row is to be hidden, so that the surroundings must tell, else 1: (pieces, words, 2), of
                the word itself and of its affixes.
        """
        word, *affixes = (table(rows) for table, rows in zip(self.tables, features.unbind(2)[:3], strict=False))
        affix = sum(affixes[1:], affixes[0])
        h = word + affix if hidden is None else word * hidden[..., :1] + affix * hidden[..., 1:]
        for table, rows in zip(self.tables[3:], [features[..., 3], *rest], strict=True):
            h = h + table(rows)
        pairs = self.pairs(features[..., 4])
        return h + self.pair(torch.cat([functional.pad(pairs, (0, 0, 1, 0))[:, :-1], pairs], dim=2))

    def read(self, h: Tensor, same: Tensor) -> Tensor:
        """Return what is known of each word among the others, (pieces, words, breadth).

        Args:
            h: what :meth:`look_up` returns.
            same: a number for each distinct word, (pieces, words).
        """
        h = self.spread(self.veil(h)).float()
        equal = (same[:, :, None] == same[:, None, :]).to(h.dtype)
        equal = equal / equal.sum(2, keepdim=True)
        for layer in self.layers:
            h = h + self.veil(layer(h, equal) if isinstance(layer, Pooled) else layer(h))
        return h

    def forward(self, features: Tensor, rest: Sequence[Tensor], same: Tensor, hidden: Tensor | None = None) -> Tensor:
        """Return all heads of each word, side by side; of the arguments of :meth:`look_up` and :meth:`read`."""
        return self.tells(self.read(self.look_up(features, rest, hidden), same))

    def tells(self, known: Tensor) -> Tensor:
        """Return all heads of each word, side by side, of what :meth:`read` returns."""
        heads: Tensor = self.heads(self.veil(known)).float()
        return heads

    def guesses(self, known: Tensor, words: Tensor) -> Tensor:
        """Return how well each of some rows of words fits some places, (n, rows), of which ``known`` is (n, breadth).

        It is asked while training alone, and not exported: to tell hidden words a reader must learn the language.
        """
        scores: Tensor = (self.guess(known) @ self.tables[0](words).T).float()
        return scores

    def split(self, heads: Tensor) -> dict[str, Tensor]:
        """Return the heads by name."""
        sizes = self.shape.heads()
        return dict(zip(sizes, heads.split(list(sizes.values()), dim=-1), strict=True))

    def point(self, told: dict[str, Tensor], runs: Tensor, what: str) -> Tensor:
        """Return for each run (piece, first, end, ...) how well each word fits as the end of its source or verb."""
        piece, first, end = runs[:, 0], runs[:, 1], runs[:, 2]
        query = told[f"{what}_first"][piece, first] + told[f"{what}_last"][piece, end - 1]
        score = torch.einsum("rd,rnd->rn", query, told[f"{what}_key"].index_select(0, piece)) / POINTER**0.5
        at = torch.arange(score.shape[1], device=score.device)[None, :]
        return score + self.reach[("source", "verb").index(what)][distance(at, first[:, None], end[:, None])]


def graft(reader: Reader, state: dict[str, Tensor], shape: Shape) -> None:
    """Begin ``reader`` with the weights of another, so that it tells the same if that one is a part of it.

    Layers that the other one lacked begin by adding nothing; in a broader reader what the other one knew does not heed
    the numbers that are new. Layers are matched in order; those of the other one that match none are left out.

    Args:
        reader: the reader to begin.
        state: the weights of the other one.
        shape: its sizes.
    """
    fresh = reader.state_dict()
    matched: dict[int, int] = {}
    for mine, its, n in SequenceMatcher(None, reader.shape.layers, shape.layers, autojunk=False).get_matching_blocks():
        matched |= {mine + i: its + i for i in range(n)}
    for number, name in enumerate(reader.shape.layers):
        for key in [k for k in fresh if k.startswith(f"layers.{number}.")]:
            tail = key.split(".", 2)[2]
            if number in matched:
                halved = {"carry": (True, False), "mix": (False, True)}[tail.split(".")[0]] if name == "S" else ()
                known = state[f"layers.{matched[number]}.{tail}"]
                fresh[key] = _grown(fresh[key], known, (shape, reader.shape), halved)
            elif tail.startswith("mix."):
                fresh[key] = torch.zeros_like(fresh[key])
    for key, value in state.items():
        if not key.startswith("layers."):
            fresh[key] = value if value.shape == fresh[key].shape else _first(fresh[key], value)
    reader.load_state_dict(fresh)


def _grown(fresh: Tensor, known: Tensor, shapes: tuple[Shape, Shape], halved: tuple[bool, ...]) -> Tensor:
    """Return the weights or biases of a broader layer, of which known ones stand where those numbers stand there.

    ``halved`` says of rows and columns whether the first half of a layer's numbers comes from the left, the other half
    from the right.
    """
    narrow, broad = (shape.breadth for shape in shapes)
    if not known.dim():
        return known
    at = []
    for size, parted in zip(known.shape, halved or (False, False), strict=False):
        part, whole = (narrow // 2, broad // 2) if parted else (narrow, broad)
        at.append((torch.arange(size // part)[:, None] * whole + torch.arange(part)).flatten())
    grown = fresh.clone()
    grown[at[0]] = 0.0
    grown[tuple(torch.meshgrid(*at, indexing="ij"))] = known
    return grown


def _first(fresh: Tensor, known: Tensor) -> Tensor:
    """Return larger weights of which the known ones stand first; those beside them are 0."""
    grown = fresh.clone()
    grown[: len(known)] = 0.0
    grown[: len(known), : known.shape[1]] = known
    return grown


def distance(at: Tensor, first: Tensor, end: Tensor) -> Tensor:
    """Return the bucket of each place before, inside or after a run, on a scale of powers of 1.6."""
    far = torch.where(at < first, first - at, at - end + 1).clamp(min=1).double()
    step = (far.log() / 0.47).long().clamp(max=REACH - 1)
    return torch.where(at < first, step, torch.where(at >= end, REACH + step, 2 * REACH))
