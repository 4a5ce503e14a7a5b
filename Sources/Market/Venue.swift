/// An exchange by its market identifier code (ISO 10383; `OTC` for US over-the-counter quotes).
package enum Venue: String, Hashable, Sendable, CaseIterable {
  case nasdaq = "XNAS"
  case nyse = "XNYS"
  case arca = "ARCX"
  case otc = "OTC"
  case hongKong = "XHKG"
  case shanghai = "XSHG"
  case shenzhen = "XSHE"
  case tokyo = "XTKS"
  case taiwan = "XTAI"
  case korea = "XKRX"
  case amsterdam = "XAMS"
  case london = "XLON"
  case xetra = "XETR"

  package var zone: Zone {
    switch self {
    case .nasdaq, .nyse, .arca, .otc: .newYork
    case .hongKong: .hongKong
    case .shanghai, .shenzhen: .shanghai
    case .tokyo: .tokyo
    case .taiwan: .taipei
    case .korea: .seoul
    case .amsterdam, .xetra: .centralEurope
    case .london: .london
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
    case .shenzhen: "SZSE"
    case .tokyo: "TSE"
    case .taiwan: "TWSE"
    case .korea: "KRX"
    case .amsterdam: "Euronext Amsterdam"
    case .london: "LSE"
    case .xetra: "Xetra"
    }
  }

  /// The venue that stands for all with its calendar and hours: the NYSE for those of the US, Shanghai for Shenzhen.
  package var lead: Venue {
    switch self {
    case .nasdaq, .nyse, .arca, .otc: .nyse
    case .shanghai, .shenzhen: .shanghai
    case .hongKong, .tokyo, .taiwan, .korea, .amsterdam, .london, .xetra: self
    }
  }

  /// Those that stand for themselves, in the order of screens.
  package static let leads = allCases.filter { $0.lead == $0 }
}
