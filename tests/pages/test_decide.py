"""Decide: a case is read, decided and judged; nothing of the best before; the twist starts from the choice made."""

from collections.abc import Callable

import pytest
from conftest import LEARNER
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.base.numbers_format import unbroken
from core.experiment.case import Decision, Serving, decision_to_plain
from core.learning.events import CaseDecided
from core.learning.store import Store
from pages.parts import cached

OpenPage = Callable[..., AppTest]
# The quickest case to simulate: one machine, few texts.
CASE = "keyboard"


@pytest.fixture
def keyboard(open_page: OpenPage) -> AppTest:
    return open_page("decide", case=CASE)


def _decide(at: AppTest, twist: str = "first") -> AppTest:
    at = at.button(key=f"decide_commit_{CASE}_{twist}").click().run()
    assert not at.exception
    return at


def _real_time(threshold: float = 0.9) -> Decision:
    serving = Serving(mode="real_time", batch_size=1, wait_s=0, replicas=1)
    return Decision(serving=serving, threshold=threshold)


def _event(decision: Decision, verdict: str = "best", *, twist: bool = False, rev: int = 1) -> CaseDecided:
    return CaseDecided(
        case=CASE, rev=rev, twist=twist, choice=decision_to_plain(decision), outcome={"verdict": verdict}
    )


def test_the_list_names_every_case_and_where_the_learner_stands(
    open_page: OpenPage, did: Callable[..., None]
) -> None:
    did(_event(_real_time()), _event(_real_time(), "dear", twist=True))
    at = open_page("decide")
    assert not at.exception
    links = [link.label for link in at.page_link]
    assert len(cached.cases()) >= 8 and all(case.title in links for case in cached.cases())
    states = [caption.value for caption in at.caption]
    assert "Decided: best; after the twist dear" in states
    assert states.count("Not decided yet") == len(cached.cases()) - 1


def test_nothing_of_the_best_is_shown_or_simulated_before_the_decision(
    keyboard: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached, "solved", lambda *_: pytest.fail("simulated before the decision"))
    at = keyboard.segmented_control(key="decide_mode_keyboard_first").set_value("dynamic").run()
    at = at.select_slider(key="decide_wait_keyboard_first").set_value(0.1).run()
    assert not at.exception
    assert "Dynamic batches of up to 8, waiting 100 ms at most, on 1 machine" in words_of(at)
    assert not at.metric
    assert "Best:" not in words_of(at) and "best £" not in words_of(at)
    assert not at.get("plotly_chart")


def test_a_decision_is_judged_explained_and_kept_over_a_refresh(
    keyboard: AppTest, store: Store, open_page: OpenPage
) -> None:
    at = keyboard.segmented_control(key="decide_mode_keyboard_first").set_value("dynamic").run()
    at = at.select_slider(key="decide_wait_keyboard_first").set_value(0.4).run()
    at = _decide(at)
    said = words_of(at)
    assert "Misses the objective" in at.header[-1].value
    assert unbroken("will do with a wait of 400 ms") in said
    assert "Threshold too low, 50 % rather than" in said
    assert len(at.get("plotly_chart")) == 2
    assert "texts answered later than" not in said
    at.session_state["decide_watch_keyboard_first"] = True
    watched = words_of(at.run())
    assert "**Yours**, the one machine:" in watched and "later than the 150 ms allowed" in watched
    assert len([link for link in at.page_link if "Read: " in link.label]) == 2
    [record] = store.events(LEARNER)
    assert isinstance(record.event, CaseDecided)
    assert record.event.choice["wait_s"] == 0.4 and record.event.outcome["verdict"] == "missed"
    again = open_page("decide", case=CASE)
    assert again.header[-1].value == at.header[-1].value
    assert len(store.events(LEARNER)) == 1


def test_the_twist_begins_where_the_case_ended_and_says_what_holds(
    open_page: OpenPage, did: Callable[..., None], store: Store
) -> None:
    did(_event(_real_time(0.8), "dear"))
    at = open_page("decide", case=CASE, twist="1")
    assert at.title[0].value == "A look back in the evening"
    assert "within 10 h. It was: 95 of 100 texts answered within 150 ms" in words_of(at)
    assert at.segmented_control(key="decide_mode_keyboard_twist").value == "real_time"
    assert at.select_slider(key="decide_threshold_keyboard_twist").value == 0.8
    at = _decide(at, "twist")
    assert "Before the twist" in [link.label for link in at.page_link]
    said = words_of(at)
    assert "Had you changed nothing" in said and "**Holds:** the way of serving" in said
    assert "One text at a time rather than a batch job" in said
    assert [record.event.twist for record in store.events(LEARNER)] == [False, True]


def test_deciding_again_opens_the_controls_where_they_were_left(
    open_page: OpenPage, did: Callable[..., None], store: Store
) -> None:
    did(_event(_real_time(0.7), "dear"))
    at = open_page("decide", case=CASE)
    at = at.button(key="decide_again_keyboard_first").click().run()
    assert at.select_slider(key="decide_threshold_keyboard_first").value == 0.7
    at = at.select_slider(key="decide_threshold_keyboard_first").set_value(0.95).run()
    at = _decide(at)
    assert at.header[-1].value.startswith("Best:")
    assert len(store.events(LEARNER)) == 2


def test_a_choice_as_good_as_the_best_has_nothing_to_mend(
    open_page: OpenPage, did: Callable[..., None]
) -> None:
    did(_event(_real_time(0.95)))
    at = open_page("decide", case=CASE)
    assert "The way of serving: nothing offered is cheaper." in words_of(at)
    assert "The threshold, 95 %, is the cheapest offered" in words_of(at)
    assert not [link for link in at.page_link if "Read: " in link.label]


def test_a_twist_stays_shut_until_its_case_is_decided(open_page: OpenPage) -> None:
    at = open_page("decide", case=CASE, twist="1")
    assert at.title[0].value == "A keyboard on the phone"


@pytest.mark.parametrize(
    "kept",
    [_event(_real_time(), rev=99), _event(_real_time(0.123)), CaseDecided(case=CASE, rev=1, twist=False, choice={}, outcome={})],
    ids=["another revision", "no longer offered", "nothing chosen"],
)  # fmt: skip
def test_what_cannot_be_read_any_more_leaves_the_case_open(
    kept: CaseDecided, open_page: OpenPage, did: Callable[..., None]
) -> None:
    did(kept)
    at = open_page("decide", case=CASE)
    assert not at.exception
    assert at.header[-1].value == "Your decision"


@pytest.mark.parametrize("address", ["no-such-case", "../../etc", "<script>"])
def test_an_unknown_address_shows_the_list(address: str, open_page: OpenPage) -> None:
    at = open_page("decide", case=address)
    assert not at.exception
    assert at.title[0].value == "What would you decide?"
