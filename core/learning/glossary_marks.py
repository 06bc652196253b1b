"""Marking terms of the glossary in Markdown: the first time a page uses one, it becomes a link that carries its meaning."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from core.learning.glossary import Term

ANCHOR = "term-"
# What stays as it is: code, formulas, links and pictures, directives, HTML, headings, and what is bold: a term is
# bold where it is explained.
_KEPT = re.compile(
    r"```.*?```|`[^`]*`|\$[^$]*\$|!?\[[^\]]*\]\([^)]*\)|:[\w-]+\[[^\]]*\]|<[^>]*>|\*\*.+?\*\*|^#.*?$|https?://\S+",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms, ready to be found in a text.

    >>> latency = Term(id="latency", term="latency", forms=("latency", "latencies"), says="How long it took.")
    >>> Glossary((latency,)).marked("Latency, and `latency` again: latency.")
    '[Latency](#term-latency "How long it took."), and `latency` again: latency.'
    """

    terms: tuple[Term, ...]
    _by_form: dict[str, tuple[str, Term]] = field(init=False, compare=False, repr=False)
    _pattern: re.Pattern[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        by_form = {form.casefold(): (form, term) for term in self.terms for form in term.forms}
        longest_first = sorted(by_form, key=len, reverse=True)
        words = "|".join(re.escape(form) for form in longest_first) or r"(?!)"
        object.__setattr__(self, "_by_form", by_form)
        object.__setattr__(self, "_pattern", re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE))

    def marked(self, markdown: str, known: Collection[str] = ()) -> str:
        """The text with the first use of each term marked, except of those whose ids are ``known``."""
        return self.all_marked([markdown], known)[0]

    def all_marked(self, texts: Sequence[str], known: Collection[str] = ()) -> tuple[str, ...]:
        """The texts of one page, in their order, each term marked once over all of them."""
        seen = set(known)
        return tuple("".join(self._parts(text, seen)) for text in texts)

    def used(self, markdown: str) -> frozenset[str]:
        """The ids of the terms that would be marked in a text."""
        seen: set[str] = set()
        for _ in self._parts(markdown, seen):
            pass
        return frozenset(seen)

    def _parts(self, text: str, seen: set[str]) -> Iterable[str]:
        end = 0
        for kept in _KEPT.finditer(text):
            yield self._mark(text[end : kept.start()], seen)
            yield kept.group()
            end = kept.end()
        yield self._mark(text[end:], seen)

    def _mark(self, text: str, seen: set[str]) -> str:
        def link(found: re.Match[str]) -> str:
            form, term = self._by_form[found.group().casefold()]
            if term.id in seen or (form.isupper() and found.group() != form):  # live is not LIVE
                return found.group()
            seen.add(term.id)
            return f'[{found.group()}](#{ANCHOR}{term.id} "{term.says}")'

        return self._pattern.sub(link, text)
