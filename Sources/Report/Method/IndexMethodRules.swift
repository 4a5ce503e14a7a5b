import Analytics
import Market
import Wording

/// When something counts, and what is said of the number.
extension IndexMethod.Part {
  static var known: Self {
    Self(
      id: "known", title: "What is known when",
      blocks: [
        .text(
          "Dates are those of New York. A day of a history, and a date as of which something is asked, is read at 16:20 New "
            + "York of it. Nothing counts before it is known."),
        .text(
          "A signal is known from its time, without one from 16:20 New York of its date. Its date is that of its time; "
            + "an event that a machine has coded keeps its own date. A status entry is known by the same rule, and never "
            + "before its signal. The entry known last holds."),
        .text(
          "A step of a measure is known from announcedAt, without that from 16:20 New York of announced, without either from "
            + "its effect: its time, else 00:01 New York for the US and 12:01 Beijing for China."),
        .text("At the live present whatever is dated today or before is known, at any hour."),
      ])
  }

  static func tariffs(_ book: TariffBook) -> Self {
    var table = Table(["side", "from", "baseline"])
    table.rows = book.baselines.map { [.text($0.by.rawValue), .text($0.from.description), .number($0.average)] }
    return Self(
      id: "tariffs", title: "Tariffs",
      blocks: [
        .text(
          "The headline of a side is the sum of its measures of scope all. Of each measure one step counts: of those that are "
            + "known and whose date of effect has come in New York, the one with the latest date of effect, of one date the "
            + "one known last. Its rate counts while its state is in force; in any other state it counts 0. The last day of "
            + "a suspension (until) ends no rate."),
        .text("The all-in rate is the headline plus the baseline. The baseline is the last one that has begun."),
        .table("baselines", table),
        .text(
          "The announced value takes for each measure the known step with the latest date of effect, whether it has come or "
            + "not. The value if lapsed takes ifLapsed as the rate of each step whose until has passed with no later step "
            + "known. Events stay as they are in both."),
      ])
  }

  static func settings(_ settings: IndicatorSettings) -> Self {
    func factors(_ values: [Double]) -> [[ColumnValue]] { values.map { [.number($0)] } }
    var halfLives = Table(["factor"])
    halfLives.rows = factors(PolicyIndex.halfLifeFactors)
    var scales = Table(["factor", "S"])
    scales.rows = PolicyIndex.scaleFactors.map { [.number($0), .number($0 * settings.scale)] }
    var weights = Table(["wE", "wT"])
    weights.rows = PolicyIndex.weightFactors.map {
      [.number($0.events * max(settings.eventsWeight, 0)), .number($0.tariffs * max(settings.tariffsWeight, 0))]
    }
    return Self(
      id: "settings", title: "Settings",
      blocks: [
        .text(
          "P is also computed under 27 settings: each of three factors on both half-lives, with each of three scales, with "
            + "each of three pairs of weights. The lowest, the median and the highest are shown, and how many have the "
            + "label of P. They are no models of their own: they share one ledger and one formula."),
        .table("halfLives", halfLives), .table("scales", scales), .table("weights", weights),
      ])
  }

  static var labels: Self {
    var table = Table(["label", "from", "below"])
    var start = 0.0
    for label in Label.allCases {
      table.rows.append([.text(label.words), .number(start), label.end.map { .number($0) } ?? .missing])
      start = label.end ?? 100
    }
    typealias Evidence = IndicatorReading.Evidence
    return Self(
      id: "labels", title: "Labels and evidence",
      blocks: [
        .table("labels", table),
        .text(
          "The age of the evidence is the day less the date of the newest signal that is known and not withdrawn. A status "
            + "entry does not renew it. Over \(Evidence.fresh) days it is marked as old. Over \(Evidence.longest) days, or "
            + "without a signal, there is no label, no agreement and no settings, only the number."),
      ])
  }

  static func market(_ watchlist: Watchlist) -> Self {
    let basket = watchlist.indicator.basket.filter { $0.weight > 0 && $0.weight.isFinite }
    let total = basket.reduce(0) { $0 + $1.weight }
    var table = Table(["member", "weight"])
    table.rows = basket.map { [.text($0.symbol), .number($0.weight / total)] }
    let (span, past) = (MarketReading.span, MarketReading.past)
    let furthest = Int(MarketReading.furthest)
    return Self(
      id: "market", title: "Market needle and combined",
      blocks: [
        .text(
          "Sessions are those of the reference, \(watchlist.reference). r is the weighted mean of the members' log returns "
            + "over \(span) sessions, less the reference's. mean and sd (n - 1) are of the \(past) values of r before it. Phi "
            + "and phi are the normal distribution and its density."),
        .formulas([
          "z = clip((r - mean) / sd, -\(furthest), \(furthest))", "M = 100 * Phi(z)",
          "sigmaM = 100 * phi(z) * sqrt((1 + z^2 / 2) / \(past / span))",
          "w = wE + wT + wM",
          "combined = 50 + (wE * (E - 50) + wT * (T - 50) + wM * (M - 50)) / w",
          "halfCombined = q * sqrt((wE * sigma)^2 + (wM * sigmaM)^2) / w",
        ]),
        .table("basket", table),
        .text(
          "Closes are adjusted ones where the file has them; doubtful ones count in nothing. A member carries its last close "
            + "at or before a session. A quote of a session without a bar stands for its close, and the needle is then "
            + "provisional."),
        .text(
          "A member whose last close at or before the reference's last session is more than \(MarketReading.oldest) calendar "
            + "days before the day is dropped. The weights of the others are scaled to 1, and all past values are taken anew "
            + "from them. Where none is left there is no needle. So a reference that stopped more than "
            + "\(MarketReading.oldest) days ago removes it too. Nor is there one with fewer than \(past) past values."),
      ])
  }
}
