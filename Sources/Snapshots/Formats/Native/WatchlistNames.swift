import Market
import YAML

/// What a watchlist has named so far: a name that stands again would show one company's prices under another's, and is
/// refused at its place.
struct WatchlistNames {
  private struct KnownName {
    let spelling: String
    let line: Int
    /// The line of the instrument that it is a name of; nil for a listing.
    let instrument: Int?
  }

  private var names: [String: KnownName] = [:]
  private var codes: [ListedCode: KnownName] = [:]
  private var sectors: [String: (line: Int, index: Int)] = [:]

  /// Takes a name; refuses one that stands already, as it is or as the same listed code of another company. Several
  /// spellings of one code among an instrument's names are well.
  /// - Parameters:
  ///   - kind: What it is a name as: symbol, alias, listing.
  ///   - instrument: The line of the instrument; nil for a listing, which is another paper.
  mutating func add(_ name: String, _ kind: String, _ value: YAMLValue, of instrument: Int?) throws(Fault) {
    let code = ListedCode(name)
    var known = names[name]
    if known == nil, let other = code.flatMap({ codes[$0] }), instrument == nil || other.instrument != instrument {
      known = other
    }
    if let known {
      let spelling = known.spelling == name ? "" : " as \(known.spelling)"
      throw value.again("\(kind) \(name)", known.line, spelling)
    }
    let fresh = KnownName(spelling: name, line: value.line, instrument: instrument)
    names[name] = fresh
    if let code, codes[code] == nil { codes[code] = fresh }
  }

  /// The same; false where it is refused, which is said.
  mutating func admits(
    _ name: String, _ kind: String, _ value: YAMLValue, of instrument: Int?, _ input: inout FileInput
  ) -> Bool {
    do throws(Fault) {
      try add(name, kind, value, of: instrument)
      return true
    } catch {
      input.log.add(error, &input.lines)
      return false
    }
  }

  /// Takes a sector's name; where it stands already, says so and gives the index of the sector that has it.
  mutating func note(sector name: String, _ row: YAMLValue, _ input: inout FileInput) -> Int? {
    let value = row.field("name") ?? row
    guard let known = sectors[name] else {
      sectors[name] = (value.line, sectors.count)
      return nil
    }
    input.log.add(value.again("sector \(name)", known.line, ", where these instruments stand now"), &input.lines)
    return known.index
  }
}

extension YAMLValue {
  fileprivate func again(_ what: String, _ line: Int, _ more: String) -> Fault {
    Fault(.line(self.line, column: column), "found \(what) again, expected it once (line \(line) has it\(more))")
  }
}
