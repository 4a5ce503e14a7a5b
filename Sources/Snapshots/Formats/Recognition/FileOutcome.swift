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
  init(_ input: consuming FileInput) {
    let size = input.bytes.count
    guard Gzip.isPacked(input.bytes) else {
      self = Self.plain(input, size: size)
      return
    }
    do throws(Fault) {
      self = try Gzip.unpack(input.bytes) { (bytes, readable) throws(Fault) in
        Self.plain(input.with(bytes: bytes, readable: readable), size: size)
      }
    } catch {
      var log = ProblemLog(path: input.path)
      log.add(error, &input.lines)
      self.init(result: .failure(error), problems: log.all, refused: 0, size: size)
    }
  }

  /// Reads a file that is not packed, converted to UTF-8 where it is not.
  private static func plain(_ input: consuming FileInput, size: Int) -> FileOutcome {
    do throws(Fault) {
      guard let (converted, count) = try TextEncoding.converted(input.bytes) else {
        return inUTF8(input, size: size)
      }
      return converted.withUnsafeBytes {
        inUTF8(input.with(bytes: $0.part(0..<count), readable: $0.count), size: size)
      }
    } catch {
      var log = ProblemLog(path: input.path)
      log.add(error, &input.lines)
      return FileOutcome(result: .failure(error), problems: log.all, refused: 0, size: size)
    }
  }

  private static func inUTF8(_ input: consuming FileInput, size: Int) -> FileOutcome {
    do throws(Fault) {
      var values = try Recognition.read(&input)
      let notice = values.boundByFile(&input)
      values.judge(negative: input.negative)
      return FileOutcome(
        result: .success(values),
        problems: Problem.quoting(input.log.all, in: input.bytes) + (notice.map { [$0] } ?? []),
        refused: input.log.count, size: size, asksDesk: input.asksDesk)
    } catch {
      var log = ProblemLog(path: input.path)
      log.add(error, &input.lines)
      return FileOutcome(
        result: .failure(error), problems: Problem.quoting(log.all, in: input.bytes), refused: 0, size: size,
        asksDesk: input.asksDesk)
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
