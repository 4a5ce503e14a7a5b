import Analytics
import Canvas
import Market

extension IndicatorReading {
  /// What is missing where the record of events ended long ago, and how to catch up, a sentence each; empty while there is
  /// evidence, and for a desk without signals.
  package var catchingUp: [TerminalSafe] {
    guard evidence.isMissing, let newest = evidence.newest, let age = evidence.ageDays else { return [] }
    return [
      "The newest signal is of \(DateText.long(newest)), \(age) days ago. What happened since is not in the index.",
      "detente signal and detente tariff write what is missing, with its date; their --help has an example.",
      "The sources: Federal Register, USTR and BIS for the US; MOFCOM and the State Council Tariff Commission for China.",
    ]
  }
}
