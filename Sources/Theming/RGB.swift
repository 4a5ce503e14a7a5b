import RealModule

/// A colour of sRGB.
package struct RGB: Hashable, Sendable {
  package let red: UInt8
  package let green: UInt8
  package let blue: UInt8

  package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Six hexadecimal digits, with or without a leading `#`; nil otherwise.
  package init?(hex: String) {
    let digits = hex.utf8.first == UInt8(ascii: "#") ? hex.utf8.dropFirst() : hex.utf8[...]
    guard digits.count == 6 else { return nil }
    var value = 0
    for digit in digits {
      guard let nibble = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
      value = value << 4 | nibble
    }
    self.init(UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255))
  }

  /// `0xRRGGBB`.
  package var value: Int32 { Int32(red) << 16 | Int32(green) << 8 | Int32(blue) }

  /// The nearest of the colours 16–255 that xterm fixed: nearest level of the cube in each channel, or the nearest of the
  /// 24 greys where that is nearer (Euclidean).
  package var indexed256: UInt8 {
    func step(_ channel: UInt8) -> Int {
      if channel < 48 { return 0 }
      return channel < 115 ? 1 : (Int(channel) - 35) / 40
    }
    func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }
    let r = step(red)
    let g = step(green)
    let b = step(blue)
    let sum = Int(red) + Int(green) + Int(blue)
    let grey = min(max((sum / 3 - 3) / 10, 0), 23)
    let shade = 8 + 10 * grey
    if distance(shade, shade, shade) < distance(level(r), level(g), level(b)) { return UInt8(232 + grey) }
    return UInt8(16 + 36 * r + 6 * g + b)
  }

  /// One of the colours 16–255 that xterm fixed; nil for the sixteen that users choose.
  package init?(indexed256 index: UInt8) {
    guard index >= 16 else { return nil }
    if index >= 232 {
      let shade = 8 + 10 * (index - 232)
      self.init(shade, shade, shade)
      return
    }
    func level(_ step: UInt8) -> UInt8 { step == 0 ? 0 : 55 + 40 * step }
    self.init(level((index - 16) / 36), level((index - 16) / 6 % 6), level((index - 16) % 6))
  }

  /// The square of the distance to another colour.
  package func distance(to other: RGB) -> Int { distance(Int(other.red), Int(other.green), Int(other.blue)) }

  private func distance(_ r: Int, _ g: Int, _ b: Int) -> Int {
    let dr = Int(red) - r
    let dg = Int(green) - g
    let db = Int(blue) - b
    return dr * dr + dg * dg + db * db
  }

  /// One of the sixteen colours, by hue: users choose their own shades for those, so the nearest shade says little, and it
  /// would turn muted colours grey.
  package var indexed16: UInt8 {
    if let hue { return max(red, green, blue) >= 192 ? hue + 8 : hue }
    switch luma {
    case ..<64: return 0
    case ..<178: return 8
    case ..<242: return 7
    default: return 15
    }
  }

  /// 1–6 as the plain colours are numbered (red 1, green 2, blue 4, added up); nil for black, white and greys.
  package var hue: UInt8? {
    let high = Int(max(red, green, blue))
    let low = Int(min(red, green, blue))
    guard high >= 80, (high - low) * 4 >= high else { return nil }
    func bit(_ channel: UInt8, _ bit: UInt8) -> UInt8 { Int(channel) * 2 > high + low ? bit : 0 }
    return bit(red, 1) | bit(green, 2) | bit(blue, 4)
  }

  private var luma: Int { (Int(red) * 299 + Int(green) * 587 + Int(blue) * 114) / 1000 }

  /// Contrast ratio with another colour, 1…21 (WCAG 2.1).
  package func contrast(with other: RGB) -> Double {
    let a = luminance
    let b = other.luminance
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// Relative luminance, 0…1 (WCAG 2.1).
  private var luminance: Double {
    func linear(_ channel: UInt8) -> Double {
      let c = Double(channel) / 255
      return c <= 0.04045 ? c / 12.92 : .pow((c + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// Black or white, whichever stands out more on this colour: by 4.58 at least.
  package var opposite: RGB {
    let (black, white) = (RGB(0, 0, 0), RGB(255, 255, 255))
    return contrast(with: black) > contrast(with: white) ? black : white
  }

  /// This colour, moved in eighths toward black or white until its contrast with `background` reaches `ratio`, at most 4.5.
  /// - Parameter shown: which colour a terminal shows for one that it is asked for.
  package func legible(on background: RGB, ratio: Double, shown: (RGB) -> RGB = { $0 }) -> RGB {
    let end = background.opposite
    for step in 0..<8 {
      let mixed = mixed(with: end, eighths: step)
      if shown(mixed).contrast(with: background) >= ratio { return mixed }
    }
    return end
  }

  /// This colour, moved toward another: not at all by 0 eighths, all the way by 8.
  package func mixed(with other: RGB, eighths: Int) -> RGB { RGB.gradient([self, other], at: Double(eighths) / 8) }

  /// The colour at a share (0…1) of the way through `stops`, which are equally far apart.
  /// - Parameter stops: one at least.
  package static func gradient(_ stops: [RGB], at share: Double) -> RGB {
    let way = min(max(share, 0), 1) * Double(stops.count - 1)
    let index = min(Int(way), max(0, stops.count - 2))
    let (from, to) = (stops[index], stops[min(index + 1, stops.count - 1)])
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8((Double(a) + (Double(b) - Double(a)) * (way - Double(index))).rounded())
    }
    return RGB(mix(from.red, to.red), mix(from.green, to.green), mix(from.blue, to.blue))
  }

  /// Where it stands on the circle of colours, in degrees from red over green; nil for black, white and greys.
  package var angle: Double? {
    let (r, g, b) = (Double(red), Double(green), Double(blue))
    let (high, low) = (max(r, g, b), min(r, g, b))
    guard high >= 64, (high - low) * 4 >= high else { return nil }
    let sixth = high == r ? (g - b) / (high - low) : high == g ? 2 + (b - r) / (high - low) : 4 + (r - g) / (high - low)
    return sixth < 0 ? sixth * 60 + 360 : sixth * 60
  }
}
