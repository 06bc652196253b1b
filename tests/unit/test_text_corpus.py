"""A corpus is named by its content, holds no message twice, and splits without leaks."""

import pytest

from core.base import InvalidInput
from core.text import Corpus, make_messages, message_key, split

CORPUS = make_messages(600, seed=1)


def corpus(*rows: tuple[str, str], name: str = "c") -> Corpus:
    return Corpus(name=name, texts=tuple(text for text, _ in rows), labels=tuple(label for _, label in rows))


def test_the_hash_names_the_content_and_not_the_name():
    same = Corpus(name="another", texts=CORPUS.texts, labels=CORPUS.labels)
    assert same.content_hash == CORPUS.content_hash
    assert len(CORPUS.content_hash) == 64


@pytest.mark.parametrize(
    "other",
    [
        corpus(("ab", "x"), ("c", "y")),
        corpus(("a", "x"), ("bc", "y")),
        corpus(("a", "y"), ("c", "x")),
        corpus(("c", "y"), ("a", "x")),
        corpus(("ax", "cy")),
        corpus(("a", "xcy")),
    ],
)
def test_another_content_has_another_hash(other):
    assert other.content_hash != corpus(("a", "x"), ("c", "y")).content_hash


def test_a_message_that_comes_twice_is_refused_whatever_its_case_and_spaces():
    with pytest.raises(InvalidInput, match="twice"):
        corpus(("Call me now", "ok"), ("call  me NOW ", "ok"))


def test_a_corpus_needs_one_label_for_each_text_and_at_least_one_text():
    with pytest.raises(InvalidInput, match="2 texts and 1 labels"):
        Corpus(name="c", texts=("a", "b"), labels=("x",))
    with pytest.raises(InvalidInput, match="none"):
        Corpus(name="c", texts=(), labels=())


def test_split_shares_out_every_message_once_and_puts_none_on_both_sides():
    train, test = split(CORPUS, test_share=0.3, seed=5)
    assert not set(map(message_key, train.texts)) & set(map(message_key, test.texts))
    pairs = [*zip(train.texts, train.labels, strict=True), *zip(test.texts, test.labels, strict=True)]
    assert sorted(pairs) == sorted(zip(CORPUS.texts, CORPUS.labels, strict=True))
    assert len(test) == 180


def test_split_keeps_the_prevalence_and_depends_on_nothing_but_the_seed():
    train, test = split(CORPUS, test_share=0.3, seed=5)
    assert test.labels.count("spam") == round(180 * 0.45)
    assert split(CORPUS, test_share=0.3, seed=5) == (train, test)
    assert split(CORPUS, test_share=0.3, seed=6) != (train, test)


def test_split_refuses_a_share_or_a_corpus_that_leaves_a_side_without_a_label():
    with pytest.raises(InvalidInput, match="test_share"):
        split(CORPUS, test_share=0, seed=0)
    with pytest.raises(InvalidInput, match="only one message is labelled 'y'"):
        split(corpus(("a", "x"), ("b", "x"), ("c", "y")), test_share=0.5, seed=0)
    with pytest.raises(InvalidInput, match="too few messages to train on"):
        split(corpus(("a", "x"), ("b", "x"), ("c", "y"), ("d", "y")), test_share=0.9, seed=0)
