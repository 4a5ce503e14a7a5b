import Market

/// The values of a file and what is to be said of it.
struct FileOutcome {
  let result: Result<FileValues, Fault>
  let problems: [Problem]
  /// Rows that were refused.
  let refused: Int
  /// Bytes as they stand on the disk.
  let size: Int
}

extension FileOutcome {
  /// Reads a file, unpacked where it is packed.
  init(_ reading: consuming Reading) {
    let size = reading.bytes.count
    guard Gzip.isPacked(reading.bytes) else {
      self = Self.plain(reading, size: size)
      return
    }
    do throws(Fault) {
      self = try Gzip.unpack(reading.bytes) { (bytes, readable) throws(Fault) in
        Self.plain(
          Reading(
            path: reading.path, bytes: bytes, readable: readable, negative: reading.negative, parser: reading.parser,
            modified: reading.modified),
          size: size)
      }
    } catch {
      var log = ProblemLog(path: reading.path)
      log.add(error, &reading.lines)
      self.init(result: .failure(error), problems: log.all, refused: 0, size: size)
    }
  }

  private static func plain(_ reading: consuming Reading, size: Int) -> FileOutcome {
    do throws(Fault) {
      var values = try Recognition.read(&reading)
      values.judge(negative: reading.negative)
      return FileOutcome(
        result: .success(values), problems: Problem.quoting(reading.log.all, in: reading.bytes),
        refused: reading.log.count, size: size)
    } catch {
      var log = ProblemLog(path: reading.path)
      log.add(error, &reading.lines)
      return FileOutcome(
        result: .failure(error), problems: Problem.quoting(log.all, in: reading.bytes), refused: 0, size: size)
    }
  }
}
