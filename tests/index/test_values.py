"""Values are frozen dataclasses with slots, whether or not their methods were made yet."""

from __future__ import annotations

import builtins
import copy
import dataclasses
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, asdict, field, fields, is_dataclass, replace
from typing import Any

import pytest

import index.request
from index import values
from index.query import nodes
from index.values import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper."""

    name: str
    pages: int = 1
    places: tuple[str, ...] = field(default_factory=tuple)

    def loud(self) -> str:
        return self.name.upper()


@dataclasses.dataclass(frozen=True, slots=True)
class Stock:
    """One paper."""

    name: str
    pages: int = 1
    places: tuple[str, ...] = field(default_factory=tuple)


def fresh() -> Any:
    """Return a class that nothing was asked of yet."""

    @dataclass(frozen=True, slots=True)
    class New:
        name: str
        pages: int = 1

    return New


def test_a_value_is_made_compared_and_shown_like_any_dataclass() -> None:
    one, other = Paper("Globe", places=("Astrel",)), Paper("Globe", 1, ("Astrel",))

    assert one == other != Paper("Globe", 2)
    assert hash(one) == hash(other) == hash(Stock("Globe", places=("Astrel",)))
    assert repr(one) == "Paper(name='Globe', pages=1, places=('Astrel',))"
    like: Any = Stock("Globe", places=("Astrel",))
    assert one != like
    assert one.loud() == "GLOBE"
    with pytest.raises(TypeError, match=r"Paper.__init__\(\) missing 1 required positional argument: 'name'"):
        Paper()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"unexpected keyword argument 'page'"):
        Paper("Globe", page=2)  # type: ignore[call-arg]


def test_a_value_cannot_be_changed() -> None:
    paper: Any = Paper("Globe")

    with pytest.raises(FrozenInstanceError, match="name"):
        paper.name = "Post"
    with pytest.raises(FrozenInstanceError, match="pages"):
        del paper.pages
    assert not hasattr(paper, "__dict__")


def test_the_tools_of_dataclasses_take_it() -> None:
    paper = Paper("Globe")

    assert is_dataclass(Paper)
    assert [each.name for each in fields(Paper)] == ["name", "pages", "places"]
    assert replace(paper, pages=3) == values.replace(paper, pages=3) == Paper("Globe", 3)
    assert asdict(paper) == {"name": "Globe", "pages": 1, "places": ()}


def test_it_is_copied_and_pickled_before_anything_else_was_asked_of_it() -> None:
    assert copy.deepcopy(Paper("Globe", 4)) == Paper("Globe", 4)
    code = f"import pickle; print(pickle.loads({pickle.dumps(nodes.Phrase(('body',), ('a', 'b'), 3))!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "Phrase(fields=('body',), words=('a', 'b'), slop=3)\n"


def test_it_is_matched_by_its_places() -> None:
    match Paper("Globe", 4):
        case Paper(name, pages):
            assert (name, pages) == ("Globe", 4)


def test_nothing_is_compiled_before_the_first_value(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    run = builtins.exec

    def counted(text: str, space: dict[str, Any]) -> None:
        compiled.append(text)
        run(text, space)

    monkeypatch.setattr(builtins, "exec", counted)
    new = fresh()
    assert new.__match_args__ == new.__slots__ == ("name", "pages")
    assert not compiled

    assert new("Globe") == new("Globe", 1)

    assert len(compiled) == 1


def test_a_field_without_a_default_stands_before_those_with_one() -> None:
    with pytest.raises(TypeError, match="Wrong: a field without a default"):

        @dataclass(frozen=True, slots=True)
        class Wrong:
            pages: int = 1
            name: str  # type: ignore[misc]


@pytest.mark.parametrize("ask", [fields, is_dataclass, lambda new: new.__eq__, lambda new: new.__dataclass_fields__])
def test_a_class_answers_before_it_has_a_value(ask: Any) -> None:
    new = fresh()

    assert ask(new)
    assert new("Globe").pages == 1


def test_threads_that_need_it_at_once_get_one_class() -> None:
    for _ in range(50):
        new = fresh()
        with ThreadPoolExecutor(8) as threads:
            made = list(threads.map(lambda number, new=new: new("Globe", number % 2), range(16)))
        assert set(made) == {new("Globe", 0), new("Globe", 1)}


def test_the_values_of_questions_are_what_they_were() -> None:
    request = index.request.SearchRequest("harbour", limit=3)

    assert replace(request, text="quay").limit == 3
    assert {nodes.And((nodes.Every(),)), nodes.Or((nodes.Every(),)), nodes.And((nodes.Every(),))} == {
        nodes.And((nodes.Every(),)),
        nodes.Or((nodes.Every(),)),
    }
