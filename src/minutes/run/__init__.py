"""Many inputs to one folder of tables: in constant memory, on all cores, going on where it stopped.

`outcomes` says what becomes of inputs, one after the other.  `run` writes tables: each input is
read by this process or by a worker, its rows go to a part file at once, and the tables are put
together out of the parts in the order of the inputs, so that they are the same whoever did the
work.  What is done is kept until the tables stand, and what stands is not done again.
"""

from minutes.run.assembly import Summary
from minutes.run.inputs import Options, Outcome, candidates, outcomes
from minutes.run.many import Tables, extract_many
from minutes.run.records import Entry, Record, figures
from minutes.run.runner import run

__all__ = [
    "Entry",
    "Options",
    "Outcome",
    "Record",
    "Summary",
    "Tables",
    "candidates",
    "extract_many",
    "figures",
    "outcomes",
    "run",
]
