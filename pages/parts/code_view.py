"""A snippet on the page: its code, the prediction, then what really came back and why; and the list of all of them."""

from pathlib import Path

import streamlit as st

from core.learning.code_snippet import CodeSnippet
from core.learning.events import SnippetRun
from core.text import CATALOGUE
from pages.parts import cached, code_outcome, code_state
from pages.parts.registry import CODE, LAB

STYLE = Path(__file__).parent / "code.css"


def show(snippet: CodeSnippet) -> None:
    """The code, and the question before it runs or the answer after."""
    st.html(STYLE)
    with st.container(key="code_scene", gap="small"):
        st.header(f"{snippet.order}. {snippet.title}", anchor=False)
        st.code(snippet.code.strip(), language="python", wrap_lines=True)
        given = (
            f"`model` is {CATALOGUE[code_state.CLASSIFIER].title}, trained on this server; `messages` are "
            f"{code_state.MESSAGES} texts that it has not seen."
        )
        st.markdown(cached.glossary().marked(given))
        before = code_state.predicted(snippet)
        if before is None:
            _ask(snippet)
        else:
            _answer(snippet, before)


def _ask(snippet: CodeSnippet) -> None:
    texts = {choice.id: choice.text for choice in snippet.choices}
    st.radio(
        snippet.ask,
        list(texts),
        format_func=texts.__getitem__,
        index=None,
        key=code_state.choice_control(snippet),
        on_change="ignore",
    )
    st.button(
        "Commit and run",
        key=f"code_commit_{snippet.id}",
        type="primary",
        icon=":material/play_arrow:",
        on_click=code_state.commit,
        args=(snippet,),
    )
    if code_state.needs_a_choice(snippet):
        st.warning("Choose what you expect first.", icon=":material/arrow_upward:")


def _answer(snippet: CodeSnippet, before: SnippetRun) -> None:
    said, came = snippet.choice(before.choice), snippet.choice(before.came)
    with st.container(key=code_state.RESULT, gap="small"):
        st.subheader("As you said" if before.choice == before.came else "Not what you expected", anchor=False)
        st.markdown(f"{snippet.ask}  \nYou said: **{said.text if said else '–'}**")
        if before.choice != before.came:
            st.markdown(f"It was: **{came.text if came else 'none of the choices'}**")
        st.markdown(snippet.why)
        ran = code_state.last_run(snippet)
        if ran is not None:
            code_outcome.show(ran.outcome, seconds=ran.seconds)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        following = code_state.following(snippet)
        if following is not None:
            label = f"Next: {following.title.lower()}"
            st.page_link(CODE.script, label=label, query_params={"snippet": following.id})
        st.button(
            "Run it again" if ran is not None else "Run it",
            key=f"code_again_{snippet.id}",
            icon=":material/replay:",
            on_click=_again,
            args=(snippet,),
        )
    if following is None:
        st.page_link(LAB.script, label="All are run. Measure the same in the lab, with a queue")


def contents(snippet: CodeSnippet) -> None:
    """All snippets with their state; each can be opened at any time."""
    with st.container(key="code_contents", gap=None):
        st.markdown("**The snippets**")
        for one in cached.snippets():
            with st.container(key=f"code_row_{one.id}", gap=None):
                label = f"{one.order}. {one.title}"
                if one is snippet:
                    st.markdown(f"**{label}**")
                else:
                    st.page_link(CODE.script, label=label, query_params={"snippet": one.id})
                st.caption(_state(one))


def _again(snippet: CodeSnippet) -> None:
    code_state.run(snippet)


def _state(snippet: CodeSnippet) -> str:
    before = code_state.predicted(snippet)
    if before is None:
        return "Not run yet"
    return "Run, as you said" if before.choice == before.came else "Run, not what you expected"
