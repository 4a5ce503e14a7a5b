import Market

/// What a name did, beyond the market, around past changes of the headlines in one direction: measured, not predicted.
package struct MeasuredResponse: Hashable, Sendable {
  private let average: EventAverage
  /// The only event, where there is but one.
  private let only: EventStudy?

  /// Mean cumulative abnormal return over −1…+1 sessions, in log return, of events whose windows share no session.
  package var mean: Double { average.mean }
  /// Of the one event its own t (``EventStudy``), of several the cross-sectional one; nil where that does not exist, as
  /// for fewer than five.
  package var t: Double? { only.map(\.t) ?? average.t }
  package var count: Int { average.count }
  /// |t| is below what chance alone exceeds in 5 % of cases.
  package var isWeak: Bool { only?.isWeak ?? average.isWeak }

  /// Nil without a study.
  init?(_ studies: [EventStudy]) {
    guard let average = EventAverage(studies) else { return nil }
    self.average = average
    only = average.count == 1 ? studies.first : nil
  }
}

/// A name of the watchlist as the headlines touch it.
package struct NameResponse: Hashable, Sendable {
  package let instrument: Instrument
  package let sector: Sector
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

  /// The names of the watchlist in its order, the reference without a response: it explains itself. An event is the
  /// announcement of a change of either headline; one whose window overlaps that of the event before it is left
  /// out.
  package static func responses(of desk: Desk, asOf instant: Instant) -> [NameResponse] {
    let changes = TariffSchedule(desk.tariffs).announcedChanges(through: desk.ledgerCutoff(asOf: instant))
    return desk.watchlist.sectors.flatMap { sector in
      sector.instruments.map { instrument in
        let series = ReturnSeries(instrument, desk: desk, asOf: instant)
        let isReference = instrument.isNamed(desk.watchlist.reference)
        func response(_ direction: ScenarioOutcome.Direction) -> MeasuredResponse? {
          let events = changes.filter { ScenarioOutcome.Direction(points: $0.points) == direction }.map {
            EventTime(known: $0.known)
          }
          return isReference
            ? nil
            : MeasuredResponse(events.compactMap { try? series.study(at: $0, settings: EventStudy.Settings()).get() })
        }
        return NameResponse(
          instrument: instrument, sector: sector, cuts: response(.cut), raises: response(.raise))
      }
    }
  }
}

extension TariffReading {
  /// The measures in force or to come that name a sector, or one of its aliases.
  package func measures(touching sector: Sector) -> [TariffMeasure] {
    layers.filter { layer in
      (layer.state == .inForce || layer.state == .pending) && sector.isNamed(among: layer.measure.sectors)
    }.map(\.measure)
  }
}
