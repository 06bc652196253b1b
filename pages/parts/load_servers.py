"""The same max wait on five serving systems: their own names and values for it, and what each makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from core.batching import DynamicBatch, FormedAhead, LoopWindow, Policy, SerialWindow
from core.experiment import Result, simulate
from core.experiment.finding import rate_words, time_words
from core.figures.windows import LiveTail, windows_figure, windows_finding
from pages.parts import look
from pages.parts.load_group import has_run
from pages.parts.load_guess import covered, guess_for
from pages.parts.load_servers_live import SERVERS, servers_live, servers_scenarios
from pages.parts.load_setup import Asked

# Four runs at each move of a slider: so many that p99 is sure, so few that it stays quick.
MOST_TEXTS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A serving system: when its wait begins, both settings as one writes them there, its policy here, its documentation."""

    name: str
    begins: str
    settings: str
    policy: Policy
    source: str


def servers(window: DynamicBatch) -> tuple[Server, ...]:
    """The five, with the sliders' values in their own names and units."""
    size, wait_s = window.max_batch_size, window.max_wait_s
    micros, ms = round(1e6 * wait_s), round(1e3 * wait_s)
    values: dict[str, Any] = {"max_batch_size": size, "max_wait_s": wait_s}
    return (
        Server(
            name="Triton",
            begins="when the oldest text came in",
            settings=f"max_batch_size: {size}\ndynamic_batching {{\n  max_queue_delay_microseconds: {micros}\n}}",
            policy=window,
            source=f"[NVIDIA Triton 26.10 user guide, “Batchers”]({NVIDIA})",
        ),
        Server(
            name="TF-Serving",
            begins="when the oldest text came in",
            settings=f"max_batch_size {{ value: {size} }}\nbatch_timeout_micros {{ value: {micros} }}",
            policy=window,
            source=f"[TensorFlow Serving 2.21, “Batching Guide”]({TENSORFLOW})",
        ),
        Server(
            name="TorchServe",
            begins="when a free worker takes its first text",
            settings=f"batchSize: {size}\nmaxBatchDelay: {ms}  # ms\n\n# KServe 0.16, batcher:\nmaxBatchSize: {size}\nmaxLatency: {ms}  # ms",
            policy=SerialWindow(**values),
            source=f"[TorchServe 0.12 (its last release), “Batch Inference”]({TORCHSERVE}); [KServe 0.16, “Inference Batcher”]({KSERVE})",
        ),
        Server(
            name="LitServe",
            begins="when the server's loop comes round, text or not",
            settings=f"max_batch_size={size}\nbatch_timeout={wait_s:g}  # s",
            policy=LoopWindow(**values),
            source=f"[LitServe 0.2, “Batching”]({LITSERVE})",
        ),
        Server(
            name="Ray Serve",
            begins="when its first text came in; it closes even if the server is busy",
            settings=f"@serve.batch(\n  max_batch_size={size},\n  batch_wait_timeout_s={wait_s:g},\n  max_concurrent_batches=1)",
            policy=FormedAhead(**values),
            source=f"[Ray 2.54, “ray.serve.batch”]({RAY})",
        ),
    )


NVIDIA = (
    "https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/user_guide/batcher.html"
)
TENSORFLOW = "https://github.com/tensorflow/serving/blob/master/tensorflow_serving/batching/README.md"
TORCHSERVE = "https://docs.pytorch.org/serve/batch_inference_with_ts.html"
KSERVE = "https://kserve.github.io/website/docs/model-serving/predictive-inference/batcher"
LITSERVE = "https://lightning.ai/docs/litserve/features/batching"
RAY = "https://docs.ray.io/en/latest/serve/api/doc/ray.serve.batch.html"


def servers_view(asked: Asked) -> None:
    """The guess, the chart with its table, then names, values and sources."""
    window, five = asked.window, servers(asked.window)
    st.header("The same max wait, five servers", anchor=False)
    st.markdown(
        f"At most **{window.max_batch_size}** texts a batch and a max wait of **{time_words(window.max_wait_s)}**, at "
        f"**{rate_words(asked.rate)}** texts per second. Each of these servers has both settings. They differ in when the "
        "wait begins, and in whether a batch that is waiting for the server still takes texts in."
        + ("" if asked.scenario.policy == window else " Choose dynamic batches above to change the two.")
    )
    question = f"At {rate_words(asked.rate)} texts per second, whose slowest answers will take longest (p99: 99 of 100 come sooner)?"
    windows = {name: server.policy for name, server in _distinct(five).items()}
    ran = has_run(SERVERS, servers_scenarios(asked, windows))
    if covered("servers", question, [server.name for server in five], about=asked.about, ran=ran):
        return
    results = {server.name: _run(asked, server.policy) for server in five}
    _reconcile(guess_for("servers", question, asked.about), results)
    words = windows_finding(results, window.max_wait_s)
    live = servers_live(asked, windows)
    look.figure(
        windows_figure(results, window.max_wait_s, live),
        key="load_servers",
        alt=f"Mean and p99 latency of each server. {words}. The table below has all figures.",
    )
    for name, one in live.items():
        if one.void:
            st.warning(f"{name}: {one.void}", title="Not to be trusted, and not drawn")
    _table(five, results, live)


def _distinct(five: tuple[Server, ...]) -> dict[str, Server]:
    """One server for each window: two of the five have the same."""
    first: dict[Policy, Server] = {}
    for server in five:
        first.setdefault(server.policy, server)
    return {server.name: server for server in first.values()}


def _run(asked: Asked, policy: Policy) -> Result:
    requests = min(asked.scenario.requests, MOST_TEXTS)
    return simulate(replace(asked.scenario, policy=policy, requests=requests), asked.cost)


def _reconcile(guess: str | None, results: dict[str, Result]) -> None:
    tails = {name: one.summary.latency.p99 or 0.0 for name, one in results.items()}
    worst = max(results, key=lambda name: (results[name].unstable, tails[name]))
    if guess is None:
        return
    if guess == worst or tails[guess] >= 0.99 * tails[worst]:
        st.markdown(f"You guessed **{guess}**, and so it is (SIM).")
    else:
        st.markdown(f"You guessed **{guess}**; it is **{worst}** (SIM).")


def _table(five: tuple[Server, ...], results: dict[str, Result], live: Mapping[str, LiveTail]) -> None:
    rows = []
    measured = {name: one for name, one in live.items() if one.void is None}
    for server in five:
        one, latency = results[server.name], results[server.name].summary.latency
        mean, tail = ("unstable", "unstable") if one.unstable else map(_words, (latency.mean, latency.p99))
        rows.append(f"| {server.name} | {server.begins} | {mean} | {tail} |")
    head = ["| Server | The wait begins | Mean, SIM | p99, SIM |", "|:--|:--|--:|--:|"]
    live_head = ["| Server | Mean, LIVE | p99, LIVE |", "|:--|--:|--:|"]
    found = [f"| {name} | {_words(one.mean_s)} | {_words(one.p99_s)} |" for name, one in measured.items()]
    with st.container(key="load_servers_table"):
        st.markdown("\n".join([*head, *rows]))
        # A table of its own: six columns would not fit a phone.
        if found:
            st.markdown("\n".join([*live_head, *found]))
    st.subheader("The same setting in their own names", anchor=False)
    with st.grid(3, min_column_width=280, gap="medium"):
        for server in five:
            with st.container(gap="xsmall"):
                st.markdown(f"**{server.name}**")
                st.code(server.settings, language=None)
                st.caption(server.source)
    st.caption(
        "SIM uses the cost of your classifier. LIVE runs the classifier on this server under each rule, and Triton's is "
        "TF-Serving's too. The servers themselves were not run."
    )


def _words(seconds: float | None) -> str:
    return "too few texts" if seconds is None else time_words(seconds)
