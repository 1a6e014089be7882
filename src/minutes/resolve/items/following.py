"""What stands behind the count and says what is counted: a noun that it modifies, or a verb."""

from __future__ import annotations

import re
from bisect import bisect_right

from minutes.resolve.items.nouns import PLACES, is_noun
from minutes.resolve.items.scene import Scene
from minutes.resolve.phrases import run_after, run_before
from minutes.schema import Span

_OF = re.compile(
    r"(?:もの|ある(?=[一-鿿ァ-ヶ])|を(?:超える|上回る|下回る|切る)|の(?:うち)?|という|といった|にも及ぶ|に及ぶ|に上る)"
)
#: Nouns that say what happens to an amount, and leave open what it is an amount of.
_CHANGES = (
    r"(?:追加|増(?:額|(?![えやし]))|減(?:額|(?![らるっ]))|増加|減少|上昇|低下|引上げ|引き上げ|引下げ|引き下げ|皆[増減]|補正|計上|増収|減収"
    r"|不足|超過|改善|悪化|伸び|差|支出|収入増|負担増)"
)
CHANGE = re.compile(rf"(?:の)?{_CHANGES}(?![一-鿿])")


def modified(scene: Scene) -> Span | None:
    """六十四件の回答, 四千件という届出: the noun that the count modifies."""
    end = scene.quantity.at.end
    match = _OF.match(scene.text, end)
    if is_noun(scene.quantity.unit) and scene.quantity.kind == "organisations":
        return None  # 四団体の名簿: the bodies are counted, not what is theirs
    if match is None or (match.group() != "もの" and CHANGE.match(scene.text, match.end())):
        return None
    found = run_after(scene.tokens, match.end())
    # 四百件の窓口への問合せ: what is counted stands behind those whom it goes to
    while found is not None and (to := _TOWARDS.match(scene.text, found.end)) is not None:
        found = run_after(scene.tokens, to.end())
    return found if found is not None and found.end <= scene.sentence.end else None


_TOWARDS = re.compile(r"(?:への|からの|に対する|に関する|についての)「?")

_ASIDE = re.compile(r"(?:ずつ|だけ|ばかり|ほど|とも)")
_ASIDE_BEGINS = frozenset("ずだばほと")
#: 三点伺います, 二項目について質問します: what a speaker numbers are questions and the like.
_ASKS = re.compile(
    r"(?:に(?:ついて|つきまして|関して)、?)?(?P<what>(?:お|ご|御)?(?:質問|質疑|願い|伺い|尋ね|確認|要望|提案|指摘|説明|報告))"
)
#: The characters with which these begin.
ASKS_BEGINS = "におご御質願伺尋確要提指説報"


def about(scene: Scene) -> Span | None:
    """二項目について質問します: what is done about so many points."""
    match = _ASKS.match(scene.text, scene.quantity.at.end)
    return Span(*match.span("what")) if match is not None else None


_FROM = re.compile(r"(?:の(?:方々?|皆様|皆さん))?から(?:は、?)?")
_TO = re.compile(r"(?:の(?:方々?|皆様|皆さん))?への")


def source(scene: Scene) -> Span | None:
    """四十一人から意見が寄せられた, 九人の方への補償: what came from so many, or goes to them."""
    end = scene.quantity.at.end
    to = _TO.match(scene.text, end)
    if to is not None:
        return run_after(scene.tokens, to.end())
    match = _FROM.match(scene.text, end)
    if match is None or is_noun(scene.quantity.unit):
        return None
    found = run_after(scene.tokens, match.end())
    follows = found is not None and scene.text[found.end : found.end + 1] in (
        "が",
        "を",
        "も",
        "は",
    )
    return found if follows else None


_FLOATING = re.compile(r"(?:ほど|ぐらい|くらい|程度|近く|以上)?")
_ARE = re.compile(r"(?:が|を|は)")


def floating(scene: Scene) -> Span | None:
    """四百件ほど未処理の届出が残る: a number told before the noun phrase of its verb."""
    if scene.quantity.kind not in ("cases", "people", "things") or scene.quantity.unit == "つ":
        return None
    tokens, end = scene.tokens, scene.quantity.at.end
    match = _FLOATING.match(scene.text, end)
    found = run_after(tokens, match.end() if match is not None else end)
    while found is not None and scene.text.startswith("の", found.end):
        found = run_after(tokens, found.end + 1)
    if found is None or found.end > scene.sentence.end or found.start > end + 20:
        return None
    return found if _ARE.match(scene.text, found.end) else None


_EXIST = re.compile(
    r"(?:合わせて|全部で)?(?:ほど)?、[^。]{0,70}?(?P<end>)が(?:ござい|あり|ある|い(?:る|ま)|おり|残|存在|見つか)"
)


def existing(scene: Scene) -> Span | None:
    """計千二百件、まだ届いていない封書がございます: what there is so many of."""
    match = _EXIST.match(scene.text, scene.quantity.at.end, scene.sentence.end)
    if match is None or scene.quantity.kind not in ("cases", "people", "things"):
        return None
    return run_before(scene.tokens, match.start("end"))


def verbal(scene: Scene) -> Span | None:
    """四万円減税, 三割アップ: the noun behind says what happens to the amount."""
    text, tokens, end = scene.text, scene.tokens, scene.quantity.at.end
    if text[end : end + 1] in _ASIDE_BEGINS and (aside := _ASIDE.match(text, end)) is not None:
        end = aside.end()
    index = bisect_right(tokens.ends, end)
    if index >= len(tokens.starts) or tokens.starts[index] != end:
        return None
    doing = scene.quantity.unit == "つ" or tokens.features[index].pos3 == "サ変可能"
    asked = _ASKS.match(text, end) if text[end] in ASKS_BEGINS else None
    if not (doing or asked) or CHANGE.match(text, end):
        return None
    if asked is not None:
        return Span(*asked.span("what"))
    if PLACES.fullmatch(scene.quantity.unit or ""):
        return None  # 窓口を三か所開設する
    return run_after(tokens, end)


def verb_behind(scene: Scene) -> Span | None:
    """一億円を寄附する: the verb whose object the amount is."""
    end = scene.quantity.at.end
    if scene.text[end : end + 1] != "を":
        return None
    index = scene.tokens.first_at(end + 1)
    if index >= len(scene.tokens) or scene.tokens.features[index].pos3 != "サ変可能":
        return None
    return run_after(scene.tokens, end + 1)


_TIMES = re.compile(r"(?:ほど|程度)?(?:にわた[っり](?:て)?|に及び|とも|も|ほど|、)")


def times(scene: Scene) -> Span | None:
    """十三回にわたって広報紙に寄稿した: what was done so many times."""
    if scene.quantity.unit not in ("回", "度"):
        return None
    tokens, end = scene.tokens, scene.quantity.at.end
    match = _TIMES.match(scene.text, end)
    if match is None:
        return None
    for index in tokens.within(match.end(), min(scene.sentence.end, end + 60)):
        follows = scene.text[tokens.ends[index] : tokens.ends[index] + 3]
        doing = index + 1 < len(tokens) and tokens.features[index + 1].lemma in ("為る", "致す")
        doing = doing or follows.startswith(
            ("を促", "を行", "が行", "を重", "を繰", "をいた", "をし")
        )
        doing = doing and not follows.startswith("せず")
        if tokens.features[index].pos3 == "サ変可能" and doing:
            return run_before(tokens, tokens.ends[index])
    return None


def change(scene: Scene) -> Span | None:
    """五％の引上げ: where nothing says of what, the change itself."""
    match = CHANGE.match(scene.text, scene.quantity.at.end)
    if match is None:
        return None
    start = match.start() + match.group().startswith("の")
    return Span(start, match.end())


_PEOPLE = re.compile(
    r"(?:ぐらい|くらい|ほど|程度)?の(?P<who>方々|方|人々|人|者|皆さん|皆様)(?![一-鿿])"
)


def people(scene: Scene) -> Span | None:
    """八人の方を養成した: nothing nearer than the people themselves."""
    match = _PEOPLE.match(scene.text, scene.quantity.at.end)
    return Span(*match.span("who")) if match is not None else None
