import CEmbedded
import Market
import Snapshots

/// The demo desk: the ledger of 51 events, the daily bars and the tariff measures that the vectors were computed on.
func referenceDesk() -> Desk { loaded }

private let loaded = Desk(
  files: (0..<dt_embedded_desk_count()).compactMap { index in
    var count = 0
    guard let name = dt_embedded_desk_name(index), let bytes = dt_embedded_desk_bytes(index, &count) else { return nil }
    return (String(cString: name), Array(UnsafeBufferPointer(start: bytes, count: count)))
  })
