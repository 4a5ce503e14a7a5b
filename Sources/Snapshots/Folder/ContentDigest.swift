/// Tells contents apart, at the pace of memory: two words at a time are multiplied and folded (as in wyhash), in two
/// strands that do not wait for each other.
func contentDigest(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
  func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
  func word(_ index: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) }
  var hash = UInt64(bytes.count) ^ 0x9E37_79B9_7F4A_7C15
  var other = hash
  var index = 0
  while index + 32 <= bytes.count {
    hash = fold(word(index) ^ 0xA076_1D64_78BD_642F, word(index + 8) ^ hash)
    other = fold(word(index + 16) ^ 0xE703_7ED1_A0B4_28DB, word(index + 24) ^ other)
    index += 32
  }
  for byte in bytes[index...] { hash = fold(hash ^ UInt64(byte), 0xE703_7ED1_A0B4_28DB) }
  return fold(hash ^ other, 0x8EBC_6AF0_9C88_C6E3)
}
