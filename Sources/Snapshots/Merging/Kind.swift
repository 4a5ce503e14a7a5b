import Market

/// A kind of values that files tell: how the values of several files become one, and what stays of a file that breaks.
/// One file each, beside its format; a line in ``Kinds/all``; a property of `Desk`.
struct Kind<Value: Sendable>: Sendable {
  typealias Merge = @Sendable (Telling<Value>, inout Desk, inout MergeProblems) -> Void

  /// Tells it from other kinds.
  let id: String
  /// For people; nil where another kind's says it.
  let entry: KindEntry?
  /// Marks a value of a file that has broken or gone.
  let mark: @Sendable (inout Value) -> Void
  /// Takes what the file refuses now from what it said before, which is marked.
  let keep: @Sendable (_ value: inout Value, _ before: Value, _ refused: Refusals) -> Void
  /// Brings what the files say to the desk; nil where kinds depend on one another (`Assembly`).
  let merge: Merge?
  /// Where what the desk shows of it was told; none where `Assembly` knows.
  let origins: @Sendable (Desk) -> [Origin]

  init(
    _ id: String, _ entry: KindEntry?, mark: @escaping @Sendable (inout Value) -> Void = { _ in },
    keep: @escaping @Sendable (_ value: inout Value, _ before: Value, _ refused: Refusals) -> Void = { _, _, _ in },
    merge: Merge? = nil, origins: @escaping @Sendable (Desk) -> [Origin] = { _ in [] }
  ) {
    self.id = id
    self.entry = entry
    self.mark = mark
    self.keep = keep
    self.merge = merge
    self.origins = origins
  }
}

/// A kind, whatever its values are. A value of another kind changes nothing.
protocol AnyKind: Sendable {
  var id: String { get }
  var entry: KindEntry? { get }
  var origins: @Sendable (Desk) -> [Origin] { get }
  /// Whether ``merge(_:kept:into:_:)`` does all.
  var isMergedAlone: Bool { get }
  func marked(_ value: any Sendable) -> any Sendable
  func keeping(_ refused: Refusals, of before: any Sendable, in value: any Sendable) -> any Sendable
  func merge(_ files: [any Sendable], kept: Set<String>, into desk: inout Desk, _ problems: inout MergeProblems)
}

extension Kind: AnyKind {
  var isMergedAlone: Bool { merge != nil }

  func marked(_ value: any Sendable) -> any Sendable {
    guard var value = value as? Value else { return value }
    mark(&value)
    return value
  }

  func keeping(_ refused: Refusals, of before: any Sendable, in value: any Sendable) -> any Sendable {
    guard var value = value as? Value, var before = before as? Value else { return value }
    mark(&before)
    keep(&value, before, refused)
    return value
  }

  func merge(_ files: [any Sendable], kept: Set<String>, into desk: inout Desk, _ problems: inout MergeProblems) {
    merge?(Telling(files: files.compactMap { $0 as? Value }, kept: kept), &desk, &problems)
  }
}

extension MutableCollection {
  /// Marks every value as kept.
  mutating func mark(_ kept: WritableKeyPath<Element, Bool>) {
    for index in indices { self[index][keyPath: kept] = true }
  }
}

extension Array {
  /// Takes those of before whose ids were refused and that are not told now, as the first.
  mutating func keep(_ refused: Refusals, of before: [Element], by id: (Element) -> String) {
    let present = Set(map(id))
    self = before.filter { refused.ids.contains(id($0)) && !present.contains(id($0)) } + self
  }
}
