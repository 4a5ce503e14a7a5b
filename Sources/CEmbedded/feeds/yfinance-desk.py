#!/usr/bin/env python3
"""Writes the daily history and the latest quote of Yahoo symbols into the desk folder, by the package yfinance.

    yfinance-desk.py FOLDER SYMBOL...        e.g. ~/desk AMAT KLAC FSLR SPY 1919.HK

Each symbol gets two files, which are replaced whole or not at all; a symbol that fails keeps its old ones. Status:
0 all written, or another run is at work; 1 a symbol failed; 2 wrong usage. (Not yfinance.py: it would import itself.)
"""

import fcntl
import json
import math
import os
import sys
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
            "date": time.strftime("%Y-%m-%d"),
            "open": number(row["Open"]),
            "high": number(row["High"]),
            "low": number(row["Low"]),
            "close": number(row["Close"]),
            "adjustedClose": number(row["Adj Close"]),
            "volume": number(row["Volume"]),
        }
        for time, row in frame.to_dict("index").items()
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
    """The desk ignores hidden names, and a rename shows the file whole."""
    part = os.path.join(folder, f".{name}.part")
    with open(part, "w", encoding="utf-8") as file:
        json.dump(document, file, allow_nan=False, indent=1)  # lines, so that a problem has a place
        file.write("\n")
    os.replace(part, os.path.join(folder, name))


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
    lock = open(os.path.join(folder, ".yfinance-desk.lock"), "w")
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
