import Analytics
import Market
import Wording

/// What the index is computed from, and one day of it worked out.
extension IndexMethod.Part {
  static func example(_ reading: DeskReading) -> Self {
    let indicator = reading.indicator
    let moment = Zone.newYork.timestamp(reading.asOf)
    let events = indicator.contributions
    var rates = Table(["side", "rate", "t"])
    rates.rows = [
      (Side.us, reading.tariffs.us.allIn, indicator.usTariffs),
      (.china, reading.tariffs.china.allIn, indicator.chinaTariffs),
    ].map { [.text($0.0.rawValue), .number($0.1), .number($0.2?.level)] }
    var result = Table(["name", "value"])
    let policy = indicator.isKnown ? indicator.policy : nil
    result.rows = [
      ("s", events.reduce(0) { $0 + $1.strength }), ("E", indicator.events?.level), ("T", indicator.tariffs?.level),
      ("P", policy?.value), ("low", policy?.low), ("high", policy?.high), ("without", indicator.withoutMeasures),
    ].map { [.text($0.0), .number($0.1)] }
    return Self(
      id: "example", title: "Worked example",
      blocks: [
        .text(
          "As of \(moment), \(events.count) events count. These are the three with the most points and the three newest:"
        ),
        .table("events", workedEvents(events)),
        .text("The tariff level of each side, from its all-in rate, peak and base:"),
        .table("rates", rates),
        .text(
          "And from all events and these; low and high are the grading band, without leaves out the acts counted twice:"
        ),
        .table("result", result),
      ])
  }

  private static func workedEvents(_ events: [IndicatorReading.Contribution]) -> Table {
    var table = Table(["id", "code", "g", "grade", "R", "C", "scope", "age", "x", "points"])
    let newest = events.dropFirst(3).sorted { ($1.signal.known, $0.signal.id) < ($0.signal.known, $1.signal.id) }
    table.rows = (events.prefix(3) + newest.prefix(3)).map { event in
      [
        .text(event.signal.id), .text(event.signal.code), .number(event.signal.weight),
        .text("\(event.signal.reliability.rawValue)\(event.signal.credibility) \(event.status.rawValue)"),
        .number(event.signal.reliability.number), .number(Signal.number(ofCredibility: event.credibility)),
        .number(event.signal.scope), .number(Double(event.age)), .number(event.strength), .number(event.points),
      ]
    }
    return table
  }

  static func record(_ desk: Desk, digests: [(file: String, sha256: String)]) -> Self {
    let signals = desk.countedSignals
    var counts = Table(["of", "count"])
    counts.rows = [
      ("signals", signals.count), ("signals that name their measure", signals.count { $0.measure != nil }),
      ("signals not found at their source", signals.count { !$0.verified }), ("measures", desk.tariffs.measures.count),
    ].map { [.text($0.0), .number(Double($0.1))] }
    let days = signals.map(\.day)
    return Self(
      id: "record", title: "The record",
      blocks: [
        .text(
          "The signals of the built-in record were coded by the authors of this program, with hindsight. What was not found at "
            + "its source is marked with ? wherever it shows (verified false in the files). This desk has:"),
        .table("counts", counts),
        .named(
          "dates",
          [("first signal", days.min()?.description ?? "none"), ("last signal", days.max()?.description ?? "none")]),
        .text(
          "detente init writes the built-in record as files. The SHA-256 of its signals and tariffs, as sha256sum prints it, is:"
        ),
        .named("digests", digests.map { ($0.file, $0.sha256) }),
      ])
  }

  static var codebook: Self {
    Self(
      id: "codebook", title: "Codebook",
      blocks: [
        .text(
          "An event is an act or statement of a government, or of its mouthpiece, on US-China economic relations. The program "
            + "does not check that a signal keeps these rules."),
        .text(
          "A measure is an event once when it is threatened or promised, and once when it takes effect. A threat is an event of "
            + "its own only if the measure never came in that form, or came five days later or more."),
        .text("What both sides do together is one event for each direction."),
        .text(
          "The grade of the source says who tells it: A a government or its publication, B a wire or a paper that names its "
            + "source, C a mouthpiece or an unnamed source. The grade of the information is 1 where it is confirmed, 2 where it is "
            + "probably true, 3 where it is possibly true."),
        .text(
          "A promise of one thing counts once at each stage. The $30bn of cuts of 2026 has three: N27, N34 and N35."),
        .text("Exceptions:"),
        .named(
          "exceptions",
          [
            ("E39, N37", "China's port fees count when announced (10 October 2025) and in force, four days later."),
            (
              "E36",
              "The rare-earth rules of 9 October 2025 count once, on that day, as a deed; most of them were to hold later."
            ),
            ("N16", "A court voided the IEEPA tariffs; that is no gesture to China, so its scope is halved."),
            ("N34", "The Washington arrangement put nothing in force, so its scope is halved on both sides."),
          ]),
      ])
  }
}
