import Foundation
import Market
import Testing

@testable import Snapshots

/// Files that are imported while others write to them.
struct FileImportTests {
  let folder = Folder()

  @Test(.enabled(if: Folder.tellsWriters)) func aFileThatIsBeingWrittenIsWaitedFor() {
    folder.writeInTwo("AMAT.csv")
    let imported = FileImport([folder.full("AMAT.csv")], patience: 3600)
    #expect(imported.desk.histories["AMAT"]?.bars.last?.close == 102.5)
    #expect(imported.problems.isEmpty)
  }

  @Test(.enabled(if: Folder.tellsWriters)) func oneWhoseWriterGoesOnIsRefused() {
    let file = open(folder.full("AMAT.csv"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(file) }
    write(file, "Date,Close\n2025-04-30,10", 24)
    let imported = FileImport([folder.full("AMAT.csv")], patience: 0)
    #expect(imported.desk.histories.isEmpty)
    #expect(imported.problems.map(\.message) == ["found it being written, expected a whole file"])
  }
}
