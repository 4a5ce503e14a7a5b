import Analytics
import Canvas
import Wording

extension EventStudy.Settings {
  private static let windows = [0...0, -1...1, -1...5, -5...5]
  private static let estimations = [60, 120, 250]

  /// These with another window or estimation; the same where a command is of something else.
  func changed(by command: EventCommand) -> EventStudy.Settings {
    func step<Value: Equatable>(_ values: [Value], _ value: Value, _ by: Int) -> Value {
      guard let index = values.firstIndex(of: value) else { return values[0] }
      return values[min(max(0, index + by), values.count - 1)]
    }
    var settings = self
    switch command {
    case .widen: settings.window = step(Self.windows, window, 1)
    case .narrow: settings.window = step(Self.windows, window, -1)
    case .lengthen: settings.estimation = step(Self.estimations, estimation, 1)
    case .shorten: settings.estimation = step(Self.estimations, estimation, -1)
    default: break
    }
    return settings
  }

  /// `-1..+1`.
  var windowText: TerminalSafe {
    func signed(_ value: Int) -> TerminalSafe { NumberText.fixed(Double(value), 0, signed: true) }
    return "\(signed(window.lowerBound))..\(signed(window.upperBound))"
  }
}
