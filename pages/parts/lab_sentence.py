"""The lab's third view: one text of the learner's own, its label, and the time that the call really took. Reads the clock."""

import statistics
import time
from dataclasses import dataclass

import streamlit as st

from core.experiment.finding import time_words
from core.text import CATALOGUE, Trained
from pages.parts import cached, look, turn

LONGEST_TEXT = 500
CALLS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The label of one text, how sure the classifier is, whether it knew any of it, and the seconds of each timed call."""

    label: str
    known: bool
    probability: float
    call_s: tuple[float, ...]


def classify(trained: Trained, text: str) -> Answer:
    """Asks the classifier, once to warm up and then five times with the clock running."""
    label = str(trained.predict([text])[0])
    call_s = []
    for _ in range(CALLS):
        begun = time.perf_counter()
        trained.predict([text])
        call_s.append(time.perf_counter() - begun)
    probability = trained.probabilities(text)[label]
    return Answer(label=label, known=trained.knows_of(text), probability=probability, call_s=tuple(call_s))


@turn.fragment
def sentence_view(classifier: str) -> None:
    """A text in, its label out."""
    st.header("Classify my sentence", anchor=False)
    st.markdown(
        "The classifier was trained on the built-in messages to a small shop. It says whether yours is spam."
    )
    with st.form("lab_sentence_form", border=False):
        text = st.text_input(
            "Your sentence",
            "Claim your free prize now, just call this number",
            key="lab_sentence",
            help=f"At most {LONGEST_TEXT} characters. It is classified on this server and not kept.",
        )
        asked = st.form_submit_button("Classify", type="primary")
    if not asked:
        return
    if not text.strip():
        st.warning("Type a sentence first.")
        return
    if len(text) > LONGEST_TEXT:
        st.warning(f"That is {len(text):,} characters. Shorten it to {LONGEST_TEXT} at most.")
        return
    _show(classify(cached.trained(classifier), text.strip()), CATALOGUE[classifier].title)


def _show(answer: Answer, title: str) -> None:
    look.engine_badge("live", CALLS)
    with st.grid(3, min_column_width=170, gap="medium"):
        st.metric("Label", answer.label)
        st.metric("The classifier is", f"{100 * answer.probability:.0f} % sure")
        low, high = (time_words(end(answer.call_s)) for end in (min, max))
        st.metric(
            "One call took",
            time_words(statistics.median(answer.call_s)),
            f"{low} to {high} in {CALLS} calls",
            delta_color="off",
            delta_arrow="off",
        )
    if not answer.known:
        st.info(
            "The classifier has met nothing of this text before. Its answer is only what it leans to without any text."
        )
    st.caption(
        f"{title}. Median of {CALLS} calls with this one text, after a first call that is not counted; timed in the web "
        "server, which may be serving others at this moment. This is a call alone, without any waiting in a queue."
    )
