"""How long each stage takes, as a multiple of the tagger alone; written to docs/performance.md.

All methods see the same texts in one process, in rounds in which each has its turn, and CPU time is
taken, so that a busy machine blurs them alike.  1.0 is what fugashi takes for the node lists of the
same lines.  Peers are measured on a smaller piece, where they are installed.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import functools
import importlib.metadata
import platform
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import unidic_lite
from fugashi import GenericTagger
from scaling import Run, runs, start_up
from texts import texts, varied, write_dump, write_files

from minutes import pipeline, sources
from minutes.export import batch
from minutes.export.csv import body
from minutes.schema import Document
from minutes.sources import from_bytes
from minutes.tables import TABLES

Method = Callable[[], object]

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
STAGES = [
    ("split", "split", "turns, notes, agenda"),
    ("page_furniture", "furniture", "what surrounds a page"),
    ("view", "view", "folded, with lines joined"),
    ("tagged", "tokenize", "tokens with features"),
    ("find_dates", "dates", "time expressions"),
    ("find_counts", "counts", "quantities"),
    ("find_organisations", "organisations", "organisations"),
    ("find_meetings", "meetings", "meetings"),
    ("resolve_organisations", "resolve organisations", "their full names"),
    ("resolve_dates", "resolve dates", "their values"),
    ("resolve_counts", "resolve counts", "items and actors"),
    ("find_exchanges", "exchanges", "questions and answers, promises"),
    ("find_events", "events", "happenings"),
    ("find_relations", "relations", "sums and parts"),
]
#: The stages that make turns, mentions and their resolution.
RESOLUTION = [name for name, _, _ in STAGES[:11]]


def lines_of(documents: Sequence[Document]) -> list[str]:
    """The lines that the taggers see."""
    return [line for document in documents for line in document.text.split("\n") if line]


def tagger(lines: Sequence[str]) -> Method:
    """Bare fugashi: a list of nodes for each line, of which nothing is asked."""
    tag = GenericTagger(f'-r /dev/null -d "{unidic_lite.DICDIR}"').parseToNodeList

    def run() -> None:
        for line in lines:
            tag(line)

    return run


def scan(lines: Sequence[str]) -> Method:
    """A bare scan for numbers with a unit: what a regular expression alone costs."""
    pattern = re.compile(
        r"[0-9０-９〇一二三四五六七八九十百千万億]++(?=[年月日時分件人円名社回％%])"
    )

    def run() -> None:
        for line in lines:
            pattern.findall(line)

    return run


class Stages:
    """The whole extraction with a clock around each stage."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Put the clocks in."""
        self.documents = documents
        self.taken: dict[str, float] = defaultdict(float)
        self.whole = {name: getattr(pipeline, name) for name, _, _ in STAGES}

    def _clocked(self, name: str) -> Callable[..., object]:
        stage = self.whole[name]

        @functools.wraps(stage)
        def run(*words: object, **options: object) -> object:
            began = time.process_time()
            try:
                return stage(*words, **options)
            finally:
                self.taken[name] += time.process_time() - began

        return run

    def __call__(self) -> dict[str, float]:
        """The seconds of each stage."""
        self.taken.clear()
        for name in self.whole:
            setattr(pipeline, name, self._clocked(name))
        try:
            for document in self.documents:
                pipeline.extract_document(document)
        finally:
            for name, stage in self.whole.items():
                setattr(pipeline, name, stage)
        return dict(self.taken)


def to_objects(documents: Sequence[Document]) -> Method:
    """The whole extraction."""

    def run() -> None:
        for document in documents:
            pipeline.extract_document(document)

    return run


def to_csv(documents: Sequence[Document]) -> Method:
    """The whole extraction, and the lines of all tables."""

    def run() -> None:
        for document in documents:
            for name, rows in batch(pipeline.extract_document(document)).tables.items():
                body(TABLES[name], rows)

    return run


def seconds(method: Method) -> float:
    """The CPU time of one turn."""
    began = time.process_time()
    method()
    return time.process_time() - began


def measure(documents: Sequence[Document], rounds: int) -> dict[str, float]:
    """The median seconds of every method and stage."""
    lines = lines_of(documents)
    methods = {
        "fugashi": tagger(lines),
        "regex": scan(lines),
        "objects": to_objects(documents),
        "csv": to_csv(documents),
    }
    stages = Stages(documents)
    taken: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds):
        for name, method in methods.items():
            taken[name].append(seconds(method))
        for name, spent in stages().items():
            taken[name].append(spent)
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    return {name: statistics.median(values) for name, values in taken.items()}


# --- peers ------------------------------------------------------------------------------------


def _ja_timex(lines: Sequence[str]) -> Method:
    from ja_timex import TimexParser

    parser = TimexParser()
    return lambda: [parser.parse(line) for line in lines]


def _pynormalizenumexp(lines: Sequence[str]) -> Method:
    from pynormalizenumexp.normalize_numexp import NormalizeNumexp

    normalizer = NormalizeNumexp("ja")
    return lambda: [normalizer.normalize(line) for line in lines]


def _ja_ginza(lines: Sequence[str]) -> Method:
    import spacy

    model = spacy.load("ja_ginza")
    return lambda: [model(line[:4000]) for line in lines]


#: Each peer with its distribution, what it does of our work, and the share of the lines it gets.
PEERS = [
    ("ja-timex", _ja_timex, "time expressions, unresolved", 1.0),
    ("pynormalizenumexp", _pynormalizenumexp, "numbers and time expressions", 0.3),
    ("ja_ginza", _ja_ginza, "tokens, dependencies, named entities", 0.02),
]


class Peer(NamedTuple):
    """A peer's name, version, what it does, and its multiple of fugashi on the same lines."""

    name: str
    version: str
    what: str
    times: float


def measure_peers(documents: Sequence[Document]) -> list[Peer]:
    """The peers that are installed."""
    found = []
    lines = lines_of(documents)
    for name, make, what, share in PEERS:
        piece = lines[: max(1, int(len(lines) * share))]
        try:
            method, version = make(piece), importlib.metadata.version(name)
        except (ImportError, OSError) as error:
            print(f"{name}: not measured ({error})", file=sys.stderr)
            continue
        bare = tagger(piece)
        ratios = []
        for _ in range(3):
            alone = max(seconds(bare), 1e-6)
            ratios.append(seconds(method) / alone)
        found.append(Peer(name, version, what, statistics.median(ratios)))
    return found


# --- the page ---------------------------------------------------------------------------------


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def ratio(value: float, bare: float) -> str:
    """A multiple of the tagger alone."""
    return f"{value / bare:.2f}"


def rows_of(found: Sequence[dict[str, float]]) -> list[list[str]]:
    """The rows of the table of stages, a column per size."""
    rows = [
        ["bare fugashi, node lists", *("1.00" for _ in found)],
        ["bare regular expression", *(ratio(f["regex"], f["fugashi"]) for f in found)],
    ]
    for name, shown, what in STAGES:
        label = f"{shown}: {what}" if shown != what else shown
        rows.append([label, *(ratio(f.get(name, 0.0), f["fugashi"]) for f in found)])
    together = [sum(f.get(name, 0.0) for name in RESOLUTION) for f in found]
    rows += [
        [
            "**turns, mentions, resolution**",
            *(ratio(value, f["fugashi"]) for value, f in zip(together, found, strict=True)),
        ],
        ["**everything, to objects**", *(ratio(f["objects"], f["fugashi"]) for f in found)],
        ["**everything, to CSV**", *(ratio(f["csv"], f["fugashi"]) for f in found)],
    ]
    return rows


def versions() -> str:
    """What was measured with."""
    packages = ["minutes", "fugashi", "unidic-lite"]
    told = [f"{name} {importlib.metadata.version(name)}" for name in packages]
    return ", ".join([f"Python {platform.python_version()}", *told, platform.platform(terse=True)])


def page(
    sizes: Sequence[tuple[str, int, dict[str, float]]],
    peers: Sequence[Peer],
    started: Sequence[tuple[str, float]] = (),
    scaled: Sequence[tuple[str, Sequence[Run]]] = (),
) -> str:
    """The page, with the date of today."""
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    head = ["", *(label for label, _, _ in sizes)]
    speeds = [f"{characters / f['csv'] / 1000:,.0f}" for _, characters, f in sizes]
    bare = [f"{characters / f['fugashi'] / 1000:,.0f}" for _, characters, f in sizes]
    parts = [
        "# Performance",
        f"Written by `make bench` on {today} ({versions()}).",
        "Figures are multiples of the time that fugashi takes for bare node lists of the same"
        " lines: CPU time, medians of interleaved rounds in one process. The texts are varied"
        " minutes made from `corpus/`, in which every name, number and company is another each"
        " time (`benchmarks/texts.py`); they are dense, with a date, a count or an organisation in"
        " every fifty characters, and real files (where a column says so) are thinner.",
        table(head, rows_of([f for _, _, f in sizes])),
        table(
            ["thousand characters a second", *(label for label, _, _ in sizes)],
            [["bare fugashi", *bare], ["everything, to CSV", *speeds]],
        ),
    ]
    if peers:
        told = [[f"{p.name} {p.version}", p.what, f"{p.times:.1f}"] for p in peers]
        parts += [
            "Peers, each of which does a part of this work, on a smaller piece of the same texts:",
            table(["peer", "what it does", "times bare fugashi"], told),
        ]
    for label, found in scaled:
        alone = found[0].seconds
        told = [
            [
                run.how,
                f"{run.seconds:.1f}",
                f"{alone / run.seconds:.2f}",
                f"{run.characters / run.seconds / 1000:,.0f}",
                f"{run.memory} MB",
                f"{run.own} MB",
            ]
            for run in found
        ]
        head = ["", "seconds", "times", "thousand characters a second", "largest process", "own"]
        parts += [f"Whole runs over {label}, wall time, start and assembly included:"]
        parts += [table(head, told)]
    if scaled:
        parts.append(
            "`largest process` is the most that one process held at any time, the pages of the"
            " tagger's dictionary included, which all processes share and the system takes back"
            " when it needs them; `own` is what a process held besides files, looked at five times"
            " a second. The cluster is a Dask `LocalCluster` that is there already, and writes"
            " Parquet."
        )
        parts += on_paper(scaled[-1])
    if started:
        parts += [
            "From the start of Python to the end, the best of five:",
            table(["", "seconds"], [[label, f"{taken:.2f}"] for label, taken in started]),
        ]
    return "\n\n".join(parts) + "\n"


#: Characters of the Diet's whole record (six gigabytes of UTF-8), and of a year of all local
#: assemblies: 1,788 municipalities, forty documents a year of fifty thousand characters each.
ARCHIVES = {"the Diet's whole record": 2.0e9, "one year of all local assemblies": 3.6e9}


def on_paper(measured: tuple[str, Sequence[Run]]) -> list[str]:
    """What whole archives would take at the rate of one process."""
    label, found = measured
    rate = found[0].characters / found[0].seconds
    rows = [
        [name, f"{characters / 1e9:.1f} billion", f"{characters / rate / 3600:.1f}"]
        for name, characters in ARCHIVES.items()
    ]
    return [
        f"On paper, at the rate of one process over {label}:",
        table(["", "characters", "core hours"], rows),
    ]


def generated(megabytes: float) -> list[Document]:
    """Varied minutes of so many megabytes."""
    made = texts(int(megabytes * 1e6))
    return [from_bytes(text.encode(), f"{number}.txt") for number, text in enumerate(made)]


def given_files(paths: Sequence[Path]) -> list[Document]:
    """The documents of files and folders."""
    files = [f for path in paths for f in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    return [sources.read(file) for file in files]


def scaling(megabytes: float, files: Sequence[Path]) -> list[tuple[str, list[Run]]]:
    """Whole runs over varied files, over one dump of many meetings, and over given files."""
    found = []
    with tempfile.TemporaryDirectory() as home:
        folder, dump = Path(home, "files"), Path(home, "dump.json")
        count = write_files(folder, int(megabytes * 1e6))
        write_dump(dump, int(megabytes * 1e6))
        whole = [
            (f"{count} files of varied text, {megabytes:g} MB", [folder]),
            (f"one dump of many meetings, {megabytes:g} MB", [dump]),
        ]
        if files:
            whole.append(("real files", list(files)))
        for label, paths in whole:
            characters = sum(len(document.text) for document in _documents(paths))
            found.append((label, runs(paths, characters)))
            print(f"ran {label}", file=sys.stderr)
    return found


def _documents(paths: Sequence[Path]) -> Iterator[Document]:
    for candidate in sources.expand(list(map(str, paths))):
        if candidate.kind == "file":
            for found in sources.read_each(candidate.path):
                if isinstance(found, Document):
                    yield found


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="real minutes to measure as well")
    parser.add_argument("--megabytes", default="1,10,100", help="sizes of varied text")
    parser.add_argument("--rounds", type=int, default=5, help="for each MB; fewer for more")
    parser.add_argument("--out", type=Path, default=PAGE)
    parser.add_argument("--scaling", type=float, default=20, help="MB for whole runs; 0: none")
    parser.add_argument("--peers", action="store_true", help="measure nothing but the peers")
    parser.add_argument("--peers-from", type=Path, help="a CSV of theirs, measured elsewhere")
    given = parser.parse_args()
    if given.peers:
        csv.writer(sys.stdout).writerows(measure_peers(generated(0.3)))
        return
    sizes = []
    for megabytes in map(float, given.megabytes.split(",")):
        documents = generated(megabytes)
        rounds = max(1, min(given.rounds, int(given.rounds * 3 / megabytes)))
        sizes.append((f"{megabytes:g} MB", documents, rounds))
    if given.files:
        sizes.insert(0, ("real files", given_files(given.files), given.rounds))
    if given.peers_from:
        with given.peers_from.open(encoding="utf-8", newline="") as file:
            told = csv.reader(file)
            peers = [Peer(name, version, what, float(times)) for name, version, what, times in told]
    else:
        peers = measure_peers(generated(0.3))
    started = start_up(varied(0))
    scaled = scaling(given.scaling, given.files) if given.scaling else []
    measured = []
    for label, documents, rounds in sizes:
        characters = sum(len(document.text) for document in documents)
        measured.append((label, characters, measure(documents, rounds)))
        given.out.write_text(page(measured, peers, started, scaled), encoding="utf-8")
        print(f"wrote {given.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
