import Analytics
import Market

/// The columns of what happened since the trader looked.
package enum DigestColumns {
  package typealias Record = ColumnRecord<Digest.Entry>

  package static let named = Record("named", "named", csv: "named", meaning: "when it was named") {
    .text(Zone.newYork.timestamp($0.named))
  }
  package static let about = Record("about", csv: "about", meaning: "trigger, tariffs, index, signal, file or name") {
    .text($0.item.about)
  }
  package static let text = Record("text", csv: "text", meaning: "what happened") { .text($0.item.text()) }

  /// In the order of CSV.
  package static let all = [named, about, text]
}

extension DigestItem {
  /// What kind of thing it speaks of, in a word.
  package var about: String {
    switch self {
    case .trigger: "trigger"
    case .headline, .announced, .layer: "tariffs"
    case .index, .noEvidence, .market: "index"
    case .signal: "signal"
    case .file: "file"
    case .doubt, .move: "name"
    }
  }
}
