"""What a belief names as its refutation: every name leads to a page that takes all its settings, and few beliefs have none."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from core.experiment.presets import PRESETS
from core.learning.demonstrations import DEMONSTRATIONS
from pages.parts import cached
from pages.parts.registry import PAGES

BELIEFS = [belief for bank in cached.library().banks for belief in bank.misconceptions]
# What no measurement shows: sums that are done by hand, and calls that the question itself lets one run.
BY_REASON = {
    "units-go-without-saying", "units-left-alone", "labels-cost-time", "order-changes-the-mean", "batch-in-the-name",
    "training-is-inference", "names-can-be-wrong",
}  # fmt: skip
AT_FIRST = {
    ("load_view", "Highest load"),
    ("quality_view", "Threshold"),
    ("drift_view", "Same matrix"),
    ("drift_leak", "Copies in both halves"),
    ("drift_words", "75 %"),
}


def test_every_belief_is_shown_wrong_somewhere_but_for_those_that_only_reason_refutes() -> None:
    assert {belief.id for belief in BELIEFS if belief.lab is None} == BY_REASON
    named = {belief.lab for belief in BELIEFS}
    assert set(DEMONSTRATIONS) <= named and not set(DEMONSTRATIONS) & set(PRESETS)


@pytest.mark.parametrize("name", DEMONSTRATIONS)
def test_a_demonstration_opens_with_all_its_settings(name: str, open_page: Callable[..., AppTest]) -> None:
    one = DEMONSTRATIONS[name]
    page = next(page for page in PAGES if page.url_path == one.page)
    at = open_page(page.script.removesuffix(".py"), **one.settings)
    assert not at.exception
    if one.page == "code":
        assert one.title in [snippet.title for snippet in cached.snippets() if snippet.id == one.name]
    # The address drops what a control cannot be, and what it is anyway.
    assert {key: at.query_params.get(key) for key in one.settings} == {
        key: None if (key, value) in AT_FIRST else value for key, value in one.settings.items()
    }
