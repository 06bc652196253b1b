"""The figures of the load page: titles that state what the numbers say, engines told apart, unstable called unstable."""

from dataclasses import replace

import numpy as np
import pytest

from core.batching import DynamicBatch, FormedAhead, Policy, RealTime
from core.experiment import Result, Scenario, simulate
from core.experiment.load_curve import LoadCurve, load_curve
from core.experiment.loops import course
from core.experiment.search import Trial
from core.figures import theme
from core.figures.load import LoadChart, load_figure, load_finding, theory_gap
from core.figures.load_loops import loops_figure, loops_finding
from core.figures.load_table import load_table
from core.figures.omission import omission_figure, omission_finding, two_watches
from core.figures.split import split_figure, split_finding, split_rows, split_table
from core.figures.windows import windows_figure, windows_finding
from core.metrics.objective import Judgement, LatencyObjective
from core.serving import LinearCost
from core.workload import ClosedLoop, Poisson

COST = LinearCost(fixed_s=0.010, per_item_s=0.0)
OBJECTIVE = LatencyObjective(bound_s=0.100)


def _run(rate: float, policy: Policy | None = None, requests: int = 2000) -> Result:
    scenario = Scenario(
        classifier="x", policy=policy or RealTime(), arrivals=Poisson(rate=rate), requests=requests
    )
    return simulate(scenario, COST)


def _curve(policy: Policy | None = None) -> LoadCurve:
    return load_curve(
        Scenario(classifier="x", policy=policy or RealTime(), arrivals=Poisson(rate=1), requests=1), COST
    )


def _trial(rate: float, observed_s: float, *, met: bool) -> Trial:
    judgement = Judgement(verdict="not met", over=0, n=400, needed=459, goodput_per_s=1.0)
    return Trial(
        arrival_rate=rate,
        observed_s=observed_s,
        throughput_per_s=rate,
        unstable=False,
        met=met,
        judgement=judgement,
    )


def test_the_title_says_up_to_which_load_the_bound_holds_for_each_engine() -> None:
    chart = LoadChart(
        curve=_curve(),
        objective=OBJECTIVE,
        trials=(_trial(60, 0.05, met=True), _trial(90, 0.4, met=False)),
    )

    assert load_finding(replace(chart, trials=())).startswith("p99 stays within 100 ms up to ")
    assert load_finding(chart).endswith("texts/s (SIM), up to 60 (LIVE)")


def test_the_title_says_when_no_load_or_every_load_will_do() -> None:
    chart = LoadChart(curve=_curve(), objective=OBJECTIVE)
    tight = replace(chart, objective=LatencyObjective(bound_s=0.005))
    wide = replace(chart, objective=LatencyObjective(bound_s=60.0))

    assert load_finding(tight) == "p99 is beyond 5 ms at every load (SIM)"
    assert load_finding(wide) == "p99 stays within 60 s up to 98 texts/s (SIM), the heaviest load tried"


def test_three_engines_are_on_one_chart_and_told_apart_without_colour() -> None:
    chart = LoadChart(curve=_curve(), objective=OBJECTIVE, trials=(_trial(60, 0.05, met=True),))
    figure = load_figure(chart)
    lines = {trace.name: trace for trace in figure.data}

    assert set(lines) == {
        "p99, SIM", "mean, SIM", "p50, SIM", "mean, THEORY (M/D/1)", "p99, LIVE, within",
        "p99, SIM, from run to run",
    }  # fmt: skip
    assert {lines[name].line.dash for name in ("p99, SIM", "mean, SIM", "p50, SIM")} == {"dash"}
    assert lines["mean, THEORY (M/D/1)"].line.dash == "dot"
    assert lines["p99, LIVE, within"].marker.symbol == "diamond"
    assert theme.heading(figure)[1] == "SIM · n = 3,000 to 5,400 a run, THEORY, LIVE · n = 400 in 1 trial"


def test_the_band_near_the_knee_holds_each_point_between_its_lowest_and_highest_run() -> None:
    curve = _curve()
    near = [point for point in curve.points if point.share >= 0.8]
    figure = load_figure(LoadChart(curve=curve, objective=OBJECTIVE))
    band = next(trace for trace in figure.data if "from run to run" in trace.name)
    highs, lows = np.split(np.array(band.y), 2)

    assert list(band.x[: len(near)]) == [point.arrival_rate for point in near]
    for point, high, low in zip(near, highs, lows[::-1], strict=True):
        assert low < 1000 * (point.latency_s("p99") or 0.0) < high


def test_a_live_trial_that_is_off_the_chart_stands_at_its_edge_with_its_true_value() -> None:
    chart = LoadChart(curve=_curve(), objective=OBJECTIVE, trials=(_trial(150, 30.0, met=False),))
    figure = load_figure(chart)
    off = next(trace for trace in figure.data if "LIVE" in trace.name)

    assert off.marker.symbol == "x"
    assert list(off.customdata[0]) == [150, 30_000]
    assert off.y[0] < figure.layout.yaxis.range[1]
    assert off.x[0] < figure.layout.xaxis.range[1]


def test_what_cannot_be_served_is_shaded_and_called_unstable() -> None:
    figure = load_figure(LoadChart(curve=_curve(), objective=OBJECTIVE))
    words = " ".join(note.text for note in figure.layout.annotations)

    assert "unstable from 100 texts/s on" in words
    assert any(shape.type == "rect" and shape.x0 == pytest.approx(100) for shape in figure.layout.shapes)
    assert "objective: p99 within 100 ms" in words
    assert "knee" in words


def test_an_objective_above_the_chart_is_said_and_not_drawn() -> None:
    figure = load_figure(LoadChart(curve=_curve(), objective=LatencyObjective(bound_s=60.0)))

    assert any("above this chart" in note.text for note in figure.layout.annotations)


def test_the_load_table_has_a_row_a_point_and_theory_beside_simulation() -> None:
    table = load_table(LoadChart(curve=_curve(), objective=OBJECTIVE))

    assert len(table) == 14
    assert table["Mean, SIM"][0] == table["Mean, THEORY"][0] == "10 ms"
    assert table["Requests"].iloc[-1] == "5 × 5,400"
    assert table["From run to run"].iloc[0] == "–"


def test_simulation_and_theory_agree_below_nine_tenths_and_the_gap_is_none_without_theory() -> None:
    gap = theory_gap(_curve())

    assert gap is not None
    # n = 3,000: at 89 % of what can be served the mean of three runs is within a few tenths of the truth.
    assert 0 < gap < 0.35
    assert theory_gap(_curve(DynamicBatch(max_batch_size=4, max_wait_s=0.01))) is None


def test_the_three_parts_of_the_split_add_up_to_the_latency_at_each_percentile() -> None:
    rows = split_rows(_run(80, requests=5000))

    assert list(rows["percentile"]) == ["p10", "p25", "p50", "p75", "p90", "p95", "p99", "p99.9"]
    parts = rows["server_s"] + rows["filling_s"] + rows["service_s"]
    assert parts.tolist() == pytest.approx(rows["latency_s"].tolist())
    assert rows["service_s"].tolist() == pytest.approx([0.010] * 8)
    assert (rows["filling_s"] < 1e-9).all()


def test_percentiles_that_there_are_not_enough_texts_for_are_left_out() -> None:
    assert "p99" not in set(split_rows(_run(80, requests=300))["percentile"])
    assert split_rows(_run(80, requests=3)).empty
    assert split_finding(_run(80, requests=3)) == "3 texts are too few for percentiles"
    assert split_table(_run(80, requests=3)).empty


def test_waiting_for_the_batch_is_told_from_waiting_for_the_server_by_a_pattern() -> None:
    figure = split_figure(_run(80))
    looks = {bar.name: (bar.marker.color, bar.marker.pattern.shape) for bar in figure.data}

    assert looks["waiting for the server"][0] == looks["waiting for the batch to fill"][0]
    assert looks["waiting for the server"][1] != looks["waiting for the batch to fill"][1]
    assert theme.heading(figure)[1] == "SIM · n = 2,000"


def test_the_split_says_what_the_tail_waits_for() -> None:
    assert "most of it for the server" in split_finding(_run(90))
    lonely = _run(2, DynamicBatch(max_batch_size=8, max_wait_s=0.05))
    assert "most of it for the batch to fill" in split_finding(lonely)
    assert "nearly all of 10 ms is service" in split_finding(_run(0.01))


def test_timed_from_sending_the_same_run_looks_better_by_the_wait_for_the_server() -> None:
    run = _run(90)
    watches = two_watches(run)

    assert watches.sending.p99 == pytest.approx(0.010)
    assert watches.due.p99 is not None and watches.due.p99 > 0.05
    assert omission_finding(run).startswith("Timed from sending, p99 is 10 ms; from the due time it is ")


def test_the_watch_that_is_read_is_drawn_thick_and_both_are_there() -> None:
    for from_sending in (False, True):
        due, sending = omission_figure(_run(90), from_sending=from_sending).data
        assert (sending.line.width > due.line.width) is from_sending
        assert np.all(np.array(sending.x) <= np.array(due.x) + 1e-9)


def test_where_nothing_waits_both_watches_agree_and_an_overload_is_hidden_altogether() -> None:
    assert omission_finding(_run(0.1)).startswith("Here both watches agree: p99 is 10 ms")
    assert omission_finding(_run(200)).endswith("the watch that starts at sending still says p99 = 10 ms")


def test_the_closed_loop_looks_healthy_while_the_open_one_grows() -> None:
    opened = _run(130)
    closed = simulate(replace(opened.scenario, arrivals=ClosedLoop(clients=10, think_s=10 / 130)), COST)
    loops = (course(opened), course(closed))
    words = loops_finding(loops)

    assert words.startswith("The closed loop reports a p99 of 23 ms")
    assert "latency grew from 10 ms to" in words
    live = (replace(loops[0], engine="live"), replace(loops[1], engine="live"))
    figure = loops_figure([loops, live], words)
    assert len({trace.marker.symbol for trace in figure.data}) == 4
    assert [trace.name.rsplit(", ", 1)[1] for trace in figure.data] == ["SIM", "SIM", "LIVE", "LIVE"]
    assert theme.heading(figure)[1] == "SIM · n = 2,000, LIVE · n = 2,000"


def test_an_open_loop_that_kept_up_is_not_called_an_overload() -> None:
    opened = course(_run(5))

    assert loops_finding((opened, opened)).startswith("No overload this time")
    hump = replace(opened, latency_s=(*opened.latency_s, 0.17), finish_s=(*opened.finish_s, 99.0))
    assert "rose to 170 ms and fell back to 10 ms" in loops_finding((hump, opened))


def test_of_five_servers_the_unstable_one_has_words_and_no_point() -> None:
    policies: dict[str, Policy] = {
        "Triton": DynamicBatch(max_batch_size=8, max_wait_s=0.001),
        "Ray Serve": FormedAhead(max_batch_size=8, max_wait_s=0.001),
    }
    results = {name: _run(200, policy) for name, policy in policies.items()}
    figure = windows_figure(results, 0.001)

    assert results["Ray Serve"].unstable
    assert [note.text for note in figure.layout.annotations] == ["unstable: no mean, no p99"]
    assert all("Ray Serve" not in trace.y for trace in figure.data)
    assert theme.heading(figure)[0].endswith("; Ray Serve cannot keep up (unstable)")


def test_servers_that_do_the_same_are_said_to() -> None:
    one = _run(20, DynamicBatch(max_batch_size=8, max_wait_s=0.0))

    assert windows_finding({"A": one, "B": one}, 0.0).startswith(
        "With a max wait of 0 ms these servers do the same"
    )
