extension String {
  /// A file's name for people: bytes that are no UTF-8 are written as `\xFF`.
  init(shown name: [UInt8]) {
    if let text = String(validating: name, as: UTF8.self) {
      self = text
      return
    }
    self = ""
    var decoder = UTF8()
    var index = 0
    while index < name.count {
      var rest = name[index..<Swift.min(index + 4, name.count)].makeIterator()
      if case .scalarValue(let scalar) = decoder.decode(&rest) {
        unicodeScalars.append(scalar)
        index += String(scalar).utf8.count
      } else {
        self += "\\x" + (name[index] < 16 ? "0" : "") + String(name[index], radix: 16, uppercase: true)
        index += 1
      }
      decoder = UTF8()
    }
  }
}
