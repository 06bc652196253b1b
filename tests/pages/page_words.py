"""All words that a page shows outside its widgets, in one string to look into."""

from streamlit.testing.v1 import AppTest


def words_of(at: AppTest) -> str:
    """Titles, text, captions, metrics and messages, in this order, a line each."""
    kinds = (
        at.title,
        at.header,
        at.subheader,
        at.markdown,
        at.caption,
        at.error,
        at.warning,
        at.info,
        at.success,
    )
    lines = [str(element.value) for kind in kinds for element in kind]
    return "\n".join([*lines, *(f"{metric.label}: {metric.value}" for metric in at.metric)])
