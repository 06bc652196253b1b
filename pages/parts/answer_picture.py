"""The picture of a question: what it is computed from is in the bank; nothing of the key is in it, nor in its words."""

import plotly.graph_objects as go

from core.figures.confusion import confusion_mosaic
from core.figures.question_picture import load_lines, text_bars
from core.learning.question import LoadCurve, MatrixPicture, Picture, Question, TimeLine
from pages.parts import look


def show(question: Question) -> None:
    """Drawn between the stem and what is answered, if the question has one."""
    if question.picture is not None:
        chart, words = drawn(question.picture)
        look.figure(chart, key=f"quiz_picture_{question.id}", alt=words)


def drawn(picture: Picture) -> tuple[go.Figure, str]:
    """The chart, and the same in words."""
    match picture:
        case TimeLine():
            chart = text_bars(picture.run().log)
        case LoadCurve():
            chart = load_lines({line.name: picture.points(line) for line in picture.lines})
        case MatrixPicture():
            chart = confusion_mosaic(picture.matrix, title="The four counts, drawn to scale")
    return chart, picture.words
