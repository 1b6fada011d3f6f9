"""The shape of the code, held by reading it: who may import whom, how long things are, and what is never used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("main", "ui", "models")
"""Each may import itself and those after it."""
SAVING = re.compile(r"#.*start-up")
FORBIDDEN_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "base"}
FORBIDDEN_CALLS = {"processEvents", "blockSignals"}
SQL = re.compile(r"\s*(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM)\s", re.DOTALL)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b|[Cc]oming soon|type: ignore(?!\[)")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A file of the application, read."""

    name: str
    file: Path
    lines: list[str]
    tree: ast.Module

    @property
    def layer(self) -> str:
        return self.name.partition(".")[0]

    def at(self, node: ast.AST) -> str:
        return f"{self.file.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def read(file: Path) -> Module:
    parts = file.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    text = file.read_text(encoding="utf-8")
    return Module(name, file, text.splitlines(), ast.parse(text))


MODULES = [
    read(file)
    for file in sorted([*ROOT.glob("main.py"), *(ROOT / "ui").rglob("*.py"), *(ROOT / "models").rglob("*.py")])
]
NAMES = {module.name for module in MODULES}


def imports(module: Module, tree: ast.AST | None = None) -> Iterator[tuple[ast.AST, str]]:
    """Yield each imported module, except those that only the type checker sees."""
    for node in ast.iter_child_nodes(tree or module.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield node, whole if whole in NAMES else str(node.module)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from ((inner, name) for part in node.orelse for inner, name in imports(module, part))
        else:
            yield from imports(module, node)


def everywhere(*kinds: type[ast.AST]) -> Iterator[tuple[Module, ast.AST]]:
    for module in MODULES:
        yield from ((module, node) for node in ast.walk(module.tree) if isinstance(node, kinds))


def length(node: ast.AST) -> int:
    return int(node.end_lineno - node.lineno + 1)  # type: ignore[attr-defined]


def test_the_layers_import_downwards_only() -> None:
    wrong = [
        f"{module.at(node)} imports {name}"
        for module in MODULES
        for node, name in imports(module)
        if (head := name.partition(".")[0]) == "resources"
        or (head in LAYERS and LAYERS.index(head) < LAYERS.index(module.layer))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("layer", "heads"),
    [("models", {"PySide6", "shiboken6"}), ("ui", {"sqlite3", "sqlite_utils"}), ("main", {"sqlite3", "sqlite_utils"})],
)
def test_each_layer_keeps_to_its_tools(layer: str, heads: set[str]) -> None:
    wrong = [
        f"{module.at(node)} imports {name}"
        for module in MODULES
        if module.layer == layer
        for node, name in imports(module)
        if name.partition(".")[0] in heads
    ]
    assert wrong == []


def test_the_window_holds_no_sql() -> None:
    wrong = [
        module.at(node)
        for module, node in everywhere(ast.Constant)
        if module.layer != "models" and isinstance(node.value, str) and SQL.match(node.value)
    ]
    assert wrong == []


def test_there_is_no_cycle() -> None:
    graph = {module.name: {name for _node, name in imports(module) if name in NAMES} for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_an_import_inside_a_function_states_what_it_saves() -> None:
    wrong = [
        module.at(node)
        for module, function in everywhere(ast.FunctionDef, ast.AsyncFunctionDef)
        for node, _name in imports(module, function)
        if not any(SAVING.search(line) for line in module.lines[max(node.lineno - 2, 0) : node.end_lineno])
    ]
    assert sorted(set(wrong)) == []


def test_no_wildcard_and_no_relative_import() -> None:
    wrong = [
        module.at(node)
        for module, node in everywhere(ast.ImportFrom)
        if node.level or any(alias.name == "*" for alias in node.names)
    ]
    assert wrong == []


def test_no_module_makes_an_object_for_everybody() -> None:
    """Declared data (frozen) is fine; anything that can change is made by its owner and handed on."""
    classes = {node.name: node for _module, node in everywhere(ast.ClassDef)}
    changing = {name for name, node in classes.items() if not is_data(node)}
    wrong = [
        f"{module.at(statement)} {ast.unparse(statement)[:60]}"
        for module in MODULES
        for statement in module.tree.body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        and isinstance(statement.value, ast.Call)
        and ast.unparse(statement.value.func).rpartition(".")[2] in changing
    ]
    assert wrong == []


def is_data(node: ast.ClassDef) -> bool:
    bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
    return bool(bases & {"Enum", "StrEnum", "IntEnum", "NamedTuple"}) or any(
        "frozen=True" in ast.unparse(part) for part in (*node.decorator_list, *node.keywords)
    )


def test_nothing_is_too_long() -> None:
    limits = {ast.ClassDef: 250, ast.FunctionDef: 60, ast.AsyncFunctionDef: 60}
    sizes = {module.file.relative_to(ROOT): len(module.lines) for module in MODULES}
    wrong = [f"{file}: {size} lines" for file, size in sizes.items() if size > 400]
    wrong += [
        f"{module.at(node)} {node.name}: {length(node)} lines"
        for module, node in everywhere(*limits)
        if length(node) > limits[type(node)]
    ]
    assert wrong == []


def test_the_entry_point_and_the_window_only_assemble() -> None:
    limits = {"main": 60, "ui.main_window": 200}
    assert [
        name for name, most in limits.items() for module in MODULES if module.name == name and len(module.lines) > most
    ] == []


def test_modules_are_named_after_what_they_hold() -> None:
    assert [name for name in NAMES if FORBIDDEN_NAMES & set(name.split("."))] == []


def test_the_window_is_never_held_up_or_silenced() -> None:
    wrong = [
        f"{module.at(node)} {ast.unparse(node)}"
        for module, node in everywhere(ast.Attribute, ast.Name)
        if (node.attr if isinstance(node, ast.Attribute) else node.id) in FORBIDDEN_CALLS
        or ast.unparse(node) == "time.sleep"
    ]
    wrong += [
        module.at(node)
        for module, node in everywhere(ast.ImportFrom)
        if node.module == "time" and any(alias.name == "sleep" for alias in node.names)
    ]
    assert wrong == []


def test_an_except_for_everything_raises_again_or_says_why_not() -> None:
    wrong = [
        module.at(node)
        for module, node in everywhere(ast.ExceptHandler)
        if (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and not isinstance(node.body[-1], ast.Raise)
        and "BLE001 - " not in module.lines[node.lineno - 1]
    ]
    assert wrong == []


def test_nothing_is_left_for_later() -> None:
    wrong = [
        f"{module.file.relative_to(ROOT)}:{number} {line.strip()}"
        for module in MODULES
        for number, line in enumerate(module.lines, 1)
        if UNFINISHED.search(line)
    ]
    assert wrong == []


def test_the_tests_are_no_package() -> None:
    """`tests/models` would hide `models`."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []
