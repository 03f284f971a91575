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


def reader(layers: tuple[str, ...], seed: int) -> Reader:
    torch.manual_seed(seed)
    made = Reader(Shape(2, 3, 5, 3, hashed=32, affixes=16, width=16, layers=layers))
    made.eval()
    return made


def test_a_reader_begun_with_a_smaller_one_tells_the_same_at_first() -> None:
    small, large = reader(("1", "P", "2"), 1), reader(("1", "S", "P", "2", "S"), 2)
    features = torch.randint(0, 3, (2, 7, 5))
    rest = [features[..., 0]] * 4

    graft(large, small.state_dict(), small.shape.layers)

    with torch.no_grad():
        before, after = (r(features, rest, features[..., 0], None) for r in (small, large))
    assert torch.allclose(before, after, atol=1e-6)


@pytest.mark.parametrize("known", [[0, 1, 3], [0, 1, 2]], ids=["same pairs", "other pairs"])
def test_pairs_of_words_begin_anew_where_they_are_others(tmp_path: Path, known: list[int]) -> None:
    lex = Lexicon(["the", "said"], ["", " ", ". "], [" ", ". ", "'", '." ', ' "'], {}, [0, 1, 3])
    earlier, fresh = reader(("1",), 1), reader(("1",), 2)
    torch.nn.init.normal_(earlier.pair.weight, std=0.1)
    export(earlier, lex, tmp_path / "w.npz")

    begin(cast(Course, SimpleNamespace(lexicon=replace(lex, pairs=known))), fresh, tmp_path / "w.npz")

    assert torch.allclose(fresh.heads.weight, earlier.heads.weight, atol=0.01)
    assert torch.allclose(fresh.pairs.weight, earlier.pairs.weight, atol=0.02) == (known == lex.pairs)
    assert bool((fresh.pair.weight == 0).all()) == (known != lex.pairs)
