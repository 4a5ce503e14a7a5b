import Analytics
import Market

/// What is to be worked out: a desk at a moment.
package struct Evaluation: Sendable {
  /// As it is known at ``present``.
  let desk: Desk
  /// Live: the wall clock. Demo: its opening moment.
  let present: Instant
  /// The moment to show, where it is not the present.
  let away: Instant?
  /// Symbols whose quotes may be others than in the evaluation before; nil: any may be.
  private(set) var moved: Set<String>?
  /// Whether what was known a day before may have changed.
  private(set) var past: Bool
  /// Whether nothing holds that was kept of evaluations before.
  private(set) var isAnew: Bool

  init(_ desk: Desk, at present: Instant, away: Instant?, moved: Set<String>?, past: Bool, isAnew: Bool = false) {
    self.desk = desk
    self.present = present
    self.away = away
    self.moved = moved
    self.past = past
    self.isAnew = isAnew
  }

  var asOf: Instant { away ?? present }

  /// Names and signals from which on it takes longer than a key may wait.
  private static let most = 500

  /// Whether it is worked out where it holds up no key.
  var isLong: Bool { desk.quotes.count + desk.histories.count + desk.signals.count > Self.most }

  /// The same in the place of one that is not made any more.
  func replacing(_ other: Evaluation) -> Evaluation {
    var next = self
    next.moved = moved.flatMap { mine in other.moved.map { mine.union($0) } }
    next.past = past || other.past
    next.isAnew = isAnew || other.isAnew
    return next
  }
}

/// An evaluation with what is kept of those before it; whoever finishes it needs nothing else.
package struct EvaluationTask: Sendable {
  let evaluation: Evaluation
  private var evaluator: DeskEvaluator

  init(_ evaluation: Evaluation, _ evaluator: DeskEvaluator) {
    self.evaluation = evaluation
    self.evaluator = evaluation.isAnew ? DeskEvaluator() : evaluator
  }

  /// Works it out.
  package consuming func finished() -> FinishedEvaluation {
    // Taken out of the task: what is held twice is copied before it changes.
    var evaluator = DeskEvaluator()
    swap(&evaluator, &self.evaluator)
    let reading = evaluator.reading(of: evaluation.desk, asOf: evaluation.asOf, moved: evaluation.moved)
    let dayBefore =
      evaluation.past ? SeenMark.dayBefore(evaluation.desk, asOf: evaluation.asOf, evaluator) : nil
    return FinishedEvaluation(evaluation: evaluation, evaluator: evaluator, reading: reading, dayBefore: dayBefore)
  }
}

/// What came of an evaluation.
package struct FinishedEvaluation: Sendable {
  let evaluation: Evaluation
  let evaluator: DeskEvaluator
  let reading: DeskReading
  /// The desk a day before; nil where that has not changed.
  let dayBefore: SeenMark?
}
