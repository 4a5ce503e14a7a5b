import Market

/// A search result of the Federal Register's `documents.json`. A notice is no rate: each document becomes a measure of
/// the US that waits to be confirmed, without a rate, so that the trader sees it and writes the step that it means.
/// `effective_on` is in the answer only where the search asks for it; without it the day of publication stands.
enum FederalRegisterFormat {
  static let format = Format(
    "Federal Register documents", "notices",
    "A search result; each document is listed as a measure to be confirmed, never counted in a rate.",
    document: recognise, read: read)

  private static func recognise(_ root: JSONValue) -> Verdict {
    guard let results = root.field("results") else {
      return Verdict.keys(root, "count", "description") == .yes ? .yes : .no("no \"results\"")
    }
    guard let first = results.firstElement else { return .keys(root, "count", "description") }
    return .keys(first, "document_number", "publication_date", "title")
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    guard let results = root.field("results") else { return FileValues(.tariffs, TariffBook()) }
    guard results.isArray else { throw results.fault("a list") }
    var refused: Set<String> = []
    let measures = input.rows(of: results, key: "document_number", refused: &refused) {
      (row, origin) throws(Fault) in
      try measure(row, origin)
    }
    let newest = measures.flatMap(\.steps).map { Zone.newYork.instant($0.announcedDay) }.max()
    return FileValues(
      .tariffs, TariffBook(measures: measures), rows: measures.count, newest: newest,
      refused: Set(refused.map(id)))
  }

  private static func id(_ number: String) -> String { "FR \(number)" }

  private static func measure(_ row: JSONValue, _ origin: Origin) throws(Fault) -> TariffMeasure {
    let number = try row.need("document_number").name()
    let published = try row.need("publication_date").day()
    let effective = try row.present("effective_on")?.day() ?? published
    let step = TariffMeasure.Step(
      announced: published, effective: max(effective, published), rate: nil, state: .unconfirmed,
      instrument: try row.present("type")?.text() ?? "", note: "to be confirmed",
      source: try row.present("html_url")?.text() ?? "federalregister.gov", origin: origin)
    let title = try row.need("title").text()
    return TariffMeasure(
      id: id(number), by: .us, on: try target(title, row), authority: "Federal Register", title: title,
      scope: .product, steps: [step], origin: origin)
  }

  /// China where the title or the abstract names it; which countries else, the reader must see.
  private static func target(_ title: String, _ row: JSONValue) throws(Fault) -> String {
    let text = title + " " + (try row.present("abstract")?.text() ?? "")
    return namesChina(text) ? "CN" : "see the document"
  }

  static func namesChina(_ text: String) -> Bool {
    ["China", "Chinese", "Hong Kong"].contains { text.contains($0) }
  }
}
