import Testing

/// What exchange_calendars 4.13.2 (PyPI) has of a year of an exchange: weekdays without a session, the usual end of a
/// session by the exchange's clock, and the days that end early.
struct PublishedYear: CustomTestStringConvertible {
  let venue: String
  let year: Int
  /// `MM-DD`, separated by blanks.
  let closed: String
  let usualEnd: String
  let short: String
  let shortEnd: String

  var testDescription: String { "\(venue) \(year)" }
}

let publishedYears = [
  PublishedYear(
    venue: "XNYS", year: 2025, closed: "01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25",
    usualEnd: "16:00", short: "07-03 11-28 12-24", shortEnd: "13:00"),
  PublishedYear(
    venue: "XNYS", year: 2026, closed: "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25",
    usualEnd: "16:00", short: "11-27 12-24", shortEnd: "13:00"),
  PublishedYear(
    venue: "XNYS", year: 2027, closed: "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24",
    usualEnd: "16:00", short: "11-26", shortEnd: "13:00"),
  PublishedYear(
    venue: "XNYS", year: 2028, closed: "01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25",
    usualEnd: "16:00", short: "07-03 11-24", shortEnd: "13:00"),
  PublishedYear(
    venue: "XHKG", year: 2025,
    closed: "01-01 01-29 01-30 01-31 04-04 04-18 04-21 05-01 05-05 07-01 10-01 10-07 10-29 12-25 12-26",
    usualEnd: "16:00", short: "01-28 12-24 12-31", shortEnd: "12:00"),
  PublishedYear(
    venue: "XHKG", year: 2026,
    closed: "01-01 02-17 02-18 02-19 04-03 04-06 04-07 05-01 05-25 06-19 07-01 10-01 10-19 12-25",
    usualEnd: "16:00", short: "02-16 12-24 12-31", shortEnd: "12:00"),
  PublishedYear(
    venue: "XHKG", year: 2027, closed: "01-01 02-08 02-09 03-26 03-29 04-05 05-13 06-09 07-01 09-16 10-01 10-08 12-27",
    usualEnd: "16:00", short: "02-05 12-24 12-31", shortEnd: "12:00"),
  PublishedYear(
    venue: "XSHG", year: 2025,
    closed:
      "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08",
    usualEnd: "15:00", short: "", shortEnd: "15:00"),
  PublishedYear(
    venue: "XSHG", year: 2026,
    closed:
      "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07",
    usualEnd: "15:00", short: "", shortEnd: "15:00"),
  PublishedYear(
    venue: "XTKS", year: 2025,
    closed:
      "01-01 01-02 01-03 01-13 02-11 02-24 03-20 04-29 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-24 12-31",
    usualEnd: "15:30", short: "", shortEnd: "15:30"),
  PublishedYear(
    venue: "XTKS", year: 2026,
    closed:
      "01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23 12-31",
    usualEnd: "15:30", short: "", shortEnd: "15:30"),
  PublishedYear(
    venue: "XTKS", year: 2027,
    closed: "01-01 01-11 02-11 02-23 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23 12-31",
    usualEnd: "15:30", short: "", shortEnd: "15:30"),
  PublishedYear(
    venue: "XTAI", year: 2025,
    closed:
      "01-01 01-23 01-24 01-27 01-28 01-29 01-30 01-31 02-28 04-03 04-04 05-01 05-30 09-29 10-06 10-10 10-24 12-25",
    usualEnd: "13:30", short: "", shortEnd: "13:30"),
  PublishedYear(
    venue: "XTAI", year: 2026,
    closed:
      "01-01 02-12 02-13 02-16 02-17 02-18 02-19 02-20 02-27 04-03 04-06 05-01 06-19 09-25 09-28 10-09 10-26 12-25",
    usualEnd: "13:30", short: "", shortEnd: "13:30"),
  PublishedYear(
    venue: "XKRX", year: 2025,
    closed:
      "01-01 01-27 01-28 01-29 01-30 03-03 05-01 05-05 05-06 06-03 06-06 08-15 10-03 10-06 10-07 10-08 10-09 12-25 12-31",
    usualEnd: "15:30", short: "", shortEnd: "15:30"),
  PublishedYear(
    venue: "XAMS", year: 2025, closed: "01-01 04-18 04-21 05-01 12-25 12-26",
    usualEnd: "17:30", short: "12-24 12-31", shortEnd: "14:05"),
  PublishedYear(
    venue: "XAMS", year: 2026, closed: "01-01 04-03 04-06 05-01 12-25",
    usualEnd: "17:30", short: "12-24 12-31", shortEnd: "14:05"),
  PublishedYear(
    venue: "XAMS", year: 2027, closed: "01-01 03-26 03-29",
    usualEnd: "17:30", short: "12-24 12-31", shortEnd: "14:05"),
  PublishedYear(
    venue: "XLON", year: 2025, closed: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    usualEnd: "16:30", short: "12-24 12-31", shortEnd: "12:30"),
  PublishedYear(
    venue: "XLON", year: 2026, closed: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    usualEnd: "16:30", short: "12-24 12-31", shortEnd: "12:30"),
  PublishedYear(
    venue: "XLON", year: 2027, closed: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    usualEnd: "16:30", short: "12-24 12-31", shortEnd: "12:30"),
  PublishedYear(
    venue: "XETR", year: 2025, closed: "01-01 04-18 04-21 05-01 12-24 12-25 12-26 12-31",
    usualEnd: "17:30", short: "12-30", shortEnd: "14:00"),
  PublishedYear(
    venue: "XETR", year: 2026, closed: "01-01 04-03 04-06 05-01 12-24 12-25 12-31",
    usualEnd: "17:30", short: "12-30", shortEnd: "14:00"),
  PublishedYear(
    venue: "XETR", year: 2027, closed: "01-01 03-26 03-29 12-24 12-31",
    usualEnd: "17:30", short: "12-30", shortEnd: "14:00"),
]
