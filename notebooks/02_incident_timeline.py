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
# # One incident, many tellings: timelines across documents
#
# `corpus/` tells two invented incidents in twelve documents: the leak of card numbers at a payment
# processor, and unauthorised charges at a new payment service. `corpus/incidents.toml` names them;
# everything else below is found in the texts. Without such a file `minutes` proposes incidents.

# %%
import os
from pathlib import Path

import pandas as pd
from IPython.display import Image

import minutes
from minutes import casebook, charts, incidents
from minutes.report import LEGEND
from minutes.tables import ACROSS

os.chdir(next(p for p in (Path.cwd(), *Path.cwd().parents) if (p / "corpus").is_dir()))
pd.set_option("display.max_colwidth", 100)

extractions = [minutes.extract(path).extraction for path in sorted(Path("corpus").glob("*.txt"))]
definitions = incidents.read_definitions(Path("corpus/incidents.toml"))
findings = incidents.study(extractions, definitions)
tables = {
    name: pd.DataFrame(rows, columns=ACROSS[name].names)
    for name, rows in casebook.tables(extractions, findings).items()
}
names = tables["incidents"].set_index("incident_id")["name"]
tables["incidents"][["name", "documents", "events", "happenings", "first_date", "last_date"]]

# %% [markdown]
# ## Who did what, when
#
# A lane is an organisation, a bar a stretch of days (or a day known only to the month), a hollow mark
# something that lay ahead when it was told. The picture needs no network and no Japanese font on the
# machine; in JupyterLab, `charts.timeline(...)` alone shows the same with tooltips.

# %%
file = tables["documents"].set_index("document_id")["path"].map(lambda path: Path(path).stem)


def told(incident):
    """The events of an incident as rows, with the file as their source."""
    rows = tables["events"].query("incident_id == @incident")
    rows = rows.assign(source=rows["document_id"].map(file))
    return rows.astype(object).where(rows.notna(), None).to_dict("records")


first, second = definitions[0].id, definitions[1].id
Image(charts.png(charts.timeline(told(first), LEGEND, title=names[first]), scale=1.25))

# %%
Image(charts.png(charts.timeline(told(second), LEGEND, title=names[second]), scale=1.25))

# %% [markdown]
# ## Two clocks
#
# The same events by the document that tells them; the grey stroke is the day on which it was said.
# What stands to the right of the stroke was still to come.

# %%
Image(charts.png(charts.timeline(told(second), LEGEND, lanes="telling", title=names[second]), scale=1.25))

# %% [markdown]
# ## How long each step took
#
# Every row leads to the two events that give its days. Where a day is known to the month only, the
# days are a range.

# %%
measures = tables["measures"].assign(incident=tables["measures"]["incident_id"].map(names))
measures[["incident", "title", "subject", "start_date", "end_date", "days_min", "days_max"]]

# %% [markdown]
# ## The figures as they were told
#
# A figure has two dates: the day that it holds for, and the day on which it was said.

# %%
figures = tables["figures"].query("incident_id == @second and unit == '人'").sort_values("said_on")
figures.assign(file=figures["document_id"].map(file))[
    ["said_on", "as_of", "actor", "item", "text", "value", "file"]
].head(25)

# %% [markdown]
# ## Where tellings disagree
#
# The same item of the same organisation with different values. Nothing is merged and nothing chosen:
# a later figure may correct an earlier one, two figures may count different things, or somebody erred.
# Read the quotes.

# %%
apart = tables["discrepancies"].assign(file=tables["discrepancies"]["document_id"].map(file))
apart.query("incident_id == @first")[
    ["discrepancy_id", "organisation", "item", "value", "unit", "said_on", "speaker", "quote", "file"]
].set_index(["discrepancy_id", "organisation", "item"]).head(20)

# %% [markdown]
# ## What is missing

# %%
gaps = tables["gaps"].assign(incident=tables["gaps"]["incident_id"].map(names))
gaps.groupby(["incident", "title"]).size().rename("gaps").to_frame()

# %%
gaps.query("gap not in ('unanswered', 'undated')")[["incident", "title", "says"]]

# %% [markdown]
# ## The same as one page
#
# `minutes report corpus -o report.html` writes all this with the sources behind it into one file that
# works from a mail attachment, and `--timelinejs` the events for TimelineJS.

# %%
from minutes.report import Case, dossier

page = dossier(Case.of(extractions, casebook.tables(extractions, findings)), title="二つの事案")
print(f"{len(page.encode()) / 1e6:.1f} MB, {page.count('<tr')} rows, {page.count('<article')} sources")
