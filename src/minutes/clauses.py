"""Clauses, their predicates and their tense, read from the text and its tokens.

Positions here are those of one text throughout: the view's (``tokens.view.text``) for everything
that takes tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from minutes.nlp import Tokens
from minutes.schema import Span

#: "past": told as done; "planned": told as ahead; "present": neither is said.
Tense = Literal["past", "planned", "present"]

_SENTENCE_END = "。\n！？!?\r\f"
_STOP = re.compile(f"[{_SENTENCE_END}]")

# A comma ends a clause after a continuative or conjunctive predicate (受領し、 行っており、
# 公表しましたが、) and joins a phrase otherwise (先月、 本市では、).
_PREDICATE_BEFORE_COMMA = re.compile(
    r"(?:まして|[てで](?:おり|いて|いる)|[したるすいだ]が|けれども?|ので|のに|たら|[れえけせてべめげね]ば"
    r"|ますと|ですと|ながら|つつ|せず|れず|したところ|ため|し|[一-鿿][いきぎちにびみりえけげせてねべめれ]"
    r"|[ぁ-ん一-鿿](?:って|いて|いで|んで|して|れて|めて|けて|えて|せて|べて|げて)|せ|され)\Z"
)
# The same shapes that are particles or conjunctions: について、 しかし、 により、 として、
_PHRASE_BEFORE_COMMA = re.compile(
    r"(?:に(?:ついて|つきまして|よって|よりまして|より|おいて|おきまして|関して|関しまして|対して|対しまして|対し"
    r"|とって|際して|当たって|当たり|つき|加えて|続いて|応じて|伴って)"
    r"|と(?:して|しまして|いたしまして|いうことで)|をもって|をもちまして|しかし|ただし|もし|そして|また|よって|従って|したがって"
    r"|まして|続いて|続きまして|併せて|改めて|つまり|すなわち|例えば|少し|もう少し|初めて|特に|主に|既に|共に|直ちに|仮に"
    r"|引き続き|のとおり|なお|限り|通り|折|次第)\Z"
)
_SENTENCE = 3_000  # no sentence is looked at beyond this on either side
_WINDOW = 16  # characters before a comma that decide; keeps the scan linear


def sentence_at(text: str, offset: int) -> Span:
    """The span of the sentence (cut at full stops and line breaks) that holds an offset.

    >>> sentence_at("開会します。次に移ります。", 8)
    Span(start=6, end=13)
    """
    start = max(0, offset - _SENTENCE)
    for char in _SENTENCE_END:  # the commonest first, so that the others are sought near by
        found = text.rfind(char, start, offset)
        if found >= 0:
            start = found + 1
    return Span(start, _sentence_end(text, offset))


def _sentence_end(text: str, offset: int) -> int:
    """The end of the sentence that holds an offset."""
    end = min(len(text), offset + _SENTENCE)
    stop = _STOP.search(text, offset, end)
    if stop is None:
        return end
    return stop.start() if stop.group() in "\n\r\f" else stop.end()


def ends_clause(text: str, comma: int) -> bool:
    """True if the comma at an offset stands after a predicate.

    >>> ends_clause("原因が判明し、", 6), ends_clause("原因について、", 6)
    (True, False)
    """
    return _is_predicate(text[max(0, comma - _WINDOW) : comma])


@lru_cache(maxsize=4096)
def _is_predicate(before: str) -> bool:
    return bool(_PREDICATE_BEFORE_COMMA.search(before)) and not _PHRASE_BEFORE_COMMA.search(before)


def clause_at(text: str, offset: int) -> Span:
    """The clause that holds an offset: from the last predicate's comma to the next one.

    >>> text = "三日に不正な接続を検知し、四日には全面的に停止いたしました。"
    >>> text[slice(*clause_at(text, 14))]
    '四日には全面的に停止いたしました。'
    """
    sentence = sentence_at(text, offset)
    start, end = sentence
    at = text.rfind("、", start, offset)
    while at >= 0:
        if ends_clause(text, at):
            start = at + 1
            break
        at = text.rfind("、", start, at)
    return Span(start, _clause_end(text, offset, end))


def _clause_end(text: str, offset: int, end: int) -> int:
    """The end of the clause that holds an offset of a sentence that ends at `end`."""
    at = text.find("、", offset, end)
    while at >= 0:
        if ends_clause(text, at):
            return at + 1
        at = text.find("、", at + 1, end)
    return end


# --- predicates -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Predicate:
    """The predicate at `start`-`end`; `resultative` is 〜ております, a state that began before.

    `dynamic` is a deed told in the present, which most often lies ahead: 配付いたします.
    `framed` is a plan that is told as past: 再開する方針を示しました, 終了すると公表し.
    """

    start: int
    end: int
    tense: Tense
    resultative: bool = False
    dynamic: bool = False
    framed: bool = False


#: What else than a verb, an auxiliary or an adjective can close a clause.
_PLANNED = ("予定", "見込み", "見込む")
_VERBAL = ("動詞", "助動詞", "形容詞")
_CLAUSE_FORMS = ("終止形", "連体形", "意志推量形")
# Nouns after a plain verb form that say the deed is ahead: 公表する予定で, 行うこととしております.
_PLAN = re.compile(
    r"(?:の|という)?(?:予定|見込み|見通し|計画|方針|考え|つもり|意向|運び|予定日|こととし|ことにし|こととな|ことにな|ように"
    r"|べ[きく]|までに|ため|方向|ことを(?:検討|予定|目指)|ことが(?:決ま|予定))"
)
_PLAN_NOUN = re.compile(r"(?:いた|致|を|に|で|の|と|さ|し|です|だ|、|。)")
# 予定しております and 実施することとなっております are plans although they are states.
_PLANNED_STATE = re.compile(r"(?:予定(?:をし|し|され)|こと[とに](?:し|な[っり]))て\Z")
_PAST_AUXILIARY = re.compile(r"まし[たて]|[たて]")
# に向けた取組, に応じた負担, そういった点: the た of an attribute tells of nothing done.
_ATTRIBUTE = frozenset(
    [
        *("向ける", "応ずる", "応じる", "通ずる", "通じる", "踏まえる", "沿う", "即する", "基づく"),
        *("含める", "見合う", "適する", "準ずる", "準じる", "優れる", "異なる"),
    ]
)
# 十月の三日ですけれども: the date is the predicate itself, and tells no tense.
_COPULA = re.compile(r"(?:なん)?(?:です|でござい|であり|である|だった|でし[たて]|だと|、?という)")
_TRIED = re.compile(r"と(?:した|しました|しまして)")
# こうしたいという申出があった: what こう stands for has its own time.
_SO_DO = re.compile(r"(?:こう|そう|ああ|どう)し\Z")
# 思います, 申し上げます, あります: no deed that could lie ahead.
_STATIVE = frozenset(
    [
        *("有る", "居る", "おる", "御座る", "成る", "出来る", "言う", "思う", "考える", "存ずる"),
        *(
            "申す",
            "申し上げる",
            "要る",
            "見る",
            "見える",
            "分かる",
            "違う",
            "異なる",
            "知る",
            "伺う",
        ),
        *("感ずる", "感じる", "存じる", "有り得る", "過ぎる", "れる", "られる", "頂く", "願う"),
    ]
)
_SAID_SO = re.compile(r"(?:と|そう|こう|ああ|どう)(?:言っ|いっ)\Z")
# A condition says nothing about when: 発生した場合, 判明した際は.
# In 募集した上で it is relative: what follows is later, and may lie ahead.
_CONDITION = re.compile(r"場合|際(?:に|は|、)|とき(?:に|は)|ら|暁|上で|うえで|後、|のち")


def _after(tokens: Tokens, index: int, width: int = 12) -> str:
    end = tokens.ends[index]
    return tokens.view.text[end : end + width]


def _reading(tokens: Tokens, index: int, start: int) -> Predicate | None:
    """The predicate that the token closes, or `None` if it closes none."""
    feature, end = tokens.features[index], tokens.ends[index]
    lemma, form = feature.lemma, feature.conjugation_form
    previous = tokens.features[index - 1].lemma if index else ""
    if lemma in _PLANNED and _PLAN_NOUN.match(_after(tokens, index)):
        return Predicate(start, end, "planned")
    if feature.pos1 not in _VERBAL:
        return None
    if feature.pos1 == "助動詞" and lemma in ("た", "だ") and tokens.surface(index) in ("た", "だ"):
        if lemma == "だ":
            return None
        following = _after(tokens, index)
        if _CONDITION.match(following):
            return None
        if previous == "予定":
            return Predicate(start, end, "planned")
        if form.startswith("連体形") or following[:1] not in "。、 」)\n":
            said = tokens.view.text[max(0, tokens.starts[index] - 4) : tokens.starts[index]]
            if previous in _ATTRIBUTE or _SAID_SO.search(said):
                return None
        return Predicate(start, end, "past")
    if lemma == "たい" and _SO_DO.search(tokens.view.text, 0, tokens.starts[index]):
        return None
    # 申請が六件あり、: what there is began before, whatever the sentence goes on to plan.
    if lemma == "有る" and form.startswith("連用形") and _after(tokens, index, 1) == "、":
        return Predicate(start, end, "present", True)
    # 買おうとした: what was tried is past.
    if form.startswith("意志推量形") and _TRIED.match(_after(tokens, index, 6)):
        return None
    if form.startswith("意志推量形") or (lemma == "たい" and feature.pos1 == "助動詞"):
        return Predicate(start, end, "planned")
    # て + まいる, いく: 周知してまいります.  て + おる, いる: a state, 停止しております.
    if feature.pos1 == "動詞" and previous in ("て", "で") and lemma in ("参る", "行く"):
        # 周知してまいりました is past, and its た is read when it comes.
        told = _PAST_AUXILIARY.match(_after(tokens, index, 4))
        return None if told else Predicate(start, end, "planned")
    if feature.pos1 == "動詞" and previous in ("て", "で") and lemma in ("居る", "おる"):
        before = tokens.view.text[max(0, tokens.starts[index] - 10) : tokens.starts[index]]
        if re.search(
            r"(?:予定(?:をし|し|され)|ことと(?:し|な[っり])|ことに(?:し|な[っり]))て\Z", before
        ):
            return Predicate(start, end, "planned")
        following = _after(tokens, index, 8)
        if following.startswith("まし"):  # ておりました, ておりまして
            following = following[2:]
            if following.startswith("た"):
                return Predicate(start, end, "past")
        return Predicate(start, end, "past" if following.startswith("た") else "present", True)
    if lemma in ("言う", "いう") and previous == "と":
        return None  # the という of という申出 joins two words
    if form.startswith(_CLAUSE_FORMS):
        following = _after(tokens, index)
        if _PLAN.match(following):
            return Predicate(start, end, "planned")
        if feature.pos1 == "動詞" or lemma == "ます":
            verb = previous if lemma == "ます" else lemma
            return Predicate(start, end, "present", False, verb not in _STATIVE)
    return None


def predicate_after(tokens: Tokens, start: int, end: int) -> Predicate | None:
    """The first finite predicate in a view span: the one an adverbial at its start belongs to.

    >>> from minutes.nlp import tokenize
    >>> tokens = tokenize("六日に公表する予定で調整しております。")
    >>> predicate_after(tokens, 2, 18).tense
    'planned'
    """
    return _predicate_from(tokens, bisect_left(tokens.starts, start), end, start)[0]


def _predicate_from(
    tokens: Tokens, first: int, end: int, start: int
) -> tuple[Predicate | None, int]:
    """The first predicate from a token on, and the index of the first token that was not read."""
    features, stop = tokens.features, bisect_left(tokens.starts, end, first)
    for index in range(first, stop):
        feature = features[index]
        # Most tokens close nothing, and are known at a glance.
        if feature.pos1 in _VERBAL or feature.lemma in _PLANNED:
            found = _reading(tokens, index, start)
            if found is not None:
                return found, index + 1
    return None, max(first, stop)


def tense(tokens: Tokens, span: Span) -> Tense:
    """The tense of what a view span tells; a continuative clause has that of its sentence.

    >>> from minutes.nlp import tokenize
    >>> tokens = tokenize("三日に検知し、四日に停止いたしました。九日に再開してまいります。")
    >>> tense(tokens, Span(0, 7)), tense(tokens, Span(19, 32))
    ('past', 'planned')
    """
    found = predicate_after(tokens, span.start, span.end)
    if found is None:
        limit = sentence_at(tokens.view.text, max(span.start, span.end - 1)).end
        found = predicate_after(tokens, span.end, min(limit, span.end + 300))
    return found.tense if found is not None else "present"


# What is only quoted has no tense of its own: 十月末と伺いました.
# Nor has what is decided: 会期は三月九日までの十日間と決定いたしました.
_QUOTED = re.compile(
    r"と(?:伺|聞|言|いう|いった|おっしゃ|申し|のこと|の[御ご]?(?:答弁|説明))"
    r"|(?:まで|から)?(?:の[^、。\n]{1,8})?と(?:する|すること|決|定め|いた)"
)
# What was made known was ahead then, and may lie behind by now.
_FRAME = re.compile(
    r"(?:(?:の|という)?(?:予定|計画|方針|考え|意向|見通し|見込み|こと|旨)(?:である|だ)?(?:という)?(?:こと|旨)?を"
    r"|と)(?:改めて|正式に)?(?:明らか|示|発表|公表|表明|報告|説明|決定|通知|述べ|伝え|約束|回答|答弁|打ち出)"
)
_REACH = 300  # characters behind an expression in which its predicate is looked for


def told(tokens: Tokens, at: Span) -> Predicate | None:
    """The predicate that an expression of time belongs to, or `None` if it has none.

    >>> from minutes.nlp import tokenize
    >>> tokens = tokenize("三日に検知し、四日に停止いたしました。")
    >>> told(tokens, Span(0, 2)).tense
    'past'
    """
    text = tokens.view.text
    if _QUOTED.match(text, at.end) or _COPULA.match(text, at.end):
        return None
    sentence = _sentence_end(text, at.start)
    limit = min(sentence, at.end + _REACH)
    first = bisect_left(tokens.starts, at.end)
    clause = min(_clause_end(text, at.start, sentence), limit)
    found, unread = _predicate_from(tokens, first, clause, at.end)
    if found is None:
        found, _ = _predicate_from(tokens, unread, limit, at.end)
    if found is None or found.tense == "past":
        return found
    frame = _FRAME.match(text, found.end)
    if frame is None:
        return found
    teller = predicate_after(tokens, frame.end(), limit)
    done = teller is not None and (teller.tense == "past" or teller.resultative)
    return replace(found, framed=True) if done else found
