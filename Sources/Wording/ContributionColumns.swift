import Analytics
import Market

/// The columns of what each event adds to the index.
package enum ContributionColumns {
  package typealias Record = ColumnRecord<IndicatorReading.Contribution>

  package static let date = Record("date") { .text($0.signal.day.description) }
  package static let actor = Record("actor") { .text($0.signal.actor) }
  package static let text = Record("text") { .text($0.signal.text) }
  package static let points = Record("points", "points") { .number($0.points) }

  package static let all = [date, actor, text, points]
}
