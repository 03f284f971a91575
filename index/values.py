"""Frozen dataclasses with slots that cost little until they are used.

:func:`dataclasses.dataclass` compiles six methods for each class, in half a millisecond; as much as ``python -c pass``
takes for eighteen of them. A search in the shell loads nearly seventy such classes and makes values of a few. Here one
method is compiled, when the first value is made; the others are the same for all classes. What :mod:`dataclasses`
itself tells of a class, it works out when it is asked.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, TypeVar

Class = TypeVar("Class", bound=type)
Value = TypeVar("Value")

_TABLES = ("__dataclass_fields__", "__dataclass_params__")
_WORKING_OUT = Lock()


def _dataclass(*, frozen: Literal[True], slots: Literal[True]) -> Callable[[Class], Class]:
    """Make a class without bases what ``dataclasses.dataclass`` makes of it; of ``field`` it takes a factory alone."""
    return _slotted


def _slotted(plain: Class) -> Class:
    names = tuple(plain.__annotations__)
    defaults = {name: vars(plain)[name] for name in names if name in vars(plain)}
    if tuple(defaults) != names[len(names) - len(defaults) :]:
        raise TypeError(f"{plain.__qualname__}: a field without a default stands behind one that has one")

    def first(self: Any, *given: Any, **named: Any) -> None:
        made.__init__ = _initialiser(made, names, dict(defaults))
        made.__init__(self, *given, **named)

    space = {name: value for name, value in vars(plain).items() if name not in (*names, "__dict__", "__weakref__")}
    space |= {"__slots__": names, "__match_args__": names, "__init__": first} | _methods(names)
    space |= {name: _Table(plain, name) for name in _TABLES}
    made: Any = type(plain.__name__, (), space)
    made.__qualname__ = plain.__qualname__
    return made  # type: ignore[no-any-return]


def _methods(names: tuple[str, ...]) -> dict[str, Callable[..., Any]]:
    key: Callable[[Any], Any] = attrgetter(*names) if len(names) > 1 else _few

    def equal(self: Any, other: Any) -> bool:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def digest(self: Any) -> int:
        return hash(key(self))

    return {**_SHARED, "__eq__": equal, "__hash__": digest}


def _few(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in self.__slots__)


def _initialiser(made: Any, names: tuple[str, ...], defaults: dict[str, Any]) -> Callable[..., None]:
    """Compile ``__init__``: one assignment for each field, around the frozen ``__setattr__``."""
    space: dict[str, Any] = {f"_{name}": vars(made)[name].__set__ for name in names}
    lines = [f"_{name}(self, {name})" for name in names]
    for name, default in defaults.items():
        if isinstance(default, dataclasses.Field):
            defaults[name] = space[f"_default_{name}"] = default.default_factory
            lines.insert(0, f"if {name} is _default_{name}: {name} = {name}()")
    exec(f"def __init__({', '.join(('self', *names))}):\n " + ("\n ".join(lines) or "pass"), space)
    init: Any = space["__init__"]
    init.__defaults__ = tuple(defaults.values())
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init  # type: ignore[no-any-return]


class _Table:
    """What :mod:`dataclasses` keeps of a class, worked out when it is looked up."""

    def __init__(self, plain: type, name: str) -> None:
        self._plain = plain
        self._name = name

    def __get__(self, value: object, owner: type) -> Any:
        with _WORKING_OUT:
            if self._name not in vars(self._plain):
                dataclasses.dataclass(frozen=True)(self._plain)
        return vars(self._plain)[self._name]


def _shown(self: Any) -> str:
    told = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
    return f"{self.__class__.__qualname__}({told})"


def _refuse(self: Any, name: str, *value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__slots__]


def _restore(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__slots__, state, strict=True):
        object.__setattr__(self, name, value)


def _replace(self: Value, /, **changes: Any) -> Value:
    """Return the same value with some fields changed."""
    kept = {name: getattr(self, name) for name in type(self).__match_args__}  # type: ignore[attr-defined]
    return type(self)(**kept | changes)


_SHARED: dict[str, Callable[..., Any]] = {
    "__repr__": _shown,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__getstate__": _state,
    "__setstate__": _restore,
    "__replace__": _replace,
}

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
else:
    dataclass, replace = _dataclass, _replace
