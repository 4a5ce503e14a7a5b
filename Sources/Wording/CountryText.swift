import Canvas

/// Countries as the screen writes them.
package enum CountryText {
  /// `US` and `CN` for the two sides, else the three letters of the ledger.
  package static func short(_ code: String) -> TerminalSafe {
    switch code {
    case "USA": "US"
    case "CHN": "CN"
    default: "\(code)"
    }
  }
}
