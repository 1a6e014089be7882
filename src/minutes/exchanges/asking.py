"""What a sentence does in the asking: asks, presses, announces, opens a topic, heads an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wording import is_formula, not_openers, openers, wordings

# A word that asks for an item; いかが and どう考える ask for a view of what was said before.
_ITEM = re.compile(
    r"いつ|どこ|誰|だれ|何(?:[人件円名歳年月日時回校社個つ点割分かがをにで時]|らか|%)|いくら|幾ら|いくつ|幾つ|どの(?!よう(?:に|な)(?:お?考え|見解|認識|受け止め|思))"
    r"|どれ|どんな|どちら|なぜ|何故|どう(?!(?:か|です|でしょ|なので|なんで|お?考え|思|受け止め|認識|捉え|い(?:う|った)ことか\Z))"
)
ASKED = re.compile(
    r"いつ|どこ|誰|何(?:[人件円名歳年月日時回校社個つ点割がをに]|%)|いくら|幾ら|どのよう|どの(?:くらい|ぐらい|程度)|どれ|どんな|どちら|なぜ|どう(?!か)"
)
_POINT = re.compile(r"\A(?:その)?(?:第?([0-9一二三四五六七八九十])(?:点目|つ目|番目|問目)|([①-⑳]))")
HEADING = re.compile(
    r"\A(?:.{0,40}?[、,])?(?P<topic>[^。]{2,60}?)(?:について|につきまして|に関して|に関しまして|に関連して)"
    r"(?:です|であります|でございます|の(?:質問|お尋ね)です)?(?:が|けれども)?\Z"
)
_GENERAL = re.compile(
    r"(?:について|につきまして|に関して|に関しまして|に関連して|に関連しまして|のことで|の中で|に関わって|の件で|点(?:ほど|だけ)?|つ(?:ほど|だけ)?)"
    r"、?(?:も|は|、|ちょっと|少し|順次|関連して|併せて|お?)*(?:[お御ご]?(?:伺|うかが|尋ね|聞|質問|質疑|確認|入))"
)
_ANAPHORIC = re.compile(r"\A(?:その|それ|この|これ|そう|こう|どちら|どっち|違い|以上)")
_LOOK = re.compile(
    r"(?:御覧|ご覧|見て|配付|配布|映し)[^、。]{0,12}(?:いただ|頂|ください|下さい)[^、。]{0,16}\Z"
)
_BUT = re.compile(r"(?:けれども|けども|[すたんる]が)、")
_PROMPT = 48  # a prompt is short


def asking(sentence: Sentence) -> str | None:
    """How a sentence asks: the kind of its surest wording, or `None`.

    >>> from minutes.exchanges.sentences import alone
    >>> asking(alone("残りは何件ですか。"))
    'interrogative'
    >>> asking(alone("残りは五件です。")) is None
    True
    """
    bare = _straight(sentence.bare)
    if _TURNED.search(bare):
        return "interrogative"
    found = {wording.kind for wording in wordings("questions", "wording") if wording.matches(bare)}
    if "routine" in found or _LOOK.search(bare):
        return None
    if "tag" in found and not asks_item(bare) and not _how_about(bare):
        return "tag"
    for kind in ("inquiry", "interrogative", "elliptical", "plain", "request", "opinion"):
        if kind in found:
            return kind
    if "announcement" in found:
        return "announcement"
    return "tag" if "tag" in found else None


_TURNED = re.compile(r"(?:ません|ます|です|でしょう)か、[^、。]{1,20}\Z")
_INVERTED = re.compile(r"(?<=[かいさす])、[^、。]{1,14}(?:として|[はにがもでを])\Z")


def _straight(bare: str) -> str:
    """The sentence without what was said after its predicate: できますか、大臣として."""
    match = _INVERTED.search(bare)
    if match is None:
        return bare
    head = bare[: match.start()]
    return head if re.search(r"(?:か|ください|たい|下さい)\Z", head) else bare


def _how_about(bare: str) -> bool:
    return re.search(r"(?:いかが|どう)(?:なの|なん|な)?(?:でしょう|です)", bare) is not None


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
    bare = sentence.bare
    return len(bare) <= _PROMPT and any(w.matches(bare) for w in wordings("questions", "prompt"))


def opening(sentence: Sentence) -> int:
    """How surely a sentence opens a topic: 2 surely, 1 perhaps, 0 not.

    >>> from minutes.exchanges.sentences import alone
    >>> opening(alone("次に、給食についてです。"))
    2
    """
    text = sentence.text
    if _POINT.match(text):
        return 2
    if text.startswith(not_openers()):
        return 0
    for word, strength in openers():
        if text.startswith(word):
            return strength
    return 0


_ANSWERS_ON = re.compile(
    r"\A(?P<topic>(?:[^。、]{0,40}、)?[^。]{2,60}?)(?:について(?:です|であります|でございます|は|の(?:御|お)?(?:質問|質疑|尋ね))|につきまして|に関しまして(?:は|、)|に関しては"
    r"|(?:と|べき)のことですが|(?:と|に)?の(?:御|お)(?:質問|質疑|尋ね)|という(?:御|お)(?:質問|尋ね|話)|の(?:件|関係|点)(?:です|であります|でございます|なんです)|ですけれども、|ですが、)"
)
_OPENS_FIRST = re.compile(r"\A(?:まず|初めに|始めに|最初に)")
_GOES_ON = re.compile(
    r"\A(?:なお|ただ|しかし|一方|他方|また|さらに|更に|これ|この(?:よう|ため|こと|うち)|こちら|こう|その(?:ため|上|中|後|うち|際)|それ(?:に|を)|具体|例えば|特に|今後)"
)


def answers_on(sentence: Sentence) -> int:
    """How surely a sentence of a reply begins an answer: 2 surely, 1 perhaps, 0 not.

    >>> from minutes.exchanges.sentences import alone
    >>> answers_on(alone("休館の時期についてですが、未定です。", paragraph=True))
    2
    """
    if _OPENS_FIRST.match(sentence.text):
        return 1
    strength = opening(sentence)
    return 2 if strength < 2 and heading_end(sentence) else strength


def heading_end(sentence: Sentence) -> int:
    """Where the words end with which a sentence of a reply says what it answers; 0 if it does not.

    >>> from minutes.exchanges.sentences import alone
    >>> text = "休館の時期についてですが、未定です。"
    >>> text[: heading_end(alone(text, paragraph=True))]
    '休館の時期'
    """
    if not sentence.paragraph or _GOES_ON.match(sentence.text):
        return 0
    match = _ANSWERS_ON.match(sentence.text[:110])
    return match.end("topic") if match is not None else 0


def is_heading(sentence: Sentence) -> bool:
    """True if a sentence of a reply names what it answers and says no more."""
    return (
        re.search(
            r"(?:について|に関して|の(?:件|点|関係|流れ|質問|質疑|お尋ね))(?:の(?:再度の)?[御お]?(?:質問|質疑|尋ね))?"
            r"(?:です|であります|でございます|に(?:順次)?お答え[^、。]{0,12}|になります|をいただきました)\Z",
            sentence.bare,
        )
        is not None
    )


def point(sentence: Sentence) -> int | None:
    """The number of a numbered point: 二点目 is 2."""
    match = _POINT.match(sentence.text)
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


def announces(sentences: Sequence[Sentence], at: int) -> bool:
    """True if a sentence announces the questions that follow it on the same topic."""
    bare = sentences[at].bare
    if is_prompt(sentences[at]):
        return False
    if re.search(
        r"か、?(?:について|を|、)*[お御]?(?:伺|うかが|聞|尋|質問|確認|教え|示し|答え)", bare
    ):
        return False
    if re.search(
        r"(?:回目|再)の?(?:質問|質疑)|入ります|入らせて|順次|質問(?:を|に)?(?:いた|移|続)", bare
    ):
        return True
    short = len(bare) <= 14 and len(sentences[at].words) <= 1 and not asks_item(bare)
    if _GENERAL.search(bare) is None and not (short and re.search(r"伺|聞|尋|質", bare)):
        return False
    if re.search(r"質問|質疑", bare):
        return True
    if (
        re.search(r"(?:点|つ|項目|問)(?:ほど|だけ|ばかり|を|、|に|お|伺|質|聞|尋|確)", bare)
        or len(bare) < 12
    ):
        return True
    for later in sentences[at + 1 :]:
        if opening(later) == 2:
            return False
        if asking(later) in ("inquiry", "interrogative", "plain"):
            return True
    return False
