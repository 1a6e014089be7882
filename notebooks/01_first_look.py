# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A first look: from a file to turns, mentions, tables and a spaCy pipeline
#
# This notebook reads one of the invented documents of `corpus/`: the minutes of a city assembly's
# committee, re-published on a member's web site. Put the path of your own file in the next cell
# and run it again; nothing here is specific to this document.

# %%
import os
from pathlib import Path

import minutes

# The notebook may be opened in the repository's root or in notebooks/; paths are from the root.
os.chdir(next(p for p in (Path.cwd(), *Path.cwd().parents) if (p / "corpus").is_dir()))

x = minutes.extract("corpus/mizuo_somu_20250617.txt")
x

# %% [markdown]
# `x` shows the figures and the beginning of the document with every mention marked. Nothing was
# written to disk. Everything found is also a plain Python value, in text order, with offsets into
# `x.document.text`:

# %%
x.turns[:3]

# %%
turn = x.turns[2]
print(turn.speaker, "|", turn.position, "|", turn.kind)
print(x.document.text[turn.speech_start : turn.end][:200])

# %% [markdown]
# ## Dates, resolved
#
# A bare day, 翌 or 同日 is worth nothing to a reporter until it is a day of the calendar. `how`
# says how the value came about, `anchor` points to the words it was counted from.

# %%
dates = x.to_frame("dates")
dates[["text", "value", "time", "duration", "how", "rule"]].head(25)

# %% [markdown]
# Every row leads back to its characters: this is the sentence around the first anaphoric date and
# the words it was resolved against.

# %%
anaphoric = next(d for d in x.dates if d.how == "anaphoric" and d.anchor is not None)
text = x.document.text
print("…" + text[max(0, anaphoric.start - 30) : anaphoric.end + 30].replace("\n", "⏎") + "…")
print(anaphoric.text, "→", anaphoric.value, "counted from", text[slice(*anaphoric.anchor)])
for reason in anaphoric.reasons:
    print("  ", reason)

# %% [markdown]
# ## Counts and organisations

# %%
x.to_frame("counts")[["text", "value", "unit", "kind", "modifier", "item", "actor"]].head(20)

# %%
organisations = x.to_frame("organisations")
organisations.groupby(["canonical", "level"], dropna=False).agg(
    mentions=("text", "size"), forms=("text", lambda forms: "、".join(sorted(set(forms))))
).sort_values("mentions", ascending=False).head(15)

# %% [markdown]
# ## Who speaks, and how much

# %%
turns = x.to_frame("turns")
turns.assign(characters=turns["end"] - turns["speech_start"]).groupby(
    ["speaker", "speaker_position"], dropna=False
)["characters"].agg(["size", "sum"]).sort_values("sum", ascending=False)

# %% [markdown]
# ## Questions, answers, promises
#
# `answered` is `yes`, `partly` or `no`; `reason` says why. These columns are machine-made: read
# the question and the answer beside each other before you quote either.

# %%
x.to_frame("exchanges")[["asker", "question", "answerer", "answer", "answered", "reason"]]

# %% [markdown]
# ## On with spaCy
#
# `to_spacy()` gives a `Doc` made of the same tokens (`doc.text` equals the source), with a span
# group for turns, dates, counts and organisations. Here a `Matcher` looks for whatever was
# reported, disclosed or confirmed (報告, 公表, 確認 followed by する), and the dates in the same
# sentence are printed beside it.

# %%
from spacy.matcher import Matcher

doc = x.to_spacy()
assert doc.text == x.document.text

matcher = Matcher(doc.vocab)
matcher.add("announced", [[{"LEMMA": {"IN": ["報告", "公表", "確認"]}}, {"LEMMA": "為る"}]])
found = []
for _, start, end in matcher(doc):
    begin = max(text.rfind("。", 0, doc[start].idx), text.rfind("\n", 0, doc[start].idx)) + 1
    days = [d for d in x.dates if begin <= d.start < doc[start].idx and d.value]
    if days:
        found.append((days[-1].value, days[-1].text, text[days[-1].start : doc[end - 1].idx + 1]))
for value, words, clause in found[:10]:
    print(value, "|", words, "|", clause.replace("\n", "⏎")[:60])

# %% [markdown]
# The same `Doc` goes to displaCy. The spans come from the group, so nothing is recomputed:

# %%
from spacy import displacy

stretch = x.turns[2]
inside = [
    {"start": m.start - stretch.start, "end": m.end - stretch.start, "label": label}
    for label, mentions in (("日付", x.dates), ("数", x.counts), ("組織", x.organisations))
    for m in mentions
    if stretch.start <= m.start and m.end <= stretch.start + 700
]
excerpt = {
    "text": text[stretch.start : stretch.start + 700],
    "ents": sorted(inside, key=lambda ent: ent["start"]),
}
displacy.render(excerpt, style="ent", manual=True, jupyter=True)

# %% [markdown]
# ## What was not certain
#
# Whatever the tool could not read, resolve or decide is listed, and stays empty in the tables.

# %%
x.to_frame("issues")
