"""A plan as one page of HTML to keep, to send and to print, with its drawings."""

from datetime import date

from jinja2 import Environment
from markupsafe import Markup

from core.base.numbers_format import unbroken
from core.experiment.finding import rate_words, time_words
from core.experiment.plan import Plan
from core.experiment.plan_rows import choice_rows, headroom_words
from core.experiment.plan_runs import RUNS
from core.experiment.plan_words import ARRIVE, choice_words, recommendation
from core.figures.plan import load_finding, plan_finding, tail_name
from core.figures.plan_drawing import LETTERS, choices_drawing, key_words, loads_drawing

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Plan: {{ rate }} texts per second</title>
<style>
  @page { size: A4; margin: 15mm }
  body { font: 15px/1.5 "Source Sans 3", "Source Sans Pro", Helvetica, Arial, sans-serif; color: #14181f; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
  h1 { font: 600 1.7rem/1.2 Georgia, serif; margin: 0 0 .3rem } h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem }
  .lead { font-size: 1.12rem } .quiet { color: #515a67 }
  table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #cfd5dd; vertical-align: top }
  td.n { white-space: nowrap } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
  .drawn { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: 1rem 2rem; margin-top: 1.4rem } figure { margin: 0; display: flex; flex-direction: column; justify-content: space-between } figcaption { font-weight: 600 }
  dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: .3rem 2rem; margin: 0 } dl div { display: flex; gap: .8rem; border-bottom: 1px solid #cfd5dd; padding: .2rem 0 } dt { font-weight: 600; flex: 0 0 40% } dd { margin: 0 }
  svg { display: block; width: 100%; height: auto } .key { margin: .3rem 0; font-size: .9em } .key span { white-space: nowrap; margin-right: 1.2rem } .key svg { display: inline-block; width: .9em; vertical-align: -.1em }
  @media print {
    body { margin: 0; padding: 0; max-width: none; font-size: 9.5pt; line-height: 1.35 } .lead { font-size: 10.5pt } h1 { font-size: 16pt }
    h2 { font-size: 11pt; margin: 3.5mm 0 1mm } p { margin: 1mm 0 } th, td { padding: .6mm 3mm .6mm 0 } ul { margin: 0 } .drawn, dl { grid-template-columns: 1fr 1fr; gap: .8mm 8mm } .drawn { margin-top: 3.5mm } .key { margin: 1mm 0 } .screen { display: none }
  }
</style></head><body>
<h1>A plan for {{ rate }} texts per second</h1>
<p class="quiet">{{ who }} · {{ day }}<span class="screen"> · To keep it as PDF, print this page and choose “Save as PDF”.</span></p>
<p class="lead">{{ words }}</p>
<h2>What was asked for</h2>
<dl>{% for name, value in asked %}<div><dt>{{ name }}</dt><dd>{{ value }}</dd></div>{% endfor %}</dl>
<div class="drawn">
<figure><figcaption>{{ choices_finding }}</figcaption>{{ choices_drawing }}</figure>
<figure><figcaption>{{ loads_finding }}</figcaption>{{ loads_drawing }}</figure>
</div>
<p class="key">{% for mark, name in key %}<span>{{ mark }} {{ name }}</span> {% endfor %}<span>Filled: recommended; on the right, objective met</span></p>
<p>{{ headroom }}</p>
<h2>What it was chosen from</h2>
<table><tr><td></td><th scope="col">Set-up</th><th scope="col" class="n">{{ tail }}</th><th scope="col" class="n">Per hour</th><th scope="col" class="n">Per million texts</th></tr>
{% for letter, row in choices %}<tr><th scope="row">{{ letter }}</th><td>{% if row[0] == best %}<strong>{{ row[0] }}</strong>, recommended{% else %}{{ row[0] }}{% endif %}</td><td class="n">{{ row[1] }}</td><td class="n">{{ row[2] }}</td><td class="n">{{ row[3] }}</td></tr>
{% endfor %}</table>
<h2>What this takes for granted, and where it would be wrong</h2>
<ul>{% for line in assumes %}<li>{{ line }}</li>{% endfor %}</ul>
</body></html>
"""
_TEMPLATE = Environment(autoescape=True, trim_blocks=True).from_string(_PAGE)


def report(plan: Plan, on: date) -> str:
    """The whole page. It loads nothing and runs nothing."""
    need = plan.need
    page = _TEMPLATE.render(
        rate=rate_words(need.rate),
        day=f"{on:%d %B %Y}",
        words=recommendation(plan),
        asked=_asked(plan),
        choices=list(zip(LETTERS, choice_rows(plan), strict=False)),
        best=choice_words(plan.best),
        tail=tail_name(plan),
        choices_finding=plan_finding(plan),
        choices_drawing=Markup(choices_drawing(plan)),
        loads_finding=load_finding(plan),
        loads_drawing=Markup(loads_drawing(plan)),
        key=[(Markup(mark), name) for mark, name in key_words(plan)],
        who=_who(plan),
        headroom=headroom_words(plan),
        assumes=plan.assumes,
    )
    return unbroken(page)


def _who(plan: Plan) -> str:
    n = sum(choice.n for choice in plan.choices)
    simulated = [f"SIM · n = {n:,} in {RUNS} runs of each set-up"] if n else []
    worked_out = ["batch job by arithmetic (THEORY)"] if plan.by_mode[-1].mode == "batch" else []
    return ", ".join(simulated + worked_out)


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
