"""The frame: every page of the registry opens in it, and each says what it is."""

from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.registry import PAGES, navigation

NAMES = [Path(page.script).stem for page in PAGES]


def test_every_page_script_is_in_the_registry() -> None:
    folder = Path(__file__).parents[2] / "pages"
    scripts = {path.stem for path in folder.glob("*.py")} - {"__init__", "frame"}

    assert scripts == set(NAMES)


def test_titles_and_addresses_are_unique() -> None:
    assert len({page.title for page in PAGES}) == len(PAGES)
    assert len({page.url_path for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_for_somebody_new_and_has_one_title(
    name: str, open_page: Callable[..., AppTest]
) -> None:
    at = open_page(name)

    assert not at.exception
    assert len(at.title) == 1
    assert at.title[0].value


def test_two_visitors_never_share_a_page_object() -> None:
    # One visitor's navigation marks the page that may run; with shared pages it would undo the other's mark.
    for one, other in zip(chain(*navigation().values()), chain(*navigation().values()), strict=True):
        assert one is not other
