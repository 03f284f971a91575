from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training is an optional extra")

from archive.restore.learned.model import ANY, TABLES, Model  # noqa: E402
from archive.restore.learned.products import InFloats  # noqa: E402
from archive.restore.learned.reader import Reader as Shipped  # noqa: E402
from training.__main__ import main, parser  # noqa: E402
from training.export import export, restored  # noqa: E402
from training.network import Reader, Rows, Shape, Whole, carried, distance, joined  # noqa: E402
from training.store import Lexicon  # noqa: E402

LEXICON = Lexicon(["the", "said"], ["", " ", ". "], [" ", ". ", "'", '." ', ' "'], {}, [1, 3])


def small(layers: tuple[str, ...] = ("1", "P", "S", "2")) -> Reader:
    torch.manual_seed(1)
    reader = Reader(Shape(2, 3, 5, 2, hashed=32, affixes=16, width=16, layers=layers))
    reader.eval()
    return reader


@pytest.mark.parametrize("layers", [("1",), ("P",), ("S",), ("1", "P", "S", "2")])
def test_what_is_shipped_tells_the_same_as_what_it_is_restored_to(tmp_path: Path, layers: tuple[str, ...]) -> None:
    reader = small(layers)
    reader.apply(lambda part: part.most.fill_(2.0) if hasattr(part, "most") else None)
    torch.nn.init.normal_(reader.pair.weight, std=0.1)
    export(reader, LEXICON, tmp_path / "w.npz")
    reader, _ = restored(tmp_path / "w.npz")
    model = Model.load(tmp_path / "w.npz")
    draw = np.random.default_rng(1)
    features = np.concatenate([draw.integers(0, 16, (2, 40, 4)), draw.integers(0, 3, (2, 40, 1))], axis=2)
    rest = [draw.integers(0, n, (2, 40)) for n in (5, 3, 3, 18)]
    same = features[..., 0]

    with torch.no_grad():
        want = reader(torch.tensor(features), [torch.tensor(r) for r in rest], torch.tensor(same), None).numpy()
    rows = [*np.moveaxis(features[..., :4], 2, 0), *rest]
    summed = np.sum([model.tables[name].rows(row.ravel()) for name, row in zip(TABLES, rows, strict=True)], axis=0)
    summed = summed.reshape(2, 40, -1) + [model.paired(piece) for piece in features[..., 4]]

    encoder = model.encoder(ANY)
    encoded = encoder.encode(summed.astype(np.float32), same.astype(np.int32), InFloats()).reshape(80, -1)
    told = encoder.tell(encoded, InFloats()) | {"gap": InFloats().times(encoded, encoder.marks)}
    got = np.concatenate([told[name] for name in model.meta.heads], axis=1)

    # a number half-way between two whole ones may become either
    apart = np.abs(got - want.reshape(80, -1))
    assert np.median(apart) < 1e-4
    assert apart.max() < 0.03


def test_what_a_product_takes_is_measured_while_training_and_cut_to_it_afterwards() -> None:
    torch.manual_seed(1)
    product, taken = Whole(4, 2), torch.full((2, 3, 4), 5.0)
    with torch.no_grad():
        for _ in range(300):
            product.train()(taken)
        told = product.eval()(taken)

        assert 4.9 < float(product.most) <= 5.01
        assert torch.allclose(product(20 * taken), told, atol=0.05)
        assert torch.allclose(told, torch.nn.functional.linear(taken, product.weight, product.bias), atol=0.05)


def test_a_scan_carries_the_right_gradient() -> None:
    from training.network import _Recurrence

    keep = torch.rand(5, 2, 3, dtype=torch.double, requires_grad=True)
    new = torch.randn(5, 2, 3, dtype=torch.double, requires_grad=True)

    assert torch.autograd.gradcheck(_Recurrence.apply, (keep, new))


@pytest.mark.parametrize("length", [1, 2, 7, 64])
def test_stretches_that_are_joined_carry_what_single_steps_carry(length: int) -> None:
    keep, new = torch.rand(length, 2, 3, dtype=torch.double), torch.randn(length, 2, 3, dtype=torch.double)

    assert torch.allclose(joined(keep, new), carried(keep, new))


def test_places_before_inside_and_after_a_run_differ() -> None:
    at = torch.arange(8)[None, :]

    found = distance(at, torch.tensor([[3]]), torch.tensor([[5]]))[0].tolist()

    assert found[3] == found[4]
    assert found[2] != found[5]
    assert len({*found[:3], found[3], *found[5:]}) >= 5


def test_training_goes_on_where_it_was_interrupted_and_ends_in_weights_that_read(tmp_path: Path) -> None:
    text = 'The mayor, Lena Voss, said: "We wait." She left the town hall on Friday.\n\nVoss did not return. '
    start = text.index("Lena")
    line = json.dumps({"text": text * 4, "people": [{"start": start, "end": start + 9, "name": "Lena Voss"}]})
    (tmp_path / "town.jsonl").write_text("\n".join([line] * 40), encoding="utf-8")
    asked = [str(tmp_path / "town.jsonl"), "--out", str(tmp_path / "w.npz"), "--width", "16", "--threads", "1"]

    assert main([*asked, "--passes", "1"]) == 0
    with pytest.raises(SystemExit):
        main([*asked, "--passes", "1"])
    assert main([*asked, "--passes", "2", "--resume"]) == 0

    report = json.loads((tmp_path / "w.json").read_text(encoding="utf-8"))
    found = Shipped(Model.load(tmp_path / "w.npz")).read([text.lower()])[0]
    assert report["articles"] == 40
    assert report["bytes"] == (tmp_path / "w.npz").stat().st_size
    assert found.body.lower() == text.lower()


def test_an_encoder_is_trained_beside_others_whose_tables_stay(tmp_path: Path) -> None:
    (tmp_path / "town.txt").write_text("The mayor said on Friday that she would wait. " * 60, encoding="utf-8")
    asked = [str(tmp_path / "town.txt"), "--width", "16", "--breadth", "16", "--threads", "1", "--passes", "3"]
    first, both = tmp_path / "first.npz", tmp_path / "both.npz"

    assert main([*asked, "--out", str(first), "--layers", "1,P,S", "--encoders", "any"]) == 0
    assert main([*asked, "--out", str(both), "--layers", "1,S", "--encoders", "folded", "--beside", str(first)]) == 0

    before, after = Model.load(first), Model.load(both)
    assert after.meta.layers == {"any": ("1", "P", "S"), "folded": ("1", "S")}
    assert all((after.arrays[name] == array).all() for name, array in before.arrays.items() if name != "meta")
    assert after.encoder("folded").kinds == ("1", "S")
    assert Shipped(after).read(["the mayor said on friday"])[0].body.lower() == "the mayor said on friday"


def test_encoders_that_are_trained_together_learn_tables_that_they_share(tmp_path: Path) -> None:
    (tmp_path / "town.txt").write_text("The mayor said on Friday that she would wait. " * 60, encoding="utf-8")
    asked = [str(tmp_path / "town.txt"), "--width", "16", "--breadth", "16", "--threads", "1", "--layers", "1"]
    once, again = tmp_path / "once.npz", tmp_path / "again.npz"

    assert main([*asked, "--passes", "1", "--out", str(once)]) == 0
    assert main([*asked, "--passes", "40", "--out", str(again), "--begin", str(once.with_suffix(".pt"))]) == 0

    weights = torch.load(again.with_suffix(".pt"), weights_only=True)["readers"]
    before = torch.load(once.with_suffix(".pt"), weights_only=True)["readers"]
    assert set(Model.load(again).meta.layers) == set(weights) == {"any", "marked", "folded"}
    for name in ("tables.0.weight", "pairs.weight", "pair.weight"):
        assert torch.equal(weights["any"][name], weights["folded"][name])
        assert not torch.equal(weights["any"][name], before["any"][name])
    assert not torch.equal(weights["any"]["layers.0.mix.weight"], weights["folded"]["layers.0.mix.weight"])


def test_the_share_that_is_hidden_is_of_all_encoders_or_of_one(capsys: pytest.CaptureFixture[str]) -> None:
    said = parser().parse_args(["town.txt", "--out", "w.npz", "--dropout", "0.15", "folded=0.2"])
    assert said.dropout == [{"any": 0.15, "marked": 0.15, "folded": 0.15}, {"folded": 0.2}]

    with pytest.raises(SystemExit):
        parser().parse_args(["town.txt", "--out", "w.npz", "--dropout", "fold=0.2"])
    assert "there is no encoder fold, but any, marked, folded" in capsys.readouterr().err


def test_rows_are_of_few_bits_while_they_are_trained_and_their_gradient_is_that_of_all_bits() -> None:
    table = Rows(6, 16, bits=4)
    whole = table.weight.detach().clone()

    few = table.train()(torch.arange(6))
    few.sum().backward()

    assert all(len(row.unique()) <= 15 for row in few.detach())
    assert torch.allclose(few.detach(), whole, atol=float(whole.abs().max()) / 13)
    assert table.weight.grad is not None
    assert (table.weight.grad == 1.0).all()
    assert torch.equal(table.eval()(torch.arange(6)), whole)
