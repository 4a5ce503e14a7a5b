import Market

extension Desk {
  /// The desk that files in memory make: nothing is read from a disk, and of two equal times the name that sorts last
  /// wins. Faults are reported in `files` as for a folder.
  package init(files: [(name: String, bytes: [UInt8])]) {
    var assembly = Assembly()
    let names = files.map { Array($0.name.utf8) }
    assembly.add(names)
    let copies = CopyName.copies(among: names)
    assembly.ignore(copies)
    let parser = JSONParser()
    // The watchlist, wherever it stands, may allow prices below zero and tells whose columns are: then all is read again.
    for _ in 0..<2 {
      let symbols = assembly.symbols
      for file in files {
        let name = Array(file.name.utf8)
        guard copies[name] == nil, let index = assembly.index(of: name) else { continue }
        let outcome = file.bytes.withUnsafeBytes {
          FileOutcome(
            FileInput(
              path: file.name, bytes: $0, readable: $0.count, watchlist: symbols,
              parser: parser))
        }
        assembly.accept(outcome, at: index, modified: nil, read: nil, cost: 0)
      }
      _ = assembly.merge()
      if assembly.symbols == symbols { break }
    }
    self = assembly.desk
  }
}
