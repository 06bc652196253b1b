"""The ways in on the home page: ten numbered lines with the learner's state and an honest time, and what lies beside."""

import streamlit as st

from core.learning.ways import BESIDE, Offer, Way, suggested, ways_in
from pages.parts import cached, registry, review_state, session
from pages.parts.path_state import Stand

PAGES = {page.url_path: page.script for page in registry.PAGES}


def show(stand: Stand) -> None:
    """The ten in their order; the first untried one is pointed out in words."""
    offer = Offer(
        lessons=cached.lessons(),
        sheet=cached.sheet("cheat-sheet"),
        bank=cached.bank("practice"),
        snippets=len(cached.snippets()),
        cases=len(cached.cases()),
    )
    due = len(review_state.now().review.due)
    ways = ways_in(session.progress(), offer, verdict=stand.verdict, due=due)
    untried = suggested(ways)
    st.header("Ten ways in", anchor=False)
    st.markdown("All lead to the one idea. Take them in any order.")
    with st.container(key="home_ways", gap=None):
        for way in ways:
            _line(way, is_suggested=way is untried)
    with st.container(key="home_beside", gap=None):
        st.markdown("**And beside them**")
        for beside in BESIDE:
            with st.container(key=f"home_beside_{beside.place}", horizontal=True, gap="small"):
                st.page_link(PAGES[beside.place], label=beside.name)
                st.markdown(beside.what, width="content")


def _line(way: Way, *, is_suggested: bool) -> None:
    with st.container(key=f"home_way_{way.place}"):
        st.page_link(PAGES[way.place], label=way.name)
        st.markdown(f"{way.what}  \n**Not tried yet: a good one to try next.**" if is_suggested else way.what)
        st.caption(f"{way.state}  \n{way.time}")
