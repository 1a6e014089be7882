"""What a sentence does in the asking: asks, presses, announces, opens a topic, heads an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wording import found as wordings_in
from minutes.exchanges.wording import is_formula, not_openers, opener, openers, says

# Question words.  何 alone is part of 何か, 何とか; it asks before a counter or a case particle.
_WORDS = (
    r"いつ(?!も)|どこ|誰|だれ|いくら|幾ら|いくつ|幾つ|どれ|どんな|どちら|どっち|なぜ|何故|どの|どう"
    r"|何(?:[人件円名歳年月日時回校社個つ点割分基台棟本枚戸区冊頭食週%]|パーセント|か所|箇所|か月|世帯|[がをに]|で(?!も)|な[のん])|は何か(?=[。、]|\Z)"
)
ASKED = re.compile(rf"(?:{_WORDS})(?<!どうか)(?!か(?:[、。]|\Z))")
# いかが and どう考える ask for a view of what was said before, the others for an item.
_ITEM = re.compile(
    rf"(?!ど(?:う|のよう(?:に|な))(?:か|です|でしょ|なので|なんで|お?考え|御?見解|思|受け止め|御?認識|捉え)"
    rf"|どう(?:でしょう|です|いうことか\Z))(?:{_WORDS})"
)
_POINT = re.compile(r"\A(?:その)?(?:第?([0-9一二三四五六七八九十])(?:点目|つ目|番目|問目)|([①-⑳]))")
_POINT_BEGINS = frozenset("そ第0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
HEADING = re.compile(
    r"\A(?:.{0,40}?[、,])?(?P<topic>[^。]{2,60}?)(?:について|につきまして|に関して|に関しまして|に関連して)"
    r"(?:です|であります|でございます|の(?:質問|お尋ね)です)?(?:が|けれども)?\Z"
)
_ABOUT_END = 17  # characters of に関連しましてでございますけれども, the longest end of a heading
_GENERAL = re.compile(
    r"(?:について|につきまして|に関して|に関しまして|に関連して|に関連しまして|のことで|の中で|に関わって|の件で"
    r"|(?P<counted>[0-9一二三四五六七八九十何数幾]{1,3}(?:点|つ|項目|問|個|件)(?:ほど|だけ|ばかり|か)?))"
    r"、?(?P<also>も)?(?:は|、|を|に|の|ちょっと|少し|順次|関連して|併せて|まず|[^、。はがをおに]{1,10}に|お){0,4}"
    r"(?:[お御ご]?(?:伺|うかが|尋ね|聞|質問|質疑|確認|入))"
)
# 〜のか、伺います and 〜かどうかについてお尋ねします ask; 質問いたします only says that he will.
_CLAUSE_ASKED = re.compile(
    r"[のんすたいるう]か(?:どうか)?、|(?<![点つ個何])か(?:どうか)?(?:について|という(?:の|こと|点)|を|は|も)*[お御]?"
    r"(?:伺|うかが|聞|尋|質問|確認|教え|示し|答え)"
)
_WILL_ASK = re.compile(
    r"(?:質問|質疑)(?:を|に|と)?(?:も|は)?(?:いた|させ|した[いく]|しま|行[いわ]|移|続|入|です(?!(?:が|けれども|けど)、))|(?:回目|再)の?(?:質問|質疑)"
    r"|入ります|入らせて|順次(?:お|御)?(?:伺|尋|聞|質)"
    r"|[点つ]は、?[^、。]{1,10}に、?(?:お?伺|お?聞|お?尋)"
    r"|(?:続いて|次に|引き続き|では|続きまして)、?お?(?:聞き|伺い|尋ね)(?:を)?して(?:いき|まいり)"
    r"|(?:[^、。]{1,10}[^いつて]に|もう少し|少し|ちょっと)、?お?(?:聞き|伺い|尋ね)(?:し)?たい[^か]*\Z"
)
# 何点か伺いたいと思いますので、明快にお答えください says that questions come.
_SO_ANSWER = re.compile(
    r"(?:何点|[0-9一二三四五六七八九十数]点|幾つ|いくつ|順次|質問を)[^。]{0,60}?(?:質問|質疑|尋問|伺|聞き|尋ね)[^、。]{0,14}(?:ので|から)、"
    r"[^。]{0,30}(?:答え|答弁|お願い|説明)[^。]{0,16}\Z"
)
_DEMAND = re.compile(
    r"(?:見通し|状況|現状|理由|考え|見解|認識|内容|経過|経緯|詳細|効果|影響|評価|有無|予定|時期|規模|根拠|方針|実績|内訳|流れ)\Z"
)
_LOOK = re.compile(
    r"(?:御覧|ご覧|見て|配付|配布|映し)[^、。]{0,12}(?:いただ|頂|ください|下さい)[^、。]{0,16}\Z"
)
_BUT = re.compile(r"(?:けれども|けども|[すたんる]が)、")
_PROMPT = 48  # a prompt is short
# それから、市民部長にお聞きします。 市長には、もう一度だけお尋ねします。
_ADDRESSED_ONLY = re.compile(
    r"(?:[^、。]{1,8}、)?[^、。]{1,14}に(?:は|も)?、?(?:もう[一1]度|もう[一1][点つ]|再度|改めて|だけ|、){0,4}お?(?:伺い|聞き|尋ね)(?:をいた|し|いた)?[^、。]{0,6}ます\Z"
)
_ADDRESSES = re.compile(r"[^、。]{1,14}に(?:は|も)?、?(?:お?伺い|お?聞き|お?尋ね|質問)")


def heading(text: str) -> re.Match[str] | None:
    """The match of `HEADING` at the start of a text; most have no について near their end."""
    end = text[-_ABOUT_END:]
    return HEADING.match(text) if "につ" in end or "に関" in end else None


def asking(sentence: Sentence) -> str | None:
    """How a sentence asks: the kind of its surest wording, or `None`.

    >>> from minutes.exchanges.sentences import alone
    >>> asking(alone("残りは何件ですか。"))
    'interrogative'
    >>> asking(alone("残りは五件です。")) is None
    True
    """
    kind = _kind(_straight(sentence.bare), len(sentence.lemmas) > 3)
    if kind in (None, "tag") and _MARKED.search(sentence.text) and len(sentence.bare) > _WORD:
        return "interrogative"  # 全部で三百件ということ？
    return kind


_MARKED = re.compile(r"[^か]\?\s*\Z")
_WORD = 5  # characters of え？, 本当に？


@lru_cache(maxsize=4096)
def _kind(bare: str, long: bool) -> str | None:
    if "か、" in bare and _TURNED.search(bare):
        return "interrogative"
    found = {wording.kind for wording in wordings_in("questions", "wording", bare)}
    if "hearsay" in found and not ASKED.search(bare):
        return None
    if "routine" in found or _LOOK.search(bare) or "よろしくお願い" in bare:
        return "request" if "request" in found and long else None
    if "tag" in found and "request" not in found and not ASKED.search(bare):
        return "tag"
    if "inquiry" in found and _NOT_NOW.search(bare):
        return "announcement"
    for kind in ("inquiry", "interrogative", "elliptical", "plain", "request", "opinion"):
        if kind in found:
            return kind
    if "announcement" in found:
        return "announcement"
    if "tag" in found:
        return "interrogative" if _WHICH.search(bare) else "tag"
    return None


# これは後で文書で確認いたします asks nothing now; どちらが正しいのでしょう asks.
_NOT_NOW = re.compile(r"(?:後で|後ほど|後日|別途|別の機会)[^、。]{0,12}(?:確認|伺|聞|質問|尋ね)")
_WHICH = re.compile(rf"(?:{_WORDS})[^、。]{{0,16}}(?:の|ん)でしょう\Z")
_TURNED = re.compile(
    r"(?:ません|ます|です|でしょう)か、[^、。]{1,20}(?:か|に|で|は|も|と|として|から)\Z"
)
_INVERTED = re.compile(r"(?<=[かいさす])、[^、。]{1,14}(?:として|[はにがもでを])\Z")
_INSERTED = ("として", "は", "に", "が", "も", "で", "を")  # how what `_INVERTED` finds ends


def _straight(bare: str) -> str:
    """The sentence without what was said after its predicate: できますか、大臣として."""
    match = _INVERTED.search(bare) if bare.endswith(_INSERTED) else None
    if match is None:
        return bare
    head = bare[: match.start()]
    return head if head.endswith(("か", "ください", "たい", "下さい")) else bare


_HOW_ABOUT = re.compile(r"(?:いかが|どう)(?:なの|なん|な)?(?:でしょう|です)")


def how_about(bare: str) -> bool:
    """True if a sentence asks どうですか or いかがでしょうか."""
    return _HOW_ABOUT.search(bare) is not None


def asks_item(text: str) -> bool:
    """True if a text asks for a time, a place, a number, a reason, a way.

    >>> asks_item("再開はいつ頃ですか"), asks_item("再開を早めてはいかがですか")
    (True, False)
    """
    return _ITEM.search(text) is not None


def is_prompt(sentence: Sentence) -> bool:
    """True if a sentence only presses for an answer to what was said before it.

    >>> from minutes.exchanges.sentences import alone
    >>> is_prompt(alone("市長の見解を伺います。"))
    True
    >>> is_prompt(alone("対象は何人ですか。"))
    False
    """
    return len(sentence.bare) <= _PROMPT and _presses(sentence.bare)


@lru_cache(maxsize=4096)
def _presses(bare: str) -> bool:
    return says("questions", "prompt", bare)


@cache
def _first_letters() -> frozenset[str]:
    """The letters with which an opener or a numbered point begins; few other sentences do."""
    return frozenset(word[0] for word, _ in openers()) | _POINT_BEGINS


def opening(sentence: Sentence) -> int:
    """How surely a sentence opens something: 3 a topic, 2 an item of it, 1 perhaps, 0 not.

    >>> from minutes.exchanges.sentences import alone
    >>> opening(alone("次に、給食についてです。")), opening(alone("二つ目に、費用を伺います。"))
    (3, 2)
    """
    text = sentence.text
    if text[:1] not in _first_letters():
        return 0
    if _POINT.match(text):
        return 2
    if text.startswith(not_openers()):
        return 0
    return opener(text)[1]


#: The marks by which a speech numbers what it asks, and an answer what it answers.
_LABELS = (
    ("item", re.compile(r"大項目の?、?([0-9一二三四五六七八九])|([0-9一二三四五六七八九])項目め?")),
    ("part", re.compile(r"[(（]([0-9])[)）]|([①-⑨])")),
    ("point", re.compile(r"(?<![0-9])([0-9一二三四五六七八九])(?:点目|つ目|番目|問目)")),
)
#: One of these letters is in every label.
LABELLED = re.compile("[目(（①-⑨]")
_KANJI = "〇一二三四五六七八九"


def labels(text: str) -> dict[str, str]:
    """The last number of each series that a text names: 大項目の2, (1), 三点目.

    >>> labels("大項目の1のうち、(2)についてお答えします")
    {'item': '1', 'part': '2'}
    """
    found: dict[str, str] = {}
    if not LABELLED.search(text):
        return found
    for name, pattern in _LABELS:
        for match in pattern.finditer(text):
            digit = match.group(match.lastindex or 0)
            if digit in _KANJI:
                digit = str(_KANJI.index(digit))
            elif "①" <= digit <= "⑨":
                digit = str(ord(digit) - ord("①") + 1)
            found[name] = digit
    return found


def point(sentence: Sentence) -> int | None:
    """The number of a numbered point: 二点目 is 2."""
    text = sentence.text
    match = _POINT.match(text) if text[:1] in _POINT_BEGINS else None
    if match is None:
        return None
    digit = match.group(1)
    if digit is None:
        return ord(match.group(2)) - ord("①") + 1
    return "0123456789".find(digit) if digit.isascii() else "〇一二三四五六七八九十".find(digit)


def main_clause(text: str, end: int) -> int:
    """Where the clause that asks begins, behind 〜ですが、 and 〜けれども、 before a place.

    >>> text = "差はありますけれども、現状はどうか"
    >>> text[main_clause(text, 14) :]
    '現状はどうか'
    """
    found = 0
    for match in _BUT.finditer(text, 0, end):
        found = match.end()
    return found


def ends_topic(sentences: Sequence[Sentence], at: int) -> bool:
    """True if a topic ends with a sentence: nothing, an opener or a question comes next."""
    if at + 1 >= len(sentences):
        return True
    following = sentences[at + 1]
    if opening(following) or is_formula(following.bare) or following.paragraph:
        return True
    kind = asking(following)
    return kind in ("inquiry", "interrogative", "plain") or is_prompt(following)


def _explains(sentences: Sequence[Sentence], at: int) -> bool:
    """True if the speaker says why he asks, and then asks: 認識を伺います。といいますのは…."""
    if ASKED.search(sentences[at].bare) or at + 1 >= len(sentences):
        return False
    if not _WHY.match(sentences[at + 1].text):
        return False
    for later in sentences[at + 2 :]:
        if opening(later) >= 2:
            return False
        if asking(later) in ("inquiry", "interrogative", "plain"):
            return True
    return False


_WHY = re.compile(
    r"(?:と|そう)(?:いい|言い|申し)ますの|というの[はも]|なぜ(?:なら|これ|こう|聞|か)"
)


def announces(sentences: Sequence[Sentence], at: int) -> bool:
    """True if a sentence announces the questions that follow it on the same topic."""
    sentence = sentences[at]
    bare = sentence.bare
    if is_prompt(sentence) and at + 1 < len(sentences):
        if opening(sentence) >= 2:
            return not sentences[at + 1].paragraph  # 次に、部長に伺います。発送はいつですか
        if at == 0 and _ADDRESSES.match(bare):
            return True  # 市長に伺います。市の施設は二百あります。…
    if at + 1 < len(sentences) and sentence.paragraph and _ADDRESSED_ONLY.match(bare):
        return True
    if is_prompt(sentence) or _CLAUSE_ASKED.search(bare):
        return False
    if _WILL_ASK.search(bare) or _SO_ANSWER.search(bare):
        return True
    if _explains(sentences, at):
        return True
    short = len(bare) <= 14 and len(sentence.lemmas) <= 1 and not asks_item(bare)
    match = _GENERAL.search(bare)
    if match is None and not (short and re.search(r"伺|聞|尋", bare)):
        return False
    if match is not None and (match.group("counted") or len(bare) < 12):
        return True
    ahead = sentences[at + 1 :]
    if match is not None and (match.group("also") or main_clause(bare, match.start()) > 10):
        # 負担は三分の一とのことですが、財源についても伺います asks, if nothing follows at once.
        ends = [k for k, later in enumerate(ahead) if later.paragraph]
        ahead = ahead[: ends[0]] if ends else ahead
    elif match is not None and _DEMAND.search(bare[: match.start()]):
        ahead = ahead[:2]
    for later in ahead:
        if opening(later) == 3:
            return False
        if asking(later) in ("inquiry", "interrogative", "plain"):
            return True
    return False
