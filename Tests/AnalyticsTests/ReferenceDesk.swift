import CEmbedded
import Market
import Snapshots

/// The demo desk: the ledger of 51 events, the daily bars and the tariff measures that the vectors were computed on.
func referenceDesk() -> Desk { loaded }

/// The same with one more file beside it.
func referenceDesk(with name: String, _ text: String) -> Desk { Desk(files: files + [(name, Array(text.utf8))]) }

/// A desk of some files alone.
func referenceDesk(only files: [(name: String, text: String)]) -> Desk {
  Desk(files: files.map { ($0.name, Array($0.text.utf8)) })
}

private let loaded = Desk(files: files)

private let files: [(name: String, bytes: [UInt8])] = (0..<dt_embedded_desk_count()).compactMap { index in
  var count = 0
  guard let name = dt_embedded_desk_name(index), let bytes = dt_embedded_desk_bytes(index, &count) else { return nil }
  return (String(cString: name), Array(UnsafeBufferPointer(start: bytes, count: count)))
}
