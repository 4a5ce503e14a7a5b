#!/usr/bin/env python3
"""Works out what the names of a desk read, apart from the program: writes the desk and what is expected of it.

    python3 Tests/AnalyticsTests/Reference/rows.py

writes beside this file `watchlist.yaml` and `prices.csv`, the desk, and `rows.json`: moments with the quotes that are known
then, and by name and sector what is expected. 32 names of three venues over 10 days, among them Mid-Autumn and Golden Week
in Shanghai, National Day in Hong Kong, Thanksgiving and the half-day after it in New York. Prices are invented, from a
fixed generator. The program's rules in its own words: README, "The rows of the watchlist".
"""

import csv
import json
import math
import pathlib
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HERE = pathlib.Path(__file__).parent
NEW_YORK = ZoneInfo("America/New_York")


class Venue:
    """Hours as the exchanges publish them; closed weekdays and early closes of the autumn of 2026."""

    def __init__(self, zone, hours, closed, early=()):
        self.zone = ZoneInfo(zone)
        self.hours = hours
        self.closed = {date.fromisoformat(day) for day in closed}
        self.early = {date.fromisoformat(day) for day in early}

    def has_session(self, day):
        return day.weekday() < 5 and day not in self.closed

    def periods(self, day):
        """Trading periods of a day, as moments."""
        if not self.has_session(day):
            return []
        hours = [("09:30", "13:00")] if day in self.early else self.hours
        at = lambda text: datetime.combine(day, time.fromisoformat(text), self.zone)
        return [(at(start), at(end)) for start, end in hours]

    def close(self, day):
        return self.periods(day)[-1][1]

    def before(self, day):
        """The session before a day."""
        day -= timedelta(days=1)
        while not self.has_session(day):
            day -= timedelta(days=1)
        return day

    def last(self, moment, side):
        """The latest session that has begun (side 0) or closed (side 1) at a moment."""
        day = moment.astimezone(self.zone).date()
        periods = self.periods(day)
        if periods and (periods[0][0] if side == 0 else periods[-1][1]) <= moment:
            return day
        return self.before(day)

    def count(self, after, through):
        """Sessions after a day, through another."""
        days = (through - after).days
        return sum(self.has_session(after + timedelta(days=day + 1)) for day in range(days))

    def trades(self, moment):
        day = moment.astimezone(self.zone).date()
        return any(start <= moment < end for start, end in self.periods(day))


VENUES = {
    "US": Venue("America/New_York", [("09:30", "16:00")], ["2026-09-07", "2026-11-26"], ["2026-11-27"]),
    "HK": Venue("Asia/Hong_Kong", [("09:30", "12:00"), ("13:00", "16:00")], ["2026-10-01", "2026-10-19"]),
    "CN": Venue("Asia/Shanghai", [("09:30", "11:30"), ("13:00", "15:00")],
                ["2026-09-25", "2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"]),
}
EXCHANGES = {"US": ("XNAS", "USD"), "HK": ("XHKG", "HKD"), "CN": ("XSHG", "CNY")}

# Sectors with their names; a star: end of day alone, no quotes.
SECTORS = [
    ("Semis", None, "NVDA AMD AVGO QCOM* MU TXN INTC 0981.HK"),
    ("Equipment", None, "AMAT LRCX KLAC TER* 688012.SS"),
    ("Solar", None, "FSLR ENPH* 3800.HK 601012.SS 600438.SS*"),
    ("Hong Kong", "2800.HK", "0700.HK 9988.HK 1211.HK* 1919.HK 2800.HK"),
    ("Mainland", None, "600519.SS 601919.SS* 601398.SS 600900.SS"),
    ("Market", None, "SPY QQQ* IWM DIA CAT"),
]
SINCE = date(2026, 9, 11)
FIRST, LAST = date(2026, 8, 3), date(2026, 11, 30)
REFERENCE = "SPY"
# No price of one session; no price after a day; a dividend that splits raw from adjusted closes.
MISSED = {("TXN", date(2026, 11, 25)), ("QCOM", date(2026, 9, 30)), ("0700.HK", date(2026, 9, 30))}
DEAD_SINCE = {"INTC": date(2026, 9, 23), "600438.SS": date(2026, 10, 8)}
DIVIDENDS = {"AVGO": (date(2026, 9, 21), 1.25), "1919.HK": (date(2026, 9, 29), 0.52), "601398.SS": (date(2026, 11, 20), 0.17)}
DAYS = ["2026-09-24", "2026-09-25", "2026-09-30", "2026-10-01", "2026-10-02", "2026-10-07", "2026-10-08", "2026-11-25",
        "2026-11-26", "2026-11-27"]
# What is expected of a name; the last is the change out of hours, in percent.
COLUMNS = ["price", "session", "missing", "change", "percent", "sigma", "vs", "since", "extended"]
# In New York: after midnight, before the opening, within the session, in the evening, with Asia's morning.
TIMES = ["00:10", "08:40", "10:31", "16:30", "22:45"]


class Generator:
    """Knuth's MMIX, so that any language makes the same numbers."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound


class Name:
    def __init__(self, symbol, sector, reference, is_quoted, seed):
        self.symbol = symbol
        self.sector = sector
        self.reference = reference or REFERENCE
        self.is_quoted = is_quoted
        self.place = "HK" if symbol.endswith(".HK") else "CN" if symbol.endswith(".SS") else "US"
        self.venue = VENUES[self.place]
        self.generator = Generator(seed)
        self.bars = []  # (day, close, adjusted), ascending
        self.truth = {}  # every session's close, also those that no file tells
        self.fill()

    def fill(self):
        price = 1000 + self.generator.below(30000)  # hundredths
        day, raw = FIRST, []
        while day <= LAST:
            if self.venue.has_session(day):
                price = price * (10000 + self.generator.below(601) - 300) // 10000
                raw.append((day, price / 100))
            day += timedelta(days=1)
        self.truth = dict(raw)
        for day, close in raw:
            if (self.symbol, day) in MISSED or day > DEAD_SINCE.get(self.symbol, LAST):
                continue
            factor = 1.0
            if self.symbol in DIVIDENDS and day < DIVIDENDS[self.symbol][0]:
                before = self.truth[self.venue.before(DIVIDENDS[self.symbol][0])]
                factor = 1 - DIVIDENDS[self.symbol][1] / before
            self.bars.append((day, close, round(close * factor, 4)))

    # What the feed tells

    def quote(self, moment):
        """The quote that the feed's file holds at a moment: of a running session a price 20 s old, else the close."""
        if not self.is_quoted:
            return None
        session = self.venue.last(moment, 0)
        stopped = DEAD_SINCE.get(self.symbol)
        if stopped and session > stopped:
            session = stopped
            moment = self.venue.close(session)
        if (self.symbol, session) in MISSED:
            session = self.venue.before(session)
        closed = self.venue.close(session)
        if closed > moment:
            ends = [end for _, end in self.venue.periods(session) if end <= moment]
            at = moment - timedelta(seconds=20) if self.venue.trades(moment) else ends[-1]
            tick = Generator(session.toordinal() * 1000 + len(self.symbol) * 7 + sum(map(ord, self.symbol)) + moment.hour)
            before = self.truth[self.venue.before(session)]
            price = round(before * (10000 + tick.below(801) - 400) / 10000, 2)
        else:
            at, price = closed, self.truth[session]
        told = {"symbol": self.symbol, "time": at.isoformat(), "price": price}
        # Every third feed leaves the close before to the bars.
        if sum(map(ord, self.symbol)) % 3:
            told["previousClose"] = self.truth[self.venue.before(session)]
        outside = self.outside(moment, closed)
        if outside:
            told["extended"] = outside
        return told

    def outside(self, moment, closed):
        """In New York's early morning and evening every second name trades out of hours."""
        local = moment.astimezone(NEW_YORK)
        if self.place != "US" or self.symbol in DEAD_SINCE or sum(map(ord, self.symbol)) % 2:
            return None
        if not self.venue.has_session(local.date()) or not ("04:00" <= f"{local:%H:%M}" < "20:00") or moment < closed:
            return None
        if self.venue.trades(moment):
            return None
        session = "pre" if f"{local:%H:%M}" < "09:30" else "post"
        price = round(self.truth[closed.astimezone(NEW_YORK).date()] * (9900 + len(self.symbol) * 43) / 10000, 2)
        return {"session": session, "time": (moment - timedelta(minutes=3)).isoformat(), "price": price}


# The rules


def percent(value, base):
    return (value / base - 1) * 100


def row(name, moment, quote):
    """What is expected of a name: its price, the session that it is of, and what follows from it."""
    venue = name.venue
    bars = [bar for bar in name.bars if venue.close(bar[0]) <= moment]
    adjusted = {day: value for day, _, value in bars}
    closes = {day: close for day, close, _ in bars}
    price = session = previous = at = None
    if bars:
        session, price, _ = bars[-1]
        at = venue.close(session)
        before = venue.before(session)
        previous = closes.get(before)
    if quote:
        told = datetime.fromisoformat(quote["time"])
        of = venue.last(told, 0)
        if session is None or of > session or (of == session and told >= at):
            price, session, at = quote["price"], of, told
            previous = quote.get("previousClose", closes.get(venue.before(of)))
    begun, closed = venue.last(moment, 0), venue.last(moment, 1)
    result = {"price": price, "session": session and session.isoformat()}
    if price is not None and session < begun:
        result["missing"] = (closed if session < closed else begun).isoformat()
    change = None
    if price is not None and previous is not None and session >= closed:
        change = price - previous
        result["change"], result["percent"] = change, percent(price, previous)
    # Adjusted closes, with one of the quote for its own session.
    series = sorted(adjusted.items())
    if quote and price is not None and session not in adjusted and series:
        day, base = series[-1]
        follows = venue.before(session) == day
        shared = quote.get("previousClose", closes[day]) if follows else closes[day]
        series.append((session, base * price / shared))
    if price is not None:
        value = dict(series)[session]
        if len(series) >= 22 and (series[-1][0] - series[-22][0]).days <= 60:
            shown = [value for _, value in series[-22:]]
            returns = [math.log(b / a) for a, b in zip(shown, shown[1:])]
            past = returns[:-1]
            mean = sum(past) / 20
            result["deviation"] = math.sqrt(sum((r - mean) ** 2 for r in past) / 19)
            if change is not None and venue.before(session) in closes:
                result["sigma"] = returns[-1] / result["deviation"]
        base = [value for day, value in series if day <= SINCE]
        if session > SINCE and base:
            result["since"] = percent(value, base[-1])
    if quote and "extended" in quote and "missing" not in result:
        result["extended"] = percent(quote["extended"]["price"], price)
    return result


def move(name, moment, quote, now):
    """The move of a name since 16:20 of the evening before, and its size in those that are worth naming; None without."""
    venue = name.venue
    evening = datetime.combine(moment.date() - timedelta(days=1), time(16, 20), NEW_YORK)
    known = quote if quote and datetime.fromisoformat(quote["time"]) <= evening else None
    seen = row(name, evening, known)
    if "missing" in now or now["price"] is None:
        return None
    session = date.fromisoformat(now["session"])
    base, count = None, 1
    if seen["price"] is not None:
        of = date.fromisoformat(seen["session"])
        # What was seen after the close before is the close that the change counts from.
        if venue.before(session) != of or venue.close(of) > evening:
            base, count = seen["price"], max(1, venue.count(of, session))
    if base is None and "percent" not in now:
        return None
    change = now["percent"] if base is None else percent(now["price"], base)
    size = abs(math.log(1 + change / 100)) / now["deviation"] / 2 if "deviation" in now else abs(change) / 3
    size /= math.sqrt(count)
    return (size, name.symbol, change) if size >= 1 else None


def overlaps(place, other):
    """Asia's sessions of a date are over before New York's begin."""
    return (place == "US") == (other == "US")


def mean(rows, key):
    values = [row[key] for row in rows if "missing" not in row and key in row]
    return [sum(values) / len(values), len(values)] if values else None


def expected(names, moment):
    quotes = {name.symbol: name.quote(moment) for name in names}
    rows = {name.symbol: row(name, moment, quotes[name.symbol]) for name in names}
    places = {name.symbol: name.place for name in names}
    for name in names:
        own, other = rows[name.symbol], rows[name.reference]
        if (name.symbol != name.reference and "percent" in own and "percent" in other
                and own["session"] == other["session"] and overlaps(name.place, places[name.reference])):
            own["vs"] = own["percent"] - other["percent"]
    moves = [move(name, moment, quotes[name.symbol], rows[name.symbol]) for name in names]
    # Means as value and count.
    sectors = {}
    for title, _, _ in SECTORS:
        own = [rows[name.symbol] for name in names if name.sector == title]
        sectors[title] = {key: mean(own, key) for key in ("percent", "vs", "since")}
    return {
        "asOf": moment.isoformat(),
        "quotes": [quote for quote in quotes.values() if quote],
        "rows": {symbol: [row.get(key) for key in COLUMNS] for symbol, row in rows.items()},
        "sectors": sectors,
        # The largest first, with percent.
        "digest": [list(item[1:]) for item in sorted(filter(None, moves), key=lambda item: -item[0])],
    }


def watchlist(names):
    lines = ["schema: detente/watchlist/1", f"reference: {REFERENCE}", f"since: {SINCE}", "sectors:"]
    for title, reference, _ in SECTORS:
        lines.append(f"  - name: {title}")
        if reference:
            lines.append(f"    reference: {reference}")
        lines.append("    instruments:")
        for name in names:
            if name.sector == title:
                exchange, currency = EXCHANGES[name.place]
                lines.append(f"      - {{ symbol: {name.symbol}, exchange: {exchange}, currency: {currency} }}")
    return "\n".join(lines) + "\n"


def rounded(value):
    """Ten digits that count: more would depend on the order of sums."""
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list) else value


def main():
    names = []
    for title, reference, symbols in SECTORS:
        for symbol in symbols.split():
            names.append(Name(symbol.rstrip("*"), title, reference, not symbol.endswith("*"), 2026 + 97 * len(names)))
    assert len(names) == 32
    (HERE / "watchlist.yaml").write_text(watchlist(names))
    with open(HERE / "prices.csv", "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["symbol", "date", "close", "adjusted"])
        for name in names:
            table.writerows((name.symbol, day, f"{close:.2f}", f"{value:.4f}") for day, close, value in name.bars)
    moments = [
        expected(names, datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), NEW_YORK))
        for day in DAYS for clock in TIMES
    ]
    document = {"command": "python3 Tests/AnalyticsTests/Reference/rows.py", "columns": COLUMNS, "moments": rounded(moments)}
    (HERE / "rows.json").write_text(json.dumps(document, ensure_ascii=False).replace('{"asOf"', '\n{"asOf"') + "\n")


if __name__ == "__main__":
    main()
