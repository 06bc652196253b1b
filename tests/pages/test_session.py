"""One visitor's side of the server: the token, what is written down once, and forgetting."""

from collections.abc import Callable

from conftest import NOW
from streamlit.testing.v1 import AppTest

from core.learning.events import SectionRead
from core.learning.store import Store


def _script() -> None:
    import streamlit as st

    from core.learning.events import SectionRead
    from pages.parts import session

    if st.button("read", key="read"):
        session.record(SectionRead(lesson="a-lesson", section="one"), key="read/one")
    if st.button("forget", key="forget"):
        session.forget()
    st.title(session.learner())
    st.markdown(len(session.progress().sections))


def _visit() -> AppTest:
    return AppTest.from_function(_script, default_timeout=30).run()


def test_without_a_cookie_a_tab_keeps_a_random_token_of_its_own(store: Store) -> None:
    one, other = _visit(), _visit()
    token = one.title[0].value

    assert len(token) >= 16
    assert one.run().title[0].value == token
    assert other.title[0].value != token


def test_a_double_click_is_written_down_once_and_seen_at_once(store: Store) -> None:
    at = _visit()
    at.button(key="read").click().run()
    at.button(key="read").click().run()

    assert at.markdown[0].value == "1"
    assert len(store.events(at.title[0].value)) == 1


def test_what_another_tab_writes_is_seen_at_the_next_run(store: Store) -> None:
    at = _visit()
    store.append(at.title[0].value, SectionRead(lesson="a-lesson", section="two"), at=NOW)

    assert at.run().markdown[0].value == "1"


def test_what_another_tab_deletes_is_forgotten_here_too(store: Store) -> None:
    at = _visit()
    at.button(key="read").click().run()
    store.delete_learner(at.title[0].value)
    assert at.run().markdown[0].value == "0"
    at.button(key="read").click().run()
    assert at.markdown[0].value == "1" and at.run().markdown[0].value == "1"


def test_forgetting_leaves_nothing(store: Store, host: object, did: Callable[..., None]) -> None:
    at = _visit()
    at.button(key="read").click().run()
    token = at.title[0].value
    host.submit(token, {}, limit_s=1)  # type: ignore[attr-defined]
    at.button(key="forget").click().run()

    assert at.markdown[0].value == "0"
    assert store.events(token) == ()
    assert host.job_of(token) is None  # type: ignore[attr-defined]
