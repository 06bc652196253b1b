"""A question's picture stands above what is answered, before and after the answer, with its numbers in words and no key."""

from collections.abc import Callable

from page_words import words_of
from streamlit.testing.v1 import AppTest


def _alt(at: AppTest) -> str:
    [chart] = at.get("plotly_chart")
    return str(chart.proto.alt)


def test_a_picture_is_shown_with_its_numbers_and_without_the_key(open_page: Callable[..., AppTest]) -> None:
    at = open_page("practice", practice_view="Practise anything", item="prevalence/prv-012/5")
    assert not at.exception
    assert "The four counts, drawn to scale" in words_of(at)
    assert "120 flagged (FP)" in _alt(at)
    for key in ("40 %", "40\u00a0%", "86 %", "recision"):
        assert key not in _alt(at) and key not in at.get("plotly_chart")[0].proto.spec

    at.radio(key="practice_choice_5_prv-012").set_value("a")
    at.button(key="practice_check").click().run()
    assert not at.exception and "**Right.**" in words_of(at)
    assert "120 flagged (FP)" in _alt(at)
