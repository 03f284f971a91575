from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training is an optional extra")

from archive.restore.learned.model import ANY  # noqa: E402
from training.export import export  # noqa: E402
from training.fit import prepare, start  # noqa: E402
from training.network import Reader, Shape, graft  # noqa: E402
from training.store import Corpus, Lexicon, build  # noqa: E402


def reader(layers: tuple[str, ...], seed: int, breadth: int = 16) -> Reader:
    torch.manual_seed(seed)
    made = Reader(Shape(2, 3, 5, 3, hashed=32, affixes=16, width=16, breadth=breadth, layers=layers))
    made.eval()
    return made


def corpus_of(text: str, folder: Path) -> Corpus:
    (folder / "one.txt").write_text(text)
    return build([folder / "one.txt"])


@pytest.mark.parametrize("breadth", [16, 24], ids=["as broad", "broader"])
def test_a_reader_begun_with_a_smaller_one_tells_the_same_at_first(breadth: int) -> None:
    small, large = reader(("1", "P", "S", "2"), 1), reader(("1", "S", "P", "S", "2", "S"), 2, breadth)
    features = torch.randint(0, 3, (2, 7, 5))
    rest = [features[..., 0]] * 4

    graft(large, small.state_dict(), small.shape)

    with torch.no_grad():
        before, after = (r(features, rest, features[..., 0], None) for r in (small, large))
    assert torch.allclose(before, after, atol=1e-6)


def test_a_reader_begun_with_a_larger_one_has_its_layers_but_those_it_has_no_room_for() -> None:
    large, small = reader(("1", "2", "P", "S", "8", "S", "2"), 1), reader(("1", "P", "S", "2"), 2)

    graft(small, large.state_dict(), large.shape)

    got, meant = small.state_dict(), large.state_dict()
    for mine, its in enumerate((0, 2, 3, 6)):
        assert torch.equal(got[f"layers.{mine}.mix.weight"], meant[f"layers.{its}.mix.weight"])
    assert torch.equal(got["heads.weight"], meant["heads.weight"])


def test_a_training_begins_with_the_words_and_pairs_of_the_reader_that_it_begins_with(tmp_path: Path) -> None:
    lex = Lexicon(["the", "said"], ["", " ", ". "], [" ", ". ", "'", '." ', ' "'], {}, [0, 1, 3])
    earlier = reader(("1",), 1)
    export(earlier, lex, tmp_path / "w.npz")

    begun, known = start(tmp_path / "w.npz")
    corpus, layers = corpus_of("A man waits. The man said so.", tmp_path), {ANY: ("1", "2")}
    course = prepare(corpus, None, 1, (16, 16), layers, known)

    assert course.lexicon == lex
    larger = Reader(replace(course.shapes[ANY], hashed=32, affixes=16))
    graft(larger, begun.state_dict(), begun.shape)
    assert torch.allclose(larger.pairs.weight, earlier.pairs.weight, atol=0.04)
