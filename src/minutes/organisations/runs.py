"""Runs of nouns around a position: how far a name reaches, and what follows it."""

from __future__ import annotations

import re

from minutes.nlp import Tokens
from minutes.organisations.words import Words

_JOINERS = "・&"
_REACH = 14  # tokens; the longest names of public bodies have about ten


def is_part(tokens: Tokens, index: int) -> bool:
    """True if a token may be part of a name: nouns, affixes, letters, and adjectival nouns."""
    feature = tokens.features[index]
    if feature.is_noun:
        return feature.pos2 != "数詞" and feature.pos3 != "助数詞"
    return feature.pos1 in ("記号", "形状詞")


def _is_counter(tokens: Tokens, index: int) -> bool:
    """True for a counter behind its number, 回 in 第3回: what follows is a new phrase."""
    return (
        index > 0
        and tokens.ends[index - 1] == tokens.starts[index]
        and tokens.features[index - 1].pos2 == "数詞"
        and "助数詞" in tokens.features[index].pos3
    )


def body_ending(tokens: Tokens, end: int, words: Words) -> int | None:
    """Where the listed public body that ends at a view position starts, the longest one."""
    text = tokens.view.text
    for size in words.lengths.get(text[end - 1], ()):
        body = words.bodies.get(text[end - size : end]) if size <= end else None
        if body is not None and tokens.is_edge(end - size):
            return end - size
    return None


def form_ending(tokens: Tokens, end: int, words: Words) -> int | None:
    """Where the legal form that ends at a view position starts, the longest one."""
    text = tokens.view.text
    for size in words.lengths.get(text[end - 1], ()):
        if size <= end and text[end - size : end] in words.forms and tokens.is_edge(end - size):
            return end - size
    return None


def _closes_name(tokens: Tokens, index: int, words: Words) -> bool:
    """True if a token before a middle dot closes a name of its own: 水尾市・浅見町."""
    end = tokens.ends[index]
    if body_ending(tokens, end, words) is not None:
        return True
    head = words.heads.get(tokens.surface(index))
    return head is not None and head.kind in ("municipality", "council")


def left(tokens: Tokens, last: int, words: Words) -> int:
    """The first token of the name that ends with token `last`.

    A top-level body opens its name (経済産業省 in 経済産業省産業保安課), and so does a legal
    form; time words, counted ordinals and posts end the walk.
    """
    text, starts, ends = tokens.view.text, tokens.starts, tokens.ends
    first = last
    for _ in range(_REACH):
        if first != last or tokens.surface(last) not in words.heads:
            opening = None
            if text[ends[first] - 1] in words.lengths and first != last:
                opening = body_ending(tokens, ends[first], words)
                if opening is None:
                    opening = form_ending(tokens, ends[first], words)
            if opening is not None:
                return tokens.first_at(opening)
        before = first - 1
        if before < 0 or ends[before] != starts[first]:
            break
        surface = text[starts[before] : ends[before]]
        if surface in _JOINERS:
            beyond = before - 1
            if (
                beyond < 0
                or ends[beyond] != starts[before]
                or not is_part(tokens, beyond)
                or tokens.surface(beyond) in words.edge
                or (surface == "・" and _closes_name(tokens, beyond, words))
            ):
                break
            first = beyond
            continue
        if tokens.features[before].pos2 == "数詞":
            # 第二小学校 keeps its number, 5課 does not have one.
            if (
                before > 0
                and tokens.surface(before - 1) == "第"
                and ends[before - 1] == starts[before]
            ):
                first = before - 1
                continue
            break
        if surface in words.edge:
            # 副詞可能 words end the walk, but 未来 in こども未来部 is no time word in the list.
            break
        if not is_part(tokens, before) or _is_counter(tokens, before):
            break
        first = before
    while first < last and tokens.surface(first) in ("等", "者", "的", "立", "側", "長"):
        first += 1
    return first


def right(tokens: Tokens, index: int) -> int:
    """One past the last token of the noun run that goes on at token `index` without a gap."""
    starts, ends = tokens.starts, tokens.ends
    stop = index
    while (
        stop < len(starts)
        and stop - index < _REACH
        and (stop == 0 or ends[stop - 1] == starts[stop])
        and (is_part(tokens, stop) or (stop > index and _joins(tokens, stop)))
    ):
        stop += 1
    return stop


def _joins(tokens: Tokens, index: int) -> bool:
    """True for a middle dot or ampersand between two parts of one name."""
    return (
        tokens.surface(index) in _JOINERS
        and index + 1 < len(tokens)
        and tokens.starts[index + 1] == tokens.ends[index]
        and is_part(tokens, index + 1)
    )


_ENDS_TITLE = re.compile(r"(?:長|官|員|監|事|役|者|相|授|士)\Z")


def following(tokens: Tokens, end: int, words: Words) -> str:
    """What goes on behind a view position: end, light, title, session or compound.

    A title takes the whole run with it: in 文化振興課長 nobody means the section.
    """
    index = tokens.first_at(end)
    if index == len(tokens) or tokens.starts[index] != end:
        return "end"
    stop = right(tokens, index)
    if stop == index:
        return "end"
    text = tokens.view.text[end : tokens.ends[stop - 1]]
    if text.startswith(words.sessions):
        return "session"
    if any(text[:n] in words.titles and tokens.is_edge(end + n) for n in range(1, 6)):
        return "title"
    if tokens.surface(index) in words.light:
        return "light"
    if any(text[-n:] in words.titles for n in range(1, 6)):
        return "title"
    return "compound"
