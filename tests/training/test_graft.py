from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

torch = pytest.importorskip("torch", reason="training is an optional extra")

from training.export import export  # noqa: E402
from training.fit import Course, begin  # noqa: E402
from training.network import Reader, Shape, graft  # noqa: E402
from training.store import Lexicon  # noqa: E402


def reader(layers: tuple[str, ...], seed: int, breadth: int = 16) -> Reader:
    torch.manual_seed(seed)
    made = Reader(Shape(2, 3, 5, 3, hashed=32, affixes=16, width=16, breadth=breadth, layers=layers))
    made.eval()
    return made


@pytest.mark.parametrize("breadth", [16, 24], ids=["as broad", "broader"])
def test_a_reader_begun_with_a_smaller_one_tells_the_same_at_first(breadth: int) -> None:
    small, large = reader(("1", "P", "S", "2"), 1), reader(("1", "S", "P", "S", "2", "S"), 2, breadth)
    features = torch.randint(0, 3, (2, 7, 5))
    rest = [features[..., 0]] * 4

    graft(large, small.state_dict(), small.shape)

    with torch.no_grad():
        before, after = (r(features, rest, features[..., 0], None) for r in (small, large))
    assert torch.allclose(before, after, atol=1e-6)


def test_of_pairs_of_words_those_that_an_earlier_reader_knew_are_kept(tmp_path: Path) -> None:
    lex = Lexicon(["the", "said"], ["", " ", ". "], [" ", ". ", "'", '." ', ' "'], {}, [0, 1, 3])
    earlier, fresh = reader(("1",), 1), reader(("1",), 2)
    torch.nn.init.normal_(earlier.pair.weight, std=0.1)
    export(earlier, lex, tmp_path / "w.npz")

    begin(cast(Course, SimpleNamespace(lexicon=replace(lex, pairs=[1, 2, 3]))), fresh, tmp_path / "w.npz")

    assert torch.allclose(fresh.pair.weight, earlier.pair.weight, atol=0.01)
    assert torch.allclose(fresh.pairs.weight[[0, 1, 3]], earlier.pairs.weight[[0, 2, 3]], atol=0.02)
    assert bool((fresh.pairs.weight[2] == 0).all())
