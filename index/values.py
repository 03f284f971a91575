"""Frozen dataclasses whose methods are made when the first of them is needed.

:func:`dataclasses.dataclass` compiles six methods for each class, 0.5 ms, as much as ``python -c pass`` for
eighteen classes. A search in the shell loads nearly seventy and makes values of a few, so a module of values says
``from index.values import dataclass`` and gets the same classes, sooner.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING, Any, Literal, TypeVar

Class = TypeVar("Class", bound=type)

_MADE = ("__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__")
_TABLES = ("__dataclass_fields__", "__dataclass_params__", "__replace__")
_ORDER = ("__lt__", "__le__", "__gt__", "__ge__")
_MAKING = RLock()


def _dataclass(*, frozen: Literal[True], slots: Literal[True], order: bool = False) -> Callable[[Class], Class]:
    """Make a class what ``dataclasses.dataclass`` makes of it, its methods later; for classes without bases."""

    def slotted(plain: Class) -> Class:
        names = tuple(plain.__annotations__)
        left_out = {*names, "__dict__", "__weakref__"}
        space = {name: value for name, value in vars(plain).items() if name not in left_out}
        for name in (*_MADE, *_TABLES, *(_ORDER if order else ())):
            space.setdefault(name, _Unmade(plain, order))
        space |= {"__slots__": names, "__match_args__": names, "__getstate__": _state, "__setstate__": _restore}
        made = type(plain)(plain.__name__, plain.__bases__, space)
        made.__qualname__ = plain.__qualname__
        return made

    return slotted


class _Unmade:
    """Stands for an attribute of a class until it is looked up, then makes all of them."""

    def __init__(self, plain: type, order: bool) -> None:
        self._plain = plain
        self._order = order

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner = owner
        self._name = name

    def __get__(self, value: object, owner: type) -> Any:
        with _MAKING:
            if vars(self._owner).get(self._name) is self:
                self._make()
        return getattr(owner if value is None else value, self._name)

    def _make(self) -> None:
        found = vars(dataclasses.dataclass(frozen=True, order=self._order)(self._plain))
        for name in (*_MADE, *_TABLES, *_ORDER):
            if name in found:
                setattr(self._owner, name, found[name])
            elif isinstance(vars(self._owner).get(name), _Unmade):
                delattr(self._owner, name)


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__slots__]


def _restore(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__slots__, state, strict=True):
        object.__setattr__(self, name, value)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass
