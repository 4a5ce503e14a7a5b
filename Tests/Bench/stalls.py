#!/usr/bin/env python3
"""Writers that stall for up to 3 s at any byte, against the running program: what it shows is what the file said before or
what it says in the end. Says how long a change took to be shown once its writer had closed the file.

    stalls.py PROGRAM [WRITES] [FOLDERS]
"""
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

NAMES = ("AMAT", "KLAC")
AS_OF = "2025-05-01T17:00:00-04:00"
# A change that a sign of a cut file holds back is shown after 10 s of rest.
LIMIT = 30


def price():
    return f"{random.uniform(5, 1500):.{random.randint(1, 2)}f}"


def table(prices):
    rows = "".join(f"{name},2025-04-30,{random.uniform(5, 1500):.2f}\n" for name in NAMES)
    return "symbol,Date,Close\n" + rows + "".join(f"{name},2025-05-01,{prices[name]}\n" for name in NAMES)


def document(prices):
    rows = ",\n ".join(
        f'{{"symbol":"{name}","time":"2025-05-01T18:30:00Z","price":{prices[name]},"currency":"USD"}}' for name in NAMES)
    return f'{{"schema":"detente/quotes/1","quotes":[\n {rows}]}}'


def pause():
    time.sleep(random.choice((0, random.uniform(0, 0.4), random.uniform(0, 3))))


def truncate(path, text, byte):
    with open(path, "wb", buffering=0) as file:
        file.write(text[:byte])
        pause()
        file.write(text[byte:])


def overwrite(path, text, byte):
    with open(path, "r+b", buffering=0) as file:
        file.write(text[:byte])
        pause()
        file.write(text[byte:])
        file.truncate()


def reopen(path, text, byte):
    with open(path, "wb", buffering=0) as file:
        file.write(text[:byte])
    pause()
    with open(path, "ab", buffering=0) as file:
        file.write(text[byte:])


def rename(path, text, byte):
    hidden = os.path.join(os.path.dirname(path), ".part")
    truncate(hidden, text, byte)
    os.rename(hidden, path)


class Folder:
    """A folder with one file, and the program that watches it."""

    def __init__(self, program, make, name):
        self.make = make
        self.path = tempfile.mkdtemp(prefix="detente-stalls-")
        self.file = os.path.join(self.path, name)
        self.prices = {name: price() for name in NAMES}
        rename(self.file, make(self.prices).encode(), 0)
        template = " ".join(f"{{{name}}}" for name in NAMES)
        self.process = subprocess.Popen(
            [program, "print", self.path, "--watch", "--format", "line", "--as-of", AS_OF, "--template", template],
            stdout=subprocess.PIPE, text=True)
        self.changed = threading.Condition()
        self.lines = []
        threading.Thread(target=self.read, daemon=True).start()
        assert self.shows(self.prices), f"{self.file}: never shown"

    def read(self):
        for line in self.process.stdout:
            with self.changed:
                self.lines.append((time.monotonic(), tuple(float(re.sub("[a-z]", "", word)) if word[0] != "-" else None
                                                           for word in line.split())))
                self.changed.notify_all()

    def shows(self, prices):
        wanted = tuple(float(prices[name]) for name in NAMES)
        with self.changed:
            return self.changed.wait_for(lambda: self.lines and self.lines[-1][1] == wanted, LIMIT)

    def write(self, way):
        """What was shown wrongly, and seconds from the end of the writing to the new prices; None: never shown."""
        old, new = self.prices, {name: price() for name in NAMES}
        text = self.make(new).encode()
        seen = len(self.lines)
        way(self.file, text, random.randint(0, len(text)))
        end = time.monotonic()
        found = self.shows(new)
        allowed = [{float(old[name]), float(new[name])} for name in NAMES]
        wrong = [values for _, values in self.lines[seen:] if not all(v in a for v, a in zip(values, allowed))]
        self.prices = new
        return wrong, max(0, self.lines[-1][0] - end) if found else None

    def close(self):
        self.process.kill()
        shutil.rmtree(self.path)


def work(program, writes, index, results):
    make, name = ((table, "prices.csv"), (document, "quotes.json"))[index % 2]
    folder = Folder(program, make, name)
    for _ in range(writes):
        way = random.choice((truncate, overwrite, reopen, rename))
        results.append((make.__name__, way.__name__, *folder.write(way)))
    folder.close()


def main():
    program = sys.argv[1]
    writes, folders = (int(word) for word in (sys.argv[2:] + ["2000", "40"][len(sys.argv) - 2:]))
    results = []
    threads = [threading.Thread(target=work, args=(program, -(-writes // folders), index, results))
               for index in range(folders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wrong = [result for result in results if result[2]]
    lost = [result for result in results if result[3] is None]
    for kind, way in sorted({result[:2] for result in results}):
        times = [result[3] for result in results if result[:2] == (kind, way) and result[3] is not None]
        if times:
            print(f"{kind:9} {way:10} {len(times):5} shown, median {1000 * statistics.median(times):6.0f} ms after the "
                  f"writer's end, at most {max(times):.1f} s")
    print(f"{len(results)} writes: {len(wrong)} wrong, {len(lost)} never shown")
    for result in (wrong + lost)[:10]:
        print("  ", *result)
    sys.exit(1 if wrong or lost else 0)


if __name__ == "__main__":
    main()
