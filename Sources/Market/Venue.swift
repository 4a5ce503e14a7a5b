/// An exchange by its market identifier code (ISO 10383; `OTC` for US over-the-counter quotes).
package enum Venue: String, Hashable, Sendable, CaseIterable {
  case nasdaq = "XNAS"
  case nyse = "XNYS"
  case arca = "ARCX"
  case otc = "OTC"
  case hongKong = "XHKG"
  case shanghai = "XSHG"

  package var zone: Zone {
    switch self {
    case .nasdaq, .nyse, .arca, .otc: .newYork
    case .hongKong: .hongKong
    case .shanghai: .shanghai
    }
  }

  /// What the header calls it.
  package var shortName: String {
    switch self {
    case .nasdaq: "Nasdaq"
    case .nyse: "NYSE"
    case .arca: "NYSE Arca"
    case .otc: "OTC"
    case .hongKong: "HKEX"
    case .shanghai: "SSE"
    }
  }
}
