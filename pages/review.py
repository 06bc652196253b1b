"""Review: what was answered comes back just before it would be forgotten, as flashcards for the keyboard."""

import streamlit as st

from pages.parts import look, review_card, review_empty, review_state, session

look.header("Review", "What you answered comes back shortly before you would forget it.")
now = review_state.now()
shown = review_state.shown(now, st.query_params.get("card", ""))
if shown is None:
    review_empty.show(now.review)
else:
    review_card.show(now, shown)
    session.opened("review")
