import Foundation
import Market
import Testing

@testable import Snapshots

/// A folder that is read once, while others write to it.
@Suite(.serialized) struct DeskFolderTests {
  let folder = Folder()

  /// Longer than any test may take: one that waits for it is ended by the runner.
  private static let endless = 3600.0

  @Test(.enabled(if: Folder.tellsWriters)) func readsWhatIsClosedAtOnce() throws {
    folder.write(inPlace: "AMAT.csv", "Date,Close\n2025-04-30,150.71\n")
    folder.put("q.json", quotes(row("KLAC", "676.31")))
    let desk = try DeskFolder.read(folder.path, patience: Self.endless)
    #expect(desk.histories["AMAT"]?.bars.last?.close == 150.71)
    #expect(desk.quotes["KLAC"]?.price == 676.31)
    #expect(desk.files.allSatisfy { $0.state == .ok && $0.problems.isEmpty })
  }

  @Test(.enabled(if: Folder.tellsWriters)) func waitsUntilAFileIsClosed() throws {
    folder.writeInTwo("AMAT.csv")
    let desk = try DeskFolder.read(folder.path, patience: Self.endless)
    #expect(desk.histories["AMAT"]?.bars.last?.close == 102.5)
    #expect(desk.report("AMAT.csv")?.problems == [])
  }

  @Test func saysWhatHadNoLineEndWhenTimeWasUp() throws {
    folder.write(inPlace: "AMAT.csv", "Date,Close\n2025-04-30,150.71")
    let desk = try DeskFolder.read(folder.path, patience: 0.1)
    #expect(desk.histories["AMAT"]?.bars.last?.close == 150.71)
    #expect(desk.report("AMAT.csv")?.state == .ok)
    #expect(
      desk.report("AMAT.csv")?.problems.map(\.description)
        == ["AMAT.csv:2: found no line end, expected one behind the last row (it may be cut)"])
  }

  /// A writer that goes on and on: what is there is shown, and no script takes it for good.
  @Test func saysWhatWasStillBeingWrittenWhenTimeWasUp() throws {
    let (path, stop) = (folder.full("AMAT.csv"), folder.full(".stop"))
    folder.write(inPlace: "AMAT.csv", "Date,Close\n2025-04-30,150.71\n")
    let begun = DispatchSemaphore(value: 0)
    let writer = Foundation.Thread {
      guard let file = fopen(path, "a") else { return }
      while access(stop, F_OK) != 0 {
        fputs("\n", file)
        fflush(file)
        begun.signal()
        // Its pace.
        usleep(1000)
      }
      fclose(file)
    }
    writer.start()
    defer { folder.put(".stop", "") }
    begun.wait()
    let desk = try DeskFolder.read(folder.path, patience: 0.1)
    let report = try #require(desk.report("AMAT.csv"))
    #expect(report.state == .beingWritten)
    #expect(
      report.problems.contains { $0.message.contains("found it being written, expected a whole file") && !$0.isNotice })
  }

  @Test func anOldFileIsNotWaitedFor() throws {
    folder.write(inPlace: "AMAT.csv", "Date,Close\n2025-04-30,150.71")
    folder.age("AMAT.csv", seconds: 4 * Int(Self.endless))
    let desk = try DeskFolder.read(folder.path, patience: Self.endless)
    #expect(desk.histories["AMAT"]?.bars.last?.close == 150.71)
  }

  @Test(.enabled(if: Folder.tellsWriters)) func tellsWhoIsWriting() throws {
    let path = folder.full("AMAT.csv")
    let file = try #require(fopen(path, "w"))
    fputs("Date,Close\n", file)
    fflush(file)
    let root = open(folder.path, O_RDONLY)
    defer { close(root) }
    func isOpen() throws -> Bool? {
      try FileRead(Array("AMAT.csv".utf8), beneath: root, asksWriterWithin: .infinity).isOpen
    }
    #expect(try isOpen() == true)
    fclose(file)
    #expect(try isOpen() == false)
    // To ask leaves no trace.
    let before = status(path)
    #expect(try isOpen() == false)
    let after = status(path)
    #expect(before.st_ctim.tv_sec == after.st_ctim.tv_sec && before.st_ctim.tv_nsec == after.st_ctim.tv_nsec)
  }

  private func status(_ path: String) -> stat {
    var found = stat()
    _ = stat(path, &found)
    return found
  }
}
