import Analytics
import Canvas
import Wording

extension EventStudy.Settings {
  private static let windows = [0...0, -1...1, -1...5, -5...5]
  private static let estimations = [60, 120, 250]

  mutating func changeWindow(by step: Int) { window = Self.windows.neighbour(of: window, by: step) }

  mutating func changeEstimation(by step: Int) { estimation = Self.estimations.neighbour(of: estimation, by: step) }

  /// `-1..+1`.
  var windowText: TerminalSafe {
    func signed(_ value: Int) -> TerminalSafe { NumberText.fixed(Double(value), 0, signed: true) }
    return "\(signed(window.lowerBound))..\(signed(window.upperBound))"
  }
}

extension Array where Element: Equatable {
  /// The element so many places on, the first or the last at the ends; the first where the value is none of them.
  fileprivate func neighbour(of value: Element, by step: Int) -> Element {
    guard let index = firstIndex(of: value) else { return self[0] }
    return self[Swift.min(Swift.max(0, index + step), count - 1)]
  }
}
