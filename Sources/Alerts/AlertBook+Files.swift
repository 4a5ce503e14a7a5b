import Analytics
import Canvas
import Market
import Wording

/// What rings for itself, without a rule: a feed that is dead, a file that is refused, a price that may be none.
extension AlertBook {
  /// A feed or file that fails rings once; what depends on it is held back by its own data, which do not count.
  mutating func takeFiles(_ context: Context, _ rung: inout [Firing]) {
    var failing: [(path: String, since: Instant, said: String)] = []
    for feed in context.reading.deadFeeds {
      failing.append((feed.file, feed.since, "silent since \(AlertText.moment(feed.since))"))
    }
    for file in context.reading.troubledFiles where !failing.contains(where: { $0.path == file.path }) {
      failing.append((file.path, file.modified ?? context.minute, file.state == .gone ? "gone" : "refused"))
    }
    let paths = Set(failing.map(\.path))
    guard paths != held else { return }
    let fresh = context.isFirst ? [] : failing.filter { !held.contains($0.path) }
    held = paths
    isUnkept = true
    for (path, since, said) in fresh {
      tell(
        firing(path, symbol: nil, "failing", said, text: "\(path) \(said)", at: context.minute, since: since), &rung)
    }
  }

  /// A doubtful price rings as what it is, once a session.
  mutating func tellDoubt(
    _ row: QuoteRow, _ context: Context, _ rung: inout [Firing]
  ) {
    let symbol = row.instrument.symbol
    guard let doubt = row.doubt, let price = row.price, let time = row.time, let session = row.session else { return }
    guard doubted[symbol] != session else { return }
    doubted[symbol] = session
    isUnkept = true
    guard !context.isFirst else { return }
    var said = "doubtful \(NumberText.price(price).text)"
    if let base = row.previousClose ?? row.closes.last, base > 0 {
      said += " \(NumberText.fixed(100 * (price / base - 1), 0, signed: true).text) %"
    }
    tell(
      firing(
        symbol, symbol: symbol, "doubtful", doubt.reason, text: "\(symbol) \(said)", at: time, since: time,
        number: price, source: row.origin), &rung)
  }

  private func firing(
    _ subject: String, symbol: String?, _ edge: String, _ value: String, text: String, at time: Instant,
    since: Instant, number: Double? = nil, source: Origin? = nil
  ) -> Firing {
    Firing(
      id: Firing.digest([edge, subject, "\(time.milliseconds)"]), edgeKey: Firing.digest([edge, subject]), rule: edge,
      name: nil, note: nil, origin: source ?? Origin(file: subject, line: 0), subject: subject, symbol: symbol,
      edge: edge, value: value, number: number, source: source, time: time, since: since, short: TerminalSafe(text),
      text: TerminalSafe(text), isUrgent: false, isLate: isLate(time.advanced(bySeconds: 60)),
      isDoubtful: edge == "doubtful", isOwn: false, ways: nil, isSnoozed: false)
  }
}
