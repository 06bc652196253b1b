"""Controls whose value is in the address, so that a link reproduces it, and kept while they are not drawn."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from pages.parts import session


def bound(widget: Any, label: str, key: str, *values: Any, **options: Any) -> Any:
    """A widget of this key, which is its name in the address too."""
    session.restore_control(key)
    value = widget(label, *values, key=key, bind="query-params", **options)
    session.keep_control(key)
    return value


def listed(label: str, options: Sequence[Any], key: str, default: Any, **more: Any) -> Any:
    """One of a list that opens."""
    return bound(st.selectbox, label, key, options, index=list(options).index(default), **more)


def choice(label: str, options: dict[str, str], key: str, default: str, help_text: str) -> Any:
    """One of a few, side by side, each with its words."""
    return bound(
        st.segmented_control,
        label,
        key,
        list(options),
        default=default,
        format_func=options.__getitem__,
        required=True,
        width="stretch",
        help=help_text,
    )


def steps(label: str, options: Sequence[float], key: str, default: float, help_text: str) -> Any:
    """A slider over given steps."""
    return bound(st.select_slider, label, key, options, value=default, help=help_text)
