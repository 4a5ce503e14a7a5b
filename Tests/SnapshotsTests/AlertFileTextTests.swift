import Market
import Testing

@testable import Snapshots

/// Rules written into a file by hand stay as they stand, whatever is changed beside them.
struct AlertFileTextTests {
  private func made(_ edit: AlertEdit, _ text: String) throws -> String {
    String(decoding: try AlertFileText.making(edit, in: Array(text.utf8)), as: UTF8.self)
  }

  private func line(_ text: String, _ line: Int) -> AlertLine {
    AlertLine(text, origin: Origin(file: "alerts.yaml", line: line))
  }

  private static let head = "schema: detente/alerts/1\n"

  @Test(arguments: [
    ("", "schema: detente/alerts/1\nrules:\n  - AMAT > 1\n"),
    ("# mine\n", "# mine\nschema: detente/alerts/1\nrules:\n  - AMAT > 1\n"),
    (head + "rules:\n  - KLAC > 2  # why\n", head + "rules:\n  - KLAC > 2  # why\n  - AMAT > 1\n"),
    (head + "rules:\n- KLAC > 2", head + "rules:\n- KLAC > 2\n- AMAT > 1"),
    (head + "rules:\n    - KLAC > 2\n\n# end\n", head + "rules:\n    - KLAC > 2\n    - AMAT > 1\n\n# end\n"),
    (
      "rules:\n  - rule: KLAC > 2\n    note: |\n      two\n      lines\n" + head,
      "rules:\n  - rule: KLAC > 2\n    note: |\n      two\n      lines\n  - AMAT > 1\n" + head
    ),
    (head + "rules: [KLAC > 2]  # one\n", head + "rules: [KLAC > 2, 'AMAT > 1']  # one\n"),
    (head + "rules: []\n", head + "rules: ['AMAT > 1']\n"),
    (head + "rules:\n", head + "rules: ['AMAT > 1']\n"),
    (head, head + "rules:\n  - AMAT > 1\n"),
    (head + "desks:\n  /d:\n    - SPY > 3\n", head + "desks:\n  /d:\n    - SPY > 3\nrules:\n  - AMAT > 1\n"),
    (
      "schema: detente/alerts/1\r\nrules:\r\n  - KLAC > 2\r\n",
      "schema: detente/alerts/1\r\nrules:\r\n  - KLAC > 2\r\n  - AMAT > 1\r\n"
    ),
  ])
  func aRuleIsAdded(text: String, expected: String) throws { #expect(try made(.add("AMAT > 1"), text) == expected) }

  /// What YAML would take for something else is quoted.
  @Test(arguments: [
    ("gap >= 25 for 1d \"policy ahead\"", "- gap >= 25 for 1d \"policy ahead\"\n"),
    ("\"A B\" > 1", "- '\"A B\" > 1'\n"), ("0700.HK > 400", "- '0700.HK > 400'\n"),
    ("AMAT > 1 \"it's: so #1\"", "- 'AMAT > 1 \"it''s: so #1\"'\n"),
  ])
  func textIsQuotedWhereItHasToBe(rule: String, expected: String) throws {
    let file = "schema: detente/alerts/1\nrules:\n- SPY > 3\n"
    #expect(try made(.add(rule), file) == file + expected)
  }

  static let file = """
    # my rules
    schema: detente/alerts/1
    rules:
      - AMAT crosses below 140   # support
      - fall: KLAC chg% <= -3
      - rule: "SPY > 600"
        name: top
      # the index
      - index crosses above 40
    desks:
      /srv/desk: [FSLR > 1, 'FSLR > 2']
    """ + "\n"

  @Test(arguments: [
    ("AMAT crosses below 140", 4, "AMAT crosses below 140", "AMAT > 1"),
    ("KLAC chg% <= -3", 5, "KLAC chg% <= -3", "AMAT > 1"), ("SPY > 600", 6, "\"SPY > 600\"", "AMAT > 1"),
    ("FSLR > 1", 11, "FSLR > 1", "'AMAT > 1'"), ("FSLR > 2", 11, "'FSLR > 2'", "'AMAT > 1'"),
  ])
  func aRuleIsReplaced(rule: String, at place: Int, text: String, by written: String) throws {
    let changed = try made(.replace(line(rule, place), isOwn: true, with: "AMAT > 1"), Self.file)
    #expect(changed == Self.file.replacing(text, with: written, maxReplacements: 1))
  }

  @Test(arguments: [
    ("AMAT crosses below 140", 4, "  - AMAT crosses below 140   # support\n", ""),
    ("SPY > 600", 6, "  - rule: \"SPY > 600\"\n    name: top\n", ""),
    ("index crosses above 40", 9, "  - index crosses above 40\n", ""), ("FSLR > 1", 11, "FSLR > 1, ", ""),
    ("FSLR > 2", 11, ", 'FSLR > 2'", ""),
  ])
  func aRuleIsDeleted(rule: String, at place: Int, text: String, left: String) throws {
    let changed = try made(.delete(line(rule, place), isOwn: true), Self.file)
    #expect(changed == Self.file.replacing(text, with: left, maxReplacements: 1))
  }

  @Test(arguments: [
    ("rules:\n  - AMAT > 1\n", "rules:\n  []\n"), ("rules:\n- AMAT > 1\n", "rules:\n []\n"),
    ("rules: [AMAT > 1]\n", "rules: []\n"),
  ])
  func theLastRuleLeavesAListWithout(text: String, expected: String) throws {
    let place = text.contains("\n ") || text.contains("\n-") ? 2 : 1
    #expect(try made(.delete(line("AMAT > 1", place), isOwn: true), text) == expected)
  }

  /// What is not there as it was read, and what is no file of rules, stays.
  @Test(arguments: [
    (AlertEdit.delete(AlertLine("AMAT > 1", origin: Origin(file: "", line: 9)), isOwn: true), file),
    (.replace(AlertLine("AMAT > 7", origin: Origin(file: "", line: 4)), isOwn: true, with: "SPY > 1"), file),
    (.add("AMAT > 1"), "rules: { a: b }\n"), (.add("AMAT > 1"), "- a\n"), (.add("AMAT > 1"), "rules: [\n"),
    (.add("AMAT\u{1} > 1"), file), (.add("AMAT > 1"), "{schema: detente/alerts/1}\n"),
  ])
  func whatCannotBeChangedIsRefused(edit: AlertEdit, text: String) {
    #expect(throws: LedgerError.self) { try AlertFileText.making(edit, in: Array(text.utf8)) }
  }
}
