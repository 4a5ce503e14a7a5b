import Analytics

/// Makes one evaluation at a time; of those that wait the newest counts.
struct EvaluationQueue: Sendable {
  /// What came of asking for an evaluation.
  enum Step {
    case finished(FinishedEvaluation)
    /// The surroundings are to take the task and bring it back.
    case elsewhere
    /// It waits for the one that is made elsewhere.
    case waits
  }

  /// What is kept of evaluations; nil while one is made elsewhere.
  private var evaluator: DeskEvaluator? = DeskEvaluator()
  /// The one that is made elsewhere, and the one to be made next.
  private var underWay: Evaluation?
  private var waiting: Evaluation?
  /// Whether long ones are left to the surroundings.
  private let leavesLong: Bool

  init(leavesLong: Bool) { self.leavesLong = leavesLong }

  /// Whether one is made elsewhere.
  var isBusy: Bool { underWay != nil }

  /// The one that was asked for last; nil: all are finished.
  var newest: Evaluation? { waiting ?? underWay }

  mutating func add(_ next: Evaluation) -> Step {
    guard underWay == nil else {
      waiting = waiting.map(next.replacing) ?? next
      return .waits
    }
    guard leavesLong, next.isLong else { return .finished(finish(next)) }
    underWay = next
    return .elsewhere
  }

  /// Makes one at once.
  mutating func finish(_ next: Evaluation) -> FinishedEvaluation {
    let finished = EvaluationTask(next, takeEvaluator()).finished()
    evaluator = finished.evaluator
    return finished
  }

  /// The one that is made elsewhere, once; nil without one.
  mutating func takeTask() -> EvaluationTask? {
    guard evaluator != nil, let underWay else { return nil }
    return EvaluationTask(underWay, takeEvaluator())
  }

  /// Takes back one that was made elsewhere.
  /// - Returns: Whether it is shown, and what is to be added next. A moment that nobody asks for any more is not shown.
  mutating func take(_ finished: FinishedEvaluation) -> (isShown: Bool, next: Evaluation?) {
    underWay = nil
    evaluator = finished.evaluator
    guard let next = waiting else { return (true, nil) }
    waiting = nil
    guard next.away != finished.evaluation.away else { return (true, next) }
    let whole = Evaluation(
      next.desk, at: next.present, away: next.away, moved: next.moved, past: next.past || finished.evaluation.past,
      isAnew: next.isAnew)
    return (false, whole)
  }

  /// What is kept, held nowhere else.
  private mutating func takeEvaluator() -> DeskEvaluator {
    defer { evaluator = nil }
    return evaluator ?? DeskEvaluator()
  }
}
