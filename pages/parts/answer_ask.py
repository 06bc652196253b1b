"""What a question is answered with, whatever its kind: the same controls in practice, test and review.

Only what is to be seen is sent: no key, no why, no flag that tells a right option from a wrong one.
"""

from collections.abc import Collection
from pathlib import Path

import streamlit as st

from core.learning.grading import shuffled_items, shuffled_options
from core.learning.predict import MEASURES
from core.learning.question import (
    MultiQuestion,
    NumberQuestion,
    OrderQuestion,
    PredictQuestion,
    Question,
    SingleQuestion,
)
from pages.parts import session

HERE = Path(__file__).parent
TRIED = "Tried: not right."

_order = st.components.v2.component(
    "answer_order",
    html='<ol></ol><p aria-live="polite"></p>',
    css=(HERE / "answer_order.css").read_text(encoding="utf-8"),
    js=(HERE / "answer_order.js").read_text(encoding="utf-8"),
)


def ask(question: Question, key: str, *, shuffle: int, tried: Collection[str] = ()) -> None:
    """Draws the controls, with nothing chosen beforehand; options and items in the order that ``shuffle`` draws.

    tried: the options of a single that were tried before and were not right.
    """
    match question:
        case SingleQuestion():
            _single(question, key, shuffle, tried)
        case MultiQuestion():
            st.markdown("Your answer: choose **every** option that is right.")
            for place, option in enumerate(shuffled_options(question, shuffle)):
                st.checkbox(option.text, key=f"{key}_{place}")
        case NumberQuestion():
            _number(f"Your answer{_in(question.unit)}", key)
        case PredictQuestion():
            measure = MEASURES[question.measure]
            _number(f"Your guess: {measure.label}{_in(measure.unit)}", key)
        case OrderQuestion():
            _ordered(question, key, shuffle)


def given(question: Question, key: str, *, shuffle: int) -> tuple[str, ...]:
    """What the controls hold, in the form in which answers are stored; empty if nothing is chosen or typed."""
    match question:
        case MultiQuestion():
            options = enumerate(shuffled_options(question, shuffle))
            return tuple(option.id for place, option in options if session.control_value(f"{key}_{place}"))
        case OrderQuestion():
            shown = shuffled_items(question, shuffle)
            return tuple(shown[place].id for place in _places(key, len(shown)))
        case _:
            held = str(session.control_value(key) or "").strip()
            return (held,) if held else ()


def _single(question: SingleQuestion, key: str, shuffle: int, tried: Collection[str]) -> None:
    options = {option.id: option for option in shuffled_options(question, shuffle)}
    st.radio(
        "Your answer",
        list(options),
        format_func=lambda option: options[option].text,
        captions=[TRIED if option in tried else "" for option in options] if tried else None,
        index=None,
        key=key,
    )


def _number(label: str, key: str) -> None:
    st.text_input(
        label,
        key=key,
        max_chars=40,
        width=320,
        autocomplete="off",
        help="A number such as 12.5. Writing the unit behind it is allowed, not needed.",
    )


def _ordered(question: OrderQuestion, key: str, shuffle: int) -> None:
    """The items go out in the order shown, named by their places in it: the order they are written in is the key."""
    texts = [item.text for item in shuffled_items(question, shuffle)]
    st.markdown("Your answer: put these in order, first to last.")
    _order(
        key=key,
        data={
            "name": key,
            "label": "Your order, first to last",
            "texts": texts,
            "order": _places(key, len(texts)),
        },
        default={"order": list(range(len(texts)))},
        on_order_change=_nothing,
    )


def _places(key: str, n: int) -> list[int]:
    """The order that the browser holds, as places in the order shown; that one if nothing sound comes from there."""
    held = session.control_value(key)
    order = held.get("order") if isinstance(held, dict) else None
    if isinstance(order, list) and sorted(map(str, order)) == sorted(map(str, range(n))):
        return list(map(int, order))
    return list(range(n))


def _in(unit: str) -> str:
    return f", in {unit}" if unit else ""


def _nothing() -> None:
    """Streamlit keeps a value of a component only where it may call back."""
