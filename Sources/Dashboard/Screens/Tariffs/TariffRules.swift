import Canvas
import Market

/// How the measures stack, in words; each rule from the day on which it was known.
enum TariffRules {
  static func lines(on day: Day) -> [TerminalSafe] {
    rules.compactMap { rule in
      guard let known = Day(rule.known), known <= day else { return nil }
      return rule.text
    }
  }

  private static let rules: [(known: String, text: TerminalSafe)] = [
    (
      "2018-07-06",
      "Section 301 adds to the ordinary (MFN) duty; its lists are inside the baseline."
    ),
    (
      "2024-09-13",
      "A rate of the four-year review replaces the list's rate on its tariff lines: semiconductors 50, not 75."
    ),
    ("2025-02-01", "IEEPA fentanyl adds to everything, goods under Section 232 included."),
    ("2025-04-02", "IEEPA reciprocal does not apply to goods under Section 232 nor to those of Annex II,"),
    ("2025-04-11", "nor, from 11 April 2025 and back to 5 April, to computers, phones and chips."),
    ("2026-02-20", "Section 122 adds, less its annexes."),
    ("2026-07-23", "The forced-labour action of Section 301 adds, less its annexes."),
    ("2018-01-01", "Antidumping and countervailing duties (AD/CVD) add to all others."),
    ("2018-07-06", "China's announcements add to MFN and to its retaliation of 2018 and 2019."),
    ("2025-02-04", "Announcements 1 and 2 of 2025 touch only the products that they list."),
    ("2018-01-01", "Fees, licences and entity lists are no rates and are never added."),
  ]
}
