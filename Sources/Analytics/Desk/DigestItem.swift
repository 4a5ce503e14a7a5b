import Market

/// One thing that happened since the trader looked.
package enum DigestItem: Hashable, Sendable {
  /// One of the two triggers of the index.
  package enum TriggerName: String, Sendable, CaseIterable { case talks, rollback }

  case trigger(TriggerName, from: Trigger.State, to: Trigger.State)
  /// The rate of a side on all goods of the other, in percent.
  case headline(Side, from: Double, to: Double)
  /// A step to come.
  case announced(TariffReading.Change)
  /// A measure on some goods that took another state.
  case layer(TariffReading.Layer)
  /// The policy index; `label` is the band that it moved into, nil where it stayed in its own.
  case index(from: Double, to: Double, label: Label?)
  /// The index has no label any more: the newest signal, if there is one, is of this day.
  case noEvidence(since: Day?)
  /// The market needle.
  case market(from: Double, to: Double)
  /// A signal that is new, or known before in another status.
  case signal(Signal, Signal.Status, isNew: Bool)
  /// A file that is bad or gone.
  case file(path: String, FileReport.State)
  case doubt(symbol: String, price: Double?, Doubt)
  case move(NameMove)

  /// What it is about: there is one item of a subject, the last.
  enum Subject: Hashable, Sendable {
    case trigger(TriggerName), headline(Side), step(String), measure(String), index, market, signal(String)
    case file(String), doubt(String), name(String)
  }

  var subject: Subject {
    switch self {
    case .trigger(let name, _, _): .trigger(name)
    case .headline(let side, _, _): .headline(side)
    case .announced(let change): .step("\(change.step.effective) \(change.measure.id)")
    case .layer(let layer): .measure(layer.measure.id)
    case .index, .noEvidence: .index
    case .market: .market
    case .signal(let signal, _, _): .signal(signal.id)
    case .file(let path, _): .file(path)
    case .doubt(let symbol, _, _): .doubt(symbol)
    case .move(let move): .name(move.symbol)
    }
  }

  /// The group it stands in, the most important first.
  var rank: Int {
    switch self {
    case .trigger: 0
    case .headline, .announced, .layer: 1
    case .index, .noEvidence, .market: 2
    case .signal: 3
    case .file: 4
    case .doubt, .move: 5
    }
  }

  /// Whether it says no more than another of its subject: a price that goes on being doubtful is no news.
  func repeats(_ other: DigestItem) -> Bool {
    switch (self, other) {
    case (.doubt, .doubt): true
    case (.announced(let a), .announced(let b)): SeenMark.key(a) == SeenMark.key(b)
    case (.layer(let a), .layer(let b)): SeenMark.state(a) == SeenMark.state(b)
    default: self == other
    }
  }
}

/// A move of a name that is large for it.
package struct NameMove: Hashable, Sendable {
  package let symbol: String
  /// Percent from the price that it counts from.
  package let percent: Double
  /// Its log return in deviations of the name's daily ones; nil where these are not known.
  package let sigma: Double?
  /// When the name had the price that it counts from; nil: that is the last close.
  package let since: Instant?
  /// The price that it led to, and the session of that.
  package let price: Double
  package let session: Day

  package init(symbol: String, percent: Double, sigma: Double?, since: Instant?, price: Double, session: Day) {
    (self.symbol, self.percent, self.sigma, self.since) = (symbol, percent, sigma, since)
    (self.price, self.session) = (price, session)
  }
}
