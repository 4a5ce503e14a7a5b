import Market

/// One session of the way around an event.
package struct EventStep: Hashable, Sendable {
  /// 0 is the name's first session on or after the event.
  package let session: Int
  package let day: Day
  package let abnormal: Double?
  package let cumulative: Double?
}
