import Market

extension Desk {
  /// The desk as it is known at the present: what has been read is of now at the latest, whatever clock dated it, so that no
  /// price vanishes because clocks differ or the machine's was set back. What is further ahead than clocks usually differ by
  /// is marked, and its file. What the ledger dates today is known. Not for a past moment, which must not look ahead.
  package func known(at now: Instant) -> Desk {
    var desk = self
    desk.present = now
    // Nearly always none is.
    guard quotes.indices.contains(where: { quotes.values[$0].latest > now }) else { return desk }
    var offsets: [String: ClockOffset] = [:]
    for (symbol, quote) in quotes where quote.latest > now {
      var known = quote
      known.count(from: now)
      desk.quotes[symbol] = known
      guard let offset = ClockOffset(of: quote.latest, aheadOf: now) else { continue }
      offsets[quote.origin.file] = max(offsets[quote.origin.file] ?? offset, offset)
    }
    for index in desk.files.indices {
      guard let offset = offsets[desk.files[index].path] else { continue }
      desk.files[index].clockAhead = max(desk.files[index].clockAhead ?? offset, offset)
    }
    return desk
  }

  /// By when an entry of the ledger must have become known to count in a view of a moment: by the moment itself, at the live
  /// present by the end of its date in New York, so that nobody waits until 16:20 for a line written at ten.
  package func ledgerCutoff(asOf instant: Instant) -> Instant {
    guard let present, instant >= present else { return instant }
    return Zone.newYork.day(of: instant).end
  }

  /// The files whose feed's clock is ahead, the furthest first.
  package var filesAhead: [(path: String, offset: ClockOffset)] {
    files.compactMap { file in file.clockAhead.map { (file.path, $0) } }
      .sorted { ($1.offset, $0.path) < ($0.offset, $1.path) }
  }
}
