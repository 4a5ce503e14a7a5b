import YAML

/// Where the value of an option comes from.
package enum Source: Hashable, Sendable {
  case standard
  /// 1-based.
  case file(line: Int)
  /// Of this variable.
  case environment(String)
  /// Of this argument.
  case commandLine(String)
}

/// What the environment or the command line says of an option, over the file.
package struct Override: Sendable {
  let id: String
  let source: Source
  let apply: @Sendable (inout Settings) -> Void

  package init(_ id: String, _ source: Source, apply: @escaping @Sendable (inout Settings) -> Void) {
    self.id = id
    self.source = source
    self.apply = apply
  }
}

/// What holds: the file over the defaults, and what was said over the file.
package struct ConfigurationReading: Sendable {
  /// More faults than this are not looked for.
  private static let mostFaults = 100

  package private(set) var settings = Settings()
  /// Of each option that is not at its default.
  package private(set) var sources: [String: Source] = [:]
  /// An option with one is at its default.
  package private(set) var faults: [ConfigurationFault] = []

  /// - Parameters:
  ///   - bytes: of the file; nil: there is none.
  ///   - overrides: the later ones count more.
  package init(_ bytes: [UInt8]?, _ vocabulary: Vocabulary, over overrides: [Override] = []) {
    var settings = Settings()
    if let first = vocabulary.themes.first { settings.theme = first }
    self.settings = settings
    if let bytes {
      do throws(ConfigurationFault) {
        try read(bytes, Setting.table(vocabulary))
      } catch {
        faults.append(error)
      }
    }
    for override in overrides {
      override.apply(&self.settings)
      sources[override.id] = override.source
    }
  }

  /// A file that cannot be read at all.
  init(_ fault: ConfigurationFault, _ vocabulary: Vocabulary, over overrides: [Override]) {
    self.init(nil, vocabulary, over: overrides)
    faults = [fault]
  }

  /// Where an option's value comes from.
  package func source(of id: String) -> Source { sources[id] ?? .standard }

  private mutating func read(_ bytes: [UInt8], _ table: [Setting]) throws(ConfigurationFault) {
    let document = try YAMLDocument.parse(bytes)
    guard let root = document.root, !root.isNull else { return }
    guard root.isMapping else { throw root.fault("options, a line each, such as theme: dark") }
    for (key, value) in root.entries where faults.count < Self.mostFaults {
      do throws(ConfigurationFault) {
        guard let setting = table.first(where: { $0.id == key.text }) else {
          throw key.fault("an option of `detente config`", of: table.map(\.id))
        }
        guard !value.isNull else { continue }
        try setting.read(value, &settings)
        sources[setting.id] = .file(line: key.line)
      } catch {
        faults.append(error)
      }
    }
  }
}

extension YAMLDocument {
  /// - Throws: A fault with its place.
  static func parse(_ bytes: [UInt8]) throws(ConfigurationFault) -> YAMLDocument {
    let result = bytes.withUnsafeBytes { bytes in Result { () throws(YAMLError) in try YAMLDocument(bytes) } }
    switch result {
    case .success(let document): return document
    case .failure(let error): throw ConfigurationFault(error)
    }
  }
}
