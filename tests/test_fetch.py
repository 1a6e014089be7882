"""Fetching, against a server that answers late, half, wrongly, or not at all."""

from __future__ import annotations

import csv
import email.utils
import hashlib
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from samples import ROOT
from web_server import (
    Act,
    Handler,
    Site,
    cut,
    cut_silently,
    drips,
    gives,
    hangs,
    hangs_up,
    serving,
    status,
)

from minutes import fetch, sources
from minutes.fetch import Client, FetchError, Outcome, Query, Source, client, fetch_all, sources_of
from minutes.sources.manifest import MANIFEST, entries
from minutes.turns import split


@dataclass
class Clock:
    """Time that passes only when somebody sleeps."""

    at: float = 1_813_000_000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    def now(self) -> float:
        return self.at


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as found:
        yield found


@pytest.fixture
def clock() -> Clock:
    return Clock()


def patient(clock: Clock, **more: float) -> Client:
    return Client(pause=3.0, sleep=clock.sleep, clock=clock.now, now=clock.now, **more)  # type: ignore[arg-type]


def speech(number: int) -> dict[str, object]:
    return {
        "issueID": f"x{number:04}",
        "nameOfHouse": "衆議院",
        "nameOfMeeting": "文化振興委員会",
        "issue": f"第{number}号",
        "date": f"2027-06-{number:02}",
        "speechRecord": [
            {"speechOrder": 1, "speaker": "浜岡多恵", "speech": "○浜岡委員長　開会します。"},
            {"speechOrder": 2, "speaker": "高森一", "speech": f"○高森委員　{number}点伺います。"},
        ],
    }


def answer(handler: Handler, total: int = 25) -> str:
    start, most = int(handler.query["startRecord"]), int(handler.query["maximumRecords"])
    numbers = range(start, min(start + most, total + 1))
    following = start + most if start + most <= total else None
    return json.dumps(
        {
            "numberOfRecords": total,
            "numberOfReturn": len(numbers),
            "startRecord": start,
            "nextRecordPosition": following,
            "meetingRecord": [speech(number) for number in numbers],
        },
        ensure_ascii=False,
    )


def record(handler: Handler) -> None:
    gives(answer(handler), "application/json; charset=utf-8")(handler)


def half_record(handler: Handler) -> None:
    cut_silently(answer(handler))(handler)


def diet(
    site: Site, folder: Path, asking: Client, *, refresh: bool = False, **parameters: str
) -> list[Outcome]:
    query = Query(parameters or {"any": "不正アクセス"}, f"{site.url}/api/meeting")
    return list(fetch_all([query], folder, asking, refresh=refresh))


# --- the Diet's record ------------------------------------------------------------------------


def test_a_query_is_paged_through_to_its_end(site: Site, clock: Clock, tmp_path: Path) -> None:
    site.on("/api/meeting", record)
    found = diet(site, tmp_path, patient(clock), any="不正アクセス", nameOfHouse="衆議院")
    assert [outcome.new for outcome in found] == [True] * 3
    assert clock.slept == [3.0, 3.0]
    path, headers = site.asked[0]
    assert "any=%E4%B8%8D%E6%AD%A3" in path
    assert "recordPacking=json&maximumRecords=10&startRecord=1" in path
    assert headers["User-Agent"].startswith("minutes/")
    documents = [one for file in sorted(tmp_path.glob("*.json")) for one in sources.read_each(file)]
    assert [
        len(one.sections) for one in documents if isinstance(one, sources.reading.Document)
    ] == [
        10,
        10,
        0 + 5,
    ]


def test_what_was_fetched_says_where_it_came_from(site: Site, clock: Clock, tmp_path: Path) -> None:
    site.on("/api/meeting", record)
    (first, *_) = diet(site, tmp_path, patient(clock))
    assert first.path is not None
    entry = entries(tmp_path)[first.url]
    assert entry.sha256 == hashlib.sha256(first.path.read_bytes()).hexdigest()
    assert entry.retrieved == "2027-06-14T19:06:40Z"
    document = sources.read(first.path)
    assert (document.url, document.retrieved) == (first.url, entry.retrieved)
    first.path.write_bytes(first.path.read_bytes() + b" ")
    changed = sources.read(first.path)
    assert (changed.url, changed.retrieved) == (None, None)
    assert [c.kind for c in sources.expand([str(tmp_path)])].count("skipped") == 1


#: name, what the server does first, how long the client then sleeps at least
BAD_DAYS: list[tuple[str, Act, float]] = [
    ("busy", status(429), 2.0),
    ("busy and says for how long", status(429, Retry_After="17"), 17.0),
    ("broken", status(500), 2.0),
    ("away", status(503, Retry_After="Mon, 14 Jun 2027 19:07:40 GMT"), 57.0),
    ("breaks off", cut(b"{" * 1000), 2.0),
    ("breaks off in silence", half_record, 2.0),
    ("hangs up", hangs_up, 2.0),
    ("answers with something else", gives("<html>保守中です</html>"), 2.0),
]


@pytest.mark.parametrize(
    ("act", "least"), [day[1:] for day in BAD_DAYS], ids=[d[0] for d in BAD_DAYS]
)
def test_a_failure_that_passes_costs_a_pause(
    act: Act, least: float, site: Site, clock: Clock, tmp_path: Path
) -> None:
    site.on("/api/meeting", record, act, act, record)
    found = diet(site, tmp_path, patient(clock))
    assert [outcome.message for outcome in found] == [None] * 3
    assert len(site.asked) == 5
    assert max(clock.slept) >= least
    assert clock.slept[1] >= least
    told = [json.loads(Path(str(o.path)).read_bytes())["startRecord"] for o in found]
    assert told == [1, 11, 21]


def test_a_server_that_stays_broken_is_given_up_and_the_next_run_goes_on(
    site: Site, clock: Clock, tmp_path: Path
) -> None:
    site.on("/api/meeting", record, status(500))
    found = diet(site, tmp_path, patient(clock))
    assert [outcome.path is None for outcome in found] == [False, True]
    assert "failed 5 times (the server says 500)" in str(found[1].message)
    assert [pause for pause in clock.slept if pause in (2.0, 4.0, 8.0, 16.0)] == [2, 4, 8, 16]
    site.asked.clear()
    site.on("/api/meeting", record)
    again = diet(site, tmp_path, patient(clock))
    assert [outcome.new for outcome in again] == [False, True, True]
    assert ["startRecord=11" in path for path in site.paths()] == [True, False]


def test_a_long_pause_is_not_waited_for(site: Site, clock: Clock, tmp_path: Path) -> None:
    site.on("/api/meeting", status(429, Retry_After="7200"))
    (outcome,) = diet(site, tmp_path, patient(clock))
    assert "asks for a pause of 120 minutes" in str(outcome.message)
    assert clock.slept == []


def test_an_error_of_the_api_is_told_in_its_words(site: Site, clock: Clock, tmp_path: Path) -> None:
    refusal = {"message": "入力に誤りがあります。", "details": ["(19001)日付の形式が不正です。"]}
    site.on("/api/meeting", gives(json.dumps(refusal), "application/json"))
    (outcome,) = diet(site, tmp_path, patient(clock))
    assert outcome.path is None
    assert "入力に誤りがあります。" in str(outcome.message)
    site.on("/api/meeting", status(404))
    (outcome,) = diet(site, tmp_path / "b", patient(clock))
    assert "the server says 404" in str(outcome.message)
    assert clock.slept == []


def test_a_server_that_drips_or_hangs_does_not_hold_the_client(site: Site, tmp_path: Path) -> None:
    stop = threading.Event()
    asking = Client(pause=0.0, sleep=lambda seconds: None, silence=0.3, patience=0.5)
    site.on("/api/meeting", drips(b"{" * 500, stop), hangs(stop), record)
    found = diet(site, tmp_path, asking)
    stop.set()
    assert [outcome.message for outcome in found] == [None] * 3
    assert len(site.asked) == 5


def test_a_file_that_was_changed_or_lost_is_fetched_again(
    site: Site, clock: Clock, tmp_path: Path
) -> None:
    site.on("/api/meeting", record)
    first, _, third = diet(site, tmp_path, patient(clock))
    assert first.path is not None
    assert third.path is not None
    first.path.write_bytes(b"{}")
    third.path.unlink()
    manifest = tmp_path / MANIFEST
    manifest.write_text(manifest.read_text(encoding="utf-8") + '{"url": "cut', encoding="utf-8")
    again = diet(site, tmp_path, patient(clock))
    assert [outcome.new for outcome in again] == [True, False, True]


def test_nobody_answers_at_all(clock: Clock, tmp_path: Path, site: Site) -> None:
    closed = Site(url="http://127.0.0.1:9")
    (outcome,) = diet(closed, tmp_path, patient(clock))
    assert "no answer" in str(outcome.message)
    assert not (tmp_path / MANIFEST).exists()


# --- pages ------------------------------------------------------------------------------------

PAGE = "<meta charset=Shift_JIS><p>○小田切委員長　①号議案です。<p>○三枝委員　伺います。"


def pages(site: Site, folder: Path, asking: Client, **more: str) -> list[Outcome]:
    source = Source("mizuo", f"{site.url}/minutes/", **more)
    return list(fetch_all([source], folder, asking))


def test_robots_are_asked_before_pages(site: Site, clock: Clock, tmp_path: Path) -> None:
    site.on("/minutes/", gives(PAGE))
    site.on("/robots.txt", gives("User-agent: *\nDisallow: /minutes/\n", "text/plain"))
    (outcome,) = pages(site, tmp_path, patient(clock))
    assert "robots.txt asks programs to stay away" in str(outcome.message)
    assert site.paths() == []


def test_a_delay_that_robots_ask_for_is_kept(site: Site, clock: Clock, tmp_path: Path) -> None:
    site.on("/minutes/", gives('<a href="a.html">一</a><a href="b.html">二</a>'))
    for name in ("a", "b"):
        site.on(f"/minutes/{name}.html", gives(f"<p>{name}"))
    site.on("/robots.txt", gives("User-agent: minutes\nCrawl-delay: 20\n", "text/plain"))
    found = pages(site, tmp_path, patient(clock), follow=r"\.html$")
    assert [outcome.message for outcome in found] == [None] * 3
    assert clock.slept == [20.0] * 3


@pytest.mark.parametrize(("code", "may"), [(404, True), (410, True), (403, False), (500, False)])
def test_a_robots_file_that_is_not_there_or_fails(
    code: int, may: bool, site: Site, clock: Clock, tmp_path: Path
) -> None:
    site.on("/minutes/", gives(PAGE))
    site.on("/robots.txt", status(code))
    (outcome,) = pages(site, tmp_path, patient(clock))
    assert (outcome.path is not None) is may


def test_links_of_a_page_are_followed_on_its_server(
    site: Site, clock: Clock, tmp_path: Path
) -> None:
    links = (
        '<a href="../pdf/gijiroku_1.pdf#p2">第1回</a> <a href="/pdf/gijiroku_1.pdf">同じもの</a>'
        '<a href="/pdf/shiryo.pdf">資料</a> <a href="https://other.example/gijiroku.pdf">外</a>'
        '<a href="/pdf/議事録2.pdf">第2回</a> <a href="/pdf/gijiroku_3.pdf">なし</a>'
    )
    site.on("/minutes/", gives(links))
    site.on("/pdf/gijiroku_1.pdf", gives(b"%PDF-1.4 one", "application/pdf"))
    site.on("/pdf/%E8%AD%B0%E4%BA%8B%E9%8C%B22.pdf", gives(b"%PDF-1.4 two", "application/pdf"))
    found = pages(site, tmp_path, patient(clock), follow="gijiroku|議事録")
    assert [outcome.path is not None for outcome in found] == [True, True, True, False]
    assert site.paths() == [
        "/minutes/",
        "/pdf/gijiroku_1.pdf",
        "/pdf/%E8%AD%B0%E4%BA%8B%E9%8C%B22.pdf",
        "/pdf/gijiroku_3.pdf",
    ]
    assert sorted(file.suffix for file in (tmp_path / "mizuo").iterdir()) == [
        ".html",
        ".jsonl",
        ".pdf",
        ".pdf",
    ]


@pytest.mark.parametrize("stored", ["cp932", "utf-8", "euc_jp"])
def test_a_page_under_a_wrong_charset_is_kept_as_it_came(
    stored: str, site: Site, clock: Clock, tmp_path: Path
) -> None:
    page = PAGE.replace("①", "一") if stored == "euc_jp" else PAGE
    site.on("/minutes/", gives(page.encode(stored), "text/html; charset=ISO-8859-1"))
    (outcome,) = pages(site, tmp_path, patient(clock))
    assert outcome.path is not None
    assert outcome.path.read_bytes() == page.encode(stored)
    document = sources.read(outcome.path)
    assert document.encoding == stored
    assert [turn.speaker for turn in split(document).turns] == ["小田切", "三枝"]
    assert document.url == f"{site.url}/minutes/"


def test_addresses_that_move_are_followed_by_the_rules(
    site: Site, clock: Clock, tmp_path: Path
) -> None:
    site.on("/minutes/", status(301, Location="/kaigiroku/"))
    site.on("/kaigiroku/", gives(PAGE))
    (outcome,) = pages(site, tmp_path, patient(clock))
    assert outcome.path is not None
    site.on("/kaigiroku/", status(302, Location="/minutes/"))
    (outcome,) = pages(site, tmp_path / "b", patient(clock))
    assert "moves on and on" in str(outcome.message)
    site.on("/robots.txt", gives("User-agent: *\nDisallow: /kaigiroku/\n", "text/plain"))
    (outcome,) = pages(site, tmp_path / "c", patient(clock))
    assert "robots.txt" in str(outcome.message)
    site.on("/minutes/", status(302, Location="file:///etc/passwd"))
    (outcome,) = pages(site, tmp_path / "d", patient(clock))
    assert "no address of the web" in str(outcome.message)


def test_a_refresh_keeps_what_has_not_changed(site: Site, clock: Clock, tmp_path: Path) -> None:
    def tagged(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == '"7"':
            status(304)(handler)
        else:
            gives(PAGE, ETag='"7"')(handler)

    site.on("/minutes/", tagged)
    source = Source("mizuo", f"{site.url}/minutes/")
    for refresh, new in ((False, True), (False, False), (True, False)):
        (outcome,) = fetch_all([source], tmp_path, patient(clock), refresh=refresh)
        assert outcome.new is new
    assert site.paths() == ["/minutes/"] * 2


def test_an_answer_without_end_is_let_go(
    site: Site, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "LARGEST", 100_000)
    site.on("/minutes/", gives(b"a" * 200_000))
    (outcome,) = pages(site, tmp_path, patient(clock))
    assert "is larger than" in str(outcome.message)


def test_only_the_web_is_asked(clock: Clock) -> None:
    for url in ("file:///etc/passwd", "ftp://a.example/", "minutes"):
        with pytest.raises(FetchError, match="no address of the web"):
            patient(clock).get(url)


# --- lists of sources -------------------------------------------------------------------------


def test_the_list_of_the_corpus_is_read() -> None:
    found = sources_of(ROOT / "corpus" / "sources.toml")
    assert {source.id for source in found} >= {"diet-api", "ppc-meetings"}
    (diet_api,) = sources_of(ROOT / "corpus" / "sources.toml", ["diet-api"])
    assert fetch.diet.is_api(diet_api.url)
    assert fetch.diet.parse(diet_api.query).parameters["any"] == "不正アクセス"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[source]]\nid = 'a'\n", "no list of sources"),
        ("[[source", "no list of sources"),
        ("[[source]]\nid='a'\nurl='https://a.example'\nfollow='('\n", "no list of sources"),
        ("[[source]]\nid='a'\nurl='https://a.example'\n", "has no source b; it has a"),
    ],
)
def test_a_list_that_is_none_says_so(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=says):
        sources_of(path, ["b"])


# --- the command ------------------------------------------------------------------------------


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "minutes", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_fetched_minutes_are_extracted_without_a_network(site: Site, tmp_path: Path) -> None:
    site.on("/api/meeting", status(503, Retry_After="0"), record)
    raw, out = str(tmp_path / "raw"), str(tmp_path / "out")
    words = ["fetch", "--any", "不正アクセス", "--from", "2027-06-01", "--until", "2027-06-30"]
    words += ["-o", raw, "--pause", "0", "--api", f"{site.url}/api/meeting"]
    done = run(*words)
    assert done.returncode == 0, done.stderr
    assert "3 fetched, 0 there before, 0 failed" in done.stderr
    assert "from=2027-06-01" in site.asked[-1][0]
    again = run(*words)
    assert "0 fetched, 3 there before, 0 failed" in again.stderr
    done = run("extract", raw, "-o", out)
    assert done.returncode == 0, done.stderr
    assert "3 documents, 1 of other kinds skipped" in done.stderr
    with (tmp_path / "out" / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        documents = list(csv.DictReader(file))
    assert all(row["url"].startswith(f"{site.url}/api/meeting?") for row in documents)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}Z", row["retrieved"]) for row in documents)
    with (tmp_path / "out" / "meetings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["body"] for row in csv.DictReader(file)] == ["文化振興委員会"] * 25


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "name a folder with -o"),
        (("-o", "raw"), "either a list of sources or a query"),
        (("a.toml", "--any", "x", "-o", "raw"), "either a list"),
        (("--any", "x", "--from", "2027/6/1", "-o", "raw"), "is no day"),
        (("no-such.toml", "-o", "raw"), "no-such.toml: No such file"),
    ],
)
def test_wrong_usage_is_told(words: tuple[str, ...], says: str) -> None:
    done = run("fetch", *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_the_time_of_a_pause_may_be_a_date(clock: Clock) -> None:
    asked = patient(clock)._asked_pause
    assert asked("12") == 12.0
    assert asked(email.utils.formatdate(clock.at + 90, usegmt=True)) == 90.0
    assert asked(email.utils.formatdate(clock.at - 90, usegmt=True)) == 0.0
    assert asked("soon") is None
    assert asked(None) is None
