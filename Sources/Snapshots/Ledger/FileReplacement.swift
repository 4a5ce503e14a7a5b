import Glibc
import System

/// Replaces files of a desk under its lock, each whole or not at all.
enum FileReplacement {
  /// Replaces a file of a desk, or makes it; of a link, what it stands for: the one that reads it (``FileRead``) has made
  /// sure that this is beneath the desk.
  /// - Parameter old: What was read; nil: nothing stood there.
  /// - Returns: What is to be said of the file that is written; nil, and nothing is changed, when it is not as it was when it
  ///   was read.
  static func replace(
    _ file: [UInt8], in desk: String, with bytes: [UInt8], expecting old: FileIdentity?
  ) throws(LedgerError) -> [String]? {
    let shown = desk + "/" + String(shown: file)
    let given = Array(desk.utf8) + [UInt8(ascii: "/")] + file
    guard let real = old == nil ? given : realPath(given), let slash = real.lastIndex(of: UInt8(ascii: "/")) else {
      throw .folder("\(shown): found no way to it (\(FileRead.reason(errno))), expected a file")
    }
    do throws(WholeFile.Failure) {
      return try WholeFile(real[(slash + 1)...], in: real[..<slash], isOnlyWriter: true)
        .write(bytes, over: old.map { .file($0) } ?? .nothing, mode: 0o666)?
        .notices.map { "\(shown): \($0)" }
    } catch {
      throw failure(error, shown)
    }
  }

  private static func failure(_ failure: WholeFile.Failure, _ path: String) -> LedgerError {
    func refused(_ found: String) -> LedgerError {
      .folder("\(path): found \(found) (\(failure.reason)), expected to; nothing is changed")
    }
    return switch failure.step {
    case .open: .folder("\(path): found no way to its folder (\(failure.reason)), expected one")
    case .create: refused("no way to write beside it")
    case .write: refused("no way to write it")
    case .rename: refused("no way to replace it")
    }
  }

  private static func realPath(_ path: [UInt8]) -> [UInt8]? {
    guard let real = realpath(cString(path), nil) else { return nil }
    defer { free(real) }
    return Array(UnsafeRawBufferPointer(start: real, count: strlen(real)))
  }
}
