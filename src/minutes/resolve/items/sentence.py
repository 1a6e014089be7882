"""What the sentence says of the count: its clause, subject, topic, or noun of measure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from minutes.clauses import sentence_at
from minutes.resolve.items.nouns import is_noun
from minutes.resolve.items.scene import Scene
from minutes.resolve.phrases import PERSON, clause_before, ends_predicate, phrase_before, run_after
from minutes.schema import Span

_SAID = ("というの", "との", "の")
_APOLOGY = re.compile(r"(?:すみま|済みま|失礼|申し訳)[^。、]*\Z")


def clause(scene: Scene) -> Span | None:
    """…を隠されるというのが六千件, …を隠される、六千件: a whole clause is counted."""
    text, start, floor = scene.text, scene.quantity.at.start, scene.sentence.start
    end = start - text.endswith("、", floor, start)
    end -= text.endswith(("が", "は", "も"), floor, end)
    said = next((word for word in _SAID if text.endswith(word, floor, end)), "")
    end -= len(said)
    ends = scene.tokens.ends
    index = bisect_left(ends, end)
    if not floor < end < start or index >= len(ends) or ends[index] != end:
        return None
    feature = scene.tokens.features[index]
    finite = feature.conjugation_form.startswith(("終止形", "連体形"))
    if (
        not finite
        or feature.pos1 not in ("動詞", "助動詞")
        or feature.lemma in ("です", "ます", "だ")
        or _APOLOGY.search(text, floor, end)
    ):
        return None
    begin = max(floor, *(q.at.end for q, _ in scene.known), floor)
    while begin < end and text[begin] in "、 。」":
        begin += 1
    return Span(begin, end)


_TOPIC = re.compile(
    r"(?:という(?:の|こと|もの))?(?:(?:に(?:つきまして|ついて|関しまして|関して|つきまして)"
    r"|と(?:いたしまして|しまして|して))は|[はがも]|を|として)\Z"
)
#: 件数でございますが、 names the topic as 件数は does.
_NAMED = re.compile(
    r"(?:に(?:ついて|つきまして)|の件)?(?:です|でござい(?:ます|ました)|であります)(?:けれども|けども|が)、?\Z"
)
_ABOUT = re.compile(r"に(?:つ(?:きまして|いて)|関しまして|関して)は\Z")
_NAMED_ENDS = ("すが", "たが", "ども")
_PLACES = ("で", "に", "から", "と", "へ", "まで", "て", "ば")
#: 支出額は、本市は八百万円: the body whose figure it is, not what is counted
_BODY = re.compile(
    r"[^0-9](?:市|町|村|県|府|区|社|省|庁|局|党|委員会|議会|法人|協会|組合|教会)側?\Z"
)
_PRONOUN = re.compile(r"(?:これ|それ|あれ|ここ|そこ|私|我々|方|皆|何)(?:ら|たち|ども)?\Z")


_PARTICLES = frozenset(("は", "が", "も", "を", "て"))
#: No subject stands further before its count; a list of thousands on one line stays linear.
_REACH = 400


def subject(scene: Scene) -> Span | None:
    """The nearest が or を of the count's own predicate, else what the sentence is about.

    Beyond a predicate, a topic with について goes before the は of a clause between:
    市税につきましては、企業の減益は続くものの、二％の増.
    """
    tokens, text, start = scene.tokens, scene.text, scene.quantity.at.start
    floor = max(scene.sentence.start, start - _REACH)
    ends, features = tokens.ends, tokens.features
    crossed, nearest = False, None
    for index in range(bisect_right(ends, start) - 1, bisect_left(tokens.starts, floor) - 1, -1):
        kind = features[index].pos1
        # The first commas and verbs decide; nouns, most of the words, are passed at a glance.
        if kind == "動詞":
            crossed = True  # 賞与を含めて三百万円: を belongs to 含める
        elif kind == "補助記号" and not crossed and tokens.surface(index) == "、":
            crossed = ends_predicate(tokens, tokens.starts[index])
        elif kind == "助詞" and (surface := tokens.surface(index)) in _PARTICLES:
            end = ends[index]
            found = _topic_at(scene, end, surface, crossed)
            if found is not None and (
                not crossed or _ABOUT.search(text, max(floor, end - 12), end)
            ):
                return _measure_topic(scene, found, surface) or found
            nearest = nearest or found
    # 追加につきましては、バスが走る十六路線: a counter that is a noun needs no topic far away.
    return None if is_noun(scene.quantity.unit) else nearest


def _measure_topic(scene: Scene, found: Span, particle: str) -> Span | None:
    """給食費は、小学校が三百円、中学校が四百円: a topic that measures goes before a group."""
    nouns = MEASURES.get(scene.quantity.kind)
    words = scene.text[found.start : found.end]
    if particle != "が" or nouns is None or _pattern(rf"{nouns}\Z").search(words):
        return None
    floor = scene.sentence.start
    topics = _pattern(rf"{nouns}(?P<end>)は、")
    for match in reversed(
        list(topics.finditer(scene.text, max(floor, found.start - 80), found.start))
    ):
        return phrase_before(scene.tokens, match.start("end"), floor)
    return None


def _topic_at(scene: Scene, end: int, particle: str, crossed: bool) -> Span | None:
    text, floor = scene.text, scene.sentence.start
    if particle == "て" and not text.endswith("として", floor, end):
        return None
    named = None
    if text.endswith(_NAMED_ENDS, floor, end):
        named = _NAMED.search(text, max(floor, end - 14), end)
    if particle != "は" and crossed and named is None:
        return None
    at = end - 1
    if named is not None:
        at = named.start()
    elif (
        text[end - 2] in "のとてし"
    ):  # 件数というのは, 件数については, 件数として: more than a particle
        match = _TOPIC.search(text, max(floor, end - 12), end)
        if match is None:
            return None
        at = match.start()
    if text.endswith(_PLACES, max(floor, at - 2), at):
        return None  # 本市では, 昨年までは: where or when, not what
    return _thing(scene, at)


def _thing(scene: Scene, end: int) -> Span | None:
    """The noun phrase that ends at a position, if it names neither a person nor a body."""
    floor = scene.sentence.start
    for group, _ in scene.known:
        if group.at.end == end and group.at.start >= floor:
            # 六十歳以上が三百人: one count names the group of the other, not so 五十件が四十件に
            return group.at if group.unit != scene.quantity.unit else None
    found = phrase_before(scene.tokens, end, floor)
    if found is None:
        return clause_before(scene.tokens, end, floor)
    words = scene.text[found.start : found.end]
    person = PERSON.search(words) and scene.quantity.kind != "people"
    return None if person or _BODY.search(words) or _PRONOUN.search(words) else found


_WITHIN = re.compile(r"(?:にお(?:いて|きまして)は?|では)、?")


def within(scene: Scene) -> Span | None:
    """公債費において、…により、二％減った: the part that the figure is of."""
    floor, start = scene.sentence.start, scene.quantity.at.start
    for match in reversed(list(_WITHIN.finditer(scene.text, max(floor, start - 120), start))):
        found = _thing(scene, match.start())
        if found is not None:
            return found
    return None


_CLEFT = re.compile(
    r"[^。\n]{0,16}?(?:を占め(?:る|た|ている|ております)|と(?:多|高)い|に(?:上る|達する))のが、?"
)
_CLEFT_REACH = 26  # sixteen characters, the longest predicate, のが
_POSTPOSED = re.compile(r"[^、。\n]{0,10}、(?P<item>[^、。\n]{1,16})の。")
_POSTPOSED_REACH = 29


def cleft(scene: Scene) -> Span | None:
    """六割を占めているのが食費: the predicate noun is what the share is of."""
    end = scene.quantity.at.end
    if scene.text.find("のが", end, end + _CLEFT_REACH) < 0:
        return None
    match = _CLEFT.match(scene.text, scene.quantity.at.end, scene.sentence.end)
    if match is None:
        return None
    found = run_after(scene.tokens, match.end())
    while found is not None and scene.text[found.end : found.end + 1] in ("の", "、"):
        more = run_after(scene.tokens, found.end + 1)
        if more is None or more.start != found.end + 1:
            break
        found = Span(found.start, more.end)
    return found


def postposed(scene: Scene) -> Span | None:
    """三割だったかな、全体の。: spoken order."""
    end = scene.quantity.at.end
    if scene.text.find("の。", end, end + _POSTPOSED_REACH) < 0:
        return None
    match = _POSTPOSED.match(scene.text, end)
    if match is None:
        return None
    return phrase_before(scene.tokens, match.end("item"), match.start("item"))


#: Nouns that take an amount, whatever the particle: 年間の支出額、これを計算しますと、百万円.
MEASURES = {
    "money": r"(?:額|費|料|代金|賃金|年収|月収|収入|支出|月給|給与|報酬|資産|予算|価格|単価"
    r"|負担金|補助金|交付金|寄附金|税収)",
    "people": r"(?:人数|者数|員数|名数|人口|定員|定数)",
    "cases": r"(?:件数|届出数|発生数|申請数)",
    "rate": r"(?:率|割合|比率)",
}


# 賞与額を含めて: what is included is not what is measured
_NOT_MEASURED = r"(?:ベース)?(?!を含|も含|等?を除|[一-鿿])"


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def measure(scene: Scene) -> Span | None:
    """The nearest noun of measure before the count in its sentence."""
    return _measured(scene, scene.sentence.start, scene.quantity.at.start)


def measure_before(scene: Scene) -> Span | None:
    """次が決算額です。今年は五億円です: the noun of measure with which the sentence before ends."""
    first = scene.sentence.start
    if not first or scene.quantity.at.start - first > 40:
        return None
    previous = sentence_at(scene.text, first - 1)
    if previous.length > 80:
        return None
    return _measured(scene, previous.start, previous.end)


_LABEL = re.compile(
    r"(?:\A|\n)[ ]*(?:[(【\[<]|[0-9]{1,2}[ .)]+|[■●○・◆])?[ ]*"
    r"(?P<label>[^()【】\[\]<>。、\n0-9]{2,20}(?:数|額|率|量|者|人員|件名))"
    r"[ ]*[)】\]>:]?[ ]*\n+[ ]*\Z"
)


def label(scene: Scene) -> Span | None:
    """（届出件数）⏎ 計五百件: the label on the line above."""
    start = scene.quantity.at.start
    match = _LABEL.search(scene.text, max(0, start - 60), start)
    return None if match is None else Span(*match.span("label"))


def _measured(scene: Scene, floor: int, end: int) -> Span | None:
    nouns = MEASURES.get(scene.quantity.kind)
    if nouns is None:
        return None
    pattern = _pattern(nouns + _NOT_MEASURED)
    for match in reversed(list(pattern.finditer(scene.text, max(floor, end - 120), end))):
        if scene.tokens.is_edge(match.end()):
            return phrase_before(scene.tokens, match.end(), floor)
    return None
