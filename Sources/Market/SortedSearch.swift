extension Array {
  /// The first position from which on `isLater` holds, in an array whose later elements all fulfil what an earlier one
  /// does; its count where none does.
  @inlinable public func partitioningIndex(where isLater: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isLater(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
