/// Goldstein weights of CAMEO event codes.
package enum CAMEO {
  private static let roots: [Double] = [
    0, 3, 4, 1, 3.5, 6, 7, 5, -2, -5, -2, -4, -4.4, -6.5, -7.2, -4, -5, -9, -10, -10,
  ]

  /// The weight of a code of 2–4 digits, or of its root; nil when there is no such root.
  package static func weight(of code: String) -> Double? {
    guard (2...4).contains(code.utf8.count), code.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let root = Int(code.prefix(2)), (1...20).contains(root)
    else { return nil }
    return roots[root - 1]
  }
}
