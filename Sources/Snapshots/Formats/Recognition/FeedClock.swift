import Market

// What a file tells of a time after it was written: its feed's clock is ahead.

extension FileInput {
  /// When the file was written at the latest: its own time, or the clock's where that is ahead (copied from a machine whose
  /// clock is). Nil for bytes in memory.
  var written: Instant? {
    guard let modified, let clock else { return modified ?? clock }
    return min(modified, clock)
  }

  /// Seconds by which a file's time may lie before those that it tells and be believed. Further before data that the clock
  /// has reached, it is that of an archive or of another zone.
  private static let credible: Int64 = 3600

  /// How far a time is ahead of the file; nil where it is not, or where the file's time is not believed.
  fileprivate func ahead(_ time: Instant) -> ClockOffset? {
    guard let written, let offset = ClockOffset(of: time, aheadOf: written) else { return nil }
    let isAheadOfClock = clock.map { ClockOffset(of: time, aheadOf: $0) != nil } ?? false
    return isAheadOfClock || offset.seconds <= FileInput.credible ? offset : nil
  }
}

extension FileValues {
  /// Has quotes that are ahead of their file count from its own time, and refuses histories that begin after it, so that
  /// what was known before them stays. Of bytes in memory nothing is ahead.
  /// - Returns: what is to be said of the quotes.
  mutating func boundByFile(_ input: inout FileInput) -> Problem? {
    guard let written = input.written else { return nil }
    var offset: ClockOffset?
    var late: [(symbol: String, line: Int32, offset: ClockOffset)] = []
    update(.quotes) { quotes in
      // Nearly always none is, and then nothing is copied.
      guard quotes.contains(where: { $0.latest > written && input.ahead($0.latest) != nil }) else { return }
      for index in quotes.indices {
        guard let ahead = input.ahead(quotes[index].latest) else { continue }
        offset = max(offset ?? ahead, ahead)
        quotes[index].count(from: written)
      }
    }
    update(.histories) { histories in
      histories.removeAll { history in
        // A day begins in the east hours before it does in UTC.
        guard let first = history.bars.first,
          let ahead = input.ahead(Zone.utc.instant(first.day, hour: 0).advanced(bySeconds: -14 * 3600))
        else { return false }
        late.append((history.symbol, first.line, ahead))
        return true
      }
    }
    update(.intraday) { histories in
      histories.removeAll { history in
        // A bar may be named by its end.
        guard let first = history.bars.first,
          let ahead = input.ahead(first.time.advanced(bySeconds: -Int64(history.interval)))
        else { return false }
        late.append((history.symbol, first.line, ahead))
        return true
      }
    }
    for (symbol, line, offset) in late {
      refusals.ids.insert(symbol)
      input.log.add(
        line: Int(line), column: 0,
        "found \(symbol) in bars that begin \(offset) after the file was written, expected earlier ones: the feed's "
          + "clock or zone is off")
    }
    clockAhead = offset
    return offset.map { Self.notice($0, isOfFile: input.modified == written, path: input.path) }
  }

  private static func notice(_ offset: ClockOffset, isOfFile: Bool, path: String) -> Problem {
    let (own, moment) = isOfFile ? ("the file's own", "the file's time") : ("the clock", "when they were read")
    return Problem(
      path: path, line: 0, column: 0,
      message: "found a time \(offset) ahead of \(own), expected none later: the feed's clock is off, and its prices "
        + "count from \(moment)",
      isNotice: true)
  }
}
