"""The hazards of MeCab, each met by the guard in `nlp.tokenize`."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import unidic_lite
from fugashi import GenericTagger
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes import nlp
from minutes.nlp import PIECE, tokenize
from minutes.text import fold, view
from minutes.unidic import Entries

SENTENCE = "水尾市文化振興課は、翌六日に五百十二件の漏えいを確認したと報告した。"


def surfaces(text: str) -> list[str]:
    tokens = tokenize(text)
    return [tokens.surface(index) for index in range(len(tokens))]


def test_every_token_stands_at_its_offsets() -> None:
    text = f"\n　{SENTENCE}\t{SENTENCE}\r\n\r\nＡＢＣ　ｱｲｳ\n"
    tokens = tokenize(text)
    shown = tokens.view.text
    for index in range(len(tokens)):
        assert shown[tokens.starts[index] : tokens.ends[index]] == tokens.surface(index)
    assert tokens.starts == sorted(tokens.starts)
    gaps = set(range(len(shown))).difference(
        *(range(s, e) for s, e in zip(tokens.starts, tokens.ends, strict=True))
    )
    assert all(shown[position].isspace() for position in gaps)


def test_features_belong_to_their_own_sentence() -> None:
    # Nodes of an earlier sentence take the features of a later one; ours are copied at once.
    alone = tokenize(SENTENCE)
    together = tokenize(f"{SENTENCE}\n会議を再開します。\n{SENTENCE}")
    assert together.features[: len(alone)] == alone.features
    assert together.features[-len(alone) :] == alone.features


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SENTENCE[:-1].replace("。", "、") * 8, id="a sentence of several pieces"),
        pytest.param("a1-" * 30_000, id="letters, digits and hyphens"),
        pytest.param("ア" * 20_000, id="katakana"),
        pytest.param("!" * 20_000, id="exclamation marks"),
        pytest.param("漏" * 20_000, id="unknown words"),
    ],
)
def test_a_giant_line_keeps_every_character(text: str) -> None:
    tokens = tokenize(text)
    assert "".join(tokens.surface(index) for index in range(len(tokens))) == text
    assert tokens.ends[-1] == len(text)


def test_a_line_of_a_million_characters_does_not_crash_the_process() -> None:
    code = (
        "from minutes.nlp import tokenize;"
        "tokens = tokenize('会議は五月十日に開かれ、' * 100_000);"
        "print(tokens.ends[-1])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "1200000"), done.stderr


def test_no_piece_is_longer_than_the_cap() -> None:
    assert max(len(piece) for piece in nlp._pieces("開会、" * 20_000)) <= PIECE


def test_a_piece_is_cut_at_punctuation_so_that_tokens_stay_whole() -> None:
    phrase = "個人情報保護委員会の指導を受け、"
    text = phrase * (2 * PIECE // len(phrase))
    assert surfaces(text) == surfaces(phrase) * (len(text) // len(phrase))


def test_text_after_a_nul_is_not_lost() -> None:
    assert surfaces("決済\0代行\0会社") == ["決済", "代行", "会社"]
    assert tokenize("決済\0代行").starts == [0, 3]


def test_text_after_a_giant_blank_is_not_lost() -> None:
    tokens = tokenize("開会" + " " * 70_000 + "散会")
    assert tokens.starts == [0, 70_002]


def test_a_lone_surrogate_stops_nothing() -> None:
    tokens = tokenize("漏え\ud83dい")
    assert tokens.ends[-1] == 4


def test_threads_agree_with_one_another() -> None:
    texts = [f"{number}件の申請を{number}日に受理しました。" for number in range(200)]
    expected = [tokenize(text).features for text in texts]
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda text: tokenize(text).features, texts * 5))
    assert results == expected * 5


def test_a_forgotten_feature_is_read_again_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = tokenize(SENTENCE).features
    monkeypatch.setattr(nlp, "MEMO", 3)
    nlp._memo.clear()
    assert tokenize(SENTENCE).features == expected
    assert tokenize(SENTENCE).features == expected
    assert len(nlp._memo) <= 3


def test_blanks_of_all_kinds_are_in_no_token() -> None:
    tokens = tokenize("水尾\t市\v市民\0課　の 決定")
    assert [tokens.surface(index) for index in range(len(tokens))] == [
        *("水尾", "市", "市民", "課", "の", "決定")
    ]


def test_features_are_those_that_mecab_prints() -> None:
    # 龕 has two entries alike but for the lemma, １２ and ほげ none, "0,2" in 龍山's holds a comma.
    texts = [SENTENCE, "龕と黒羽と龍山、Wi-Fi を１２ほげ！", "\f第３回 会議録", "  議長 、 再開。"]
    dictionary = GenericTagger(f'-r /dev/null -d "{unidic_lite.DICDIR}"')
    for text in texts:
        tokens = tokenize(f"\n　{text}  \n\n" * 2)
        nodes = [(n.surface, nlp._feature(n.feature_raw)) for n in dictionary(fold(text))]
        ours = [(tokens.surface(i), tokens.features[i]) for i in range(len(tokens))]
        assert ours == nodes * 2


def test_of_entries_alike_the_cheapest_is_read() -> None:
    # Of バス's entries with one context the bus is cheapest, but not the first: bass, bath.
    entries = Entries(Path(unidic_lite.DICDIR) / "sys.dic")
    dictionary = GenericTagger(
        f'-r /dev/null -d "{unidic_lite.DICDIR}" -O "" -F "%m\t%phl\t%H\n" -E ""'
    )
    lines = "バスのローンとコードのレート、龕のサイズ。\nレースのタイムを四十班で。"
    words = [word.split("\t") for word in dictionary.parse(lines).splitlines()]
    assert len(words) > 15
    for word, context, line in words:
        assert entries.line(word, int(context)) == line


def test_long_runs_of_blanks_and_lines_move_no_token() -> None:
    gaps = [" " * 300, "\n" * 500, " " * 200 + "\n" + " " * 900, "　", "\n\f\n"]
    text = "開会" + "".join(f"{gap}議長は{gap}" for gap in gaps) + "散会" + " " * 400
    assert surfaces(text) == ["開会", *["議長", "は"] * len(gaps), "散会"]


def test_a_file_that_is_no_dictionary_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sys.dic").write_bytes(bytes(100))
    with pytest.raises(ValueError, match="no compiled dictionary"):
        Entries(tmp_path / "sys.dic")


def test_a_word_that_is_in_no_entry_is_an_error() -> None:
    entries = Entries(Path(unidic_lite.DICDIR) / "sys.dic")
    for word, context in (("漏えいい", 5146), ("龕", 5147)):
        with pytest.raises(KeyError, match=word):
            entries.line(word, context)


def test_a_users_own_mecabrc_changes_nothing(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".mecabrc").write_text("dicdir = /nowhere\noutput-format-type = wakati\n")
    code = "from minutes.nlp import tokenize; print(tokenize('会議').features[0].pos1)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"HOME": str(tmp_path), "MECABRC": str(tmp_path / ".mecabrc"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.strip() == "名詞", done.stderr


def test_first_at_within_and_edges() -> None:
    tokens = tokenize("千代田区の 三番町")
    positions = [tokens.first_at(position) for position in range(len("千代田区の 三番町"))]
    assert positions == sorted(positions)
    assert [tokens.surface(i) for i in tokens.within(3, 5)] == ["区", "の"]
    assert not tokens.is_edge(2)
    assert tokens.is_edge(5)
    assert tokens.first_at(10_000) == len(tokens)


def test_a_word_cut_by_a_line_break_is_one_token_of_the_view() -> None:
    paragraph = "これまでの調査の結果について申し上げますと、利用者の皆様への影響は限られており、漏"
    source = f"{paragraph}\nえいの疑いがある。"
    tokens = tokenize(view(source))
    words = [tokens.surface(index) for index in range(len(tokens))]
    assert "漏えい" in words
    index = words.index("漏えい")
    start, end = tokens.view.span(tokens.starts[index], tokens.ends[index])
    assert source[start:end] == "漏\nえい"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None), max_size=300))
def test_any_text_is_tokenized_within_itself(text: str) -> None:
    tokens = tokenize(text)
    previous = 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert previous <= start < end
        previous = end
    assert previous <= len(tokens.view.text)
