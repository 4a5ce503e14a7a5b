/// What arrives under a data file's name but holds no data: named for what it is.
enum NotData {
  private static func fault(_ what: String) -> Fault { Fault("not market data: \(what)") }

  /// By the first bytes, before anything is parsed. `first` is the first that is no blank.
  static func fault(_ bytes: UnsafeRawBufferPointer, from first: Int) -> Fault? {
    let content = bytes.part(first..<bytes.count)
    if isWorkbook(content) { return fault("an Excel workbook (.xlsx): expected CSV, saved from it") }
    if content.starts(with: "PK\u{3}\u{4}") || content.starts(with: "PK\u{5}\u{6}") {
      return fault("a zip archive: expected the file in it")
    }
    if content.starts(with: "version https://git-lfs") {
      return fault("a Git LFS pointer: expected the file that it stands for")
    }
    if content.starts(with: "%PDF") { return fault("a PDF document") }
    if content.starts(with: "PAR1") { return fault("a Parquet file: expected text or JSON") }
    if content.starts(with: "BZh") { return fault("bzip2 data: expected it unpacked, or gzip") }
    if content.count >= 4 {
      if content[0] == 0xFD, content[1] == 0x37, content[2] == 0x7A { return fault("xz data: expected gzip") }
      if content[0] == 0x28, content[1] == 0xB5, content[2] == 0x2F { return fault("zstd data: expected gzip") }
      if content[0] == 0xD0, content[1] == 0xCF {
        return fault("an Excel workbook (.xls): expected CSV, saved from it")
      }
    }
    if bytes.count >= 2, isUTF16(bytes) {
      return Fault("found UTF-16 without a byte order mark, expected UTF-8, or UTF-16 with the mark")
    }
    if content[0] == 0 {
      return Fault(.offset(first), "found NUL bytes, expected text (UTF-16 is read with a byte order mark)")
    }
    guard content[0] == UInt8(ascii: "<"), !isHeader(content) else { return nil }
    return fault(page(content.part(0..<min(content.count, 64 << 10))))
  }

  /// A zip archive with the parts of a workbook: their names stand in it as they are.
  private static func isWorkbook(_ content: UnsafeRawBufferPointer) -> Bool {
    guard content.starts(with: "PK\u{3}\u{4}") else { return false }
    let head = content.part(0..<min(content.count, 16 << 10))
    let tail = content.part(max(0, content.count - (16 << 10))..<content.count)
    return [head, tail].contains { $0.range(of: "xl/") != nil }
  }

  /// Some price files have such names in their headers: `<TICKER>,<PER>,<DATE>`.
  private static func isHeader(_ content: UnsafeRawBufferPointer) -> Bool {
    let end = content.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? content.count
    let line = content.part(0..<end)
    return TableStart.isHeader(
      line.split(separator: TableStart.separator(line), omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      })
  }

  /// Every other byte NUL, or the mark of UTF-32.
  private static func isUTF16(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) { return true }
    guard bytes.count >= 4 else { return false }
    return (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0)
      || (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0)
  }

  /// What a page is for, by words that such pages have in common, and its title.
  private static func page(_ bytes: UnsafeRawBufferPointer) -> String {
    bytes.map(\.lowercasedASCII).withUnsafeBytes { lower in
      func has(_ words: StaticString...) -> Bool { words.contains { lower.range(of: $0) != nil } }
      guard has("<html", "<!doctype html", "<head", "<body", "<script", "<title") else { return "an XML document" }
      let kind: String
      if has(
        "proof-of-work", "proof of work", "just a moment", "challenge", "crypto.subtle", "enable javascript", "captcha",
        "requires javascript", "checking your browser", "sha-256")
      {
        kind = "a browser check (an HTML page with a proof of work or a captcha)"
      } else if has("type=\"password\"", "type='password'", "type=password", "sign in", "log in", "login") {
        kind = "a login page (HTML)"
      } else if has("consent") {
        kind = "a consent page (HTML)"
      } else if has("http-equiv=\"refresh\"", "window.location", "302 found", "301 moved") {
        kind = "a redirect (an HTML page)"
      } else {
        kind = "an HTML page"
      }
      guard let open = lower.range(of: "<title"), let start = lower.range(of: ">", from: open.upperBound),
        let end = lower.range(of: "</title", from: start.upperBound), start.upperBound < end.lowerBound
      else { return kind }
      return "\(kind): \(bytes.part(start.upperBound..<end.lowerBound).trimmed.shown)"
    }
  }

  /// Rows of options, transactions and their like, at the root or a few levels below it.
  static func otherTable(_ root: JSONValue, depth: Int = 0) -> Fault? {
    guard depth < 10 else { return nil }
    guard root.isArray else {
      for (_, value) in root.fields where value.isArray || value.isObject {
        if let fault = otherTable(value, depth: depth + 1) { return fault }
      }
      return nil
    }
    guard let first = root.firstElement, first.isObject else { return nil }
    if let other = OtherTable(rows: root) { return Fault(.offset(root.offset), other.message) }
    return otherTable(first, depth: depth + 1)
  }

  /// What a service answers instead of data: an object with a note or an error, nil for anything else.
  static func answer(_ root: JSONValue) -> Fault? {
    for (key, value) in root.fields {
      switch key {
      case "Note", "Information": return fault("Alpha Vantage's note: \(plain(value))")
      case "Error Message": return fault("a service's error: \(plain(value))")
      case "error", "errors", "message", "error_message", "errmsg", "detail", "finance":
        guard let text = message(in: value) else { continue }
        return fault("a service's error: \(text)")
      default: break
      }
    }
    return nil
  }

  /// Text in a value or in the usual places of an error object.
  private static func message(in value: JSONValue) -> String? {
    if let utf8 = value.utf8 { return isSuccess(utf8.trimmed) ? nil : plain(value) }
    for (key, inner) in value.fields {
      switch key {
      case "description", "message", "detail", "error", "info":
        if let text = message(in: inner) { return text }
      default: break
      }
    }
    for inner in value.elements { return message(in: inner) }
    return nil
  }

  /// `success` and its like are no errors.
  private static func isSuccess(_ text: UnsafeRawBufferPointer) -> Bool {
    let word = String(decoding: text.prefix(16).map(\.lowercasedASCII), as: UTF8.self)
    return ["", "success", "successful", "succeeded", "ok", "done", "true", "none", "200", "0", "成功"].contains(word)
  }

  /// The text without quotes, at most 160 bytes of it.
  private static func plain(_ value: JSONValue) -> String {
    guard let utf8 = value.utf8 else { return value.shown }
    return String(decoding: utf8.prefix(160), as: UTF8.self) + (utf8.count > 160 ? "…" : "")
  }

  /// One line of words is what a service says instead of rows.
  static func text(_ head: TextHead) -> Fault? {
    guard head.rows.isEmpty, let line = head.names.first, !line.isEmpty else { return nil }
    let text = head.names.joined(separator: ", ")
    guard text.contains(" "), !text.contains(where: \.isNumber) || head.names.count == 1 else { return nil }
    return fault("a line of text: \(text.shown)")
  }
}
