"""Measures how fast files are read, beside orjson and polars in the same run.

    PYTHON reading.py PROGRAM SIMDJSON [native|yahoo]

PYTHON has orjson and polars (`make bench` makes such an environment). Compared is the processor time, user and system, of
whole processes, each less that of the same process with next to nothing to read: from bytes on the disk (in the cache) to
values in memory. Everything runs on one thread, so that on a quiet machine this is the time that passes. Runs take turns,
and the median counts.

- ours: `detente check FOLDER` to its last line: read, recognised, checked, merged, evaluated, reported.
- orjson, loads alone: bytes to dictionaries, nothing more.
- orjson, to bars: the same, then one tuple a bar with its date parsed.
- polars: `read_csv(try_parse_dates=True)` with POLARS_MAX_THREADS=1.

The third argument names the JSON: our own history files, or Yahoo's chart; by default Yahoo's where PROGRAM reads it.
"""

import datetime
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

from bench import Terminal, report

RUNS = 9
MEGABYTES = 50
BAR = 56

LOADS = """
import orjson, os, sys
for name in sorted(os.listdir(sys.argv[1])):
    with open(f"{sys.argv[1]}/{name}", "rb") as file:
        found = orjson.loads(file.read())
"""

NATIVE_BARS = """
import datetime, orjson, os, sys
day, all_bars = datetime.date.fromisoformat, []
for name in sorted(os.listdir(sys.argv[1])):
    with open(f"{sys.argv[1]}/{name}", "rb") as file:
        found = orjson.loads(file.read())
    all_bars.append([
        (day(b["date"]), b["open"], b["high"], b["low"], b["close"], b["adjustedClose"], b["volume"])
        for b in found["bars"]
    ])
"""

YAHOO_BARS = """
import datetime, orjson, os, sys, zoneinfo
zone, at, all_bars = zoneinfo.ZoneInfo("America/New_York"), datetime.datetime.fromtimestamp, []
for name in sorted(os.listdir(sys.argv[1])):
    with open(f"{sys.argv[1]}/{name}", "rb") as file:
        found = orjson.loads(file.read())["chart"]["result"][0]
    quote, adjusted = found["indicators"]["quote"][0], found["indicators"]["adjclose"][0]["adjclose"]
    days = [at(stamp, zone).date() for stamp in found["timestamp"]]
    all_bars.append(list(zip(
        days, quote["open"], quote["high"], quote["low"], quote["close"], adjusted, quote["volume"])))
"""

POLARS = """
import os, polars, sys
for name in os.listdir(sys.argv[1]):
    frame = polars.read_csv(f"{sys.argv[1]}/{name}", try_parse_dates=True)
"""


def bars(count):
    """Daily bars up to yesterday, weekends left out: date, open, high, low, close, adjusted close, volume."""
    chance = random.Random(7)
    day = datetime.date.today() - datetime.timedelta(days=1)
    days = []
    while len(days) < count:
        if day.weekday() < 5:
            days.append(day)
        day -= datetime.timedelta(days=1)
    price = 100.0
    for day in reversed(days):
        price = max(5.0, price * (1 + chance.gauss(0, 0.01)))
        opening = price * (1 + chance.gauss(0, 0.003))
        high, low = max(price, opening) * 1.004, min(price, opening) * 0.996
        yield day, opening, high, low, price, price * 0.97, chance.randrange(10**5, 10**8)


def csv(name, count):
    """The rows of a name, without a header."""
    return "".join("%s,%s,%.2f,%.2f,%.2f,%.2f,%.6f,%d\n" % (name, *bar) for bar in bars(count))


def native(name, count):
    rows = ",\n".join(
        '{"date":"%s","open":%.2f,"high":%.2f,"low":%.2f,"close":%.2f,"adjustedClose":%.6f,"volume":%d}' % bar
        for bar in bars(count)
    )
    return f'{{"schema":"detente/history/1","symbol":"{name}","currency":"USD","bars":[\n{rows}\n]}}\n'


def yahoo(name, count):
    """As the chart service writes it: doubles that were floats, in full."""
    columns = list(zip(*bars(count)))
    stamps = [
        int(datetime.datetime(day.year, day.month, day.day, 14, 30, tzinfo=datetime.timezone.utc).timestamp())
        for day in columns[0]
    ]
    quote = dict(zip(("open", "high", "low", "close"), columns[1:5]), volume=columns[6])
    meta = {"currency": "USD", "symbol": name, "exchangeName": "NMS", "instrumentType": "EQUITY",
            "exchangeTimezoneName": "America/New_York", "gmtoffset": -14400, "dataGranularity": "1d", "range": "10y",
            "regularMarketPrice": columns[4][-1], "regularMarketTime": stamps[-1]}
    result = {"meta": meta, "timestamp": stamps,
              "indicators": {"quote": [quote], "adjclose": [{"adjclose": columns[5]}]}}
    return json.dumps({"chart": {"result": [result], "error": None}}, separators=(",", ":"))


def put(path, text):
    """A file that nobody has touched for an hour: nothing waits to see whether it is finished."""
    with open(path, "w") as file:
        file.write(text)
    hour_ago = time.time() - 3600
    os.utime(path, (hour_ago, hour_ago))


def fill(folder, kind, megabytes, count=8000):
    """Files of one kind in a new folder, and how many bytes and bars they are."""
    os.makedirs(folder)
    size = number = 0
    if kind == "csv":
        # One body for all names keeps this process small: a child's peak is at least its parent's.
        body = csv("", count)
        with open(f"{folder}/history.csv", "w") as file:
            file.write("symbol,date,open,high,low,close,adjusted_close,volume\n")
            while not number or file.tell() < megabytes * 1e6:
                number += 1
                file.write("".join(f"X{number:03d}{row}\n" for row in body.splitlines()))
            size = file.tell()
        os.utime(f"{folder}/history.csv", (time.time() - 3600,) * 2)
    else:
        body = (yahoo if kind == "yahoo" else native)("XXXX", count)
        while not number or size < megabytes * 1e6:
            number += 1
            put(f"{folder}/X{number:03d}.json", body.replace("XXXX", f"X{number:03d}"))
            size += len(body)
    return size, number * count


def run(*command):
    """Seconds of processor time and peak memory in MB of a process."""
    environment = dict(os.environ, POLARS_MAX_THREADS="1", PYTHONDONTWRITEBYTECODE="1")
    nothing = [(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
    process = os.posix_spawn(command[0], command, environment, file_actions=nothing)
    _, _, usage = os.wait4(process, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rates(size, folder, small, **commands):
    """MB/s of each command on the folder, less its time on the small one; runs take turns. Peak MB of each."""
    spent = {name: [] for name in commands}
    start = {name: [] for name in commands}
    peaks = dict.fromkeys(commands, 0)
    for _ in range(RUNS):
        for name, command in commands.items():
            start[name].append(run(*command, small)[0])
            seconds, peak = run(*command, folder)
            spent[name].append(seconds)
            peaks[name] = max(peaks[name], peak)
    rates = {
        name: size / 1e6 / max(1e-9, statistics.median(spent[name]) - statistics.median(start[name])) for name in commands
    }
    return rates, peaks


def floor(name, value, limit, unit):
    """A figure that is to be at least `limit`."""
    print(f"{name:52} {value:9.2f} {unit:5}  floor {limit:8.2f}  {'ok' if value >= limit else 'MISSED'}", flush=True)


def overview(*command):
    """Median milliseconds from the start to the last byte of the last frame that comes unasked."""
    times = []
    for _ in range(RUNS):
        terminal = Terminal(*command)
        last = None
        while (end := terminal.frame(0.5)[1]) is not None:
            last = end
        times.append((last or terminal.start) - terminal.start)
        terminal.quit()
    return statistics.median(times) * 1e3


def wall(*command):
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1e3


def reads_yahoo(program, folder):
    fill(folder, "yahoo", 0, 10)
    return subprocess.run([program, "check", folder], stdout=subprocess.DEVNULL).returncode == 0


def read_csv(program, folder):
    size, count = fill(f"{folder}/csv", "csv", MEGABYTES)
    fill(f"{folder}/csv-small", "csv", 0, 1)
    found, peaks = rates(
        size, f"{folder}/csv", f"{folder}/csv-small", own=(program, "check"), polars=(sys.executable, "-c", POLARS))
    report("polars: reading CSV, dates parsed, one thread", found["polars"], None, "MB/s")
    floor("reading CSV, 50 MB in one file", found["own"], found["polars"], "MB/s")
    report("peak memory of it", peaks["own"], 2 * BAR * count / 1e6 + 20, "MB")


def read_json(program, folder, kind):
    size, count = fill(f"{folder}/{kind}", kind, MEGABYTES)
    fill(f"{folder}/{kind}-small", kind, 0, 1)
    to_bars = YAHOO_BARS if kind == "yahoo" else NATIVE_BARS
    found, peaks = rates(
        size, f"{folder}/{kind}", f"{folder}/{kind}-small", own=(program, "check"),
        loads=(sys.executable, "-c", LOADS), bars=(sys.executable, "-c", to_bars))
    report(f"orjson: reading JSON ({kind}), loads alone", found["loads"], None, "MB/s")
    report(f"orjson: reading JSON ({kind}), to bars", found["bars"], None, "MB/s")
    floor(f"reading JSON ({kind}), 50 MB, a name a file", found["own"], 5 * found["bars"], "MB/s")
    report("  times orjson's loads alone", found["own"] / found["loads"], None, "")
    report("peak memory of it", peaks["own"], 2 * BAR * count / 1e6 + 20, "MB")


def cold_start(program, simdjson, folder, kind):
    """50 names with ten years of days each, a file each, and a watchlist of them."""
    desk = f"{folder}/desk"
    os.makedirs(desk)
    names = [f"N{number:02d}" for number in range(50)]
    body = (yahoo if kind == "yahoo" else native)("XXXX", 2520)
    for name in names:
        put(f"{desk}/{name}.json", body.replace("XXXX", name))
    least = wall(simdjson, *(f"{desk}/{name}.json" for name in names))
    lines = ["schema: detente/watchlist/1", f"reference: {names[0]}", "sectors:"]
    for first in range(0, 50, 10):
        lines += [f"  - name: Sector {first // 10 + 1}", "    instruments:"]
        lines += [f"      - {{symbol: {name}, venue: NYSE, currency: USD}}" for name in names[first : first + 10]]
    put(f"{desk}/watchlist.yaml", "\n".join(lines) + "\n")
    report(f"simdjson alone: 50 names, 10 years ({kind})", least, None, "ms")
    report("start to the full overview of them", overview(program, desk), max(150, 3 * least), "ms")


def main(program, simdjson, kind=None):
    with tempfile.TemporaryDirectory() as folder:
        read_csv(program, folder)
        read_json(program, folder, "native")
        if kind is None:
            kind = "yahoo" if reads_yahoo(program, f"{folder}/sample") else "native"
        if kind == "yahoo":
            read_json(program, folder, kind)
        cold_start(program, simdjson, folder, kind)


if __name__ == "__main__":
    if not 3 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
