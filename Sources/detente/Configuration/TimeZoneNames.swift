import System

/// The IANA names of time zones.
enum TimeZoneNames {
  /// By the system's own list; where there is none, those whose clocks the program knows by rules.
  static var all: [String] {
    let known = ["America/New_York", "Asia/Hong_Kong", "Asia/Shanghai", "UTC"]
    guard let file = try? SmallFile("/usr/share/zoneinfo/tzdata.zi", atMost: 1 << 20) else { return known }
    // `Z name …` begins a zone, `L target name` gives another name to one.
    return known
      + file.bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
        guard words.count > 2,
          let name = words[0] == [UInt8(ascii: "Z")] ? words[1] : words[0] == [UInt8(ascii: "L")] ? words[2] : nil
        else { return nil }
        return String(decoding: name, as: UTF8.self)
      }
  }
}
