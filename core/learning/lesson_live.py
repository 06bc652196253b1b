"""The figure "run" of a lesson: a set-up of the lab written as options, and what of it the reader may change.

``preset="busy-stream"`` starts from a set-up with a name; every other option changes one of its fields. ``load`` gives
the rate as a share of what one at a time can serve on this machine, ``seconds`` the number of texts by how long they
take to come. ``vary`` and ``over`` let the reader move one of them, from ``start`` on; ``show`` chooses the chart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from core.base import BatchwiseError, Fault, InvalidInput
from core.experiment.presets import PRESETS, Mode, Setup
from core.text import CATALOGUE

Show = Literal["distribution", "over-time", "inside", "against-load"]
Varied = Literal["load", "rate", "batch-size", "max-wait-ms"]

_WORDS: Mapping[str, tuple[str, ...]] = {
    "mode": get_args(Mode),
    "classifier": tuple(CATALOGUE),
    "come": ("at_once", "stream"),
    "leave": ("full", "full_or_waited"),
    "pattern": ("poisson", "steady"),
}
_NUMBERS = ("batch-size", "max-wait-ms", "requests", "rate", "seed")
# A run of one side ends after twenty seconds, and some time is needed to warm up.
_MOST_SECONDS, _MOST_LOAD = 15.0, 3.0
OPTIONS = ("preset", *_WORDS, *_NUMBERS, "load", "seconds", "vary", "over", "start", "show")


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveFigure:
    """setup: as the lesson gives it. load, seconds: None where the set-up's own rate and number of texts hold.

    vary: what the reader moves, over these steps from start on; None: nothing.
    """

    setup: Setup
    load: float | None
    seconds: float | None
    vary: Varied | None
    steps: tuple[float, ...]
    start: float
    show: Show

    @property
    def by_load(self) -> bool:
        """Whether the rate follows from what one at a time can serve here, which changes with the machine's pace."""
        return self.vary == "load" or self.load is not None

    def setup_at(self, step: float, capacity: float | None) -> Setup:
        """The set-up with what is varied at ``step``; capacity: texts per second that one at a time can serve here.

        Without a capacity the set-up's own rate holds, whatever the load. Each load has a draw of its own, by which a
        run of it is known again when another rate makes that load.
        """
        setup, load = self.setup, self.load
        match self.vary:
            case "load":
                load = step
            case "rate" | "batch-size" | "max-wait-ms":
                changed: dict[str, Any] = {self.vary.replace("-", "_"): int(step)}
                setup = replace(setup, **changed)
            case None:
                pass
        if load is not None:
            setup = replace(setup, seed=setup.seed + round(1000 * load))
        if load is not None and capacity is not None:
            setup = replace(setup, rate=max(1, round(load * capacity)))
        if self.seconds is not None:
            setup = replace(setup, requests=max(1, round(self.seconds * setup.rate)))
        return setup


def live_figure(options: Mapping[str, str]) -> LiveFigure:
    """The figure that the options describe. Raises InvalidInput with every fault, by the option's name."""
    known = ", ".join(OPTIONS)
    faults = [
        _fault(name, "is not known", f"write one of {known}") for name in options if name not in OPTIONS
    ]
    setup = _setup(options, faults)
    vary = _word(options, "vary", get_args(Varied), faults)
    load = _number(options, "load", _MOST_LOAD, faults)
    seconds = _number(options, "seconds", _MOST_SECONDS, faults)
    steps = _steps(options, vary, faults)
    start = _number(options, "start", float("inf"), faults)
    if start is not None and start not in steps:
        faults.append(_fault("start", f"{start:g} is none of the steps", "name one of over"))
    show: Show = _word(options, "show", get_args(Show), faults) or "distribution"
    if show == "against-load" and vary not in ("load", "rate"):
        faults.append(_fault("show", "against-load needs a load to vary", 'write vary="load" or vary="rate"'))
    if setup is None or faults:
        raise InvalidInput(faults)
    figure = LiveFigure(
        setup=setup, load=load, seconds=seconds, vary=vary, steps=steps,
        start=steps[0] if start is None and steps else start or 0.0, show=show,
    )  # fmt: skip
    _check_all(figure)
    return figure


def _check_all(figure: LiveFigure) -> None:
    """Every step must give a set-up that can be run."""
    for step in figure.steps or (0.0,):
        try:
            setup = figure.setup_at(step, 100.0)
            setup.scenarios()
        except BatchwiseError as error:
            first = error.faults[0] if isinstance(error, InvalidInput) else _fault("run", str(error), "")
            name = first.field.replace("_", "-")
            raise InvalidInput([_fault(name, first.problem, first.fix)]) from error
        if figure.show == "against-load" and not setup.streams:
            raise InvalidInput([_fault("show", "a pile has no load", 'write come="stream" or another show')])


def _setup(options: Mapping[str, str], faults: list[Fault]) -> Setup | None:
    preset = _word(options, "preset", tuple(PRESETS), faults)
    setup = PRESETS[preset].setup if preset else Setup()
    changed: dict[str, Any] = {}
    for name, words in _WORDS.items():
        if (word := _word(options, name, words, faults)) is not None:
            changed[name] = word
    for name in _NUMBERS:
        if name not in options:
            continue
        if options[name].isascii() and options[name].isdecimal():
            changed[name.replace("-", "_")] = int(options[name])
        else:
            faults.append(_fault(name, f"{options[name]!r} is no whole number", "write digits only"))
    try:
        return replace(setup, **changed)
    except InvalidInput as error:
        faults += [_fault(one.field.replace("_", "-"), one.problem, one.fix) for one in error.faults]
        return None


def _word(options: Mapping[str, str], name: str, words: tuple[str, ...], faults: list[Fault]) -> Any:
    word = options.get(name)
    if word is not None and word not in words:
        faults.append(_fault(name, f"{word!r} is not known", f"write one of {', '.join(words)}"))
        return None
    return word


def _number(options: Mapping[str, str], name: str, most: float, faults: list[Fault]) -> float | None:
    if name not in options:
        return None
    try:
        value = float(options[name])
    except ValueError:
        value = -1.0
    if not 0 <= value <= most:
        faults.append(_fault(name, f"{options[name]!r} cannot be", f"write a number from 0 to {most:g}"))
        return None
    return value


def _steps(options: Mapping[str, str], vary: Varied | None, faults: list[Fault]) -> tuple[float, ...]:
    if vary is None:
        if "over" in options or "start" in options:
            faults.append(_fault("vary", "is missing", "say what over and start are steps of"))
        return ()
    try:
        steps = tuple(float(step) for step in options.get("over", "").split())
    except ValueError:
        steps = ()
    if len(steps) < 2 or list(steps) != sorted(set(steps)) or steps[0] < 0:
        faults.append(_fault("over", "is no list of rising steps", 'write over="0.2 0.5 0.8"'))
    elif vary == "load" and steps[-1] > _MOST_LOAD:
        faults.append(_fault("over", f"{steps[-1]:g} is too much", f"write loads up to {_MOST_LOAD:g}"))
    elif vary != "load" and any(step != int(step) for step in steps):
        faults.append(_fault("over", "has a step that is not whole", f"write whole numbers for {vary}"))
    return steps


def _fault(name: str, problem: str, fix: str) -> Fault:
    return Fault(field=name, problem=problem, fix=fix)
