"""The rules of the house that no other tool checks: who may know what, and how long a file may be."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE = sorted((ROOT / "core").rglob("*.py"))
PAGES = sorted((ROOT / "pages").rglob("*.py"))
SCRIPTS = sorted(path for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py")
TESTS = sorted((ROOT / "tests").rglob("*.py"))

LONGEST_FILE, LONGEST_SCRIPT = 250, 80
# Lists of phrases and of values, read as data rather than as code.
DATA = {"core/text/phrases.py"}
UNSAFE = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _attributes(path: Path) -> Iterator[tuple[str, str]]:
    """Each ``name.attribute`` of a file."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr


@pytest.mark.parametrize("path", CORE, ids=_name)
def test_core_knows_neither_streamlit_nor_the_pages(path: Path) -> None:
    roots = {module.split(".")[0] for module in _imported(path)}

    assert not roots & {"streamlit", "pages"}


@pytest.mark.parametrize("path", [*CORE, *PAGES, ROOT / "app.py"], ids=_name)
def test_nothing_is_unpickled(path: Path) -> None:
    assert not {module.split(".")[0] for module in _imported(path)} & UNSAFE


@pytest.mark.parametrize("path", [*CORE, *PAGES, ROOT / "app.py"], ids=_name)
def test_nothing_that_is_typed_in_is_run(path: Path) -> None:
    called = {
        node.func.id
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    # Snippets of bundled banks do run; core/learning/snippet.py says which and how.
    allowed = {"exec", "eval", "compile"} if _name(path) == "core/learning/snippet.py" else set()

    assert not called & {"eval", "exec", "compile", "__import__"} - allowed


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_only_one_file_touches_the_session_state(path: Path) -> None:
    touches = ("st", "session_state") in _attributes(path)

    assert not touches or _name(path) == "pages/parts/session.py"


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_only_one_file_caches(path: Path) -> None:
    caches = {("st", "cache_data"), ("st", "cache_resource")} & set(_attributes(path))

    assert not caches or _name(path) == "pages/parts/cached.py"


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_every_part_that_runs_by_itself_waits_for_its_turn(path: Path) -> None:
    assert ("st", "fragment") not in _attributes(path) or _name(path) == "pages/parts/turn.py"


@pytest.mark.parametrize("path", SCRIPTS, ids=_name)
def test_a_page_script_fits_a_screen_or_two(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_SCRIPT


@pytest.mark.parametrize("path", [p for p in [*CORE, *PAGES] if _name(p) not in DATA], ids=_name)
def test_a_file_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", [*CORE, *PAGES, *TESTS, ROOT / "app.py"], ids=_name)
def test_a_file_says_in_its_first_line_what_it_is_for(path: Path) -> None:
    words = ast.get_docstring(_tree(path))

    assert words
    assert path.read_text(encoding="utf-8").startswith('"""')


@pytest.mark.parametrize("path", [*CORE, *PAGES], ids=_name)
def test_a_file_is_not_called_utils(path: Path) -> None:
    assert not set(path.stem.split("_")) & {"util", "utils", "helper", "helpers", "misc", "common"}


def test_test_files_have_unique_names() -> None:
    names = [path.name for path in TESTS if path.name.startswith("test_")]

    assert len(names) == len(set(names))


def test_imports_go_downward() -> None:
    answer = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert answer.returncode == 0, answer.stdout
