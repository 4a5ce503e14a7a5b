import Analytics
import Canvas
import Market

/// What a reader of the what-if's figures must know, as the screen and `print` say it.
package struct WhatIfText {
  private let outcome: ScenarioOutcome
  /// Of the moment: other years are written out.
  private let year: Int

  package init(_ outcome: ScenarioOutcome, year: Int) {
    self.outcome = outcome
    self.year = year
  }

  /// How many ``notes`` there are.
  package static let count = 7

  package var notes: [TerminalSafe] {
    let fits = years { try? outcome.trade.side($0).outturn.get().year.year }
    return [
      extrapolation + ".",
      "-0.76 is for less than a year, -2 for the long run"
        + (fits.isEmpty ? "." : "; implied fits " + Self.joined(fits.map { "\($0)" }, " and ") + "."),
      "China's side uses the elasticity of the US side: not verified.",
      base + ".",
      "Duty " + duty(.us) + ".",
      "Names: measured around announcements, -1 to +1 sessions, not predicted.",
      "w: weak, chance over 5 %; two to four events have no t.",
    ]
  }

  /// The same in two lines, the first the more important.
  package var short: [TerminalSafe] { [base + ".  w: weak", extrapolation + ". China: not verified."] }

  private var extrapolation: TerminalSafe { "No tariff in the sample came near 145 %: extrapolation" }

  private func years(_ year: (Side) -> Int?) -> [Int] { Set(Side.allCases.compactMap(year)).sorted() }

  /// `Base 2024: imports 438.9 at 19.0 %, exports 143.5 at 21.0 % all-in`, or what is missing.
  package var base: TerminalSafe {
    let years = years { outcome.trade.side($0).year?.year }
    // Said once, behind the last rate.
    let last = Side.allCases.last { outcome.trade.side($0).year != nil }
    let parts = Side.allCases.map { side -> TerminalSafe in
      switch outcome.trade.side(side).base {
      case .success(let found):
        let year: TerminalSafe = years.count > 1 ? " of \(found.year)" : ""
        return "\(side.imports)\(year) \(amount(found)) at \(NumberText.fixed(found.rate, 1)) %"
          + (side == last ? " all-in" : "")
      case .failure(let gap): return gap.words
      }
    }
    let head: TerminalSafe = years.count == 1 ? "Base \(years[0]): " : "Base: "
    return head + Self.joined(parts, ", ")
  }

  /// `2025 imports 308.4, model 371.9 +20.6 %; exports 106.3, model 132.7 +24.8 %`: what was, and what the short
  /// elasticity gave, run day by day from the year before; or what is missing for it. The second without `exports`, where
  /// there is no room for both.
  package var outturns: [TerminalSafe] {
    let (us, china) = (outcome.trade.us.outturn, outcome.trade.china.outturn)
    if case .failure(let first) = us, case .failure(let second) = china {
      return ["no outturn: " + first.words + ", " + second.words, "no outturn: " + first.words]
    }
    let years = years { try? outcome.trade.side($0).outturn.get().year.year }
    let (first, second) = (outturn(.us), outturn(.china))
    // A year that both have stands once.
    let isShared = years.count == 1 && (try? us.get()) != nil && (try? china.get()) != nil
    return [first.year + first.text + "; " + (isShared ? "" : second.year) + second.text, first.year + first.text]
  }

  private func outturn(_ side: Side) -> (year: TerminalSafe, text: TerminalSafe) {
    switch outcome.trade.side(side).outturn {
    case .success(let outturn):
      let flow = outcome.short.flow(side)
      return (
        "\(outturn.year.year) ",
        "\(side.imports) \(amount(outturn.year)), model \(NumberText.fixed(flow.model, 1)) "
          + "\(NumberText.fixed(flow.miss, 1, signed: true)) %"
      )
    case .failure(let gap): return ("", "no outturn: " + gap.words)
    }
  }

  /// At what rate a side's duty is taken: `on the average 124.1 % of 12 Apr, then if nothing were exempt`.
  package func duty(_ side: Side) -> TerminalSafe {
    let duty = outcome.dutyRate(side)
    guard let average = duty.average else { return "at the statutory rate, as " + Self.statutory }
    let published: TerminalSafe = "on the average \(rate(average)) % of \(DateText.short(average.day, year: year))"
    return duty.averageHolds ? published : published + ", then " + Self.statutory
  }

  /// A side's duty under the short elasticity, now and then, each with its rate.
  package func dutyNumbers(_ side: Side) -> TerminalSafe {
    let amount = outcome.short.flow(side).duty
    let duty = outcome.dutyRate(side)
    let (now, then) = (NumberText.fixed(amount.now, 1), NumberText.fixed(amount.then, 1))
    guard let average = duty.average else { return now + ", then " + then + ", " + Self.statutory }
    let present = now + " at the average \(rate(average)) %"
    return duty.averageHolds ? present : present + ", then " + then + " " + Self.statutory
  }

  private static func joined(_ parts: [TerminalSafe], _ separator: TerminalSafe) -> TerminalSafe {
    parts.dropFirst().reduce(parts.first ?? "") { $0 + separator + $1 }
  }

  private static let statutory: TerminalSafe = "if nothing were exempt"

  private func rate(_ average: PublishedAverage) -> TerminalSafe {
    NumberText.fixed(average.rate, 1) + (average.verified ? "" : "?")
  }

  /// ` ?` where a side's base year, which all of the model's figures rest on, was not found at its source.
  package func baseMark(_ side: Side) -> TerminalSafe {
    outcome.trade.side(side).year?.verified == false ? "?" : ""
  }

  private func amount(_ year: TradeRecord.Year) -> TerminalSafe {
    NumberText.fixed(year.trade, 1) + (year.verified ? "" : "?")
  }
}

extension ScenarioChange {
  /// The change between both values as they are shown; nil where both are not measured alike.
  package func shownChange(_ decimals: Int) -> Double? {
    isComparable ? NumberText.difference(from: now, to: then, decimals) : nil
  }
}

extension Side {
  /// What its facts call its imports: those of the US from China, and what the US exports to it.
  fileprivate var imports: TerminalSafe { self == .us ? "imports" : "exports" }
}

extension TradeRecord.Gap {
  package var words: TerminalSafe {
    switch self {
    case .noFact(let id): "no fact \(id)"
    case .notInBillions(let id): "fact \(id) is not in $bn"
    case .noRate(let year): "no all-in rate for all of \(year)"
    }
  }
}
