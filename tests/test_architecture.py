"""The shape of the code, held by reading it: who may import whom, and what the pure part must not touch."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("schemas", "pipeline", "flows")
FILES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]

# Lower layers first: a module imports from its own layer or one below.
LAYERS = (
    ("schemas",),
    ("pipeline.errors", "pipeline.printable", "pipeline.urls", "pipeline.lifeline"),
    ("pipeline.decode", "pipeline.repair", "pipeline.language"),
    ("pipeline.scoring",),
    ("pipeline.label",),
    ("pipeline.shapes",),
    ("pipeline.html", "pipeline.record", "pipeline.render"),
    ("pipeline.read", "pipeline.typography"),
    ("pipeline.processing",),
    ("pipeline.sources",),
    ("pipeline.fetch",),
    ("pipeline.engine", "pipeline.configuration"),
    ("pipeline.relate",),
    ("pipeline.cli",),
    ("flows",),
)
STAGES = ("decode", "repair", "language", "scoring", "label", "shapes", "html", "record", "read", "processing", "urls",
          "errors", "printable", "typography", "render")  # fmt: skip
EFFECTS = {"os", "time", "random", "secrets", "sqlite3", "multiprocessing", "threading", "socket", "subprocess",
           "tempfile", "shutil", "signal", "urllib.request", "http", "requests", "asyncio"}  # fmt: skip
READS_A_FILE = {
    "pipeline.language.detect": "finds the model file that a package carries",
    "pipeline.repair.ground.model": "reads the model it carries, once",
    "pipeline.label.model": "reads the weights it carries, once",
    "pipeline.html.body.model": "reads the weights it carries, once",
}
WRITES_DATA = {
    "pipeline.cli": "its own name and version",
    "pipeline.cli.asked": "JSON, escaped",
    "pipeline.cli.explain": "JSON in ASCII",
    "pipeline.cli.relate": "JSON, escaped",
    "pipeline.cli.schema": "schemas",
    "pipeline.cli.status": "JSON, escaped",
}
CALLED_FROM_OUTSIDE = {
    "__getattr__": "Python asks it for `pipeline.process`",
    "read_metadata": "benchmarks and tests measure the metadata alone",
    "NotAboutLostServer": "the configuration of logging names it",
}
LOADED_LATE = {
    "numpy": "60 ms, and a text that is proven clean by its characters needs none",
}
BORDERS = {
    "pipeline.html.body.extractor": "others' code on hostile input",
    "pipeline.sources.archives": "others' code on hostile input",
    "pipeline.engine.outcomes": "a bug costs a record",
    "pipeline.engine.workers.unpack": "a bug costs what is left of a source",
}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def parsed(path: Path) -> ast.Module:
    """Return the tree of a file, which ten tests look at and none changes."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path, *, everywhere: bool = True) -> Iterator[str]:
    tree = parsed(path)
    for node in ast.walk(tree) if everywhere else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def edges(path: Path, modules: set[str]) -> set[str]:
    """Return the modules of ours that a file names in any import, at the top, late, or for types alone."""
    tree, found = parsed(path), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in modules else node.module for name in inner}
    return (found & modules) - {module_name(path)}


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Return one circle of a graph, its first node again at its end; empty if there is none."""
    done: set[str] = set()

    def walk(node: str, road: list[str]) -> list[str]:
        if node in road:
            return [*road[road.index(node) :], node]
        if node not in done:
            for following in sorted(graph.get(node, ())):
                if found := walk(following, [*road, node]):
                    return found
            done.add(node)
        return []

    return next((found for node in sorted(graph) if (found := walk(node, []))), [])


def layer(module: str) -> int:
    for number, names in enumerate(LAYERS):
        if any(module == name or module.startswith(f"{name}.") for name in names):
            return number
    raise AssertionError(f"{module} is in no layer")


def is_stage(path: Path) -> bool:
    name = module_name(path)
    return any(name == f"pipeline.{stage}" or name.startswith(f"pipeline.{stage}.") for stage in STAGES)


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_imports_go_downwards_only(path: Path) -> None:
    name = module_name(path)
    if name == "pipeline":  # gives out `process` on first use
        return
    for imported in imports(path):
        if imported.split(".")[0] in PACKAGES and imported != "pipeline":
            assert layer(imported) <= layer(name), f"{name} imports {imported}, which is above it"


def test_no_module_imports_itself_over_others() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a", "b", "c", "a"]
    modules = {module_name(path) for path in FILES}
    assert circle({module_name(path): edges(path, modules) for path in FILES}) == []


def late_imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and package of each import inside a function that has no reason beside it.

    A reason is a comment on the line, or above the group of imports that it stands in.
    """
    source = path.read_text(encoding="utf-8")
    lines = source.split("\n")
    for function in ast.walk(parsed(path)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        explained = 0
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                above = lines[node.lineno - 2].strip()
                if "  # " in lines[node.lineno - 1] or above.startswith("# ") or explained == node.lineno - 1:
                    explained = node.end_lineno or node.lineno
                    continue
                yield node.lineno, (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_a_late_import_has_its_reason_beside_it(path: Path) -> None:
    if module_name(path).startswith("pipeline.cli"):
        return  # a command loads only what it needs, so that --help and a mistake are answered at once
    bare = [(line, name) for line, name in late_imports(path) if name.split(".")[0] not in LOADED_LATE]
    assert not bare, f"{module_name(path)} imports late without a reason: {bare}"


@pytest.mark.parametrize("path", [path for path in FILES if is_stage(path)], ids=module_name)
def test_a_stage_touches_no_clock_environment_network_or_file(path: Path) -> None:
    tree = parsed(path)
    touched = {name for name in imports(path) if name in EFFECTS or name.split(".")[0] in EFFECTS}
    assert not touched
    calls = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not calls & {"open", "print", "input", "exec", "eval"}
    if "pathlib" in set(imports(path)):
        assert module_name(path) in READS_A_FILE


@pytest.mark.parametrize("path", [path for path in FILES if "flows" not in path.parts], ids=module_name)
def test_only_flows_import_prefect(path: Path) -> None:
    assert not [name for name in imports(path) if name.split(".")[0] == "prefect"]


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_broad_excepts_stand_at_the_two_borders_only(path: Path) -> None:
    broad = [
        node.lineno
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException"))
    ]
    assert not broad or module_name(path) in BORDERS


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_functions_fit_on_a_screen(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 40, f"{node.name} has over 40 lines"


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_modules_say_what_they_are_for(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(parsed(path)), "no docstring"
    assert source.count("\n") <= 300 or "language/words/" in path.as_posix(), "over 300 lines"
    assert path.stem not in {"utils", "helpers", "common", "misc", "manager"}


@pytest.mark.parametrize(
    "path", [path for path in FILES if module_name(path) != "pipeline.cli.terminal"], ids=module_name
)
def test_words_for_a_person_are_written_in_one_place(path: Path) -> None:
    """Names and titles could hold escapes a terminal obeys: only `say` writes them; `typer.echo` is for JSON alone."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "print",
            "typer.echo",
            "typer.secho",
            "sys.stderr.write",
        ):
            assert module_name(path) in WRITES_DATA, f"{module_name(path)} writes in line {node.lineno}"


def defined(tree: ast.Module) -> Iterator[str]:
    """Yield the functions and classes of a module, and the members of its enumerations."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.decorator_list:
            yield node.name
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "StrEnum" for base in node.bases):
            yield from (inner.targets[0].id for inner in node.body
                        if isinstance(inner, ast.Assign) and isinstance(inner.targets[0], ast.Name)
                        and not inner.targets[0].id.startswith("_"))  # fmt: skip


def named(tree: ast.Module) -> Iterator[str]:
    """Yield every name that a module reads, imports or gets from something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)


def test_nothing_is_defined_that_nobody_uses() -> None:
    """Every function, class and member of an enumeration is named elsewhere, or is called from outside."""
    trees = [parsed(path) for path in FILES]
    used = {name for tree in trees for name in named(tree)}
    assert {name for tree in trees for name in defined(tree)} - used == set(CALLED_FROM_OUTSIDE)


def test_every_stage_named_here_exists() -> None:
    assert {name.split(".")[1] for name in map(module_name, FILES) if name.startswith("pipeline.")} >= set(STAGES)
