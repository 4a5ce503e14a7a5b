/// The mean of cumulative abnormal returns over events whose windows share no session, with the cross-sectional
/// t = mean/(sd/√n), sd with n − 1 (the ordinary cross-sectional method of Boehmer, Musumeci and Poulsen, JFE 30(2), 1991).
package struct EventAverage: Hashable, Sendable {
  /// Events from which there is a t.
  package static let least = 5

  package let mean: Double
  /// Nil with fewer than ``least`` events, or without variation.
  package let t: Double?
  package let count: Int
  /// Later events whose windows overlap an earlier one's: left out.
  package let overlapping: Int

  /// Whether the mean may well be chance: without a t, or with one that chance alone gives in 5 % of cases or more, by
  /// Student's t with n − 1 degrees of freedom.
  package var isWeak: Bool {
    !(t.map { StudentT.probability(beyond: $0, freedom: count - 1) < 0.05 } ?? false)
  }

  /// Nil without studies.
  /// - Parameter studies: of one name, in any order.
  init?(_ studies: [EventStudy]) {
    let apart = studies.apart
    self.init(apart.map(\.cumulative), overlapping: studies.count - apart.count)
  }

  /// Nil without values.
  init?(_ values: [Double], overlapping: Int = 0) {
    guard !values.isEmpty else { return nil }
    let size = Double(values.count)
    let mean = values.reduce(0, +) / size
    self.mean = mean
    self.overlapping = overlapping
    count = values.count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    t = values.count >= Self.least && squares > 0 ? mean / (squares / (size - 1) / size).squareRoot() : nil
  }
}

extension [EventStudy] {
  /// Ascending, without those whose window overlaps that of an earlier one that stays.
  var apart: [EventStudy] {
    sorted { $0.zero < $1.zero }.reduce(into: []) { kept, study in
      guard let first = study.days.first else { return }
      if let last = kept.last?.days.last, first <= last { return }
      kept.append(study)
    }
  }
}
