import Market
import Testing

@testable import Snapshots

/// Files packed with gzip (F08 and F09 of the fault catalogue). The bytes are those of `printf … | gzip -9n`.
@Suite struct GzipTests {
  /// `date,close\n2025-04-30,150.71\n`
  static let csv: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0x49, 0x2C, 0x49, 0xD5, 0x49, 0xCE, 0xC9, 0x2F,
    0x4E, 0xE5, 0x32, 0x32, 0x30, 0x32, 0xD5, 0x35, 0x30, 0xD1, 0x35, 0x36, 0xD0, 0x31, 0x34, 0x35, 0xD0, 0x33, 0x37,
    0xE4, 0x02, 0x00, 0x57, 0x5B, 0xD6, 0x0B, 0x1D, 0x00, 0x00, 0x00,
  ]

  private func read(_ name: String, _ bytes: [UInt8]) -> Desk { Desk(files: [(name, bytes)]) }

  @Test(arguments: ["AMAT.csv.gz", "AMAT.CSV.GZ", "prices/AMAT.csv"])
  func readsPackedFiles(name: String) {
    let desk = read(name, Self.csv)
    #expect(desk.histories.values.first?.bars.map(\.close) == [150.71])
    #expect(desk.histories.keys.first == "AMAT")
    #expect(desk.files.first?.size == Self.csv.count)
  }

  @Test func readsSeveralMembersAndPadding() {
    let second: [UInt8] = [
      0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x33, 0x32, 0x30, 0x32, 0xD5, 0x35, 0x00, 0x22, 0x43,
      0x1D, 0x43, 0x13, 0x0B, 0x3D, 0x63, 0x23, 0x2E, 0x00, 0xD2, 0xF5, 0x8E, 0x89, 0x12, 0x00, 0x00, 0x00,
    ]
    #expect(read("AMAT.csv.gz", Self.csv + second).histories["AMAT"]?.bars.map(\.close) == [150.71, 148.32])
    #expect(read("AMAT.csv.gz", Self.csv + [0, 0, 0]).histories["AMAT"]?.bars.count == 1)
  }

  @Test func namesWhatIsCutOffOrDamaged() {
    for count in 2..<Self.csv.count {
      let desk = read("AMAT.csv.gz", Array(Self.csv[..<count]))
      #expect(desk.histories.isEmpty)
      #expect(desk.problem("AMAT.csv.gz").contains("cut off"), "\(count)")
    }
    for index in 10..<Self.csv.count {
      var damaged = Self.csv
      damaged[index] ^= 0x55
      let desk = read("AMAT.csv.gz", damaged)
      #expect(desk.histories.isEmpty, "\(index)")
      #expect(desk.files.first?.state == .bad)
    }
    #expect(read("AMAT.csv.gz", Self.csv + Array("tail".utf8)).problem("AMAT.csv.gz").contains("damaged"))
  }

  @Test func refusesMoreThanAFileMayHold() throws {
    func unpacked(limit: Int) throws -> Int {
      try Self.csv.withUnsafeBytes { try Gzip.unpack($0, limit: limit) { (bytes, _) throws(Fault) in bytes.count } }
    }
    #expect(try unpacked(limit: 29) == 29)
    #expect(throws: Fault.self) { try unpacked(limit: 28) }
    #expect(throws: Fault.self) { try unpacked(limit: 1) }
  }

  @Test func namesAreSnapshotNames() {
    for name in ["AMAT.csv.gz", "q.json.GZ", "a.ndjson.gz", "w.yml.gz"] {
      #expect(FolderListing.isSnapshotName(Array(name.utf8)))
    }
    for name in ["AMAT.gz", ".csv.gz", "AMAT.csv.gz.tmp", "AMAT.tar.gz", "AMAT.csv.zip"] {
      #expect(!FolderListing.isSnapshotName(Array(name.utf8)))
    }
  }
}
