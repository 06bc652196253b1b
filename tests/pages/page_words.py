"""What a page says and what it sends, in one piece to look into."""

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


def sent_by(at: AppTest) -> bytes:
    """Everything that the page sends to the browser."""
    parts, waiting = [], [at._tree]
    while waiting:
        node = waiting.pop()
        if proto := getattr(node, "proto", None):
            parts.append(proto.SerializeToString())
        waiting.extend(getattr(node, "children", {}).values())
    return b"\n".join(parts)
