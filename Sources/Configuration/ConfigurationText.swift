/// The text of the configuration: written by the program, or changed in places.
package struct ConfigurationText: Sendable {
  private let vocabulary: Vocabulary
  private let table: [Setting]

  package init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    table = Setting.table(vocabulary)
  }

  /// A file of every option at its default, with its comment.
  package var standard: String {
    let settings = ConfigurationReading(nil, vocabulary).settings
    let head = ["Options of detente, each at its default. A line may go: then the default holds."]
    let options = table.map { setting in
      wrapped(setting.comment).map { "# " + $0 } + ["\(setting.id): \(setting.yaml(settings))"]
    }
    return ([head.map { "# " + $0 }] + options).map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// A text with options set to what they are in `settings`; every other byte is kept.
  /// - Throws: What is wrong with the text: a broken one is not changed.
  package func setting(_ ids: [String], to settings: Settings, in text: [UInt8]) throws(ConfigurationFault) -> [UInt8] {
    let before = ConfigurationReading(text, vocabulary)
    if let fault = before.faults.first { throw fault }
    var changed = text
    for setting in table where ids.contains(setting.id) && setting.value(settings) != setting.value(before.settings) {
      changed = try YAMLText.setting(setting.id, to: setting.yaml(settings), in: changed)
    }
    // Read back before it counts.
    let after = ConfigurationReading(changed, vocabulary)
    let isRight =
      after.faults.isEmpty
      && table.allSatisfy {
        $0.value(after.settings) == $0.value(ids.contains($0.id) ? settings : before.settings)
      }
    guard isRight else {
      throw ConfigurationFault("found no place to write \(ids.joined(separator: ", ")), expected options a line each")
    }
    return changed
  }

  private func wrapped(_ comment: String) -> [String] {
    var lines: [String] = []
    for word in comment.split(separator: " ") {
      if let last = lines.last, last.count + word.count < 100 {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
