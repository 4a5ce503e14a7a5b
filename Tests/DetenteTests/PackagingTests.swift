import Foundation
import Testing

/// The scripts of `make deb`, `make tarball` and `make check-package`, which runs what they pack.
struct PackagingTests {
  @Test(.enabled(if: FeedsTests.isInstalled("shellcheck"), "shellcheck is not installed"))
  func scriptsAreChecked() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Packaging")
    let scripts = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".sh") }
    #expect(scripts.count == 4)
    let result = try Program.command(
      "shellcheck",
      ["--shell=sh", "--external-sources", "--source-path=\(folder.path)"] + scripts.map { folder.path + "/" + $0 })
    #expect(result.status == 0, "\(result.output)")
  }
}
