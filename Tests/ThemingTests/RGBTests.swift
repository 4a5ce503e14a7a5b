import Testing

@testable import Theming

@Suite struct RGBTests {
  @Test(arguments: ["1e1e2e", "#1E1E2E"])
  func hexadecimal(_ text: String) { #expect(RGB(hex: text) == RGB(0x1E, 0x1E, 0x2E)) }

  @Test(arguments: ["", "#", "1e1e2", "1e1e2e0", "##1e1e2e", "1e1e2g", "+1e1e2", "１e1e2e", "rgb(0,0,0)"])
  func noColor(_ text: String) { #expect(RGB(hex: text) == nil) }

  /// Expected: exhaustive search for the least Euclidean distance over the 240 fixed colours, done in Python.
  @Test(arguments: [
    ("000000", 16), ("ffffff", 231), ("1e1e2e", 235), ("14171c", 234), ("808080", 244), ("ff0000", 196),
    ("5f87af", 67), ("303030", 236), ("2f2f2f", 236), ("737373", 243), ("727272", 243), ("e5706b", 167),
    ("6cbf6c", 71), ("9099a3", 247), ("626a73", 242), ("c9d0da", 252), ("fafaf7", 231), ("eeeeee", 255),
    ("0000ff", 21), ("30002f", 234), ("8a6200", 94), ("56b4e9", 74), ("e69f00", 178),
  ])
  func nearestOf256(_ hex: String, _ index: UInt8) throws {
    #expect(try #require(RGB(hex: hex)).indexed256 == index)
  }

  @Test(arguments: [
    ("000000", 0), ("14171c", 0), ("ffffff", 15), ("fafaf7", 15), ("c9d0da", 7), ("9099a3", 8),
    ("b3261e", 1), ("1a7431", 2), ("cdcd00", 11), ("0000b0", 4), ("e5706b", 9), ("98c379", 10), ("56b4e9", 14),
    ("e69f00", 11), ("a00090", 5),
  ])
  func oneOf16ByHue(_ hex: String, _ index: UInt8) throws {
    #expect(try #require(RGB(hex: hex)).indexed16 == index)
  }

  /// WCAG 2.1: 21 for black on white; #767676 on white is its well-known least grey for 4.5.
  @Test func contrast() throws {
    let white = RGB(255, 255, 255)
    #expect(abs(RGB(0, 0, 0).contrast(with: white) - 21) < 0.01)
    #expect(abs(RGB(0x76, 0x76, 0x76).contrast(with: white) - 4.54) < 0.005)
    #expect(white.contrast(with: white) == 1)
  }

  @Test func legibleMovesNoFurtherThanNeeded() {
    let black = RGB(0, 0, 0)
    let white = RGB(255, 255, 255)
    #expect(white.legible(on: black, ratio: 4.5) == white)
    let lifted = RGB(40, 40, 40).legible(on: black, ratio: 4.5)
    #expect(lifted.contrast(with: black) >= 4.5)
    #expect(lifted.contrast(with: black) < 8)
    // On white it goes the other way, and a colour of the ground itself gets there too.
    let lowered = RGB(200, 200, 0).legible(on: white, ratio: 4.5)
    #expect(lowered.contrast(with: white) >= 4.5 && lowered.red == lowered.green && lowered.blue == 0)
    #expect(
      RGB(0x77, 0x77, 0x77).legible(on: RGB(0x77, 0x77, 0x77), ratio: 4.5).contrast(with: RGB(0x77, 0x77, 0x77)) >= 4.5)
  }

  /// xterm's 256colres.h.
  @Test(arguments: [
    (16, "000000"), (17, "00005f"), (67, "5f87af"), (196, "ff0000"), (231, "ffffff"), (232, "080808"), (255, "eeeeee"),
  ])
  func fixedColours(_ index: UInt8, _ hex: String) { #expect(RGB(indexed256: index) == RGB(hex: hex)) }

  @Test func theFirstSixteenAreTheUsers() { #expect((0..<16).allSatisfy { RGB(indexed256: $0) == nil }) }
}
