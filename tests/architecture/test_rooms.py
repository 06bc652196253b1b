"""The rules of the house that no other tool checks: who may know what, and how long a file may be."""

import ast
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

# One worker takes them all: they look at the same files, parsed once a process.
pytestmark = pytest.mark.xdist_group("rooms")

ROOT = Path(__file__).parents[2]
CORE = sorted((ROOT / "core").rglob("*.py"))
PAGES = sorted((ROOT / "pages").rglob("*.py"))
SCRIPTS = sorted(path for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py")
APP = [*CORE, *PAGES, ROOT / "app.py"]
TESTS = sorted((ROOT / "tests").rglob("*.py"))

LONGEST_FILE, LONGEST_SCRIPT = 250, 80
# Lists of phrases and of values, read as data rather than as code.
DATA = {"core/text/phrases.py"}
UNSAFE = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _lines(path: Path) -> int:
    return len(_text(path).splitlines())


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(_text(path))


def _roots(path: Path) -> set[str]:
    """The packages that a file imports from."""
    found = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def _called(path: Path) -> set[str]:
    """The names that a file calls."""
    nodes = (node for node in ast.walk(_tree(path)) if isinstance(node, ast.Call))
    return {node.func.id for node in nodes if isinstance(node.func, ast.Name)}


def _attributes(path: Path) -> set[tuple[str, str]]:
    """Each ``name.attribute`` of a file."""
    nodes = (node for node in ast.walk(_tree(path)) if isinstance(node, ast.Attribute))
    return {(node.value.id, node.attr) for node in nodes if isinstance(node.value, ast.Name)}


def _breaks(paths: Iterable[Path], broken: Callable[[Path], object]) -> list[str]:
    """The files that break a rule: those for which something is found."""
    return [_name(path) for path in paths if broken(path)]


def test_core_knows_neither_streamlit_nor_the_pages() -> None:
    assert _breaks(CORE, lambda path: _roots(path) & {"streamlit", "pages"}) == []


def test_nothing_is_unpickled() -> None:
    assert _breaks(APP, lambda path: _roots(path) & UNSAFE) == []


def test_nothing_that_is_typed_in_is_run() -> None:
    # Snippets of bundled banks do run; core/learning/snippet.py says which and how.
    allowed = {"core/learning/snippet.py": {"exec", "eval", "compile"}}

    def runs(path: Path) -> set[str]:
        return _called(path) & {"eval", "exec", "compile", "__import__"} - allowed.get(_name(path), set())

    assert _breaks(APP, runs) == []


def test_only_one_file_touches_the_session_state() -> None:
    touch = _breaks(PAGES, lambda path: ("st", "session_state") in _attributes(path))

    assert touch == ["pages/parts/session.py"]


def test_only_one_file_caches() -> None:
    ways = {("st", "cache_data"), ("st", "cache_resource")}

    assert _breaks(PAGES, lambda path: ways & _attributes(path)) == ["pages/parts/cached.py"]


def test_only_one_file_of_the_pages_asks_what_time_it_is() -> None:
    assert _breaks(PAGES, lambda path: ("datetime", "now") in _attributes(path)) == ["pages/parts/clock.py"]


def test_every_part_that_runs_by_itself_waits_for_its_turn() -> None:
    assert _breaks(PAGES, lambda path: ("st", "fragment") in _attributes(path)) == ["pages/parts/turn.py"]


def test_a_page_script_fits_a_screen_or_two() -> None:
    assert _breaks(SCRIPTS, lambda path: _lines(path) > LONGEST_SCRIPT) == []


def test_a_file_is_short() -> None:
    files = [path for path in [*CORE, *PAGES] if _name(path) not in DATA]

    assert _breaks(files, lambda path: _lines(path) > LONGEST_FILE) == []


def test_a_file_says_in_its_first_line_what_it_is_for() -> None:
    def silent(path: Path) -> bool:
        return not ast.get_docstring(_tree(path)) or not _text(path).startswith('"""')

    assert _breaks([*APP, *TESTS], silent) == []


def test_a_file_is_not_called_utils() -> None:
    vague = {"util", "utils", "helper", "helpers", "misc", "common"}

    assert _breaks([*CORE, *PAGES], lambda path: set(path.stem.split("_")) & vague) == []


def test_test_files_have_unique_names() -> None:
    names = [path.name for path in TESTS if path.name.startswith("test_")]

    assert len(names) == len(set(names))
