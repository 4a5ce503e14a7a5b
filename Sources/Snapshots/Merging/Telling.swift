/// What the files say of one kind.
struct Telling<Value> {
  /// The one that wins a tie last.
  let files: [Value]
  /// Paths of files that have broken or gone.
  let kept: Set<String>
}
