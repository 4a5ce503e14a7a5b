/// A kind of values of the desk folder, for people: a part of the manual. `code` is marked as in Markdown.
package struct KindEntry: Sendable {
  package let name: String
  package let recognised: String
  /// What it holds, a sentence without its point.
  package let content: String
  /// Empty where the content says all.
  package let fields: [KindField]
  /// A whole file in which each field stands once; empty without fields.
  package let example: String

  init(name: String, recognised: String, content: String, fields: [KindField] = [], example: String = "") {
    self.name = name
    self.recognised = recognised
    self.content = content
    self.fields = fields
    self.example = example
  }

  /// In the order of the manual.
  package static let all =
    Kinds.all.compactMap(\.entry) + [
      KindEntry(
        name: "bars as CSV",
        recognised: "a header with date and close",
        content: "open, high, low, close, adjusted, volume in any order between `,` `;` tabs or bars, below titles and "
          + "comments; one symbol (from the file's name), or a column of them (`symbol`, `ticker`, `code`, their Chinese names, "
          + "`name`, …), perhaps with `exchange` and `currency`; a file that mixes symbols without saying which is "
          + "refused. What may be read in two ways (`1,234`, `03/04/2025`) is settled by the whole file or refused; "
          + "several rows a day are bars within days, rows of weeks are refused")
    ]
}
