import Foundation

/// What a terminal makes of the bytes that it is sent: bells, and the commands that are strings (OSC, DCS).
struct OuterTerminal {
  private(set) var bells = 0
  /// `9;AMAT`, without what begins and ends them.
  private(set) var commands: [String] = []
  /// What was begun and not ended, or holds what no string may; empty where all are whole.
  private(set) var broken: [String] = []

  init(_ bytes: [UInt8]) {
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte == 0x07 { bells += 1 }
      guard byte == 0x1B, place + 1 < bytes.count, [0x5D, 0x50, 0x5E, 0x5F, 0x58].contains(bytes[place + 1]) else {
        place += 1
        continue
      }
      place = takeString(bytes, from: place)
    }
  }

  private mutating func takeString(_ bytes: [UInt8], from start: Int) -> Int {
    let isOSC = bytes[start + 1] == 0x5D
    var place = start + 2
    while place < bytes.count {
      let content = { String(decoding: bytes[start + 2..<place], as: UTF8.self) }
      if isOSC, bytes[place] == 0x07 {
        commands.append(content())
        return place + 1
      }
      if bytes[place] == 0x1B {
        guard place + 1 < bytes.count, bytes[place + 1] == 0x5C else {
          broken.append(content())
          return place
        }
        commands.append(content())
        return place + 2
      }
      if bytes[place] < 0x20 { broken.append(content()) }
      place += 1
    }
    broken.append(String(decoding: bytes[start...], as: UTF8.self))
    return place
  }
}
