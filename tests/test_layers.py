"""Who may import whom: a module imports only from modules of a lower rank, never from its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "minutes"

#: The rank of each module of the package; a folder stands for all that is in it.
RANKS = {
    "schema": 0,
    "edtf": 0,
    "text": 1,
    "lexicon": 1,
    "sections": 1,
    "unidic": 1,
    "nlp": 2,
    "calendar": 2,
    "sources": 3,
    "dialects": 3,
    "clauses": 3,
    "turns": 4,
    "dates": 4,
    "counts": 4,
    "organisations": 4,
    "meetings": 5,
    "resolve": 6,
    "events": 7,
    "exchanges": 7,
    "relations": 7,
    "pipeline": 8,
    "incidents": 9,
    "entities": 9,
    "tables": 9,
    "score": 9,
    "export": 10,
    "markup": 10,
    "charts": 10,
    "result": 11,
    "report": 11,
    "explain": 11,
    "verify": 11,
    "fetch": 11,
    "run": 11,
    "second_opinion": 11,
    "qa": 11,
    "casebook": 11,
    "cli": 12,
    "__main__": 13,
    "__init__": 14,
}

#: Libraries that are slow to start, and the only modules that may ask for them, inside functions.
HEAVY = {
    "pandas": {"tables/frames.py"},
    "spacy": {"export/spacy_doc.py", "second_opinion.py"},
    "xlsxwriter": {"export/xlsx.py"},
    "rich": {"cli/extracting.py"},
    "pyarrow": {"run/store.py", "run/batches.py"},
    "distributed": {"run/cluster.py"},
    "fsspec": {"run/store.py", "sources/remote.py"},
}

modules = sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that a tree imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the rank"
            if node.module == "minutes":
                yield from (f"minutes.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


def upward(name: str, imported: str) -> bool:
    """True if module `name` may not import `imported`."""
    if not imported.startswith("minutes."):
        return False
    other = imported.split(".")[1]
    if other == name or other.startswith("__"):
        return other == "__main__"
    return RANKS[other] >= RANKS[name]


def at_import(tree: ast.Module) -> Iterator[str]:
    """The modules imported when the file is loaded: not in functions, not for types alone."""
    for node in tree.body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        yield from imports(node)


@pytest.mark.parametrize("path", modules, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_imports_only_from_lower_ranks(path: Path) -> None:
    name = name_of(path)
    assert name in RANKS, f"{name} has no rank: put it into the table of DESIGN"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [found for found in imports(tree) if upward(name, found)] == []


@pytest.mark.parametrize("path", modules, ids=lambda path: str(path.relative_to(SOURCE)))
def test_slow_libraries_are_imported_only_when_asked_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    loaded = {found.split(".")[0] for found in at_import(tree)}
    assert not loaded & set(HEAVY)
    everywhere = {
        found.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for found in imports(node)
    }
    where = path.relative_to(SOURCE).as_posix()
    assert not [lib for lib, homes in HEAVY.items() if lib in everywhere and where not in homes]


def test_the_rank_test_can_fail() -> None:
    tree = ast.parse("from minutes.counts import find_counts\nfrom minutes import cli")
    assert [found for found in imports(tree) if upward("dates", found)] == [
        "minutes.counts",
        "minutes.cli",
    ]
    assert not upward("dates", "minutes.text")
    assert not upward("dates", "minutes.dates.grammar")


def test_no_module_carries_a_name_that_says_nothing() -> None:
    names = {path.stem for path in modules}
    assert not names & {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
