import CEmbedded
import Foundation
import Market
import Snapshots

@testable import Analytics

/// The policy index under the 27 settings, ascending, before the rule that old evidence shows none of them.
func settingsValues(_ desk: Desk, asOf instant: Instant) -> [Double] {
  let ledger = PolicyIndex(desk)
  return ledger.values(ledger.standing(on: Zone.newYork.day(of: instant), asOf: instant))
}

/// The first record: the ledger of 51 events and the tariff measures of February 2026 that the first vectors were computed
/// on, with the built-in watchlist and daily bars.
func referenceDesk() -> Desk { loaded }

/// The built-in desk.
func builtInDesk() -> Desk { builtIn }

/// The same with one more file beside it.
func referenceDesk(with name: String, _ text: String) -> Desk { Desk(files: files + [(name, Array(text.utf8))]) }

/// A desk of some files alone.
func referenceDesk(only files: [(name: String, text: String)]) -> Desk {
  Desk(files: files.map { ($0.name, Array($0.text.utf8)) })
}

private let loaded = Desk(files: files)
private let builtIn = Desk(files: embedded)

private let files: [(name: String, bytes: [UInt8])] =
  embedded.filter { $0.name == "prices.csv" || $0.name == "watchlist.yaml" }
  + ["averages.json", "calendar.json", "facts.json", "signals.jsonl", "tariffs.json"].map { ($0, firstRecord($0)) }

private func firstRecord(_ name: String) -> [UInt8] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("FirstRecord")
  return (try? Array(Data(contentsOf: folder.appendingPathComponent(name)))) ?? []
}

private let embedded: [(name: String, bytes: [UInt8])] = (0..<dt_embedded_desk_count()).compactMap { index in
  var count = 0
  guard let name = dt_embedded_desk_name(index), let bytes = dt_embedded_desk_bytes(index, &count) else { return nil }
  return (String(cString: name), Array(UnsafeBufferPointer(start: bytes, count: count)))
}
