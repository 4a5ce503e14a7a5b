import Canvas

extension Theme {
  /// Reads a theme of btop: lines `theme[main_fg]="#cc"`, with `#RRGGBB`, `#GG` (a grey), three numbers to 255, or nothing;
  /// lines that begin with `#`, and names that have no meaning here, are passed over. An empty `main_bg` leaves the terminal's.
  ///
  /// btop knows no direction: up and down are the theme's greenest and reddest colours, by weight and line where it has none.
  /// The gradient of its CPU graph is that of bars; series are those of its colours that lie furthest apart.
  /// - Parameter name: the file says none.
  package init(btop bytes: [UInt8], name: String) throws(ThemeError) {
    let values = try BtopValues(bytes)
    guard let text = values["main_fg"] else {
      throw ThemeError(line: 1, column: 1, message: "found no theme[main_fg], expected a colour of text")
    }
    // Light text is meant for a dark terminal.
    let ground = values["main_bg"] ?? text.opposite
    let back: Color = values["main_bg"].map { .rgb($0) } ?? .standard
    func fore(_ color: RGB?, _ attributes: Attributes = []) -> Look { Look(.rgb(color ?? text), on: back, attributes) }
    let quiet = values["inactive_fg"] ?? text.mixed(with: ground, eighths: 3)
    let key = values["hi_fg"] ?? values["title"] ?? text
    let warning = values.color(near: 50, within: 40) ?? key
    let down = values.color(near: 0, within: 45)
    var looks: [Role: Look] = [
      .text: fore(text), .dim: fore(quiet), .rule: fore(values["div_line"] ?? quiet),
      .heading: fore(values["title"], .bold), .accent: fore(values["title"], .bold),
      .up: fore(values.color(near: 120, within: 60)), .down: fore(down), .warning: fore(warning),
      .error: fore(values.color(near: 320, within: 60) ?? down, .bold), .key: fore(key),
      .header: Look(.rgb(text), on: .rgb(ground.mixed(with: text, eighths: 1))),
      .past: Look(.rgb(ground), on: .rgb(warning), .bold),
    ]
    let series = values.apart(on: ground)
    for index in 0..<8 { looks[.series(index)] = fore(series.isEmpty ? text : series[index % series.count]) }
    var stops = ["cpu_start", "cpu_mid", "cpu_end"].compactMap { values[$0] }
    if stops.isEmpty { stops = [quiet, key] }
    for (index, role) in [Role.heat1, .heat2, .heat3, .heat4].enumerated() {
      looks[role] = fore(.gradient(stops, at: Double(index) / 3))
    }
    self.init(
      name: name, variant: ground.opposite == RGB(255, 255, 255) ? .dark : .light, looks: looks,
      selection: values["selected_bg"] ?? ground.mixed(with: text, eighths: 2), ground: ground)
  }
}

/// The colours of a btop theme by their names.
private struct BtopValues {
  private var values: [String: RGB] = [:]

  /// Those that have a meaning here; btop has more.
  private static let names = [
    "main_bg", "main_fg", "title", "hi_fg", "selected_bg", "inactive_fg", "div_line", "proc_misc", "cpu_box", "mem_box",
    "net_box", "proc_box", "cpu_start", "cpu_mid", "cpu_end", "temp_start", "temp_mid", "temp_end", "free_start",
    "free_mid", "free_end", "cached_start", "cached_mid", "cached_end", "available_start", "available_mid",
    "available_end", "used_start", "used_mid", "used_end", "download_start", "download_mid", "download_end",
    "upload_start", "upload_mid", "upload_end", "process_start", "process_mid", "process_end",
  ]

  subscript(name: String) -> RGB? { values[name] }

  init(_ bytes: [UInt8]) throws(ThemeError) {
    var line = 0
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    for text in bytes.dropFirst(isMarked ? 3 : 0).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      line += 1
      try read(text, line: line)
    }
  }

  private mutating func read(_ text: ArraySlice<UInt8>, line: Int) throws(ThemeError) {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    var rest = text.drop(while: isBlank)
    func error(found: ArraySlice<UInt8>, expected: String) -> ThemeError {
      let shown = String(decoding: found.prefix(40), as: UTF8.self)
      return ThemeError(
        line: line, column: found.startIndex - text.startIndex + 1, message: "found \"\(shown)\", expected \(expected)")
    }
    guard let first = rest.first, first != UInt8(ascii: "#") else { return }
    let form = "theme[name]=\"#RRGGBB\""
    guard rest.starts(with: "theme[".utf8), let close = rest.firstIndex(of: UInt8(ascii: "]")) else {
      throw error(found: rest, expected: form)
    }
    let name = String(decoding: rest[rest.startIndex + 6..<close], as: UTF8.self)
    rest = rest[(close + 1)...].drop(while: isBlank)
    guard rest.first == UInt8(ascii: "=") else { throw error(found: rest, expected: form) }
    rest = rest.dropFirst().drop(while: isBlank)
    guard BtopValues.names.contains(name) else { return }
    if rest.first == UInt8(ascii: "\"") {
      // What stands behind the closing mark, btop passes over too.
      rest = rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") }
    } else {
      while let last = rest.last, isBlank(last) { rest.removeLast() }
    }
    guard !rest.isEmpty else { return }
    guard let color = RGB(btop: String(decoding: rest, as: UTF8.self)) else {
      throw error(found: rest, expected: "#RRGGBB, #GG, three numbers from 0 to 255 or nothing")
    }
    values[name] = color
  }

  /// The colour nearest to an angle of the circle of colours.
  func color(near angle: Double, within limit: Double) -> RGB? {
    let found = BtopValues.names.compactMap { name -> (color: RGB, off: Double)? in
      guard name != "main_bg", name != "selected_bg", let color = values[name], let own = color.angle else {
        return nil
      }
      let off = abs(own - angle)
      return (color, min(off, 360 - off))
    }
    return found.filter { $0.off <= limit }.min { $0.off < $1.off }?.color
  }

  /// At most eight colours, each as far from those before it as can be, as they are seen on a ground.
  func apart(on ground: RGB) -> [RGB] {
    var left = BtopValues.names.dropFirst(7).compactMap { values[$0]?.legible(on: ground, ratio: 4.5) }
    var chosen: [RGB] = []
    while chosen.count < 8, !left.isEmpty {
      let next = left.indices.max { nearest(left[$0], chosen) < nearest(left[$1], chosen) } ?? 0
      guard nearest(left[next], chosen) > 0 else { break }
      chosen.append(left.remove(at: chosen.isEmpty ? 0 : next))
    }
    return chosen
  }

  private func nearest(_ color: RGB, _ others: [RGB]) -> Int { others.map(color.distance).min() ?? .max }
}

extension RGB {
  /// A colour as btop's themes write it; nil for anything else.
  fileprivate init?(btop text: String) {
    let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
    if text.hasPrefix("#"), digits.utf8.count == 2 {
      self.init(hex: String(digits + digits + digits))
      return
    }
    if !digits.hasPrefix("#"), let color = RGB(hex: String(digits)) {
      self = color
      return
    }
    let numbers = text.split(separator: " ").map { UInt8($0) }
    guard numbers.count == 3, let red = numbers[0], let green = numbers[1], let blue = numbers[2] else { return nil }
    self.init(red, green, blue)
  }
}
