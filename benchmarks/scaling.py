"""Whole runs as a user starts them: how long until it works, on how many cores, in what memory."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent

#: A run on a Dask cluster of two processes, with one thread each; the cluster is there already.
_ON_CLUSTER = """\
import sys, time
from distributed import Client, LocalCluster
import minutes
if __name__ == "__main__":
    out, *paths = sys.argv[1:]
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster, Client(cluster) as client:
        began = time.monotonic()
        told = minutes.extract_many(paths, out, client=client).summary
        print(time.monotonic() - began, told.figures["characters"])
"""


class Run(NamedTuple):
    """A run: how it was done, seconds, characters, and the most that one process held, in MB.

    `own` is the part of it that is no file's: the dictionary is one file for all processes.
    """

    how: str
    seconds: float
    characters: int
    memory: int
    own: int


def environment() -> dict[str, str]:
    """The environment of a user: compiled modules are kept from the first start on."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**env, "PYTHONPATH": str(ROOT / "src")}


def _family(pid: int) -> list[int]:
    """A process and all that it has started, as far as they run."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, ())
    return found


def _held(pid: int) -> tuple[int, int]:
    """(the most that a process has held, what of its memory is no file's now), in MB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().split("\n")
    except OSError:
        return 0, 0
    told = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith(("Vm", "Rss"))}
    return int(told.get("VmHWM", 0)) // 1024, int(told.get("RssAnon", 0)) // 1024


def watched(command: Sequence[str]) -> tuple[float, int, int, str]:
    """(seconds, the most that one process held, the same without files, what it printed)."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(), text=True)
    most = own = 0
    while True:
        for pid in _family(process.pid):
            held, anonymous = _held(pid)
            most, own = max(most, held), max(own, anonymous)
        try:
            said, _ = process.communicate(timeout=0.2)
            break
        except subprocess.TimeoutExpired:
            continue
    taken = time.monotonic() - began
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return taken, most, own, said


def runs(paths: Sequence[Path], characters: int) -> list[Run]:
    """One process, two, and a cluster of two workers, over the same files."""
    found = []
    names = [str(path) for path in paths]
    with tempfile.TemporaryDirectory() as home:
        for jobs in (1, 2):
            out = ["-o", f"{home}/{jobs}", "-j", str(jobs), "-q"]
            taken, most, own, _ = watched(
                [sys.executable, "-m", "minutes", "extract", *names, *out]
            )
            how = f"{jobs} process{'es' if jobs > 1 else ''}"
            found.append(Run(how, taken, characters, most, own))
        program = Path(home, "cluster.py")
        program.write_text(_ON_CLUSTER, encoding="utf-8")
        if importlib.util.find_spec("distributed") is None:
            print("cluster: not measured (install minutes[cluster])", file=sys.stderr)
            return found
        command = [sys.executable, str(program), f"{home}/cluster", *names]
        _, most, own, said = watched(command)
        found.append(Run("cluster, 2 workers", float(said.split()[0]), characters, most, own))
    return found


def start_up(text: str) -> list[tuple[str, float]]:
    """The best wall time of five of ``import minutes``, ``--help`` and a file of ten kilobytes."""
    with tempfile.TemporaryDirectory() as home:
        file = Path(home, "minutes.txt")
        file.write_bytes(text.encode()[:10_000].decode(errors="ignore").encode())
        one = ["-m", "minutes", "extract", str(file), "-q", "-o"]
        wanted = [
            ("python alone", ["-c", "pass"]),
            ("`import minutes`", ["-c", "import minutes"]),
            ("`python -m minutes --help`", ["-m", "minutes", "--help"]),
            ("a file of 10 kB, to CSV", one),
        ]
        found = []
        for label, words in wanted:
            best = 1e9
            for number in range(5):
                more = [f"{home}/out{number}"] if words is one else []
                began = time.monotonic()
                subprocess.run(
                    [sys.executable, *words, *more],
                    check=True,
                    stdout=subprocess.DEVNULL,
                    env=environment(),
                )
                best = min(best, time.monotonic() - began)
            found.append((label, best))
    return found
