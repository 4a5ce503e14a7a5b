/// What the exchanges published of their sessions: hours, and by year the closed weekdays and the short days. A year
/// that is not published, or not seen published, is not in here: Shanghai's and Taiwan's end with 2026, and Korea's of
/// 2026 depends on its elections. What happens at short notice a desk tells (``Closure``).
///
/// Sources: NYSE Group, 8 November 2024 and 23 December 2025; HKEX; SSE (Shenzhen keeps its days); JPX; TWSE; KRX;
/// Euronext; London Stock Exchange; Deutsche Börse. Checked with exchange_calendars 4.13.2.
struct VenueCalendar: Sendable {
  /// Trading hours in minutes of the local day, parted by lunch where there is one. Auctions after the close are not in
  /// them.
  let hours: [(start: Int, end: Int)]
  /// Where a short day ends, in minutes of the local day.
  let shortEnd: Int
  /// When trading outside the session begins before it and ends after it, on a short day too, in minutes of the local day;
  /// nil where there is none.
  let extended: (start: Int, end: Int, shortEnd: Int)?
  private let years: [Int: Year]

  /// The exceptions of one year.
  struct Year: Sendable {
    let closed: Set<Day>
    let short: Set<Day>

    /// Dates as `MMDD`, separated by blanks.
    fileprivate init(_ year: Int, closed: String, short: String) {
      func days(_ text: String) -> Set<Day> {
        Set(text.split(separator: " ").compactMap { Int($0) }.compactMap { Day(year, $0 / 100, $0 % 100) })
      }
      self.closed = days(closed)
      self.short = days(short)
    }
  }

  private init(
    _ hours: [(start: Int, end: Int)], shortEnd: Int = .max, extended: (start: Int, end: Int, shortEnd: Int)? = nil,
    _ years: [Int: (closed: String, short: String)]
  ) {
    self.hours = hours
    self.shortEnd = shortEnd
    self.extended = extended
    self.years = Dictionary(
      uniqueKeysWithValues: years.map { ($0, Year($0, closed: $1.closed, short: $1.short)) })
  }

  /// Nil where the year is not in the table.
  subscript(year: Int) -> Year? { years[year] }

  /// Every closed weekday of the table.
  var closed: [Day] { years.values.flatMap(\.closed) }

  static func of(_ venue: Venue) -> VenueCalendar {
    switch venue {
    case .nasdaq, .nyse, .arca, .otc: newYork
    case .hongKong: hongKong
    case .shanghai, .shenzhen: mainland
    case .tokyo: tokyo
    case .taiwan: taiwan
    case .korea: korea
    case .amsterdam: amsterdam
    case .london: london
    case .xetra: xetra
    }
  }

  private static let newYork = VenueCalendar(
    [(570, 960)], shortEnd: 780, extended: (240, 1200, shortEnd: 1020),
    [
      2025: ("0101 0109 0120 0217 0418 0526 0619 0704 0901 1127 1225", "0703 1128 1224"),
      2026: ("0101 0119 0216 0403 0525 0619 0703 0907 1126 1225", "1127 1224"),
      2027: ("0101 0118 0215 0326 0531 0618 0705 0906 1125 1224", "1126"),
      2028: ("0117 0221 0414 0529 0619 0704 0904 1123 1225", "0703 1124"),
    ])

  private static let hongKong = VenueCalendar(
    [(570, 720), (780, 960)], shortEnd: 720,
    [
      2025: ("0101 0129 0130 0131 0404 0418 0421 0501 0505 0701 1001 1007 1029 1225 1226", "0128 1224 1231"),
      2026: ("0101 0217 0218 0219 0403 0406 0407 0501 0525 0619 0701 1001 1019 1225", "0216 1224 1231"),
      2027: ("0101 0208 0209 0326 0329 0405 0513 0609 0701 0916 1001 1008 1227", "0205 1224 1231"),
    ])

  private static let mainland = VenueCalendar(
    [(570, 690), (780, 900)],
    [
      2025: ("0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008", ""),
      2026: ("0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007", ""),
    ])

  private static let tokyo = VenueCalendar(
    [(540, 690), (750, 930)],
    [
      2025: ("0101 0102 0103 0113 0211 0224 0320 0429 0505 0506 0721 0811 0915 0923 1013 1103 1124 1231", ""),
      2026: ("0101 0102 0112 0211 0223 0320 0429 0504 0505 0506 0720 0811 0921 0922 0923 1012 1103 1123 1231", ""),
      2027: ("0101 0111 0211 0223 0322 0429 0503 0504 0505 0719 0811 0920 0923 1011 1103 1123 1231", ""),
    ])

  private static let taiwan = VenueCalendar(
    [(540, 810)],
    [
      2025: ("0101 0123 0124 0127 0128 0129 0130 0131 0228 0403 0404 0501 0530 0929 1006 1010 1024 1225", ""),
      2026: ("0101 0212 0213 0216 0217 0218 0219 0220 0227 0403 0406 0501 0619 0925 0928 1009 1026 1225", ""),
    ])

  private static let korea = VenueCalendar(
    [(540, 930)],
    [2025: ("0101 0127 0128 0129 0130 0303 0501 0505 0506 0603 0606 0815 1003 1006 1007 1008 1009 1225 1231", "")])

  private static let amsterdam = VenueCalendar(
    [(540, 1050)], shortEnd: 845,
    [
      2025: ("0101 0418 0421 0501 1225 1226", "1224 1231"), 2026: ("0101 0403 0406 0501 1225", "1224 1231"),
      2027: ("0101 0326 0329", "1224 1231"),
    ])

  private static let london = VenueCalendar(
    [(480, 990)], shortEnd: 750,
    [
      2025: ("0101 0418 0421 0505 0526 0825 1225 1226", "1224 1231"),
      2026: ("0101 0403 0406 0504 0525 0831 1225 1228", "1224 1231"),
      2027: ("0101 0326 0329 0503 0531 0830 1227 1228", "1224 1231"),
    ])

  private static let xetra = VenueCalendar(
    [(540, 1050)], shortEnd: 840,
    [
      2025: ("0101 0418 0421 0501 1224 1225 1226 1231", "1230"), 2026: ("0101 0403 0406 0501 1224 1225 1231", "1230"),
      2027: ("0101 0326 0329 1224 1231", "1230"),
    ])
}
