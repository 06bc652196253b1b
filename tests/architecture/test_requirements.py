"""The lock files: exact, complete for what is imported, and from no particular address."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.txt", "tests/requirements.txt")


def _lines(lock: str) -> list[str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _names(lock: str) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in _lines(lock)}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_exactly(lock: str) -> None:
    for line in _lines(lock):
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+]+( ; .+)?", line), line


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_is_in_the_lock(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert "://" not in text
    assert "--" not in text


def _abstract(group: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = project["project"]["dependencies"] if group == "app" else project["dependency-groups"]["test"]
    return [Requirement(line) for line in named]


def test_all_that_the_project_asks_for_is_locked() -> None:
    app, both = _names("requirements.txt"), _names("requirements.txt") | _names("tests/requirements.txt")

    assert {canonicalize_name(requirement.name) for requirement in _abstract("app")} <= app
    assert {canonicalize_name(requirement.name) for requirement in _abstract("test")} <= both


def test_a_package_in_both_locks_has_one_version() -> None:
    def pins(lock: str) -> dict[tuple[str, str], str]:
        found = map(Requirement, _lines(lock))
        return {(canonicalize_name(one.name), str(one.marker or "")): str(one.specifier) for one in found}

    app, tests = pins("requirements.txt"), pins("tests/requirements.txt")

    assert {key: app[key] for key in app.keys() & tests.keys()} == {
        key: tests[key] for key in app.keys() & tests.keys()
    }


def test_the_lock_is_closed_under_what_its_packages_need() -> None:
    """Each locked package that is installed here finds all it needs in the lock."""
    from importlib.metadata import PackageNotFoundError, requires

    locked, missing = _names("requirements.txt"), []
    for name in sorted(locked):
        try:
            needs = map(Requirement, requires(name) or [])
        except PackageNotFoundError:
            continue
        missing += [
            f"{name} needs {need.name}"
            for need in needs
            if _applies(need) and canonicalize_name(need.name) not in locked
        ]

    assert missing == []


def _applies(need: Requirement) -> bool:
    marker: Marker | None = need.marker
    return marker is None or marker.evaluate({"extra": ""})
