/// The parts of the content that `--only` picks.
package enum Section: String, CaseIterable, Sendable {
  case quotes, indicator, tariffs, signals, facts, ahead, digest, files
}
