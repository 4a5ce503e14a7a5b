import Market

extension Double {
  /// Fixed decimals, half away from zero, `-` before negatives; without digits beyond 15 places, as Swift prints it.
  func text(decimals: Int) -> String {
    var unit = 1.0
    for _ in 0..<decimals { unit *= 10 }
    let scaled = (abs(self) * unit).rounded()
    guard scaled < 1e15 else { return description }
    let digits = String(Int64(scaled))
    let padded = String(repeating: "0", count: Swift.max(0, decimals + 1 - digits.count)) + digits
    let sign = self < 0 && scaled > 0 ? "-" : ""
    return decimals == 0 ? sign + padded : "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }
}

extension Day {
  /// `1 May`.
  var short: String {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let (_, month, day) = parts
    return "\(day) \(months[month - 1])"
  }
}
