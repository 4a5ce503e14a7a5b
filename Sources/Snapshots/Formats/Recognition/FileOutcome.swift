import Market

/// The values of a file and what is to be said of it.
struct FileOutcome {
  let result: Result<FileValues, Fault>
  let problems: [Problem]
  /// Rows that were refused.
  let refused: Int
  /// Bytes as they stand on the disk.
  let size: Int
  /// What it is was the watchlist's to say: it is read again when that names others.
  var asksDesk = false
  /// There was no time to wait until its writer had done.
  var isBeingWritten = false
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
        Self.plain(reading.with(bytes: bytes, readable: readable), size: size)
      }
    } catch {
      var log = ProblemLog(path: reading.path)
      log.add(error, &reading.lines)
      self.init(result: .failure(error), problems: log.all, refused: 0, size: size)
    }
  }

  /// Reads a file that is not packed, converted to UTF-8 where it is not.
  private static func plain(_ reading: consuming Reading, size: Int) -> FileOutcome {
    do throws(Fault) {
      guard let (converted, count) = try TextEncoding.converted(reading.bytes) else {
        return inUTF8(reading, size: size)
      }
      return converted.withUnsafeBytes {
        inUTF8(reading.with(bytes: $0.part(0..<count), readable: $0.count), size: size)
      }
    } catch {
      var log = ProblemLog(path: reading.path)
      log.add(error, &reading.lines)
      return FileOutcome(result: .failure(error), problems: log.all, refused: 0, size: size)
    }
  }

  private static func inUTF8(_ reading: consuming Reading, size: Int) -> FileOutcome {
    do throws(Fault) {
      var values = try Recognition.read(&reading)
      let notice = values.boundByFile(&reading)
      values.judge(negative: reading.negative)
      return FileOutcome(
        result: .success(values),
        problems: Problem.quoting(reading.log.all, in: reading.bytes) + (notice.map { [$0] } ?? []),
        refused: reading.log.count, size: size, asksDesk: reading.asksDesk)
    } catch {
      var log = ProblemLog(path: reading.path)
      log.add(error, &reading.lines)
      return FileOutcome(
        result: .failure(error), problems: Problem.quoting(log.all, in: reading.bytes), refused: 0, size: size,
        asksDesk: reading.asksDesk)
    }
  }
}

extension FileOutcome {
  /// Rows as `Completeness` counts them: none where the content is refused.
  func rows(in shape: Completeness.Shape) -> Int {
    guard case .success(let values) = result else { return 0 }
    return shape == .document ? max(1, values.rows) : values.rows
  }

  /// The same with what is to be said of the file beside its rows.
  func adding(_ found: [Problem]) -> FileOutcome {
    FileOutcome(
      result: result, problems: problems + found, refused: refused + found.count { !$0.isNotice }, size: size,
      asksDesk: asksDesk)
  }
}
