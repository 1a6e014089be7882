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
# # Questions and answers: who asked, who answered, and what was not said
#
# All documents of `corpus/` are read (they are invented, in the form of real minutes). Put your own
# folder into the next cell and run the notebook again.
#
# `answered` and `reason` are made by rules: read a question beside its answer before you quote
# either. The last section shows how.

# %%
import os
from pathlib import Path

import altair as alt
import pandas as pd
from IPython.display import Image, Markdown

import minutes
from minutes import charts

os.chdir(next(p for p in (Path.cwd(), *Path.cwd().parents) if (p / "corpus").is_dir()))
pd.set_option("display.max_colwidth", 120)

results = [minutes.extract(path) for path in sorted(Path("corpus").glob("*.txt"))]
len(results)

# %%
def table(name):
    """One frame for all documents, with the file's name."""
    frames = [x.to_frame(name).assign(file=Path(x.document.path).stem) for x in results]
    return pd.concat([frame for frame in frames if len(frame)], ignore_index=True)


exchanges = table("exchanges")
promises = table("commitments")
meetings = table("meetings").set_index("document_id")
exchanges["meeting"] = exchanges["document_id"].map(meetings["title"].fillna(meetings["body"]))
len(exchanges), len(promises)

# %% [markdown]
# ## Who asks, and who answers

# %%
asked = exchanges.groupby(["file", "asker"], dropna=False)["answered"].value_counts().unstack(fill_value=0)
asked.assign(questions=asked.sum(axis=1)).sort_values("questions", ascending=False).head(15)

# %%
replied = exchanges.dropna(subset=["answerer"])
replied.groupby(["file", "answerer"])["answered"].value_counts().unstack(fill_value=0).head(20)

# %% [markdown]
# ## What share of the questions was answered, by meeting
#
# `yes`: the reply addresses what was asked; `partly`: it evades or gives a part of it; `no`: nothing
# in the replies addresses it, or no reply was found.

# %%
words = {"yes": "答弁あり", "partly": "一部", "no": "答弁なし", "not-needed": "答弁不要"}
shares = (
    exchanges.assign(answered=exchanges["answered"].map(words))
    .groupby(["file", "answered"])
    .size()
    .rename("number")
    .reset_index()
)
order = list(words.values())
chart = (
    alt.Chart(shares)
    .mark_bar()
    .encode(
        y=alt.Y("file:N", title=None, axis=alt.Axis(labelLimit=260)),
        x=alt.X("number:Q", stack="normalize", title="質問の割合", axis=alt.Axis(format="%")),
        color=alt.Color(
            "answered:N",
            title="回答状況",
            sort=order,
            scale=alt.Scale(domain=order, range=["#009E73", "#E69F00", "#D55E00", "#BBBBBB"]),
        ),
        order=alt.Order("color_answered_sort_index:Q"),
        tooltip=["file", "answered", "number"],
    )
    .properties(width=560)
    .configure(font=charts.FONT)
)
Image(charts.png(chart))

# %% [markdown]
# ## Why an answer is no full answer

# %%
exchanges.query("answered != 'yes'").groupby(["answered", "reason"]).size().rename("questions").sort_values(
    ascending=False
).to_frame()

# %% [markdown]
# ## The questions without an answer
#
# `not-found` means: we looked and are unsure. It is kept apart from a reply that says nothing.

# %%
exchanges.query("answered == 'no'")[["file", "asker", "topic", "question", "reason", "confidence"]]

# %% [markdown]
# ## Promises
#
# Who promised what, by when. A promise with no `due` named no day.

# %%
promises[["file", "who", "quote", "due"]]

# %% [markdown]
# ## One exchange beside its source
#
# Every row leads back to its characters. Here is the first question that was answered in part (or the first of all), and
# the speech that the answer stands in.

# %%
row = pd.concat([exchanges.query("answered == 'partly'"), exchanges]).iloc[0]
x = next(x for x in results if x.document.id == row["document_id"])
text = x.document.text
answer = next(t for t in x.turns if t.start <= row["answer_start"] < t.end)
Markdown(
    f"**{row['asker']}**（{row['question_start']}–{row['question_end']}）\n\n> {row['question']}\n\n"
    f"**{row['answerer']}**（{row['answer_start']}–{row['answer_end']}）\n\n> {row['answer']}\n\n"
    f"判定: {words[row['answered']]}（{row['reason']}）、論点: {row['topic']}"
)

# %%
print(text[answer.start : answer.end])

# %% [markdown]
# The page that `minutes qa` writes holds the same for a whole document:

# %%
import subprocess
import sys

done = subprocess.run(
    [sys.executable, "-m", "minutes", "qa", "corpus/mizuo_somu_20250715.txt"],
    capture_output=True,
    text=True,
    encoding="utf-8",
    check=True,
)
Markdown("\n".join(done.stdout.splitlines()[:16]))
