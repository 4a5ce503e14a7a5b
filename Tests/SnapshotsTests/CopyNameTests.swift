import Testing

@testable import Snapshots

/// Names of copies as programs make them.
@Suite struct CopyNameTests {
  private func copies(_ names: String...) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: CopyName.copies(among: names.map { Array($0.utf8) }).map {
        (String(decoding: $0.key, as: UTF8.self), $0.value)
      })
  }

  @Test(arguments: [
    // Syncthing, Dropbox in three languages, Nextcloud, ownCloud, pCloud, Seafile
    "tariffs.sync-conflict-20250430-101010-ABCDEFG.json", "tariffs (Anna's conflicted copy 2025-04-30).json",
    "tariffs (conflicted copy 2025-04-30 101010).json", "tariffs (Annas in Konflikt stehende Kopie 2025-04-30).json",
    "tariffs (Copie en conflit de Anna 2025-04-30).json", "tariffs_conflict-20250430-101010.json",
    "tariffs (Case Conflict).json", "tariffs [conflicted].json",
    "tariffs (SFConflict anna@example.com 2025-04-30).json",
    "tariffs_NAS-1_Apr-30-1010-2025_Conflict.json", "tariffs.Conflict.json", "tariffs (conflict on 2025-04-30).json",
    "tariffs (DESKTOP-1 的冲突副本 2025-04-30).json", "tariffs (Konflikt-Kopie von Anna 2025-04-30).json",
    "tariffs~20250430-101010.json", "tariffs (Unison conflict).json", "tariffs-DESKTOP-7HQ2K1.json",
    "tariffs-LAPTOP-04XYZA9B.json", "tariffs-Annas-MacBook-Pro.json", "tariffs-MacBook-Air.json",
  ])
  func knowsASynchroniser(name: String) {
    #expect(
      copies("tariffs.json", name) == [
        name: "a copy of tariffs.json that a synchroniser left: not used beside it"
      ])
  }

  @Test(arguments: ["AMAT (1).csv", "AMAT (12).csv", "AMAT(1).csv", "AMAT (1) (1).csv", "AMAT[1].csv", "AMAT [2].csv"])
  func knowsABrowser(name: String) {
    #expect(copies("AMAT.csv", name)[name]?.contains("a copy of AMAT.csv that a browser left") == true)
  }

  @Test(arguments: [
    "Copy of AMAT.csv", "copy of AMAT.csv", "Copy (2) of AMAT.csv", "AMAT - Copy.csv", "AMAT - Copy (2).csv",
    "AMAT copy.csv",
    "AMAT copy 2.csv", "AMAT (copy).csv", "AMAT (another copy).csv", "AMAT (3rd copy).csv", "AMAT (Copy 2).csv",
    "AMAT - Kopie.csv", "Kopie von AMAT.csv", "AMAT - 副本.csv", "AMAT のコピー.csv", "AMATのコピー.csv",
    "AMAT のコピー 2.csv", "AMAT 2.csv", "AMAT 9.csv",
  ])
  func knowsAFileManager(name: String) { #expect(copies("AMAT.csv", name).keys.contains(name)) }

  @Test(arguments: [
    "AMAT.orig.csv", "AMAT.bak.csv", "AMAT.BAK.csv", "AMAT~.csv", "AMAT_LOCAL_4711.csv", "AMAT_BASE_4711.csv",
    "AMAT_backup.csv", "AMAT_old.csv", "AMAT-bak.csv",
    // No snapshot files by their names, but said.
    "AMAT.csv.orig", "AMAT.csv.bak", "AMAT.csv.rej", "AMAT.csv~", "AMAT.csv.~2~", "AMAT.csv.1", "AMAT.csv.old",
  ])
  func knowsWhatEditorsAndMergesLeave(name: String) { #expect(copies("AMAT.csv", name).keys.contains(name)) }

  /// What only looks alike, or has no original beside it.
  @Test(arguments: [
    ["AMAT (1).csv"], ["AMAT (1).csv", "AMAT (2).csv"], ["Book.csv", "Book (2024).csv"], ["Book.csv", "Book (0).csv"],
    ["Book.csv", "Book (01).csv"], ["AMAT.csv", "KLAC (1).csv"], ["AMAT.csv", "AMAT (1).json"],
    ["AMAT.csv", "sub/AMAT (1).csv"], ["AMAT.csv", "AMAT 1.csv"], ["AMAT.csv", "AMAT 10.csv"],
    ["AMAT.csv", "AMAT2.csv"], ["BRK.csv", "BRK.B.csv"],
    ["events.csv", "events (conflict).csv"], ["events.csv", "events_conflict.csv"], ["AMAT.csv", "AMAT-1.csv"],
    ["US.csv", "US copper.csv"], ["rights.csv", "copyrights.csv"], ["AMAT.csv", "AMAT (US).csv"],
    ["AMAT.csv.orig"], ["notes.txt", "notes.txt~"], ["AMAT.csv", "AMAT.csv.tmp"], ["AMAT.csv", "AMAT.csv.100"],
    ["BRK 2.csv"], ["shares_old.csv"], ["AMAT.csv", "AMAT-DESKTOP.csv"], ["AMAT.csv", "AMAT-DESKTOP-prices-2.csv"],
    ["AMAT.csv", "AMAT~2025.csv"], ["events.csv", "events [US].csv"], ["threshold.csv", "thresh_old2.csv"],
    [".csv", " (1).csv"], ["a.csv", "Copy of .csv"],
  ])
  func leavesOthers(names: [String]) {
    #expect(CopyName.copies(among: names.map { Array($0.utf8) }).isEmpty)
  }

  /// Alone, what only a neighbour makes a copy is a symbol; a sure mark is none.
  @Test(arguments: [
    ("BRK 2.csv", "BRK 2"), ("ABB_old.csv", "ABB_old"), ("SAP-DESKTOP-7HQ2K1.csv", "SAP-DESKTOP-7HQ2K1"),
    ("SAP [1].csv", nil), ("SAPのコピー.csv", nil), ("SAP~20250430-101010.csv", nil),
  ])
  func aLoneFileTellsItsSymbol(name: String, symbol: String?) {
    let read = desk((name, "Date,Close\n2025-04-29,21.4\n2025-04-30,21.6\n"))
    #expect(read.histories.keys.first == symbol)
    #expect(read.report(name)?.state == (symbol == nil ? .bad : .ok))
  }

  /// Each in its own folder, packed or not; a copy of a copy belongs to the one that is there.
  @Test func goesByTheNamesOfOneFolder() {
    #expect(copies("a/x.json", "a/x (1).json", "b/x (1).json").keys.sorted() == ["a/x (1).json"])
    #expect(copies("x.csv.gz", "x (1).csv.gz").keys.sorted() == ["x (1).csv.gz"])
    #expect(copies("x (1).json", "x (1) - Copy.json").keys.sorted() == ["x (1) - Copy.json"])
    #expect(copies("x.json", "x (1).json", "x (1) - Copy.json").count == 2)
  }

  @Test func survivesAnyBytes() {
    for name in [[], [0x28], [0xFF, 0x29], Array("/.csv".utf8), Array("().csv".utf8), [0xFF] + Array(" (1).csv".utf8)] {
      _ = CopyName(name)
    }
    let named = [[0xFF] + Array(".csv".utf8), [0xFF] + Array(" (1).csv".utf8)]
    #expect(CopyName.copies(among: named).values.first?.contains(#"\xFF.csv"#) == true)
  }
}
