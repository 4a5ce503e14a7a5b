import Analytics
import Market
import Wording

/// What the index is computed by.
extension IndexMethod.Part {
  static func formulas(_ settings: IndicatorSettings) -> Self {
    Self(
      id: "formulas", title: "Formulas",
      blocks: [
        .text(
          "The policy index P runs from 0 to 100; 50 is neutral. It has two parts: E, events, and T, tariffs. The market "
            + "needle M stands beside it and counts in the number called combined alone."),
        .text(
          "Each signal counts as one event from its date to \(PolicyIndex.window) days later, once it is known. Its age is "
            + "the day less its date, in days. s is the sum of x over these events."),
        .formulas([
          "x = g * R * C * scope * 2^(-age / H)",
          "E = 50 + 50 * tanh(s / S)",
          "u = ln((100 + peak) / (100 + rate))",
          "v = ln((100 + peak) / (100 + base))",
          "t = clip(100 * u / v, 0, 100)",
          "T = (tUS + tCN) / 2",
          "P = 50 + (wE * (E - 50) + wT * (T - 50)) / (wE + wT)",
          "points = wE / (wE + wT) * (E - 50) * x / s",
        ]),
        .text(
          "g is the weight of the event's code. R and C are the numbers of its grades. H is the half-life of words or of "
            + "deeds. rate is a side's all-in rate in percent; tUS and tCN are t of either side. points is what an event adds to P; the points of all events "
            + "sum to the events part."),
        .text(
          "A part that is missing is dropped, and the weight of the other is scaled to 1. A desk without signals has no E. "
            + "A desk without a baseline for either side has no T. Before the first signal is known s is 0, and E is 50."
        ),
        .text(
          "The band called grading says how far P could be off because a report is untrue. Each report is a draw that is "
            + "true with probability R * C. V is the sum of y over the events. The band is P "
            + "less and plus half, within 0 and 100. It says nothing of the choice of settings."),
        .formulas([
          "y = (g * scope * 2^(-age / H))^2 * R * C * (1 - R * C)",
          "sigma = 50 / S * (1 - tanh(s / S)^2) * sqrt(V)",
          "half = q * wE / (wE + wT) * sigma",
        ]),
        .text(
          "An act on all goods counts twice: as an event, and in the tariff level. The Indicator also gives the index "
            + "without the signals that name their measure (withoutMeasures in JSON)."),
      ])
  }

  static func constants(_ settings: IndicatorSettings) -> Self {
    let numbers: [(String, Double, String)] = [
      ("wE", max(settings.eventsWeight, 0), "weight of events"),
      ("wT", max(settings.tariffsWeight, 0), "weight of tariffs"),
      ("wM", max(settings.marketWeight, 0), "weight of the needle, in combined alone"),
      ("Hwords", settings.verbalHalfLife, "half-life of words, days"),
      ("Hdeeds", settings.materialHalfLife, "half-life of deeds, days"),
      ("S", settings.scale, "scale of s"),
      ("window", Double(PolicyIndex.window), "days that an event counts"),
      ("q", PolicyIndex.bandErrors, "standard errors of a 90 % band"),
    ]
    var table = Table(["name", "value", "meaning"])
    table.rows = numbers.map { [.text($0.0), .number($0.1), .text($0.2)] }
    var bounds = Table(["side", "peak", "base"])
    bounds.rows = Side.allCases.map { side in
      let (peak, base) = PolicyIndex.tariffBounds(side)
      return [.text(side.rawValue), .number(peak), .number(base)]
    }
    return Self(
      id: "constants", title: "Constants",
      blocks: [
        .table("constants", table),
        .text(
          "peak and base are all-in rates in percent: those of mid-April 2025, and the averages before July 2018. The base of "
            + "China, 8.0, was not found at its source. The scale was set knowing the peak of April 2025."),
        .table("bounds", bounds),
      ])
  }

  static var grades: Self {
    var sources = Table(["reliability", "R"])
    sources.rows = Signal.Reliability.allCases.map { [.text($0.rawValue), .number($0.number)] }
    var information = Table(["credibility", "C"])
    information.rows = (1...6).map { [.number(Double($0)), .number(Signal.number(ofCredibility: $0))] }
    let statuses = Signal.Status.allCases.filter { $0 != .withdrawn }
    var status = Table(["grade"] + statuses.map(\.rawValue))
    status.rows = (1...6).map { grade in
      [.number(Double(grade))] + statuses.map { .number(Double(Signal.credibility(grade, $0))) }
    }
    return Self(
      id: "grades", title: "Grades and status",
      blocks: [
        .text(
          "A signal has a grade of its source, A to F, and one of its information, 1 to 6 (Admiralty code). That a grade is "
            + "such a number is this program's choice; there is no official one."),
        .table("reliability", sources), .table("information", information),
        .text(
          "The status that is known decides which grade of the information counts. Each row is a grade as written, each "
            + "column a status. Withdrawn is not in it: such an event counts 0."),
        .table("status", status),
        .text("What a signal leaves out is: reliability F, credibility 6, reported, scope 1."),
      ])
  }

  /// The codes that the signals have.
  static func codes(_ signals: [Signal]) -> Self {
    var table = Table(["code", "g", "kind", "name"])
    let codes = Dictionary(signals.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    table.rows = codes.sorted { $0.key < $1.key }.map { code, signal in
      [
        .text(code), .number(signal.weight), .text(signal.isMaterial ? "deed" : "word"),
        ColumnValue(CAMEO.meaning(of: code)),
      ]
    }
    return Self(
      id: "codes", title: "Codes",
      blocks: [
        .text(
          "g is the Goldstein weight of a CAMEO code as GDELT gives it. A code that is not in its table takes the weight of "
            + "its first three digits, else of its first two. Roots 06 to 08 and 14 to 20 (QuadClass 2 and 4) are deeds, the "
            + "others words (1 and 3). These codes stand in the record; detente codes finds the others."),
        .table("codes", table),
        .text(
          "Events that a machine has coded (GDELT, ICEWS) count only where the watchlist says so. scope is 1 for the whole "
            + "economy, 0.5 for a sector or a programme, 0.25 for a group of products."),
      ])
  }
}
