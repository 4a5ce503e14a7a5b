"""Measures the program beside a floor: the least that an ncurses dashboard in C can do, in the same run.

    python3 bench.py PROGRAM FLOOR

Starts each in a pseudo-terminal of 120 columns and 40 rows and takes the output at once, as a terminal would. A frame is
what arrives between two silences; its time is that of its last byte. Needs nothing beside Python and a quiet machine.
"""

import datetime
import os
import pty
import fcntl
import itertools
import math
import random
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

SILENCE = 0.05
NAMES = ["AMAT", "SPY"] + [f"N{number:02d}" for number in range(48)]


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, *command, **variables):
        self.terminal, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        # The first terminal that a new session opens is its own.
        files = [(os.POSIX_SPAWN_OPEN, 0, os.ttyname(other), os.O_RDWR, 0)]
        files += [(os.POSIX_SPAWN_DUP2, 0, file) for file in (1, 2)]
        environment = dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8", **variables)
        self.start = time.perf_counter()
        self.process = os.posix_spawn(command[0], command, environment, file_actions=files, setsid=True)
        os.close(other)

    def program(self):
        """The program itself, below a guardian where there is one."""
        with open(f"/proc/{self.process}/task/{self.process}/children") as children:
            return (children.read().split() or [self.process])[0]

    def frame(self, wait=5.0):
        """Bytes of the next frame and when its last one came; (0, None) if none begins in `wait` seconds."""
        count, last = 0, None
        while select.select([self.terminal], [], [], SILENCE if count else wait)[0]:
            try:
                piece = os.read(self.terminal, 1 << 16)
            except OSError:
                break
            if not piece:
                break
            count, last = count + len(piece), time.perf_counter()
            # Every terminal tells its attributes.
            if b"\x1b[c" in piece:
                os.write(self.terminal, b"\x1b[?62;22c")
        return count, last

    def bell(self, wait=5.0):
        """When BEL came, and the last byte of its frame; None for what did not come."""
        rung, last = None, None
        while select.select([self.terminal], [], [], SILENCE if last else wait)[0]:
            piece = os.read(self.terminal, 1 << 16)
            last = time.perf_counter()
            if b"\x07" in piece and not rung:
                rung = last
        return rung, last

    def answer(self, wait=1.0):
        """When the next frame came (the program writes it at once); None if none comes. Then all is read until silence,
        a change of the desk that falls into it included."""
        if not select.select([self.terminal], [], [], wait)[0]:
            return None
        came = time.perf_counter()
        self.frame(0)
        return came

    def type(self, keys):
        os.write(self.terminal, keys)

    def status(self, name):
        """Sum over all threads of a line of /proc/PID/status."""
        threads = f"/proc/{self.program()}/task"
        total = 0
        for thread in os.listdir(threads):
            with open(f"{threads}/{thread}/status") as lines:
                total += sum(int(line.split()[1]) for line in lines if line.startswith(name))
        return total

    def peak(self):
        with open(f"/proc/{self.program()}/status") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024

    def cpu(self):
        """Seconds of all threads, to the nanosecond."""
        threads = f"/proc/{self.program()}/task"
        return sum(int(open(f"{threads}/{thread}/schedstat").read().split()[0]) for thread in os.listdir(threads)) / 1e9

    def quit(self):
        """Seconds from `q` to the end."""
        self.frame(0.2)
        begin = time.perf_counter()
        self.type(b"q")
        while select.select([self.terminal], [], [], 5)[0]:
            try:
                if not os.read(self.terminal, 1 << 16):
                    break
            except OSError:
                break
        os.waitpid(self.process, 0)
        os.close(self.terminal)
        return time.perf_counter() - begin

    def kill(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


class Desk:
    """A folder of instruments, sectors of ten unless told, with daily bars (a year of them) and a quote each."""

    # Seconds from the system's clock to the desk's.
    offset = 0

    def __init__(self, folder, names=NAMES, sector=10, back=370, titles=None):
        self.folder = folder
        chance = random.Random(7)
        today = datetime.date.today()
        days = [today - datetime.timedelta(days=day) for day in range(back, 0, -1)]
        days = [day for day in days if day.weekday() < 5]
        self.closes = {}
        rows = ["symbol,date,open,high,low,close,adjusted_close,volume"]
        for name in names:
            price = 200.0
            for day in days:
                price *= 1 + chance.gauss(0, 0.01)
                rows.append(f"{name},{day},{price:.2f},{price:.2f},{price:.2f},{price:.2f},{price:.2f},100000")
            self.closes[name] = price
        self.put("history.csv", "\n".join(rows) + "\n")
        lines = ["schema: detente/watchlist/1", "reference: SPY", "sectors:"]
        for first in range(0, len(names), sector):
            lines += [f"  - name: Sector {first // sector + 1}", "    instruments:"]
            lines += [
                f"      - {{symbol: {name}, name: {(titles or {}).get(name, name)}, venue: NYSE, currency: USD}}"
                for name in names[first : first + sector]
            ]
        self.put("watchlist.yaml", "\n".join(lines) + "\n")
        self.quotes()

    def quotes(self, moved=(), by=0.0):
        """Publishes the quotes, those of `moved` shifted by `by` percent; the moment of the rename."""
        now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=self.offset)
        now = now.strftime("%Y-%m-%dT%H:%M:%SZ")
        entries = ",\n".join(
            f'{{"symbol":"{name}","time":"{now}","price":{close * (1 + (by if name in moved else 0) / 100):.2f},'
            f'"previousClose":{close:.2f},"currency":"USD"}}'
            for name, close in self.closes.items()
        )
        return self.put("quotes.json", '{"schema":"detente/quotes/1","quotes":[\n' + entries + "]}\n")

    def put(self, name, text):
        temporary = f"{self.folder}/.{name}.tmp"
        with open(temporary, "w") as file:
            file.write(text)
        begin = time.perf_counter()
        os.rename(temporary, f"{self.folder}/{name}")
        return begin


def milliseconds(values):
    values = sorted(values)
    return statistics.median(values) * 1e3, values[int(len(values) * 0.95)] * 1e3


def start(*command):
    """Median and 95th percentile of the first frame in ms, of the end after `q`, and the peak memory in MB."""
    times, ends, peak = [], [], 0
    for _ in range(20):
        terminal = Terminal(*command)
        times.append(terminal.frame()[1] - terminal.start)
        peak = max(peak, terminal.peak())
        ends.append(terminal.quit())
    return milliseconds(times), milliseconds(ends), peak


def changes(command, desk, moved, count=100):
    """Latency from the rename in ms (median, 95th percentile), bytes and CPU ms of one change."""
    desk.quotes()
    terminal = Terminal(*command)
    terminal.frame()
    latencies, sizes = [], []
    before = terminal.cpu()
    for index in range(count):
        time.sleep(0.15 + random.random() / 50)
        begin = desk.quotes(moved, 0.5 + index / 50)
        size, end = terminal.frame()
        if end:
            latencies.append(end - begin)
            sizes.append(size)
    spent = (terminal.cpu() - before) * 1e3 / count
    terminal.kill()
    return milliseconds(latencies), statistics.median(sizes), spent


def bells(program, count=40):
    """Latency from the rename to BEL, and to the frame of that change, in ms, while New York trades: on its clock of a
    Thursday, as a price rings on no other day."""
    now = datetime.datetime.now(datetime.timezone.utc)
    day = now.date() - datetime.timedelta(days=(now.weekday() - 3) % 7 or 7)
    trading = datetime.datetime.combine(day, datetime.time(16), datetime.timezone.utc)
    offset = int((trading - now).total_seconds())
    faults = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Faults")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as home:
        clock = f"{home}/clock.so"
        sources = [f"{faults}/clock.c", f"{faults}/faults.c"]
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", clock, *sources, "-ldl"], check=True)
        desk = Desk(folder)
        desk.offset = offset
        desk.quotes(NAMES[:1], -0.5)
        level = desk.closes[NAMES[0]]
        desk.put("alerts.yaml", f"schema: detente/alerts/1\nrules:\n  - {NAMES[0]} crosses {level:.2f} rearm 0.1%\n")
        terminal = Terminal(
            program, folder, LD_PRELOAD=clock, CLOCK=str(offset), XDG_STATE_HOME=home, XDG_CONFIG_HOME=home
        )
        while terminal.frame(1)[0]:
            pass
        rings, frames = [], []
        for index in range(count):
            # Bells come once a second at most.
            time.sleep(1.1)
            begin = desk.quotes(NAMES[:1], 0.5 if index % 2 == 0 else -0.5)
            rung, last = terminal.bell()
            if rung and last:
                rings.append(rung - begin)
                frames.append(last - begin)
        terminal.kill()
    return len(rings), milliseconds(rings or [math.inf])[0], milliseconds(frames or [0])[0]


def keys(terminal, count=40, there=b"j", back=b"k"):
    latencies = []
    for index in range(count):
        time.sleep(0.05)
        begin = time.perf_counter()
        terminal.type(there if index % 20 < 10 else back)
        came = terminal.answer()
        if came:
            latencies.append(came - begin)
    return milliseconds(latencies)


def sizes(terminal, *keys, count=11):
    """Median of the bytes that each of `keys`, pressed in turn `count` times, makes the program write."""
    told = {key: [] for key in keys}
    for _ in range(count):
        for key in keys:
            terminal.type(key)
            told[key].append(terminal.frame(0.5)[0])
    return [statistics.median(told[key]) for key in keys]


def key_bytes(program):
    """What keys cost on the way to the terminal, on the demo desk and on one of 32 names, beside htop."""
    terminal = Terminal(program)
    terminal.frame()
    down, _ = sizes(terminal, b"j", b"k")
    help_size, _ = sizes(terminal, b"?", b"q")
    zoom, _ = sizes(terminal, b"z", b"z")
    terminal.kill()
    report("bytes of a cursor move at 120x40", down, 700, "")
    report("bytes of opening help", help_size, 4096, "")
    report("bytes of zoom", zoom, 6144, "")
    with tempfile.TemporaryDirectory() as folder:
        Desk(folder, NAMES[:32])
        terminal = Terminal(program, folder)
        while terminal.frame(1)[0]:
            pass
        sizes(terminal, b"z", count=1)
        (whole,) = sizes(terminal, b"\x0c", count=3)
        # No more than the cells that differ, each run of them with a move and its looks: CursesScreenTests tells them apart.
        asked, sort, _, back = sizes(terminal, b"s", b"l", b"s\x1b", b"S")
        terminal.kill()
        report("bytes of the whole screen, 32 names", whole, None, "")
        report("bytes of asking for a column to sort by", asked, None, "")
        report("bytes of sorting 32 names", sort, whole, "")
        report("bytes of the watchlist's order again", back, whole, "")
    if not shutil.which("htop"):
        print("htop is not installed: its bytes are not shown")
        return
    with tempfile.TemporaryDirectory() as home:
        # By itself it draws every ten seconds alone.
        terminal = Terminal(shutil.which("env"), f"HOME={home}", "htop", "-d", "100")
        terminal.frame()
        down, _ = sizes(terminal, b"\x1b[B", b"\x1b[A")
        help_size, _ = sizes(terminal, b"h", b"q")
        (sort,) = sizes(terminal, b"I")
        terminal.kill()
    report("htop: bytes of a cursor move", down, None, "")
    report("htop: bytes of opening help", help_size, None, "")
    report("htop: bytes of the other order", sort, None, "")


def latencies(terminal, keys):
    """Seconds from each key to its frame."""
    times = []
    for key in keys:
        time.sleep(0.05)
        begin = time.perf_counter()
        terminal.type(key)
        came = terminal.answer()
        if came:
            times.append(came - begin)
    return times


def symbols(count):
    """So many symbols of three letters."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return ["".join(name) for name in itertools.islice(itertools.product(letters, repeat=3), count)]


def still(terminal, wait=3):
    """Waits until nothing is written any more."""
    while terminal.frame(wait)[0]:
        pass


def one_of_many(program, floor, count):
    """CPU milliseconds of one changed quote in a file of `count`: those of the program, and of the floor, which reads the
    bytes and parses what it shows of them."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(folder, symbols(count), sector=500, back=10)
        spent = []
        for command in ((program, folder), (floor, folder)):
            terminal = Terminal(*command)
            still(terminal)
            before = terminal.cpu()
            for index in range(20):
                time.sleep(0.15)
                desk.quotes(("AAF",), 0.5 + index / 50)
                terminal.frame()
            spent.append((terminal.cpu() - before) * 1e3 / 20)
            terminal.kill()
        return spent


def many_quotes(program, floor):
    """What one changed quote costs where the file holds others, and what ten times as many add."""
    costs = {}
    for count in (100, 1000, 10000):
        own, plain = one_of_many(program, floor, count)
        costs[count] = own
        report(f"floor: CPU of one price of {count:,}", plain, None, "ms")
        report(f"CPU of one price of {count:,}", own, None, "ms")
    report("ten times as many names: CPU times", costs[10000] / costs[1000], None, "")


def many_files(program):
    """10,000 files of 250 daily bars and the quotes of their names: the start, a quote, and the minute's listing, beside
    reading the bytes and listing the folder in Python."""
    with tempfile.TemporaryDirectory() as folder:
        names = symbols(10000)
        desk = Desk(folder, names, sector=500, back=10)
        os.remove(f"{folder}/history.csv")
        today = datetime.date.today()
        days = [today - datetime.timedelta(days=back) for back in range(400, 0, -1)]
        days = [day for day in days if day.weekday() < 5][-250:]
        for name in names:
            price = f"{desk.closes[name]:.2f}"
            rows = "".join(f"{day},{price},{price},{price},{price},{price},100000\n" for day in days)
            with open(f"{folder}/{name}.csv", "w") as file:
                file.write("Date,Open,High,Low,Close,Adj Close,Volume\n" + rows)
        # As files that nobody has touched for an hour.
        for name in os.listdir(folder):
            os.utime(f"{folder}/{name}", (time.time() - 3600,) * 2)
        begin = time.perf_counter()
        for name in os.listdir(folder):
            with open(f"{folder}/{name}", "rb") as file:
                file.read()
        report("plain reader: bytes of 10,000 histories", (time.perf_counter() - begin) * 1e3, None, "ms")
        terminal = Terminal(program, folder)
        _, last = terminal.frame()
        first = last - terminal.start
        while True:
            size, end = terminal.frame(2)
            if not size:
                break
            last = end
        report("10,000 histories: start to the first frame", first * 1e3, 600, "ms")
        report("10,000 histories: all read", (last - terminal.start) * 1e3, 1500, "ms")
        report("10,000 histories: peak memory", terminal.peak(), 160, "MB")
        before = terminal.cpu()
        for index in range(20):
            time.sleep(0.15)
            desk.quotes(("AAF",), 0.5 + index / 50)
            terminal.frame()
        report("10,000 histories: CPU of one price", (terminal.cpu() - before) * 1e3 / 20, None, "ms")
        still(terminal)
        time.sleep(max(0, 57 - time.time() % 60))
        before, begin = terminal.cpu(), time.perf_counter()
        for name in os.scandir(folder):
            name.stat()
        report("plain lister: 10,000 files", (time.perf_counter() - begin) * 1e3, None, "ms")
        time.sleep(62 - time.time() % 60 if time.time() % 60 > 30 else 2)
        report("10,000 histories: CPU of a minute", (terminal.cpu() - before) * 1e3, None, "ms")
        terminal.kill()


def many_signals(program):
    """Keys over 50,000 signals: the indicator, the moment before, and a cursor while that is worked out."""
    with tempfile.TemporaryDirectory() as folder:
        policy_desk(folder, 50000, 8)
        terminal = Terminal(program, folder)
        still(terminal)
        for name, there, back in (("i", b"i", b"q"), ("[", b"[", b".")):
            times = []
            for _ in range(8):
                times += latencies(terminal, [there])
                terminal.frame(1)
                terminal.type(back)
                still(terminal, 1)
            report(f"50,000 signals: key {name} to its frame", milliseconds(times)[0], 50, "ms")
        times = []
        for _ in range(8):
            terminal.type(b"[")
            times += latencies(terminal, [b"\t"])
            terminal.type(b".")
            still(terminal, 1)
        report("50,000 signals: a key while a moment is made", milliseconds(times)[0], None, "ms")
        terminal.kill()


def many_names(program):
    """Keys on a desk of 10,000 names, beyond what drawing takes: a cursor move on the same desk."""
    words = "Semiconductor Shipping Solar Electric Steel Foods Software Textile Minerals Optics".split()
    names = symbols(10000)
    titles = {name: f"{name.title()} {words[number % 10]}" for number, name in enumerate(names)}
    with tempfile.TemporaryDirectory() as folder:
        Desk(folder, names, sector=500, back=10, titles=titles)
        terminal = Terminal(program, folder)
        while terminal.frame(3)[0]:
            pass
        drawing, _ = milliseconds(latencies(terminal, [b"j", b"k"] * 20))
        report("key to frame on 10,000 names: a cursor move", drawing, None, "ms")
        rounds = {
            "each letter of /semicon": (b"/", [bytes([letter]) for letter in b"semicon"], b"\x1b"),
            "s and a letter": (b"s", [b"l"], b""),
            ":columns +volume": (b":columns +volume", [b"\r"], b":columns -volume\r"),
            "each letter of :amat": (b":", [b"a", b"m", b"a", b"t"], b"\x1b"),
            "Tab in :co": (b":co", [b"\t"], b"\x1b"),
            "Tab in :a": (b":a", [b"\t"], b"\x1b"),
        }
        for name, (first, timed, last) in rounds.items():
            times = []
            for _ in range(12):
                terminal.type(first)
                terminal.frame(0.5)
                times += latencies(terminal, timed)
                terminal.type(last)
                terminal.frame(0.5)
            report(f"key to frame on 10,000 names: {name}", milliseconds(times)[0], drawing + 5, "ms")
        terminal.kill()


def policy_desk(folder, signals, years):
    """Signals spread over the years up to yesterday, a basket's daily closes from a year before, and baselines."""
    chance = random.Random(7)
    # The date of New York, which is behind that of UTC, has come everywhere.
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    first = yesterday - datetime.timedelta(days=365 * years)
    days = [first - datetime.timedelta(days=400) + datetime.timedelta(days=day) for day in range(365 * years + 400)]
    with open(f"{folder}/history.csv", "w") as file:
        file.write("symbol,date,close\n")
        for name in ("AMAT", "KLAC", "1919.HK", "SPY"):
            price = 100.0
            for day in (day for day in days if day.weekday() < 5):
                price *= 1 + chance.gauss(0, 0.01)
                file.write(f"{name},{day},{price:.4f}\n")
    with open(f"{folder}/signals.jsonl", "w") as file:
        for number in range(signals):
            day = first + datetime.timedelta(days=number * 365 * years // signals)
            actor, target = ("USA", "CHN") if number % 2 else ("CHN", "USA")
            file.write(
                f'{{"schema":"detente/signals/1","id":"S{number}","date":"{day}","actor":"{actor}","target":"{target}",'
                f'"code":"{chance.choice(["036", "046", "163", "111", "085", "012"])}",'
                f'"reliability":"{chance.choice("ABCF")}","credibility":{chance.randint(1, 6)},'
                f'"status":"{chance.choice(["confirmed", "denied", "reported"])}","text":"Event {number}"}}\n'
            )
    baselines = ",".join(
        f'{{"by":"{by}","on":"{on}","from":"{first}","average":{average},"source":"bench"}}'
        for by, on, average in (("US", "CN", 19), ("CN", "US", 21))
    )
    with open(f"{folder}/tariffs.json", "w") as file:
        file.write(f'{{"schema":"detente/tariffs/1","measures":[],"baselines":[{baselines}]}}\n')
    # As files that nobody has touched for an hour: a young CSV is read twice, 0.15 s apart.
    for name in os.listdir(folder):
        os.utime(f"{folder}/{name}", (time.time() - 3600,) * 2)
    return first, yesterday


def printing(program, folder, first, last):
    """Median seconds of printing the indicator from a day to a day."""
    command = [program, "print", folder, "--only", "indicator", "--format", "csv"]
    command += ["--from", str(first), "--to", str(last)]
    times = []
    for _ in range(15):
        begin = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def indicator(program):
    """The history of the indicator, and its screen, over 8 years with 10,000 signals."""
    with tempfile.TemporaryDirectory() as folder:
        first, last = policy_desk(folder, 10000, 8)
        one = printing(program, folder, last, last)
        report("print one day of the indicator, 10,000 signals", one * 1e3, None, "ms")
        all_days = printing(program, folder, first, last)
        report("8 years of it, beyond the one day", (all_days - one) * 1e3, 300, "ms")
        terminal = Terminal(program, folder)
        # The files are read and the history is made before keys are timed.
        while terminal.frame(2)[0]:
            pass
        terminal.type(b"i")
        terminal.frame()
        for name, there, back in (
            ("crosshair on the history", b"h", b"l"),
            ("as if: leave an event out", b"x", b"0"),
        ):
            _, latency = keys(terminal, 40, there, back)
            report(f"key to frame, {name}, 95th percentile", latency, 33, "ms")
        terminal.type(b"--")
        terminal.frame()
        _, latency = keys(terminal, 40, b"h", b"l")
        report("key to frame, crosshair on 8 years, 95th percentile", latency, 33, "ms")
        terminal.kill()


def large_history(path, megabytes):
    with open(path, "w") as file:
        file.write("symbol,date,open,high,low,close,adjusted_close,volume\n")
        first = datetime.date(1960, 1, 1)
        days = [(first + datetime.timedelta(days=day)).isoformat() for day in range(20000)]
        number = 0
        while file.tell() < megabytes * 1e6:
            number += 1
            file.write("".join(f"X{number:03d},{day},100.25,101.50,99.75,100.50,100.50,1234567\n" for day in days))


def report(name, value, limit, unit):
    verdict = "" if limit is None else f"  limit {limit:8.2f}  {'ok' if value <= limit else 'MISSED'}"
    print(f"{name:52} {value:9.2f} {unit:5}{verdict}", flush=True)


def main(program, floor):
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(folder)
        (floor_start, _), _, floor_peak = start(floor, folder)
        (own_start, _), (own_end, own_end_95), own_peak = start(program)
        report("floor: start to first frame", floor_start, None, "ms")
        report("start to the overview of the demo desk", own_start, 5 * floor_start, "ms")
        report("floor: peak memory", floor_peak, None, "MB")
        report("peak memory, demo desk", own_peak, 25, "MB")
        report("q to the end, median", own_end, 10, "ms")
        report("q to the end, 95th percentile", own_end_95, None, "ms")

        indicator(program)
        key_bytes(program)
        many_names(program)
        many_quotes(program, floor)
        many_files(program)
        many_signals(program)

        (floor_latency, _), floor_size, _ = changes((floor, folder), desk, NAMES[:1])
        (latency, latency_95), size, spent = changes((program, folder), desk, NAMES[:1])
        report("floor: rename to frame, one of 50 prices", floor_latency, None, "ms")
        report("rename to frame, median", latency, 2 * floor_latency, "ms")
        report("rename to frame, 95th percentile", latency_95, 5, "ms")
        report("floor: bytes of the change", floor_size, None, "")
        report("bytes of the change, its columns, mean and digest", size, 120, "")
        report("CPU of the change", spent, 1, "ms")
        rung, to_bell, to_frame = bells(program)
        report("rename to the bell of an alert, median", to_bell, to_frame + 2, "ms")
        report("bells of 40 alerts", rung, None, "")
        _, floor_all, _ = changes((floor, folder), desk, NAMES)
        _, size, _ = changes((program, folder), desk, NAMES)
        report("floor: bytes when all 50 prices change", floor_all, None, "")
        report("bytes when all 50 prices change", size, 3 * 519, "")

        terminal = Terminal(program, folder)
        terminal.frame()
        key, key_95 = keys(terminal)
        report("key to frame, median", key, 2, "ms")
        report("key to frame, 95th percentile", key_95, None, "ms")
        large_history(f"{folder}/.large.tmp", 50)
        os.rename(f"{folder}/.large.tmp", f"{folder}/large.csv")
        busy, busy_95 = keys(terminal, 8)
        report("key to frame while 50 MB of history are read, 95th", busy_95, 33, "ms")
        terminal.kill()
        begin = time.perf_counter()
        subprocess.run([program, "check", folder], stdout=subprocess.DEVNULL)
        report("reading 50 MB of history", 50 / (time.perf_counter() - begin), None, "MB/s")
        os.remove(f"{folder}/large.csv")

        terminal = Terminal(program, folder)
        terminal.frame()
        time.sleep(2)
        terminal.frame(0.1)
        switches = terminal.status("voluntary_ctxt") + terminal.status("nonvoluntary_ctxt")
        size, begin = 0, time.perf_counter()
        while time.perf_counter() - begin < 60:
            size += terminal.frame(60 - (time.perf_counter() - begin))[0]
        switches = terminal.status("voluntary_ctxt") + terminal.status("nonvoluntary_ctxt") - switches
        terminal.kill()
        report("idle for 60 s: bytes (the clock's minute)", size, 60, "")
        report("idle for 60 s: context switches, all threads", switches, 6, "")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
