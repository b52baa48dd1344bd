"""Every public rule says which article it applies, or that the choice is ours."""

import importlib
import inspect
import types
from collections.abc import Iterable, Iterator
from pathlib import Path

from motcua.foundation.law.citations import house_rule, sources_of
from tests.architecture.house import PACKAGE


def rule_modules(package: Path) -> Iterator[str]:
    """Yield the names of the rooms' `rules` modules; those that begin with an underscore are private."""
    for path in sorted([*package.glob("*/*/rules.py"), *package.glob("*/*/rules/*.py")]):
        dotted = ".".join(path.relative_to(package.parent).with_suffix("").parts)
        if not path.stem.startswith("_") or path.stem == "__init__":
            yield dotted.removesuffix(".__init__")


def without_source(modules: Iterable[types.ModuleType]) -> Iterator[str]:
    """Yield the public functions that name neither an article nor our own choice."""
    for module in modules:
        for name, member in sorted(vars(module).items()):
            own = inspect.isfunction(member) and member.__module__ == module.__name__
            if own and not name.startswith("_") and not sources_of(member):
                yield f"{module.__name__}.{name}"


def test_every_public_rule_names_its_source():
    assert list(without_source(importlib.import_module(name) for name in rule_modules(PACKAGE))) == []


def test_the_guard_bites():
    module = types.ModuleType("planted.rules")

    def bare() -> None: ...

    def private() -> None: ...

    @house_rule("It has to be somebody's.")
    def sourced() -> None: ...

    for name, function in {"bare": bare, "_private": private, "sourced": sourced}.items():
        function.__module__ = module.__name__
        setattr(module, name, function)
    assert list(without_source([module])) == ["planted.rules.bare"]
