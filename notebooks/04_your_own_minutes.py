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

# %% [markdown]
# # Your own minutes
#
# A template: put your paths into the next cell and run all cells, or let papermill do it:
#
# ```sh
# papermill notebooks/04_your_own_minutes.ipynb mine.ipynb -p paths '["my-minutes"]'
# ```

# %% tags=["parameters"]
#: Files, folders or patterns; any format that `minutes extract` reads.
paths = ["corpus"]
#: Incidents that you define (see corpus/incidents.toml), or None to have some proposed.
define = None
#: The day of a meeting that does not print it, as "2025-06-17", or None.
meeting_date = None
#: Words to look for in what was said.
words = ["不正アクセス", "漏えい", "再発防止"]

# %%
import os
from pathlib import Path

import pandas as pd
from IPython.display import Image, Markdown

from minutes import casebook, charts, incidents, run
from minutes.report import LEGEND

if not Path(paths[0]).exists():
    os.chdir(next(p for p in (Path.cwd(), *Path.cwd().parents) if (p / paths[0]).exists()))
pd.set_option("display.max_colwidth", 100)

outcomes = list(run.outcomes(run.candidates(paths), run.Options(meeting_date=meeting_date)))
extractions = [one.extraction for one in outcomes if one.extraction is not None]
pd.DataFrame(
    {
        "file": [Path(one.path).name for one in outcomes],
        "became": [one.status for one in outcomes],
        "message": [one.message for one in outcomes],
    }
)

# %% [markdown]
# ## What each document is

# %%
pd.DataFrame(
    {
        "file": Path(x.document.path).name,
        "meeting": x.meetings[0].title if x.meetings else None,
        "date": x.meetings[0].date if x.meetings else None,
        "date_how": x.meetings[0].date_how if x.meetings else None,
        "turns": len(x.turns),
        "dates": len(x.dates),
        "counts": len(x.counts),
        "questions": len(x.exchanges),
        "issues": len(x.issues),
    }
    for x in extractions
)

# %% [markdown]
# ## Who speaks of it
#
# The speeches in which one of your words occurs.

# %%
found = [
    {
        "file": Path(x.document.path).name,
        "speaker": turn.speaker or turn.position,
        "word": word,
        "times": x.document.text.count(word, turn.speech_start, turn.end),
        "around": x.document.text[
            max(turn.speech_start, (at := x.document.text.find(word, turn.speech_start)) - 20) : at + 40
        ].replace("\n", ""),
    }
    for x in extractions
    for turn in x.turns
    for word in words
    if word in x.document.text[turn.speech_start : turn.end]
]
pd.DataFrame(found, columns=["file", "speaker", "word", "times", "around"]).head(20)

# %% [markdown]
# ## Incidents

# %%
known = incidents.read_definitions(Path(define)) if define else ()
known = known or incidents.propose(extractions, (), documents=min(2, len(extractions)))
tables = casebook.tables(extractions, incidents.study(extractions, known))
listed = pd.DataFrame(
    tables["incidents"],
    columns=["incident_id", "name", "source", "documents", "events", "first_date", "last_date"],
)
listed

# %%
if len(listed):
    chosen = listed.sort_values("events", ascending=False).iloc[0]
    rows = [row for row in tables["events"] if row["incident_id"] == chosen["incident_id"]]
    shown = Image(charts.png(charts.timeline(rows, LEGEND, title=chosen["name"]), scale=1.25))
else:
    shown = Markdown("No incident was found: define one, as in corpus/incidents.toml.")
shown

# %% [markdown]
# ## What to look at by hand
#
# Whatever was not certain. An empty value is better than a wrong one: decide these by reading.

# %%
pd.DataFrame(
    {"file": Path(x.document.path).name, "code": one.code, "message": one.message}
    for x in extractions
    for one in x.issues
).head(30)
