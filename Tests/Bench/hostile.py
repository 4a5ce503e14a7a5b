"""Reads files that want memory or time out of all proportion, one after another, and says which exceed the limits.

    python3 hostile.py PROGRAM [MEGABYTES] [WORD]

Each shape is a file of MEGABYTES (128 by default, the largest that is read), alone in a folder, packed where its shape says
so. Measured is `PROGRAM check FOLDER`: its processor time, and the most memory that it held. Limits: 10 s, and five times
the file as unpacked beside the 32 MB of a program that reads next to nothing. WORD picks the shapes whose name holds it.
"""

import datetime
import gzip
import os
import shutil
import subprocess
import sys
import tempfile

SECONDS = 10
TIMES = 5
STANDING = 32 << 20


def filled(head, part, tail, size):
    """A text of at most `size` bytes: `part` again and again between two others."""
    return head + part * ((size - len(head) - len(tail)) // len(part)) + tail


def numbered(head, row, tail, size):
    """The same, with each row numbered, so that no two are alike."""
    rows, total, number = [head], len(head) + len(tail), 0
    while True:
        rows.append(row % number)
        total += len(rows[-1])
        if total > size:
            return b"".join(rows[:-1]) + tail
        number += 1


def dated(head, row, tail, size):
    """The same, with days from 1800-01-01 on that begin anew where a century ends."""
    first = datetime.date(1900, 1, 1)
    days = [row % (first + datetime.timedelta(days=n)).isoformat().encode() for n in range(44_000)]
    block = b"".join(days)
    return head + (block * (size // len(block) + 1))[: (size - len(head) - len(tail)) // len(days[0]) * len(days[0])] + tail


BAR = b'{"date":"%s","open":187.35,"high":188.02,"low":186.5,"close":187.77,"volume":48211000},'
CLOSE = b'"date":"2025-01-02","close":1}],"symbol":"AMAT","schema":"detente/history/1"}'

# Name, file, how it is made of a size.
SHAPES = [
    ("a row of commas", "x.csv", lambda n: filled(b"", b",", b"\n", n)),
    ("a row of commas under a header", "x.csv", lambda n: filled(b"Date,Close\n2025-01-02,", b",", b"\n", n)),
    ("a header of a million names", "x.csv", lambda n: numbered(b"Date,Close", b",c%d", b"\n2025-01-02,1\n", n)),
    ("rows of commas", "x.csv", lambda n: filled(b"Date,Close\n", b"," * 4000 + b"\n", b"", n)),
    ("one giant field", "x.csv", lambda n: filled(b"Date,Close\n2025-01-02,", b"1", b"\n", n)),
    ("one giant header", "x.csv", lambda n: filled(b"Date,Close", b"x", b"\n2025-01-02,1\n", n)),
    ("one giant word", "x.csv", lambda n: filled(b"", b"x", b"", n)),
    ("one giant quoted field", "x.csv", lambda n: filled(b'Date,Close\n2025-01-02,"', b'""', b'"\n', n)),
    ("a quote never closed", "x.csv", lambda n: filled(b'Date,Close\n2025-01-02,"', b"1\n", b"", n)),
    ("rows of nothing", "x.csv", lambda n: filled(b"Date,Close\n", b",\n", b"", n)),
    ("rows of two bytes", "x.csv", lambda n: filled(b"Date,Close\n", b"1\n", b"", n)),
    ("blank lines", "x.csv", lambda n: filled(b"Date,Close\n", b"\n", b"", n)),
    ("lines of a blank", "x.csv", lambda n: filled(b"Date,Close\n", b" \n", b"", n)),
    ("comment lines", "x.csv", lambda n: filled(b"Date,Close\n", b"#\n", b"", n)),
    ("rules", "x.csv", lambda n: filled(b"Date,Close\n", b"---\n", b"", n)),
    ("footers that are none", "x.csv", lambda n: filled(b"Date,Close\n", b"a b\n", b"2025-01-02,1\n", n)),
    ("headers again and again", "x.csv", lambda n: filled(b"Date,Close\n", b"Date,Close\n", b"", n)),
    ("one day again and again", "x.csv", lambda n: filled(b"Date,Close\n", b"2025-01-02,1\n", b"", n)),
    ("bars of two fields", "x.csv", lambda n: dated(b"Date,Close\n", b"%s,1\n", b"", n)),
    ("bars, quoted", "x.csv", lambda n: dated(b"Date,Close\n", b'"%s","1"\n', b"", n)),
    ("a symbol each row", "x.csv", lambda n: numbered(b"Symbol,Date,Close\n", b"S%d,2025-01-02,1\n", b"", n)),
    ("wide closes", "x.csv", lambda n: numbered(b"Date", b",S%d", b"\n2025-01-02,1\n", n)),
    ("only blanks", "x.csv", lambda n: filled(b"", b" ", b"", n)),
    ("only NUL bytes", "x.csv", lambda n: filled(b"", b"\0", b"", n)),
    ("carriage returns", "x.csv", lambda n: filled(b"Date,Close\r", b"1\r", b"", n)),
    ("UTF-16", "x.csv", lambda n: b"\xff\xfe" + filled("Date,Close\n".encode("utf-16-le"), "昨\n".encode("utf-16-le"), b"", n - 2)),
    ("UTF-16, half", "x.csv", lambda n: b"\xff\xfe" + filled("Date,Close\n".encode("utf-16-le"), "昨\n".encode("utf-16-le"), b"", n // 2)),
    ("GB18030", "x.csv", lambda n: filled("日期,收盘\n".encode("gb18030"), "昨\n".encode("gb18030"), b"", n // 2)),
    ("Latin-1", "x.csv", lambda n: filled("Datum;Schlusskurs;Eröffnung\n".encode("latin-1"), b"\xfc\n", b"", n // 3)),
    ("brackets", "x.json", lambda n: filled(b"", b"[", b"", n)),
    ("braces", "x.json", lambda n: filled(b"", b'{"":', b"", n)),
    ("brackets after a row", "x.json", lambda n: filled(b"[1,", b"[", b"", n)),
    ("commas", "x.json", lambda n: filled(b"[", b",", b"]", n)),
    ("ones", "x.json", lambda n: filled(b"[1", b",1", b"]", n)),
    ("empty lists", "x.json", lambda n: filled(b"[[]", b",[]", b"]", n)),
    ("empty objects", "x.json", lambda n: filled(b"[{}", b",{}", b"]", n)),
    ("empty texts", "x.json", lambda n: filled(b'[""', b',""', b"]", n)),
    ("nulls", "x.json", lambda n: filled(b"[null", b",null", b"]", n)),
    ("not numbers", "x.json", lambda n: filled(b"[NaN", b",NaN", b"]", n)),
    ("one giant text", "x.json", lambda n: filled(b'{"schema":"', b"x", b'"}', n)),
    ("one giant text of escapes", "x.json", lambda n: filled(b'{"schema":"', b"\\u0041", b'"}', n)),
    ("one giant key", "x.json", lambda n: filled(b'{"', b"x", b'":1}', n)),
    ("one giant number", "x.json", lambda n: filled(b'{"a":1', b"1", b"}", n)),
    ("keys by the million", "x.json", lambda n: numbered(b'{"schema":"detente/quotes/1"', b',"%d":1', b"}", n)),
    ("one key again and again", "x.json", lambda n: filled(b'{"a":1', b',"a":1', b"}", n)),
    ("a duplicate at the end", "x.json", lambda n: numbered(b'{"a":0', b',"%d":1', b',"a":1}', n)),
    ("bars without fields", "x.json", lambda n: filled(b'{"schema":"detente/history/1","symbol":"AMAT","bars":[{}', b",{}", b"]}", n)),
    ("bars of our own", "x.json", lambda n: dated(b'{"schema":"detente/history/1","symbol":"AMAT","bars":[', BAR, b'{"date":"2025-01-02","close":1}]}', n)),
    ("candles in columns", "x.json", lambda n: b'{"s":"ok","symbol":"AMAT",' + b",".join(
        b'"' + k + b'":[1' + b",1" * ((n - 100) // 12) + b"]" for k in (b"c", b"h", b"l", b"o", b"t", b"v")) + b"}"),
    ("cut in the middle", "x.json", lambda n: filled(b'{"a":[1', b",1", b"", n)),
    ("lines", "x.jsonl", lambda n: filled(b"", b'{"schema":"detente/signals/1"}\n', b"", n)),
    ("empty lines", "x.jsonl", lambda n: filled(b'{"schema":"detente/signals/1"}\n', b"\n", b"", n)),
    ("lines of nothing", "x.jsonl", lambda n: filled(b'{"schema":"detente/signals/1"}\n', b"{}\n", b"", n)),
    ("YAML, brackets", "x.yaml", lambda n: filled(b"schema: ", b"[", b"", n)),
    ("YAML, items", "x.yaml", lambda n: filled(b"schema: [", b"a,", b"a]", n)),
    ("YAML, keys", "x.yaml", lambda n: numbered(b"schema: detente/watchlist/1\n", b"k%d: 1\n", b"", n)),
    ("YAML, dashes", "x.yaml", lambda n: filled(b"schema: 1\na:\n", b"- ", b"", n)),
    ("YAML, lines of dashes", "x.yaml", lambda n: filled(b"schema: 1\na:\n", b"-\n", b"", n)),
    ("YAML, question marks", "x.yaml", lambda n: filled(b"schema: 1\n", b"? ", b"", n)),
    ("YAML, flow maps", "x.yaml", lambda n: filled(b"schema: ", b"{a: ", b"", n)),
    ("YAML, a giant text", "x.yaml", lambda n: filled(b"schema: ", b"x", b"\n", n)),
    ("YAML, aliases", "x.yaml", lambda n: filled(b"a: &a [x]\nschema: [", b"*a,", b"*a]\n", n)),
    ("YAML, comments", "x.yaml", lambda n: filled(b"schema: 1\n", b"#\n", b"", n)),
    ("YAML, quotes", "x.yaml", lambda n: filled(b'schema: "', b"\\x41", b'"\n', n)),
    ("YAML, folded lines", "x.yaml", lambda n: filled(b"schema: >\n", b" x\n", b"", n)),
]


def write(path, make, size):
    content = make(size)
    with gzip.open(path, "wb", 1) if path.endswith(".gz") else open(path, "wb") as out:
        out.write(content)
    return len(content)


def in_child(function, *arguments):
    """What a function returns, of a process of its own: the memory that a child's parent held counts as the child's."""
    ours, theirs = os.pipe()
    if not os.fork():
        os.write(theirs, str(function(*arguments)).encode())
        os._exit(0)
    os.wait()
    os.close(theirs)
    with os.fdopen(ours) as told:
        return int(told.read())


def run(program, folder):
    """Processor seconds, bytes at most, and the first line that `check` says of the file."""
    with tempfile.TemporaryFile() as output:
        command = f'ulimit -t {2 * SECONDS}; exec "$@"'
        process = subprocess.Popen(
            ["sh", "-c", command, "sh", program, "check", folder], stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        output.seek(0)
        said = [line for line in output.read().decode(errors="replace").splitlines() if "x." in line]
    if os.WIFSIGNALED(status):
        said.insert(0, f"ended by signal {os.WTERMSIG(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss << 10, said[0] if said else "nothing said of it"


def main():
    program, size = sys.argv[1], int(sys.argv[2] if len(sys.argv) > 2 else 128) << 20
    word = sys.argv[3] if len(sys.argv) > 3 else ""
    missed = 0
    for name, file, make in SHAPES:
        for packed in ("", ".gz"):
            if word not in name + packed or packed and name not in ("a row of commas", "brackets", "ones", "only blanks", "bars of two fields"):
                continue
            folder = tempfile.mkdtemp()
            path = os.path.join(folder, file + packed)
            # YAML of more than 16 MiB is refused as a whole: just below it the shapes count.
            wanted = min(size, 16 << 20) if file.endswith(".yaml") else size
            try:
                unpacked = in_child(write, path, make, wanted)
                seconds, memory, said = run(program, folder)
            finally:
                shutil.rmtree(folder)
            over = memory > TIMES * unpacked + STANDING or seconds > SECONDS
            missed += over
            times = (memory - STANDING) / unpacked
            print(f"{'MISSED' if over else 'ok':6} {memory >> 20:6} MB {times:5.1f} x {seconds:5.1f} s  {name + packed}: "
                  f"{said[:150]}", flush=True)
    print(f"{missed} missed")
    return missed > 0


if __name__ == "__main__":
    sys.exit(main())
