import Market

/// What a name did, beyond the market, around past changes of the headlines in one direction: measured, not predicted.
package struct MeasuredResponse: Hashable, Sendable {
  /// Mean cumulative abnormal return over −1…+1 sessions, in log return.
  package let mean: Double
  /// Of the one event its own t (``EventStudy``), of several the cross-sectional one, mean/(sd/√n); nil where that
  /// does not exist.
  package let t: Double?
  package let count: Int

  /// |t| is below what chance alone exceeds in 5 % of cases, of several events by Student's distribution with n − 1
  /// degrees of freedom.
  package var isWeak: Bool {
    guard let t else { return true }
    return abs(t) < (count == 1 ? EventStudy.significance : Self.critical(count - 1))
  }

  /// The two-sided 5 % point of Student's t; from 5 degrees of freedom on by Fisher's expansion around the normal one.
  static func critical(_ freedom: Int) -> Double {
    let table = [12.706, 4.303, 3.182, 2.776]
    guard freedom > table.count else { return table[max(0, freedom - 1)] }
    let f = Double(freedom)
    return 1.960 + 2.372 / f + 2.823 / (f * f) + 2.556 / (f * f * f)
  }

  /// Nil without a study.
  init?(_ studies: [EventStudy]) {
    guard let first = studies.first else { return nil }
    count = studies.count
    let mean = studies.reduce(0) { $0 + $1.cumulative } / Double(count)
    self.mean = mean
    if count == 1 {
      t = first.t
    } else {
      let squares = studies.reduce(0) { $0 + ($1.cumulative - mean) * ($1.cumulative - mean) }
      let error = (squares / Double(count - 1) / Double(count)).squareRoot()
      t = error > 0 ? mean / error : nil
    }
  }
}

/// A name of the watchlist as the headlines touch it.
package struct NameResponse: Hashable, Sendable {
  package let instrument: Instrument
  package let sector: String
  /// Around past cuts and past raises known at the moment; nil where none could be measured.
  package let cuts: MeasuredResponse?
  package let raises: MeasuredResponse?

  package func response(to direction: ScenarioOutcome.Direction?) -> MeasuredResponse? {
    switch direction {
    case .cut: cuts
    case .raise: raises
    case nil: nil
    }
  }

  /// The names of the watchlist in its order, the reference without a response: it explains itself. An event is the day on which a change of either headline was announced;
  /// one whose window overlaps that of the event before it is left out.
  package static func responses(of desk: Desk, asOf instant: Instant) -> [NameResponse] {
    let changes = TariffSchedule(desk.tariffs).announcedChanges(through: Zone.newYork.day(of: instant))
    return desk.watchlist.sectors.flatMap { sector in
      sector.instruments.map { instrument in
        let series = ReturnSeries(instrument, desk: desk, asOf: instant)
        let isReference = instrument.symbols.contains(desk.watchlist.reference)
        func response(_ direction: ScenarioOutcome.Direction) -> MeasuredResponse? {
          let days = changes.filter { ScenarioOutcome.Direction(points: $0.points) == direction }.map(\.day)
          return isReference ? nil : MeasuredResponse(series.studies(on: days))
        }
        return NameResponse(
          instrument: instrument, sector: sector.name, cuts: response(.cut), raises: response(.raise))
      }
    }
  }
}

extension ReturnSeries {
  /// Those of ascending events that could be studied and do not share a session with the one before.
  fileprivate func studies(on days: [Day]) -> [EventStudy] {
    var studies: [EventStudy] = []
    for day in days {
      guard case .success(let study) = study(on: day, settings: EventStudy.Settings()), let first = study.days.first
      else { continue }
      if let last = studies.last?.days.last, first <= last { continue }
      studies.append(study)
    }
    return studies
  }
}

extension TariffReading {
  /// The measures in force or to come that name a sector.
  package func measures(touching sector: String) -> [TariffMeasure] {
    layers.filter { layer in
      (layer.state == .inForce || layer.state == .pending) && layer.measure.sectors.contains(sector)
    }.map(\.measure)
  }
}
