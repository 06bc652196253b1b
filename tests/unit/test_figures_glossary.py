"""The glossary's drawings show what was simulated: nothing in them is placed by hand."""

import re

from core.figures.glossary import pictures


def test_each_drawing_has_a_finding_a_label_and_a_text_alternative() -> None:
    for picture in pictures():
        assert picture.title and picture.caption.startswith("SIM · n = ")
        assert re.search(r'role="img" aria-label="[^"]{20,}"', picture.svg)
        assert "nan" not in picture.svg and "<script" not in picture.svg


def test_five_of_a_hundred_dots_lie_beyond_the_95th_percentile() -> None:
    [percentile] = [picture for picture in pictures() if "95th percentile" in picture.title]
    line = float(re.search(r'<line x1="([\d.]+)"[^>]*stroke-dasharray', percentile.svg)[1])  # type: ignore[index]
    below = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', percentile.svg)]
    beyond = [float(x) for x in re.findall(r'<polygon points="([\d.]+),', percentile.svg)]
    assert (len(below), len(beyond)) == (95, 5)
    assert max(below) < line + 4 and min(beyond) > line - 4


def test_batches_hold_all_texts_and_are_done_sooner_than_one_at_a_time() -> None:
    [dynamic] = [picture for picture in pictures() if picture.title.startswith("Dynamic")]
    alone, together = (float(ms) for ms in re.findall(r"done after (\d+) ms", dynamic.svg))
    assert together < alone
    assert len(re.findall(r"<rect", dynamic.svg)) < 24
