"""The predicates of a stretch of text that belong to a class of the lexicon.

A verbal noun is a predicate with a verb behind it (公表し, 公表を行い, 報告がございました, 閉会といたします)
or at the end of its clause (…を公表、); otherwise it is a nominal (公表の際).  What is denied, asked,
asked for or supposed is no predicate: 公表しなかった, 公表するのか, 公表してください, 公表した場合.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from minutes.clauses import Tense, predicate_after, sentence_at
from minutes.events.words import Kind, Word, words
from minutes.nlp import Feature, Tokens

#: finite: closes a sentence; linked: goes on in another clause (し、 ましたが、 ため); quoted: is said by
#: somebody in the same sentence (取り消したと公表); relative: stands
#: before a noun; nominal: a noun with no verb; final: a noun that closes its clause; cleft: 〜したのは.
Form = Literal["finite", "linked", "quoted", "relative", "nominal", "final", "cleft"]

_DO = frozenset(
    ["為る", "致す", "申し上げる", "頂く", "為さる", "出来る", "仕る", "得る", "願う", "下さる"]
)
# を + verb: what is done with a verbal noun that the noun alone already says.
_WITH_O = _DO | {
    "行う",
    "受ける",
    "終える",
    "入れる",
    "出す",
    "上げる",
    "始める",
    "頂戴",
    "賜る",
    "掛ける",
    "加える",
    "講ずる",
    "進める",
    "重ねる",
    "下す",
    "発する",
    "持つ",
    "結ぶ",
    "開く",
    "取る",
    "交わす",
    "遂げる",
    "設ける",
    "果たす",
    "打つ",
    "図る",
    "踏む",
    "及ぶ",
    "徴する",
}
# が, も, は + verb: that it happened.
_WITH_GA = frozenset(
    [
        "有る",
        "御座る",
        "為す",
        "為る",
        "行う",
        "出る",
        "来る",
        "届く",
        "始まる",
        "入る",
        "寄せる",
        "相次ぐ",
        "起きる",
        "起こる",
        "生ずる",
        "続く",
        "決まる",
        "終わる",
        "頂く",
        "出来る",
        "発生",
        "終了",
        "完了",
    ]
)
_WITH_NI = frozenset(["成る", "至る", "為る", "致す", "踏み切る", "入る"])
_AUXILIARY = frozenset(
    [
        "居る",
        "おる",
        "参る",
        "行く",
        "頂く",
        "御座る",
        "来る",
        "置く",
        "仕舞う",
        "有る",
        "致す",
        "為る",
        "申し上げる",
        "下さる",
        "願う",
        "為さる",
        "出来る",
        "遣る",
        "貰う",
        "欲しい",
        "無い",
        "始める",
        "続ける",
        "終える",
        "終わる",
        "得る",
    ]
)
_DENIAL = frozenset(["ない", "無い", "ず", "ぬ", "まい"])
_PLAN_NOUNS = frozenset(
    ["予定", "見込み", "見込む", "見通し", "方針", "考え", "積もり", "計画", "運び", "意向", "目標"]
)
_NOUN_STOPS = re.compile(r"[・･]|及び|並びに|または|又は|ないし")
_TIMES = frozenset(
    [
        "以降",
        "以後",
        "以来",
        "後",
        "前",
        "時",
        "中",
        "直後",
        "直前",
        "当時",
        "当日",
        "際",
        "日",
        "時点",
        "済み",
    ]
)
_FIRST = re.compile(r"[、,]|と(?:し|す)|[一-鿿]")
_CLOCK = frozenset(["年", "月", "日", "時", "分"])
_ASKED = re.compile(
    r"(?:の|ん)?(?:です|でしょう|でございましょう|だろう|ます|ました)?(?:の|ん)?か(?!ら|つ|ね?て)"
)
_SAYING = re.compile(
    r"と(?:の(?:報告|連絡|説明|回答|通知|指摘|話)|いう(?!こと)|[^、。]{0,12}(?:伺|聞|報|発表|公表|説明|申|回答|答))"
)
_QUESTION = re.compile(r"[^、。]{0,14}か(?:[。?？]|\Z)")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate of `kind` at view span `start`-`end`; `head` is its lexical word's token.

    `first` is the token that its compound begins with (行政 of 行政処分).
    """

    kind: Kind
    start: int
    end: int
    head: int
    first: int
    form: Form
    tense: Tense
    passive: bool = False
    ahead: bool = False

    @property
    def is_told(self) -> bool:
        """True if it says that the thing happens, not only names it."""
        return self.form != "nominal"


@dataclass(frozen=True, slots=True)
class _Tail:
    """What follows a verb: where it ends, how it goes on, and whether it counts at all."""

    end: int
    form: Form
    tense: Tense
    passive: bool
    counts: bool = True


def _adjacent(tokens: Tokens, index: int, limit: int) -> bool:
    """True if a token follows its forerunner without a gap, before a limit."""
    return (
        index < len(tokens)
        and tokens.starts[index] == tokens.ends[index - 1]
        and tokens.starts[index] < limit
    )


def _word(tokens: Tokens, index: int, entries: tuple[Word, ...]) -> Word | None:
    """The listed word that a token closes, if the words that must precede it do."""
    feature = tokens.features[index]
    for entry in entries:
        if entry.verb != (feature.pos1 in ("動詞", "助動詞")):
            continue
        first = index - len(entry.before)
        before = tuple(tokens.features[at].lemma for at in range(max(0, first), index))
        if before == entry.before:
            return entry
    return None


def _tail(tokens: Tokens, verb: int, limit: int) -> _Tail:
    """The auxiliaries behind a verb token, and what they say."""
    index, past, planned, passive, state, causative, counts = (
        verb,
        False,
        False,
        False,
        False,
        False,
        True,
    )
    previous: Feature = tokens.features[verb]
    counts = previous.lemma not in ("願う", "下さる")
    planned = previous.conjugation_form.startswith("意志推量形")
    supposed = previous.conjugation_form.startswith("仮定形")
    at = verb + 1
    while _adjacent(tokens, at, limit):
        feature, surface = tokens.features[at], tokens.surface(at)
        lemma = feature.lemma
        if feature.pos1 == "助動詞" or (lemma == "無い" and feature.pos1 == "形容詞"):
            if lemma in ("だ", "です") and past:
                break
            if lemma in _DENIAL:
                counts = False
            supposed = supposed or feature.conjugation_form.startswith("仮定形")
            past = past or (lemma == "た" and surface in ("た", "だ"))
            planned = planned or lemma == "たい" or feature.conjugation_form.startswith("意志")
            passive = passive or lemma in ("れる", "られる")
            causative = causative or lemma in ("せる", "させる")
            if lemma == "べし":
                counts = False
        elif feature.pos1 == "助詞" and surface in ("て", "で") and feature.pos2 == "接続助詞":
            pass
        elif feature.pos1 == "動詞" and lemma in _AUXILIARY:
            if lemma in ("願う", "下さる"):
                counts = False
            if previous.lemma in ("て", "で"):
                state = state or lemma in ("居る", "おる", "御座る", "有る")
                planned = planned or lemma in ("参る", "行く")
            supposed = supposed or feature.conjugation_form.startswith("仮定形")
            planned = planned or feature.conjugation_form.startswith("意志推量形")
            if lemma in ("貰う", "欲しい"):
                counts = False
        else:
            break
        previous, index, at = feature, at, at + 1
    # していただきたい asks the other side, させていただきたい announces one's own deed.
    body = tokens.view.text[tokens.starts[verb] : tokens.ends[index]]
    if re.search(r"(?:いただき|頂き)たい|(?:いただけ|頂け)", body) and not causative:
        counts = False
    if supposed:
        counts = False
    tense: Tense = "past" if past else "planned" if planned else "past" if state else "present"
    return _after(tokens, index, limit, _Tail(tokens.ends[index], "finite", tense, passive, counts))


_FORMAL = re.compile(
    r"(?:ところ|もの|わけ|次第|の|ん)(?:で(?:ある|あり|ござい|す|、)|だ|と(?:思|存|認識|承知|伺)|、)|とのこと|そうで"
)
_LINKS = re.compile(r"(?:ため|為|ので|が[、,]|けれども?|から[、,]|し[、,]|ところ|と[、,]|ながら)")
_WHEN = re.compile(r"(?:場合|とき|時は|なら|ても|ては|暁)")
_PLAN_AFTER = re.compile(
    r"(?:の|という)?(?:予定|見込み|見通し|方針|考え|つもり|計画|運び|意向|目標|こと(?:と|に)(?:し|いたし|な)|方向で|よう(?:準備|調整))"
)
_PLAN_END = re.compile(r"(?:予定|見込み|見通し|方針|考え|つもり|計画|運び|意向|目標)")


def _after(tokens: Tokens, index: int, limit: int, tail: _Tail) -> _Tail:
    """The tail with what the words behind it say: its form, and whether it counts."""
    text = tokens.view.text
    end = tail.end
    following = text[end : min(limit, end + 24)]
    if not following.strip() or following[0] in "。)」』】":
        return tail
    if following[0] in "、,":
        return replace(tail, form="linked" if tail.tense != "past" or True else tail.form)
    # あってもよかった, 公表しては: the deed is only thought of.
    thought = tokens.surface(index) in ("て", "で") and following[0] in "もは"
    if thought or _WHEN.match(following):
        return replace(tail, counts=False)
    plan = _PLAN_AFTER.match(following)
    if plan and tail.tense != "past":
        noun = _PLAN_END.search(following[: plan.end()])
        stop = end + (noun.end() if noun else plan.end())
        # 解除する方針を決定し: the plan is the object of what is told.
        object_of = re.match(r"(?:を|が(?!あ)|について|の(?!で))", text[stop : stop + 4])
        return replace(tail, end=stop, tense="planned", form="relative" if object_of else "finite")
    if _SAYING.match(following):
        return replace(tail, form="quoted" if following.startswith("と") else tail.form)
    if _QUESTION.match(following):
        return replace(tail, counts=False)
    if _FORMAL.match(following):
        return tail
    if re.match(r"(?:の|もの)(?:は|が|も)", following):
        return replace(tail, form="cleft")
    if _ASKED.match(following):
        return replace(tail, counts=False)
    if _LINKS.match(following):
        return replace(tail, form="linked")
    nxt = index + 1
    while nxt < len(tokens) and tokens.starts[nxt] < end:
        nxt += 1
    if nxt < len(tokens) and tokens.features[nxt].pos1 in (
        "名詞",
        "接頭辞",
        "代名詞",
        "連体詞",
        "形状詞",
    ):
        return replace(tail, form="relative")
    if following[0] in "とよ":
        return tail
    return replace(tail, form="linked" if tokens.surface(index) in ("て", "で") else tail.form)


# --- verbal nouns -----------------------------------------------------------------------------


def _light(tokens: Tokens, noun: int, limit: int) -> int | None:
    """The token of the verb that makes the noun a predicate, or `None`."""
    at = noun + 1
    if not _adjacent(tokens, at, limit):
        return None
    feature, surface = tokens.features[at], tokens.surface(at)
    if feature.pos1 == "動詞" and feature.lemma in _DO:
        return at
    wanted = {
        "を": _WITH_O,
        "が": _WITH_GA,
        "も": _WITH_GA | _WITH_O,
        "は": _WITH_GA | _DO,
        "に": _WITH_NI,
        "と": _WITH_NI,
    }.get(surface)
    if feature.pos1 != "助詞" or wanted is None:
        return None
    # 提案として, 開始とした: what something counts as is no deed.
    if tokens.view.text.startswith(("として", "とした", "とする"), tokens.starts[at]):
        return None
    # お申出が三件ございました, 問合せが市民からありました: figures and sources may stand between.
    reach = 8 if surface in "がもは" else 1
    for verb in range(at + 1, len(tokens)):
        if not _adjacent(tokens, verb, limit) or tokens.surface(verb) in "、。をがはも":
            return None
        found = tokens.features[verb]
        if found.lemma in wanted and found.pos1 == "動詞":
            # 停止も公表し: the verb is another noun's.
            other = tokens.features[verb - 1]
            return None if other.pos3 == "サ変可能" and found.lemma in _DO else verb
        if found.lemma in wanted and _adjacent(tokens, verb + 1, limit):
            return verb + 1 if tokens.features[verb + 1].lemma in _DO else None
        if found.pos1 in ("動詞", "助動詞"):
            return None
        reach -= found.pos1 not in ("副詞", "接頭辞")
        if reach <= 0:
            return None
    return None


def _compound(tokens: Tokens, head: int) -> int:
    """The first token of the compound that a token closes: 行政 of 行政処分."""
    first = head
    while (
        first > 0
        and tokens.ends[first - 1] == tokens.starts[first]
        and tokens.features[first - 1].is_noun
        and tokens.features[first - 1].pos2 != "数詞"
        # 一月二十七日公表: the date is no part of the compound.
        and not (tokens.surface(first - 1) in _CLOCK and tokens.features[first - 2].pos2 == "数詞")
        and head - first < 8
    ):
        first -= 1
    return first


def _noun(tokens: Tokens, head: int, kind: Kind, start: int, limit: int) -> Predicate | None:
    """The predicate or nominal that a verbal noun forms."""
    text, end = tokens.view.text, tokens.ends[head]
    first = _compound(tokens, head)
    bare = Predicate(kind, tokens.starts[first], end, head, first, "nominal", "present")
    following = text[end : min(limit, end + 8)]
    at = head + 1
    if _adjacent(tokens, at, limit) and tokens.features[at].is_noun:
        lemma = tokens.features[at].lemma
        if lemma in _PLAN_NOUNS:
            return replace(bare, end=tokens.ends[at], form="final", tense="planned")
        if following.startswith("済"):
            return replace(bare, form="final", tense="past")
        return bare if lemma in _TIMES else None
    verb = _light(tokens, head, limit)
    if verb is not None:
        tail = _tail(tokens, verb, limit)
        if not tail.counts:
            return None
        return replace(bare, end=tail.end, form=tail.form, tense=tail.tense, passive=tail.passive)
    if not following.strip() or following[0] in "。、,()）":
        return replace(bare, form="final")
    # 十一月の完成です, 開始でございます
    if re.match(r"(?:で(?:す|ござい|あり)|だ[。、])", following):
        return replace(bare, form="final")
    plan = re.match(r"(?:を|の)(?:予定|見込|目標|目指|計画)", following)
    if plan:
        return replace(bare, end=end + plan.end(), form="finite", tense="planned", ahead=True)
    return bare


def _object(tokens: Tokens, verb: int, start: int) -> tuple[int, Kind] | None:
    """The verbal noun that a thin verb or noun has as its object, with its class."""
    particle = _compound(tokens, verb) - 1
    if particle < 1 or tokens.ends[particle] != tokens.starts[particle + 1]:
        return None
    if (
        tokens.surface(particle) not in ("を", "の", "も", "が")
        or tokens.starts[particle - 1] < start
    ):
        return None
    noun = particle - 1
    entries = words().get(tokens.features[noun].lemma)
    word = _word(tokens, noun, entries) if entries else None
    return (noun, word.kind) if word is not None and not word.verb else None


def _fuller(tokens: Tokens, found: Predicate, start: int) -> Predicate:
    """The predicate with its object's class where its own says too little."""
    inner = _object(tokens, found.head, start)
    if inner is None:
        return found
    noun, kind = inner
    # 延期を決定: the decision is the postponement.
    takes = (found.kind.thin and not kind.thin) or kind.name == "postponed"
    if not takes:
        return found
    first = _compound(tokens, noun)
    return replace(found, kind=kind, head=noun, first=first, start=tokens.starts[first])


def find_predicates(tokens: Tokens, start: int, end: int) -> list[Predicate]:
    """The predicates and nominals of a view span, in order.

    >>> from minutes.nlp import tokenize
    >>> tokens = tokenize("三日に公表し、四日には調査を依頼する予定でございます。")
    >>> [(p.kind.name, p.form, p.tense) for p in find_predicates(tokens, 0, 26)]
    [('disclosed', 'linked', 'planned'), ('investigated', 'nominal', 'present'), ('requested', 'finite', 'planned')]
    """
    table, text = words(), tokens.view.text
    found: list[Predicate] = []
    for index in tokens.within(start, end):
        entries = table.get(tokens.features[index].lemma)
        if entries is None or tokens.starts[index] < start:
            continue
        word = _word(tokens, index, entries)
        if word is None:
            continue
        # 市長を始め names the first of several.
        if word.verb and tokens.surface(index) == "始め" and _FIRST.match(text, tokens.ends[index]):
            continue
        if word.verb:
            tail = _tail(tokens, index, end)
            if not tail.counts:
                continue
            predicate = Predicate(
                word.kind,
                tokens.starts[index - len(word.before)],
                tail.end,
                index,
                index - len(word.before),
                tail.form,
                tail.tense,
                tail.passive,
            )
        else:
            noun = _noun(tokens, index, word.kind, start, end)
            if noun is None:
                continue
            predicate = noun
        if predicate.is_told:
            predicate = _fuller(tokens, predicate, start)
        # 契約を結ぶ is one predicate although both of its words are listed.
        if found and found[-1].is_told and tokens.starts[index] < found[-1].end:
            continue
        while found and found[-1].head >= predicate.first:
            found.pop()
        found.append(predicate)
    return [_with_tense(tokens, predicate) for predicate in found]


def _with_tense(tokens: Tokens, found: Predicate) -> Predicate:
    """A continuative takes the tense of the predicate that its sentence goes on to."""
    if found.form != "linked" or found.tense != "present":
        return found
    limit = sentence_at(tokens.view.text, max(0, found.end - 1)).end
    later = predicate_after(tokens, found.end, min(limit, found.end + 300))
    if later is None:
        return found
    tense = "past" if later.resultative and later.tense == "present" else later.tense
    return replace(found, tense=tense)
