"""Runs on a real cluster: two worker processes on this machine, one of which dies now and then."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from runs import POISON, folder_of, minutes_of, poisoned
from typer.testing import CliRunner

import minutes
from minutes.cli import app
from minutes.run import Options, candidates, run
from minutes.run.assembly import Summary, read_rows
from minutes.tables import TABLES

distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")
pytest.importorskip("pyarrow", reason="the extra cluster is not installed")

from minutes.run.cluster import run_on_cluster  # noqa: E402
from minutes.run.store import Store, rows_of  # noqa: E402

Rows = list[dict[str, Any]]


@contextmanager
def cluster(workers: int = 2) -> Iterator[Any]:
    """A client of a cluster of worker processes on the loopback."""
    import dask

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address="127.0.0.1:0",
            host="127.0.0.1",
        ) as started,
        distributed.Client(started) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Two workers that die when they read the words of `POISON`."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = poisoned(tmp_path_factory.mktemp("site"))["PYTHONPATH"]
    try:
        with cluster() as found:
            yield found
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def on_cluster(client: Any, out: Path | str, *paths: Path | str, **more: Any) -> Summary:
    inputs = candidates(list(map(str, paths)))
    more = {"batch_inputs": 4, **more}
    return run_on_cluster(inputs, str(out), Options(), client, **more)


def sorted_rows(rows: list[Any]) -> Rows:
    plain = [{name: None if cell == "" else cell for name, cell in row.items()} for row in rows]
    return sorted(plain, key=lambda row: json.dumps(row, ensure_ascii=False, sort_keys=True))


def of_parquet(out: Path | str) -> dict[str, Rows]:
    store = Store(str(out))
    manifest = store.manifest()
    assert manifest is not None
    return {
        name: sorted_rows([row for file in files for row in rows_of(store.get(file) or b"")])
        for name, files in manifest["tables"].items()
        if name in TABLES
    }


def of_one_process(out: Path, *paths: Path | str) -> dict[str, Rows]:
    run(candidates(list(map(str, paths))), out, Options())
    return {name: sorted_rows(list(read_rows(out, name))) for name in TABLES}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Minutes in several batches, with copies in one batch and in another, and an empty file."""
    folder = folder_of(tmp_path / "in", range(14))
    for copy in ("0001b.txt", "0009b.txt", "0009c.txt"):
        shutil.copy(folder / "0001.txt", folder / copy)
    (folder / "0011.txt").write_bytes(b"")
    return folder


def test_the_rows_are_those_of_one_process(client: Any, source: Path, tmp_path: Path) -> None:
    inputs = [source, tmp_path / "no such file.txt"]
    summary = on_cluster(client, tmp_path / "out", *inputs)
    assert (summary.inputs["done"], summary.inputs["failed"]) == (13, 2)
    assert of_parquet(tmp_path / "out") == of_one_process(tmp_path / "one", *inputs)
    texts = [path.name for path in (tmp_path / "out" / "texts").iterdir()]
    assert len(texts) == 5
    assert all(name.endswith(".parquet") for name in texts)


def test_the_files_are_the_same_whatever_the_number_of_workers(
    client: Any, source: Path, tmp_path: Path
) -> None:
    on_cluster(client, tmp_path / "two", source)
    with cluster(1) as alone:
        on_cluster(alone, tmp_path / "one", source)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_is_done_is_not_done_again(client: Any, source: Path, tmp_path: Path) -> None:
    on_cluster(client, tmp_path / "out", source)
    (source / "0012.txt").write_text(minutes_of(120), encoding="utf-8")
    again = on_cluster(client, tmp_path / "out", source)
    assert again.kept == 5  # the second batch and the last; the others hold copies or a change
    assert of_parquet(tmp_path / "out") == of_one_process(tmp_path / "one", source)
    manifest = Store(str(tmp_path / "out")).manifest()
    assert manifest is not None
    named = {name for found in manifest["tables"].values() for name in found}
    named |= {f"reports/{key}.json" for key in manifest["reports"]} | {"manifest.json"}
    assert set(files(tmp_path / "out")) == named


def test_a_worker_killed_in_mid_run_changes_nothing(
    client: Any, source: Path, tmp_path: Path
) -> None:
    folder_of(source, range(20, 60), speeches=12)
    workers = list(client.run(os.getpid).values())
    assert len(workers) == 2
    killed: list[int] = []

    def kill_one(entry: object) -> None:
        if not killed:
            killed.append(workers[0])
            os.kill(workers[0], signal.SIGKILL)

    summary = on_cluster(client, tmp_path / "out", source, done=kill_one)
    assert killed
    assert summary.inputs["done"] == 53
    assert of_parquet(tmp_path / "out") == of_one_process(tmp_path / "one", source)


def test_a_poison_document_is_named_and_the_rest_goes_on(
    client: Any, source: Path, tmp_path: Path
) -> None:
    bad = source / "0006.txt"
    bad.write_text(minutes_of(6) + POISON, encoding="utf-8")
    summary = on_cluster(client, tmp_path / "out", source)
    assert (summary.inputs["done"], summary.inputs["failed"]) == (12, 2)
    found = of_parquet(tmp_path / "out")
    named = [row for row in found["issues"] if row["code"] == "worker-died"]
    assert [row["path"] for row in named] == [str(bad)]
    bad.unlink()
    rest = of_one_process(tmp_path / "one", source)
    found["issues"] = [row for row in found["issues"] if row["code"] != "worker-died"]
    assert found == rest


def test_addresses_are_read_and_written(client: Any, source: Path, tmp_path: Path) -> None:
    address = f"file://{source}"
    on_cluster(client, f"file://{tmp_path}/out", f"{address}/*.txt", f"{address}/none.txt")
    found = of_parquet(f"file://{tmp_path}/out")
    assert len(found["documents"]) == 13
    assert all(row["path"].startswith("file:///") for row in found["documents"])
    assert {row["code"] for row in found["issues"]} == {"duplicate", "empty-file", "no-such-file"}
    # One process on this machine reads addresses as well.
    run(candidates([f"{address}/0002.txt"]), tmp_path / "local", Options())
    assert len(read_rows(tmp_path / "local", "documents")) == 1


def test_a_worker_with_another_version_is_refused(
    client: Any, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from minutes.run import cluster as module

    def other(options: Options) -> dict[str, str]:
        return {**whole(options), "code": "other"}

    whole: Callable[[Options], dict[str, str]] = module.basis
    monkeypatch.setattr(module, "_same_everywhere", lambda client, options: None)
    monkeypatch.setattr(module, "basis", other)
    with pytest.raises(RuntimeError, match="a worker has other code"):
        on_cluster(client, tmp_path / "out", source)
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_python_has_the_same_run_with_frames(client: Any, source: Path, tmp_path: Path) -> None:
    local = minutes.extract_many(source, tmp_path / "local", jobs=2)
    far = minutes.extract_many([source], tmp_path / "far", client=client)
    assert local.summary.figures == far.summary.figures
    for table in ("documents", "dates", "counts", "issues"):
        one, two = (found.to_frame(table) for found in (local, far))
        assert list(one.columns) == list(two.columns)
        assert list(one.dtypes) == list(two.dtypes)
        key = one.columns[0]
        assert (
            one.sort_values(key)["document_id"].tolist()
            == two.sort_values(key)["document_id"].tolist()
        )
    with pytest.raises(KeyError, match="no table 'speeches'"):
        far.to_frame("speeches")


def test_the_command_works_on_a_cluster(client: Any, source: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "minutes", "extract", str(source)),
            *("-o", str(tmp_path / "out"), "--scheduler", client.scheduler_info()["address"]),
        ],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1, done.stderr  # the empty file
    assert b"13 documents, 1 not read, 3 read twice" in done.stderr
    assert of_parquet(tmp_path / "out") == of_one_process(tmp_path / "one", source)
    nobody = subprocess.run(
        [*done.args[:-1], "tcp://127.0.0.1:9"], capture_output=True, check=False, timeout=120
    )
    assert nobody.returncode == 2
    assert b"cannot be reached" in nobody.stderr


def test_an_address_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (unknown,) = candidates(["nowhere://bucket/minutes"])
    assert (unknown.kind, unknown.code) == ("error", "unreadable")
    assert "cannot be opened" in str(unknown.message)
    monkeypatch.setitem(sys.modules, "fsspec", None)
    (absent,) = candidates(["s3://bucket/minutes"])
    assert "pip install 'minutes[cluster]'" in str(absent.message)
    words = ["extract", str(tmp_path), "-o", "s3://bucket/out"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2
    assert "only --scheduler writes to an address" in done.output
