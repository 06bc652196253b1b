"""The command line: one JSON object, and one clear line with exit code 2 for what cannot be."""

import json
from contextlib import nullcontext
from dataclasses import replace

import pytest

from core.cli.main import main
from core.experiment import simulate
from core.serving import LinearCost

SIMULATED = ["run", "--engine", "simulated", "--fixed-ms", "10", "--per-item-ms", "1", "--requests", "3000"]
DYNAMIC = [
    *SIMULATED,
    "--policy",
    "dynamic_batch",
    "--batch-size",
    "8",
    "--max-wait-ms",
    "5",
    "--arrival-rate",
    "200",
]
SEARCH_LIVE = ["search", "--engine", "live", "--policy", "real_time", "--slo-ms", "9", "--high-rate", "50"]


def run(capsys, arguments):
    try:
        code = main(arguments)
    except SystemExit as end:
        code = end.code
    out, err = capsys.readouterr()
    return code, out, err


def test_one_json_object_with_every_figure(capsys):
    code, out, _ = run(capsys, [*DYNAMIC, "--json"])
    printed = json.loads(out)
    assert code == 0
    assert printed["engine"] == "simulated"
    assert printed["n"] == 3000
    assert set(printed["latency_ms"]) == {"mean", "p50", "p90", "p95", "p99", "max", "ci"}
    assert (
        printed["latency_ms"]["ci"]["p99"][0]
        <= printed["latency_ms"]["p99"]
        <= printed["latency_ms"]["ci"]["p99"][1]
    )
    for name in (
        "waiting_ms",
        "service_ms",
        "throughput_per_s",
        "utilisation",
        "mean_batch_size",
        "unstable",
        "warnings",
    ):
        assert name in printed
    assert printed["scenario"]["policy"] == {
        "kind": "dynamic_batch",
        "max_batch_size": 8,
        "max_wait_s": 0.005,
    }


def test_the_same_seed_gives_the_same_figures(capsys):
    one, again, other = (run(capsys, [*DYNAMIC, "--seed", seed, "--json"])[1] for seed in ("1", "1", "2"))
    assert one == again
    assert one != other


def test_words_carry_the_engines_label(capsys):
    code, out, _ = run(capsys, DYNAMIC)
    assert code == 0
    assert out.startswith("SIM  ")


def test_an_overload_has_no_mean(capsys):
    arguments = [*SIMULATED, "--policy", "real_time", "--arrival-rate", "500", "--json"]
    printed = json.loads(run(capsys, arguments)[1])
    assert printed["unstable"] is True
    assert printed["latency_ms"]["mean"] is None


@pytest.mark.parametrize(
    "arguments, named",
    [
        ([], "command"),
        (["run"], "--engine"),
        (["run", "--engine", "magic", "--policy", "real_time"], "--engine"),
        ([*SIMULATED, "--policy", "real_time"], "--arrival-rate"),
        ([*SIMULATED, "--policy", "fixed_batch", "--arrival-rate", "5"], "--batch-size"),
        (
            [*SIMULATED, "--policy", "dynamic_batch", "--batch-size", "4", "--arrival-rate", "5"],
            "--max-wait-ms",
        ),
        ([*SIMULATED, "--policy", "offline", "--batch-size", "4", "--arrival-rate", "5"], "--arrival-rate"),
        ([*SIMULATED, "--policy", "real_time", "--batch-size", "4", "--arrival-rate", "5"], "--batch-size"),
        ([*SIMULATED, "--policy", "real_time", "--arrival-rate", "-5"], "--arrival-rate"),
        ([*SIMULATED, "--policy", "real_time", "--arrival-rate", "nan"], "--arrival-rate"),
        ([*SIMULATED, "--policy", "real_time", "--arrival-rate", "5", "--requests", "0"], "--requests: 0"),
        ([*SIMULATED, "--policy", "real_time", "--closed-loop", "0"], "--closed-loop: 0"),
        ([*SIMULATED, "--policy", "real_time", "--closed-loop", "2", "--think-ms", "-1"], "--think-ms: -1"),
        (
            [*DYNAMIC, "--max-wait-ms", "-1"],
            "--max-wait-ms: -1.0 is out of range; give a number from 0 to 60000 ms",
        ),
        ([*DYNAMIC, "--batch-size", "0"], "--batch-size: 0"),
        ([*DYNAMIC, "--fixed-ms", "-1"], "--fixed-ms: -1"),
        ([*DYNAMIC, "--slo-ms", "0"], "--slo-ms: 0"),
        ([*DYNAMIC, "--slo-ms", "9", "--percentile", "0"], "--percentile: 0"),
        ([*SEARCH_LIVE, "--low-rate", "0"], "--low-rate: 0"),
        ([*SEARCH_LIVE, "--high-rate", "0.5"], "--high-rate: 0.5"),
        ([*SEARCH_LIVE, "--requests", "20001"], "--requests: 20001"),
        (["run", "--engine", "simulated", "--policy", "offline", "--batch-size", "2"], "--fixed-ms"),
        (
            ["run", "--engine", "live", "--policy", "offline", "--batch-size", "2", "--fixed-ms", "1"],
            "--fixed-ms",
        ),
        (
            ["run", "--engine", "live", "--policy", "offline", "--batch-size", "2", "--classifier", "gpt"],
            "tfidf-logreg",
        ),
    ],
)
def test_bad_arguments_end_with_two_and_one_line(capsys, arguments, named):
    code, out, err = run(capsys, arguments)
    assert code == 2
    assert out == ""
    assert named in err
    assert err.count("\n") == 1


def test_theory_has_the_shape_of_a_result(capsys):
    arguments = [*DYNAMIC, "--max-wait-ms", "0", "--arrival-rate", "300", "--json"]
    measured, said = (
        json.loads(run(capsys, [*arguments, "--engine", engine])[1]) for engine in ("simulated", "theory")
    )
    assert said["engine"] == "theory"
    assert said["latency_ms"]["mean"] == pytest.approx(22.908, abs=0.0005)
    assert said["latency_ms"]["p99"] is None
    assert said["waiting_ms"]["mean"] + said["service_ms"]["mean"] == pytest.approx(22.908, abs=0.0005)
    assert set(measured) - set(said) == {"littles_law_residual", "stolen", "ended", "void"}


def test_theory_says_where_it_has_no_formula(capsys):
    arguments = [
        "run",
        "--engine",
        "theory",
        "--policy",
        "dynamic_batch",
        "--batch-size",
        "8",
        "--max-wait-ms",
        "5",
    ]
    code, _, err = run(
        capsys, [*arguments, "--arrival-rate", "300", "--fixed-ms", "10", "--per-item-ms", "1"]
    )
    assert code == 2
    assert "--engine simulated" in err


def test_an_objective_is_judged(capsys):
    printed = json.loads(run(capsys, [*DYNAMIC, "--slo-ms", "1000", "--percentile", "99", "--json"])[1])
    assert printed["slo"]["verdict"] == "met"
    assert printed["slo"]["over"] == 0


@pytest.mark.parametrize("extra", [["--arrival", "bursty"], ["--arrival", "daily"], ["--arrival", "steady"]])
def test_every_stream_can_be_asked_for(capsys, extra):
    printed = json.loads(run(capsys, [*DYNAMIC, *extra, "--json"])[1])
    assert printed["scenario"]["arrivals"]["kind"] == extra[1]


def test_bursts_and_waves_have_a_shape(capsys):
    shape = ["--arrival", "bursty", "--on-share", "0.1", "--cycle-s", "5"]
    assert json.loads(run(capsys, [*DYNAMIC, *shape, "--json"])[1])["scenario"]["arrivals"] == {
        "kind": "bursty", "rate": 200, "on_share": 0.1, "cycle_s": 5,
    }  # fmt: skip
    for extra, named in (
        (["--swing", "0.5"], "--swing"),
        (["--arrival", "daily", "--cycle-s", "5"], "--cycle-s"),
        (["--arrival", "daily", "--swing", "2"], "--swing: 2.0"),
    ):
        code, out, err = run(capsys, [*DYNAMIC, *extra])
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert named in err


def test_a_closed_loop_can_be_asked_for(capsys):
    arguments = [*SIMULATED, "--policy", "real_time", "--closed-loop", "4", "--think-ms", "10", "--json"]
    printed = json.loads(run(capsys, arguments)[1])
    assert printed["throughput_per_s"] == pytest.approx(1000 / 11, rel=0.02)


REPLAYED = [*SIMULATED[:-2], "--policy", "real_time", "--arrivals", "replay"]


def _times(tmp_path, rows):
    path = tmp_path / "times.csv"
    path.write_text("arrived_s\n" + "\n".join(map(str, rows)) + "\n")
    return ["--times", str(path)]


def test_a_recording_is_replayed_in_full_at_its_own_times(capsys, tmp_path):
    code, out, _ = run(capsys, [*REPLAYED, *_times(tmp_path, [10, 10.5, 11, 20]), "--json"])
    printed = json.loads(out)
    assert code == 0
    assert printed["n"] == 4
    assert printed["scenario"]["arrivals"] == {"kind": "replay", "times_s": [0.0, 0.5, 1.0, 10.0]}
    assert (
        json.loads(run(capsys, [*REPLAYED, *_times(tmp_path, range(9)), "--requests", "3", "--json"])[1])["n"]
        == 3
    )


def test_a_search_plays_a_recording_faster(capsys, tmp_path):
    arguments = [
        "search",
        "--policy",
        "real_time",
        "--fixed-ms",
        "10",
        "--per-item-ms",
        "1",
        "--slo-ms",
        "30",
    ]
    times = _times(tmp_path, [n / 7 for n in range(2000)])
    printed = json.loads(run(capsys, [*arguments, "--arrivals", "replay", *times, "--json"])[1])
    # One every so often: nobody waits for as long as the server keeps up.
    assert printed["best_rate"] == pytest.approx(1000 / 11, rel=0.01)


@pytest.mark.parametrize(
    ("extra", "named"),
    [
        ([], "--times"),
        (["--times", "nowhere.csv"], "nowhere.csv cannot be read"),
        (["--times", "nowhere.csv", "--arrival-rate", "5"], "--arrival-rate"),
        (["--times", "nowhere.csv", "--closed-loop", "5"], "--closed-loop"),
    ],
)
def test_a_replay_that_cannot_be_ends_with_two_and_one_line(capsys, extra, named):
    code, out, err = run(capsys, [*REPLAYED, *extra])
    assert (code, out) == (2, "")
    assert named in err
    assert err.count("\n") == 1


def test_a_recording_with_faults_or_too_few_times_is_refused(capsys, tmp_path):
    code, _, err = run(capsys, [*REPLAYED, *_times(tmp_path, [1, "noon", 3])])
    assert (code, "row 3" in err) == (2, True)
    code, _, err = run(capsys, [*REPLAYED, *_times(tmp_path, [1, 2]), "--requests", "5"])
    assert (code, "2 recorded" in err) == (2, True)
    code, _, err = run(capsys, [*DYNAMIC, *_times(tmp_path, [1, 2])])
    assert (code, "--times" in err) == (2, True)


def test_a_search_finds_the_highest_load(capsys):
    arguments = [
        "search",
        "--policy",
        "real_time",
        "--fixed-ms",
        "10",
        "--per-item-ms",
        "1",
        "--slo-ms",
        "30",
    ]
    code, out, _ = run(capsys, [*arguments, "--json"])
    printed = json.loads(out)
    assert code == 0
    assert 10 < printed["best_rate"] < 1000 / 11
    assert len(printed["trials"]) == 12
    assert "texts per second meet the objective" in run(capsys, arguments)[1]


def test_a_live_search_repeats_an_answer_near_the_knee_with_other_draws(capsys, monkeypatch):
    seen, cost = [], LinearCost(fixed_s=0.010, per_item_s=0.001)

    def run_live(_host, scenario):
        seen.append((scenario.arrivals.rate, scenario.seed))
        return replace(simulate(scenario, cost), engine="live")

    monkeypatch.setattr("core.cli.search.measuring", nullcontext)
    monkeypatch.setattr("core.cli.search.run_live", run_live)
    arguments = [*SEARCH_LIVE, "--high-rate", "100", "--slo-ms", "400", "--requests", "2000", "--json"]
    code, out, err = run(capsys, arguments)
    printed = json.loads(out)
    assert code == 0 and printed["engine"] == "live"
    (best,) = [trial for trial in printed["trials"] if trial["arrival_rate"] == printed["best_rate"]]
    assert best["near_knee"] and len(best["repeated_s"]) == 3
    assert len({seed for rate, seed in seen if rate == printed["best_rate"]}) == 3
    assert "met, on average over 3 runs" in err


def test_lint_finds_nothing_wrong_in_our_own_banks(capsys):
    code, out, _ = run(capsys, ["lint", "quizzes/"])
    assert code == 0
    assert "0 errors" in out


def test_lint_ends_with_one_on_errors(capsys, tmp_path):
    bank, empty = tmp_path / "bank.yaml", tmp_path / "empty"
    bank.write_text("schema: 1\nbank: broken\n")
    empty.mkdir()
    code, out, _ = run(capsys, ["lint", str(bank)])
    assert code == 1
    assert "bank.yaml:1:1" in out
    code, out, _ = run(capsys, ["lint", str(empty)])
    assert (code, out.splitlines()[-1]) == (1, "1 error, 0 warnings")


PLAN = ["plan", "--arrival-rate", "300", "--slo-ms", "60"]


def test_a_plan_is_one_json_object_and_the_same_in_words(capsys):
    cost = ["--fixed-ms", "10", "--per-item-ms", "1", "--largest-batch", "16"]
    code, out, _ = run(capsys, [*PLAN, *cost, "--json"])
    printed = json.loads(out)
    assert code == 0
    assert printed["best"]["mode"] == "dynamic"
    assert printed["best"]["tail_s"] <= 0.060
    assert {choice["mode"] for choice in printed["by_mode"]} == {"real_time", "dynamic"}
    code, out, _ = run(capsys, [*PLAN, "--pairs", "1:11,8:18,32:42", "--largest-batch", "16"])
    assert code == 0
    assert printed["words"] in out
    assert out.count("Assumes:") == len(printed["assumes"])


def test_answers_that_may_come_late_make_a_batch_job_the_plan(capsys):
    cost = ["--fixed-ms", "10", "--per-item-ms", "1", "--batch-deadline-s", "21600", "--json"]
    code, out, _ = run(capsys, [*PLAN, *cost])
    printed = json.loads(out)
    assert code == 0
    assert printed["need"]["deadline_s"] == 21600 and printed["need"]["arrivals"]["kind"] == "poisson"
    assert printed["best"]["mode"] == "batch"
    assert printed["need"]["objective"]["bound_s"] == 0.06
    assert {choice["mode"] for choice in printed["by_mode"]} == {"real_time", "dynamic", "batch"}


def test_a_plan_takes_a_trace(capsys, tmp_path):
    trace = tmp_path / "trace.csv"
    trace.write_text("\n".join(f"{moment / 100}" for moment in range(2000)))
    cost = ["--fixed-ms", "5", "--per-item-ms", "1", "--largest-batch", "4"]
    code, out, _ = run(capsys, ["plan", "--trace", str(trace), "--slo-ms", "50", *cost])
    assert code == 0
    assert "The recording is typical." in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([*PLAN], "cost: is not given"),
        ([*PLAN, "--pairs", "1:11"], "measure two sizes"),
        (["plan", "--slo-ms", "60", "--fixed-ms", "10", "--per-item-ms", "1"], "--arrival-rate: is missing"),
        ([*PLAN, "--fixed-ms", "100", "--per-item-ms", "1"], "a call with one text takes 101 ms"),
        ([*PLAN, "--trace", "none.csv", "--fixed-ms", "1", "--per-item-ms", "1"], "does not fit here"),
    ],
)
def test_a_plan_that_cannot_be_says_why(capsys, arguments, words):
    code, out, err = run(capsys, arguments)
    assert code == 2
    assert out == ""
    assert words in err
    assert err.count("\n") == 1
