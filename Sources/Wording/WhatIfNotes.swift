/// What a reader of these figures must know.
package enum WhatIfNotes {
  package static let all = [
    "No tariff in the sample came near 145 %: extrapolation.",
    "-0.76 is for less than a year, -2 for the long run.",
    "China's side uses the elasticity of the US side: not verified.",
    "Trade of 2024, complete pass-through; events as they are.",
    "Names: measured around announcements, -1 to +1 sessions, not predicted.",
    "w: weak, no more than chance gives once in twenty times.",
  ]

  /// The same in two lines, the first the more important.
  package static let short = [
    "No tariff in the sample came near 145 %: extrapolation.",
    "-0.76: under a year. China: not verified. Names: measured; w: weak.",
  ]
}
