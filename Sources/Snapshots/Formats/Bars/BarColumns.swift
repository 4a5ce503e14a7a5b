import Market

/// Bars as feeds write them in columns: lists that stand side by side (`{"t":[…],"c":[…]}`), one for each field.
struct BarColumns {
  private let open: JSONColumn
  private let high: JSONColumn
  private let low: JSONColumn
  private let close: JSONColumn
  private let adjusted: JSONColumn
  private let volume: JSONColumn

  /// What the lists are called.
  struct Names {
    var open: StaticString = "open"
    var high: StaticString = "high"
    var low: StaticString = "low"
    var close: StaticString = "close"
    var volume: StaticString = "volume"
  }

  /// The lists of `object` with `count` rows each, and `adjusted` beside them.
  /// - Parameters:
  ///   - negative: Prices may be zero or below.
  /// - Throws: The fault of a list of another length, or of something else in a list's place.
  init(
    _ object: JSONValue?, _ names: Names = Names(), adjusted closes: JSONValue? = nil, count: Int,
    negative: Bool
  ) throws(Fault) {
    func prices(_ list: JSONValue?, _ name: StaticString) throws(Fault) -> JSONColumn {
      try JSONColumn(list, name, count: count) { (value) throws(Fault) in
        try value.feedPrice(negative: negative)
      }
    }
    func sides(_ list: JSONValue?, _ name: StaticString) throws(Fault) -> JSONColumn {
      try JSONColumn(list, name, count: count) { (value) throws(Fault) in
        try value.feedSidePrice(negative: negative)
      }
    }
    open = try sides(object?.present(names.open), names.open)
    high = try sides(object?.present(names.high), names.high)
    low = try sides(object?.present(names.low), names.low)
    close = try prices(object?.present(names.close), names.close)
    adjusted = try prices(closes, "adjclose")
    volume = try JSONColumn(object?.present(names.volume), names.volume, count: count) { (value) throws(Fault) in
      try value.feedVolume()
    }
  }

  /// The bar of a row, without any price on a holiday or in a halt.
  /// - Throws: The fault of the first of its values that is none.
  @inline(__always) func bar(_ row: Int, _ day: Day, line: Int) throws(Fault) -> Bar {
    Bar(
      day: day, line: line, open: try open.value(row), high: try high.value(row), low: try low.value(row),
      close: try close.value(row), adjustedClose: try adjusted.value(row), volume: try volume.value(row))
  }
}

extension PriceSeries {
  /// The bars of a list of moments and the columns beside it.
  /// - Parameter skipsBlanks: A moment without any price is a halt, and none silently.
  mutating func add(
    _ columns: BarColumns, at times: JSONValue, skipsBlanks: Bool = false, _ input: inout FileInput
  ) {
    for (row, time) in times.elements.enumerated() {
      do throws(Fault) {
        // The moment dates it.
        let bar = try columns.bar(row, Day(number: 0), line: input.lines.place(at: time.offset).line)
        if skipsBlanks, !bar.hasPrice { continue }
        add(bar, at: try time.epoch())
      } catch {
        input.log.add(error, &input.lines)
        refuse(at: try? time.epoch())
      }
    }
  }
}

/// One of several lists that stand side by side, by row.
struct JSONColumn {
  /// Values of a list that may be refused one by one: each is kept with its reason.
  static let patience = 10_000

  /// NaN where there is no value, or none that is understood.
  private var values: [Double] = []
  /// Of the rows whose value is not understood.
  private var faults: [Int: Fault] = [:]

  /// The values of a list; a column without values where it is nil. A list of another length than `count` is a fault:
  /// its values could belong to other rows.
  /// - Parameters:
  ///   - name: What the list is called, for messages.
  ///   - read: What a value means; not asked for positive numbers of a size that markets have.
  init(
    _ list: JSONValue?, _ name: StaticString, count: Int,
    _ read: (JSONValue) throws(Fault) -> Double?
  ) throws(Fault) {
    guard let list else { return }
    guard list.isArray else { throw list.fault("a list") }
    guard list.count == count else {
      throw Fault(.offset(list.offset), "found \(list.count) values in \"\(name)\", expected \(count) as in its times")
    }
    values = list.doubles
    // Nearly always all are.
    func isGood(_ value: Double) -> Bool { value > 0 && value <= MarketSize.largest }
    if !values.allSatisfy(isGood) {
      for (row, element) in zip(values.indices, list.elements) where !isGood(values[row]) {
        values[row] = .nan
        do throws(Fault) {
          if let value = try read(element) { values[row] = value }
        } catch {
          faults[row] = error
          if faults.count > Self.patience {
            throw Fault(
              error.location,
              "found more than \(Self.patience) values in \"\(name)\" that are refused, the last as: \(error.message)")
          }
        }
      }
    }
  }

  /// The value of a row; NaN where there is none.
  @inline(__always) func value(_ row: Int) throws(Fault) -> Double {
    guard row < values.count else { return .nan }
    let value = values[row]
    if value.isNaN, let fault = faults[row] { throw fault }
    return value
  }
}
