/// An address that a terminal may open: http or https, with the characters of RFC 3986 only, at most 2048 bytes.
package struct LinkAddress: Hashable, Sendable {
  package let text: String

  /// Bytes that terminals take at least.
  package static let limit = 2048

  /// nil for what is none.
  package init?(_ untrusted: String) {
    let lowered = untrusted.prefix(9).lowercased()
    guard ["http://", "https://"].contains(where: { lowered.hasPrefix($0) && lowered != $0 }),
      untrusted.utf8.count <= LinkAddress.limit,
      untrusted.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}".utf8.contains($0) })
    else { return nil }
    text = untrusted
  }
}
