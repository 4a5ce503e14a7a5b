import Analytics
import Market
import Wording

/// How the index behaves: what the desk itself tells, and what was once found outside the program.
extension IndexMethod.Part {
  static func validation(_ validation: IndexValidation?) -> Self {
    var numbers = Table(["name", "value", "meaning"])
    numbers.rows = [
      ("changes", validation.map { Double($0.labelChanges) }, "the number crossed into another label's band"),
      ("byDecay", validation.map { Double($0.labelChangesByDecay) }, "of these by the age of events alone"),
      ("decay", validation?.decayMovement, "points moved by the age of events"),
      ("news", validation?.newsMovement, "points moved by what became known or took effect"),
      ("decayShare", validation?.decayShare, "share of decay in both"),
    ].map { [.text($0.0), .number($0.1), .text($0.2)] }
    var series = Table(["series", "of", "basis", "r", "n"])
    for found in validation?.series ?? [] {
      func add(_ kind: String, _ item: SeriesCorrelation) {
        series.rows.append([
          .text(found.id), .text(kind), .text(item.basis.words), .number(item.coefficient), .number(Double(item.count)),
        ])
      }
      found.levels.forEach { add("levels", $0) }
      found.changes.map { add("changes", $0) }
    }
    return Self(
      id: "validation", title: "Validation, computed",
      blocks: [
        .text(
          "Computed from the desk as this is printed; detente print FOLDER --only method --from DATE --to DATE does so for any "
            + "desk and span. Days are weekdays, each as it read at 16:20 New York. A day's decay is the move of P that the "
            + "age of what was known the day before makes; its news is the rest. Both are summed without their signs."),
        .named(
          "span",
          [("from", validation?.from.description ?? "none"), ("to", validation?.to.description ?? "none")]),
        .table("movement", numbers),
        .text(
          "Pearson's r of P with each published series of the desk, where there are \(IndexValidation.fewestPairs) pairs: of "
            + "levels, and of changes from one period to the next, of a daily series from Friday to Friday by its mean of "
            + "seven days. An average tariff moves with T by construction, and validates nothing."),
        .table("correlations", series),
      ])
  }

  /// Each with its date and method, as the program has not the data.
  static var findings: Self {
    Self(
      id: "findings", title: "Validation, quoted",
      blocks: [
        .text("The program does not compute these. Each is quoted with its date and method."),
        .named(
          "findings",
          [
            (
              "trade policy uncertainty",
              "Found on 28 November 2026, by a script apart from this program, on weekdays from 20 January to 14 November 2025: "
                + "P against the logarithm of the seven-day mean of daily TPU (Caldara and others). Levels: r -0.56 on the "
                + "first 51 signals (E01 to E51 with the tariff table of February 2026), -0.59 on this record, n 215. Changes "
                + "from Friday to Friday: r -0.28 on this record, n 42. Shifted by one to three weeks either way: r from "
                + "-0.21 to 0.24, none beyond 2/sqrt(n): no lead of either."
            ),
            (
              "returns",
              "Found in November 2026 by the authors of the record, outside this program: 48 regressions, with errors robust to "
                + "heteroskedasticity and autocorrelation (HAC), of the returns of AMAT, KLAC, FSLR and COSCO less SPY on "
                + "level, changes and needle, over 1, 5 and 20 sessions. In 7 of them t is beyond 1.96, each time with the "
                + "wrong sign, and none holds out of sample: no usable lead."
            ),
          ]),
        .text(
          "An act on all goods moves both parts of P, so that events and tariffs are no independent evidence of each other."
        ),
      ])
  }
}
