import Market

/// What of a file was refused, and could be read so far as to know what it is.
struct Refusals {
  /// Symbols or ids (titles of a calendar, sides of baselines) of refused rows, and of those whose bars or values were
  /// refused.
  var ids: Set<String> = []
  /// Days of refused bars, by symbol, or of refused values of a series, by id.
  var days: [String: Set<Day>] = [:]
}
