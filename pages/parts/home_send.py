"""One text sent from the home page to the real classifier, through the queue of everything that is measured: its answer
and where its time went. What was sent is kept by this tab alone."""

from dataclasses import dataclass, fields, replace
from pathlib import Path

import streamlit as st

from core.base import InvalidInput
from core.experiment.drift_stages import POSITIVE
from core.experiment.finding import time_words
from core.experiment.one_text import LONGEST_TEXT, OneAnswer, text_task
from core.serving.host import HostBusy
from core.serving.job import STOPPED_FIRST, Job
from pages.parts import answer_spoken, cached, look, session, turn
from pages.parts.first_run import CLASSIFIER
from pages.parts.quality_measures import literal
from pages.parts.registry import LAB

STYLE = Path(__file__).with_suffix(".css")
FIELD, SENT, REFUSED, FORM = "home_text", "home_sent", "home_refused", "home_send"
EXAMPLE = "Claim your free prize now, just call this number"
# Mostly the answer is there at once. Else the page shows the place in the queue, and looks again this often.
AT_ONCE_S, TICK_S = 0.4, 0.5
# Beyond waiting for its turn: a call takes milliseconds.
LONGEST_S = 10.0


@dataclass(frozen=True, slots=True)
class _Sent:
    """What this tab sent last, and what earlier calls took, in seconds."""

    text: str = ""
    job: int = 0
    told: bool = True
    took_s: tuple[float, ...] = ()


def show() -> None:
    """The field and its button, then where the text is or what came back."""
    st.html(STYLE)
    job = cached.host().job_of(session.text_owner())
    with (
        st.form(FORM, border=False),
        st.container(key="home_send_row", horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        st.text_input("Or send the classifier one text", EXAMPLE, key=FIELD, max_chars=LONGEST_TEXT)
        st.form_submit_button("Send", key="home_send_go", on_click=_send)
    if job is not None and job.active:
        turn.fragment(_follow, run_every=TICK_S)(job)
    elif refused := session.remembered(REFUSED, ""):
        st.warning(refused)
    elif job is not None and job.id == _sent().job:
        _tell(job)
        _came(job)
    else:
        st.caption("Is it spam? You see its answer, and how long it waited and was served.")


def _sent() -> _Sent:
    return session.remembered(SENT, _Sent())


def _send() -> None:
    """Puts the text in the queue, and waits a moment for its answer; others are computed meanwhile."""
    before = cached.host().job_of(session.text_owner())
    if before is not None and before.active:  # pressed twice
        return
    session.remember(REFUSED, "")
    try:
        task, attached = text_task(CLASSIFIER, str(session.control_value(FIELD)))
        job = cached.host().submit(session.text_owner(), task, limit_s=LONGEST_S, attached=attached)
    except InvalidInput as refused:
        _refuse("; ".join(f"{fault.problem}: {fault.fix}" for fault in refused.faults))
    except HostBusy as refused:
        _refuse(str(refused))
    else:
        text = attached["text"]
        session.remember(SENT, _Sent(text=text, job=job.id, told=False, took_s=_sent().took_s))
        job.ended.wait(AT_ONCE_S)
        _tell(job)


def _refuse(why: str) -> None:
    words = f"Not sent. {why[0].upper()}{why[1:].rstrip('.')}."
    session.remember(REFUSED, words)
    answer_spoken.tell(words)


def _tell(job: Job) -> None:
    """Says once what came of this tab's text, and keeps what the call took."""
    sent = _sent()
    if job.active or job.id != sent.job or sent.told:
        return
    took_s = sent.took_s if job.result is None else (*sent.took_s, _answer(job).latency_s)
    session.remember(SENT, replace(sent, told=True, took_s=took_s))
    answer_spoken.tell(_ended_words(job) or f"{_verdict(_answer(job))} {_split(_answer(job))}")


def _follow(job: Job) -> None:
    if not job.active:
        _tell(job)
        st.rerun()
    before = cached.host().place(job)
    if before:
        others = "1 measurement comes" if before == 1 else f"{before} measurements come"
        st.info(f"{others} before it. Two at once would spoil both, so your text waits, and its clock runs.")
    elif job.state == "queued" and not cached.host().alive:
        st.info("The measuring process is starting and trains its classifiers first. Your text comes next.")
    else:
        st.info("Your text is in the classifier.")
    st.button("Take it back", key="home_send_stop", type="tertiary", on_click=cached.host().stop, args=(job,))


def _came(job: Job) -> None:
    if job.result is not None:
        _answered(_answer(job))
    elif job.error == STOPPED_FIRST:
        st.info(_ended_words(job))
    else:
        st.error(_ended_words(job))


def _ended_words(job: Job) -> str:
    """Why there is no answer; "" if there is one."""
    if job.result is not None:
        return ""
    return "You took it back before it was answered." if job.error == STOPPED_FIRST else str(job.error)


def _answered(answer: OneAnswer) -> None:
    sent = _sent()
    with st.container(key="home_answer", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            look.engine_badge("live", 1)
            st.markdown(f"**{_verdict(answer)}**", width="content")
        st.caption(f"“{literal(sent.text)}”")
        if not answer.known:
            st.caption("It has met nothing of this text before: this is what it leans to without any text.")
        st.html(_bar(answer))
        st.markdown(_split(answer))
        st.caption(_one_call(answer, sent.took_s))
        st.page_link(LAB.script, label="Measure hundreds in the lab")


def _answer(job: Job) -> OneAnswer:
    assert job.result is not None
    return OneAnswer(**{field.name: job.result[field.name] for field in fields(OneAnswer)})


def _verdict(answer: OneAnswer) -> str:
    return f"{'Spam' if answer.label == POSITIVE else 'Not spam'}, {100 * answer.sure:.0f} % sure."


def _split(answer: OneAnswer) -> str:
    waited, served = time_words(answer.waiting_s), time_words(answer.service_s)
    return f"{time_words(answer.latency_s)} in all: {waited} waiting for the classifier, {served} in it."


def _bar(answer: OneAnswer) -> str:
    """The two parts of the latency by their lengths; the sentence after it says the same."""
    parts = (("waiting", answer.waiting_s), ("service", answer.service_s))
    lengths = "".join(
        f'<i class="{name}" style="flex-grow:{part_s / answer.latency_s:.4f}"></i>' for name, part_s in parts
    )
    return f'<div class="home-bar" aria-hidden="true">{lengths}</div>'


def _one_call(answer: OneAnswer, took_s: tuple[float, ...]) -> str:
    """What so few calls are worth."""
    if len(took_s) > 1:
        low, high = time_words(min(took_s)), time_words(max(took_s))
        return f"Your {len(took_s)} calls took from {low} to {high}. So few tell little: measure many."
    if answer.waiting_s > AT_ONCE_S:
        return (
            "Something else was being measured, so it waited. One call tells little: send it again and see."
        )
    return "One call tells little: the next may take twice as long. Send it again and see."
