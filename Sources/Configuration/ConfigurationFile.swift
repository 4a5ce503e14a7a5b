import Glibc
import System

/// The user's file of options, what is said over it, and the words that it may use.
package struct ConfigurationFile: Sendable {
  /// Of bytes: nobody writes more by hand.
  private static let limit = 256 << 10

  /// Absolute; nil: no home is known, and there is no file.
  package let path: String?
  private let vocabulary: Vocabulary
  private let overrides: [Override]

  /// - Parameter overrides: of the environment, then of the command line.
  package init(_ path: String?, _ vocabulary: Vocabulary, over overrides: [Override] = []) {
    self.path = path
    self.vocabulary = vocabulary
    self.overrides = overrides
  }

  /// What holds by the file as it stands.
  package func read() -> ConfigurationReading {
    do throws(SmallFile.Failure) {
      guard let path else { throw .absent }
      return ConfigurationReading(try SmallFile(path, atMost: Self.limit).bytes, vocabulary, over: overrides)
    } catch {
      guard case .refused(let reason) = error else { return ConfigurationReading(nil, vocabulary, over: overrides) }
      return ConfigurationReading(ConfigurationFault(reason), vocabulary, over: overrides)
    }
  }

  /// The same of a file that was changed; nil while it is being written, and where it has gone: then what held goes on.
  package func readAnew() -> ConfigurationReading? {
    guard let path else { return nil }
    do throws(SmallFile.Failure) {
      let file = try SmallFile(path, atMost: Self.limit)
      return file.isBeingWritten ? nil : ConfigurationReading(file.bytes, vocabulary, over: overrides)
    } catch {
      guard case .refused(let reason) = error else { return nil }
      return ConfigurationReading(ConfigurationFault(reason), vocabulary, over: overrides)
    }
  }

  /// Writes some options into the file, whole or not at all, and keeps every byte of the others. A link stays one. Makes
  /// the file where there is none, in a folder that is there.
  /// - Parameters:
  ///   - ids: of the options to be set.
  ///   - settings: what they are set to.
  /// - Returns: What is to be said of the file that is written, `found X, expected Y` each.
  /// - Throws: Why nothing is written: the fault of a broken file, or what the system refused.
  package func saving(_ ids: [String], of settings: Settings) throws(ConfigurationFault) -> [String] {
    guard let path else { throw ConfigurationFault("found neither XDG_CONFIG_HOME nor HOME, expected one") }
    let old = try content(path)
    let text = try ConfigurationText(vocabulary).setting(ids, to: settings, in: old?.bytes ?? [])
    guard text != old?.bytes else { return [] }
    let real = old == nil ? path : try ConfigurationFile.real(path)
    let slash = real.lastIndex(of: "/") ?? real.startIndex
    do throws(WholeFile.Failure) {
      let file = try WholeFile(
        real[real.index(after: slash)...].utf8, in: (slash == real.startIndex ? "/" : real[..<slash]).utf8)
      let written = try file.write(text, over: old.map { .file($0.identity) } ?? .nothing, mode: 0o644)
      if let written { return written.notices }
    } catch {
      throw ConfigurationFault("found no way to write it (\(error.reason)), expected to; nothing is changed")
    }
    throw ConfigurationFault("found it changed by another, expected it as it was read; nothing is changed")
  }

  private func content(_ path: String) throws(ConfigurationFault) -> SmallFile? {
    do throws(SmallFile.Failure) {
      return try SmallFile(path, atMost: Self.limit)
    } catch {
      guard case .refused(let reason) = error else { return nil }
      throw ConfigurationFault(reason)
    }
  }

  private static func real(_ path: String) throws(ConfigurationFault) -> String {
    guard let real = realpath(path, nil) else {
      throw ConfigurationFault("found no way to it (\(String(cString: strerror(errno)))), expected a file")
    }
    defer { free(real) }
    return String(cString: real)
  }
}
