"""A plan as one page of HTML to keep, to send and to print."""

from datetime import date

from jinja2 import Environment

from core.experiment.finding import rate_words, time_words
from core.experiment.plan import Choice, Plan, per_million
from core.experiment.plan_runs import RUNS
from core.experiment.plan_words import choice_words, recommendation

ARRIVE = {
    "poisson": "at random",
    "steady": "evenly",
    "bursty": "in bursts",
    "daily": "in a daily wave",
    "replay": "as recorded",
}
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Plan: {{ rate }} texts per second</title>
<style>
  @page { size: A4; margin: 15mm }
  body { font: 15px/1.5 "Source Sans 3", "Source Sans Pro", Helvetica, Arial, sans-serif; color: #14181f; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
  h1 { font: 600 1.7rem/1.2 Georgia, serif; margin: 0 0 .3rem } h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem }
  .lead { font-size: 1.12rem } .quiet { color: #515a67 }
  table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #cfd5dd; vertical-align: top }
  td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
  @media print {
    body { margin: 0; padding: 0; max-width: none; font-size: 9.5pt; line-height: 1.35 } .lead { font-size: 10.5pt } h1 { font-size: 16pt }
    h2 { font-size: 11pt; margin: 3.5mm 0 1mm } p { margin: 1mm 0 } th, td { padding: .6mm 3mm .6mm 0 } ul { margin: 0 } .screen { display: none }
  }
</style></head><body>
<h1>A plan for {{ rate }} texts per second</h1>
<p class="quiet">{{ who }} · {{ day }}<span class="screen"> · To keep it as PDF, print this page and choose “Save as PDF”.</span></p>
<p class="lead">{{ words }}</p>
<h2>What was asked for</h2>
<table>
{% for name, value in asked %}<tr><th scope="row">{{ name }}</th><td>{{ value }}</td></tr>
{% endfor %}</table>
<h2>What it was chosen from</h2>
<table><tr><th scope="col">Set-up</th><th scope="col" class="n">{{ tail }}</th><th scope="col" class="n">Per hour</th><th scope="col" class="n">Per million texts</th></tr>
{% for row in choices %}<tr><td>{% if row[0] == best %}<strong>{{ row[0] }}</strong>, recommended{% else %}{{ row[0] }}{% endif %}</td><td class="n">{{ row[1] }}</td><td class="n">{{ row[2] }}</td><td class="n">{{ row[3] }}</td></tr>
{% endfor %}</table>
<h2>If the load is not what you think</h2>
<table><tr><th scope="col">Load</th><th scope="col" class="n">{{ tail }}</th><th scope="col">Objective</th><th scope="col" class="n">Machines needed</th></tr>
{% for row in loads %}<tr><td>{{ row[0] }}</td><td class="n">{{ row[1] }}</td><td>{{ row[2] }}</td><td class="n">{{ row[3] }}</td></tr>
{% endfor %}</table>
<p>{{ headroom }}</p>
<h2>What this takes for granted, and where it would be wrong</h2>
<ul>{% for line in assumes %}<li>{{ line }}</li>{% endfor %}</ul>
</body></html>
"""


def report(plan: Plan, on: date) -> str:
    """The whole page. It loads nothing and runs nothing."""
    need = plan.need
    environment = Environment(autoescape=True, trim_blocks=True)
    return environment.from_string(_PAGE).render(
        rate=rate_words(need.rate),
        day=f"{on:%d %B %Y}",
        words=recommendation(plan),
        asked=_asked(plan),
        choices=choice_rows(plan),
        best=choice_words(plan.best),
        tail=f"p{100 * need.objective.percentile:g}",
        who=_who(plan),
        loads=load_rows(plan),
        headroom=headroom_words(plan),
        assumes=plan.assumes,
    )


def choice_rows(plan: Plan) -> list[tuple[str, str, str, str]]:
    """The cheapest of each mode, then what more money would buy: set-up, tail, cost per hour, cost per million texts."""
    return [_choice_row(choice, plan.need.rate) for choice in plan.choices]


def load_rows(plan: Plan) -> list[tuple[str, str, str, str]]:
    """For each load: how much of the planned one, the tail there, met or not, and the machines that it would take."""
    return [
        (
            f"{100 * point.scale:.0f} %",
            "grows without end" if point.tail_s is None else time_words(point.tail_s),
            "met" if point.met else "not met",
            "none will do" if point.replicas is None else f"{point.replicas:,}",
        )
        for point in plan.sensitivity
    ]


def headroom_words(plan: Plan) -> str:
    """How far the load can grow before the plan breaks."""
    if plan.headroom is None:
        return "A batch job takes more machines, or starts more often, as the pile grows."
    more = plan.headroom - 1
    if more < 0.02:
        return "There is no room: with any more load the objective is missed."
    if more > 1:
        return f"The load can grow to at least {plan.headroom:.2g} times what it is before the objective is missed."
    return f"The load can grow by {100 * more:.0f} % before the objective is missed."


def _who(plan: Plan) -> str:
    n = sum(choice.n for choice in plan.choices)
    simulated = [f"SIM · n = {n:,} in {RUNS} runs of each set-up"] if n else []
    worked_out = ["batch job by arithmetic (THEORY)"] if plan.by_mode[-1].mode == "batch" else []
    return ", ".join(simulated + worked_out)


def _choice_row(choice: Choice, rate: float) -> tuple[str, str, str, str]:
    cost = f"{choice.hour_cost:.3g}", f"{per_million(choice, rate):.3g}"
    return choice_words(choice), time_words(choice.tail_s), *cost


def _asked(plan: Plan) -> list[tuple[str, str]]:
    need = plan.need
    late = "as any answer" if need.deadline_s is None else f"within {time_words(need.deadline_s)}"
    return [
        ("Arrivals", f"{rate_words(need.rate)} texts per second, {ARRIVE[need.arrivals.kind]}"),
        (
            "Objective",
            f"{100 * need.objective.percentile:g} of 100 texts within {time_words(need.objective.bound_s)}",
        ),
        ("A batch job's answers", late),
        (
            "Cost of a batch of b",
            f"{time_words(need.cost.fixed_s)} + b · {time_words(need.cost.per_item_s)}, at most {need.largest_batch} texts",
        ),
        ("Price of a machine-hour", f"{need.hour_price:g}"),
        ("A machine's start", time_words(need.start_s) if need.start_s else "at once"),
    ]
