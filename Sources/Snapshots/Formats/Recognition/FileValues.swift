import Market

/// What one file says, before it is merged with the others.
struct FileValues {
  /// What it says of one kind.
  struct Payload {
    let kind: any AnyKind
    var value: any Sendable
  }

  /// At most one of each kind: a chart holds a history and a quote.
  private(set) var payloads: [Payload]
  /// What the format holds and its name; set by `Recognition`.
  var kind = ""
  var format = ""
  var rows = 0
  var newest: Instant?
  /// Their last good values stay.
  var refusals = Refusals()
  /// Nothing says that its histories are of prices (``UntoldTables``).
  var isUntold = false
  /// How far its feed's clock is ahead; nil where no time is.
  var clockAhead: ClockOffset?

  init<Value>(
    _ kind: Kind<Value>, _ value: Value, rows: Int = 0, newest: Instant? = nil, refused: Set<String> = []
  ) {
    payloads = [Payload(kind: kind, value: value)]
    self.rows = rows
    self.newest = newest
    refusals.ids = refused
  }

  /// The values of a file of quotes.
  init(quotes: [Quote], refused: Set<String>) {
    self.init(.quotes, quotes, rows: quotes.count, newest: quotes.lazy.map { $0.time }.max(), refused: refused)
  }

  /// Adds all that `other` says, of other kinds.
  mutating func join(_ other: FileValues) {
    payloads += other.payloads
    rows += other.rows
    newest = later(newest, other.newest)
    refusals.ids.formUnion(other.refusals.ids)
    refusals.days.merge(other.refusals.days) { $0.union($1) }
  }

  /// The kinds that it tells, by their ids.
  var kinds: Set<String> { Set(payloads.lazy.map(\.kind.id)) }

  /// What it says of a kind.
  subscript<Value>(kind: Kind<Value>) -> Value? { payloads.first { $0.kind.id == kind.id }?.value as? Value }

  /// Changes what it says of a kind, if it says anything.
  mutating func update<Value>(_ kind: Kind<Value>, _ change: (inout Value) -> Void) {
    guard let index = payloads.firstIndex(where: { $0.kind.id == kind.id }),
      var value = payloads[index].value as? Value
    else { return }
    // Nobody else holds it meanwhile: a list of ten thousand is not copied to be changed.
    payloads[index].value = ()
    change(&value)
    payloads[index].value = value
  }

  /// The quotes that it tells otherwise than an earlier reading of the file; nil where that did not tell the same names in the
  /// same order.
  func quotes(movedSince before: FileValues?) -> [Quote]? {
    let (now, then) = (self[.quotes] ?? [], before?[.quotes] ?? [])
    guard now.count == then.count else { return nil }
    var moved: [Quote] = []
    for index in now.indices where now[index] != then[index] {
      guard now[index].symbol == then[index].symbol else { return nil }
      moved.append(now[index])
    }
    return moved
  }

  /// Marks every value as kept from a file that has broken or gone.
  mutating func markKept() {
    for index in payloads.indices { payloads[index].value = payloads[index].kind.marked(payloads[index].value) }
  }

  /// Takes the last good values of refused rows from what the file said before.
  mutating func keepRefused(from old: FileValues) {
    for index in payloads.indices {
      let kind = payloads[index].kind
      guard let before = old.payloads.first(where: { $0.kind.id == kind.id }) else { continue }
      payloads[index].value = kind.keeping(refusals, of: before.value, in: payloads[index].value)
    }
  }
}
