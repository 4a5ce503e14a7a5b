#!/usr/bin/env python3
"""Writes the daily history and the latest quote of Yahoo symbols into the desk folder, by the package yfinance.

    yfinance-desk.py FOLDER SYMBOL...        e.g. ~/desk AMAT KLAC FSLR SPY 1919.HK

Each symbol gets two files, which are replaced whole or not at all; a symbol that fails keeps its old ones. Status:
0 all written, or another run is at work; 1 a symbol failed; 2 wrong usage. (Not yfinance.py: it would import itself.)
"""

import fcntl
import glob
import hashlib
import json
import math
import os
import secrets
import sys
import time
import warnings
from datetime import datetime, timezone

try:
    import yfinance
except ImportError as error:
    sys.exit(f"yfinance-desk.py: {error}; python3 -m venv ~/feeds/venv && ~/feeds/venv/bin/pip install yfinance, then "
             "run this script by ~/feeds/venv/bin/python")

warnings.simplefilter("ignore")  # of the packages beneath, which cron would mail

PERIOD = "10y"
SECONDS = 20  # for one answer; whoever starts the script limits the whole: timeout 120


def number(value):
    """JSON knows no NaN, and a missing value is null, never 0."""
    return float(value) if value is not None and math.isfinite(value) else None


def moment(value):
    """Epoch seconds or a time with a zone, as the version of yfinance has it; in UTC."""
    seconds = value.timestamp() if hasattr(value, "timestamp") else value
    return datetime.fromtimestamp(int(seconds), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def history(symbol, about, frame):
    bars = [
        {
            "date": day.strftime("%Y-%m-%d"),
            "open": number(row["Open"]),
            "high": number(row["High"]),
            "low": number(row["Low"]),
            "close": number(row["Close"]),
            "adjustedClose": number(row["Adj Close"]),
            "volume": number(row["Volume"]),
        }
        for day, row in frame.to_dict("index").items()
    ]
    if not bars:
        raise ValueError("found no bars")
    return {
        "schema": "detente/history/1",
        "source": "Yahoo by yfinance",
        "symbol": symbol,
        "currency": about.get("currency"),
        "interval": "1d",
        "bars": bars,
    }


def quote(symbol, about):
    # Not chartPreviousClose: that is the close before the whole period. The day before stands in the history.
    return {
        "schema": "detente/quotes/1",
        "source": "Yahoo by yfinance",
        "quotes": [
            {
                "symbol": symbol,
                "time": moment(about["regularMarketTime"]),
                "price": number(about["regularMarketPrice"]),
                "currency": about.get("currency"),
                "high": number(about.get("regularMarketDayHigh")),
                "low": number(about.get("regularMarketDayLow")),
                "volume": number(about.get("regularMarketVolume")),
                "yearHigh": number(about.get("fiftyTwoWeekHigh")),
                "yearLow": number(about.get("fiftyTwoWeekLow")),
            }
        ],
    }


def put(folder, name, document):
    """The desk ignores hidden names, and a rename shows the file whole. The part is made anew: no link that somebody put
    there is followed."""
    for left in glob.glob(os.path.join(glob.escape(folder), f".{glob.escape(name)}.*.part")):
        about = os.lstat(left)
        if about.st_uid == os.getuid() and time.time() - about.st_mtime > 300:
            os.unlink(left)  # of a run that was killed
    part = os.path.join(folder, f".{name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump(document, file, allow_nan=False, indent=1)  # lines, so that a problem has a place
            file.write("\n")
        os.replace(part, os.path.join(folder, name))
    except BaseException:
        os.unlink(part)
        raise


def open_lock(folder):
    """Where nobody else writes: in a shared folder its name could be a link."""
    locks = os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    if not os.access(locks, os.W_OK):
        state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
        locks = os.path.join(state, "detente")
        os.makedirs(locks, mode=0o700, exist_ok=True)
    of = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:16]
    return open(os.path.join(locks, f"detente-yfinance-{of}.lock"), "w")


def fetch(folder, symbol):
    if "/" in symbol or symbol.startswith("."):
        raise ValueError("found a path, expected a symbol")
    ticker = yfinance.Ticker(symbol)
    frame = ticker.history(period=PERIOD, interval="1d", auto_adjust=False, actions=False, timeout=SECONDS)
    about = ticker.history_metadata
    put(folder, f"{symbol}-history.json", history(symbol, about, frame))
    put(folder, f"{symbol}-quote.json", quote(symbol, about))


def main(folder, *symbols):
    # One run at a time; the lock goes with the process, however that ends.
    lock = open_lock(folder)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return 0
    failed = 0
    for symbol in symbols:
        try:
            fetch(folder, symbol)
        except Exception as error:  # whatever one symbol's answer does, the others are fetched
            failed = 1
            print(f"yfinance-desk.py: {symbol}: {type(error).__name__}: {error}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    if len(sys.argv) < 3:
        print("usage: yfinance-desk.py FOLDER SYMBOL...", file=sys.stderr)
        sys.exit(2)
    sys.exit(main(*sys.argv[1:]))
