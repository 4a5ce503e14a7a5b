import Market
import Testing

@testable import Snapshots

/// What arrives under a data file's name without being data.
@Suite struct NotDataTests {
  /// Bodies that any file may turn out to hold, and the words that name them.
  static let bodies: [(String, String)] = [
    ("<!DOCTYPE html><html><head><title>404 Not Found</title></head><body></body></html>", "an HTML page: \"404 Not"),
    (
      "<html><head><script>async function solve(){crypto.subtle.digest('SHA-256', x)}</script></head></html>",
      "a browser check"
    ),
    ("<html><title>Just a moment...</title></html>", "a browser check"),
    ("<html><body><form><input type=\"password\" name=\"p\"></form></body></html>", "a login page"),
    ("<html><meta http-equiv=\"refresh\" content=\"0;url=/x\"></html>", "a redirect"),
    ("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "an XML document"),
    (
      #"{"Note":"Thank you for using Alpha Vantage! Our standard API call frequency is 5 calls per minute."}"#,
      "not market data: Alpha Vantage's note: Thank you"
    ),
    (#"{"Information":"The demo API key is for demo purposes only."}"#, "Alpha Vantage's note: The demo"),
    (#"{"Error Message":"Invalid API call."}"#, "a service's error: Invalid API call."),
    (#"{"error":{"code":"429","description":"Too Many Requests"}}"#, "a service's error: Too Many Requests"),
    (#"{"code":401,"message":"Unauthorized"}"#, "a service's error: Unauthorized"),
    ("PK\u{3}\u{4}\u{14}\u{0}", "a zip archive"),
    ("version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "a Git LFS pointer"),
    ("%PDF-1.7\n", "a PDF document"),
    ("", "an empty file"),
    (" \n", "only blanks"),
  ]

  @Test func namesTheFileFirst() {
    #expect(
      desk(("AMAT.json", #"{"Note":"5 calls per minute"}"#)).problem("AMAT.json")
        == "AMAT.json: not market data: Alpha Vantage's note: 5 calls per minute")
  }

  @Test(arguments: ["Exceeded the daily hits limit", "Too Many Requests", "No data", "404: Not Found"])
  func namesALineOfText(text: String) {
    if text.first?.isLetter == true {
      #expect(desk(("q.json", text)).problem("q.json") == "q.json: not market data: a line of text: \"\(text)\"")
    }
    #expect(desk(("AMAT.csv", text)).problem("AMAT.csv") == "AMAT.csv: not market data: a line of text: \"\(text)\"")
  }

  /// Rows under a name for JSON are read as rows, whatever letter they begin with.
  @Test(arguments: ["timestamp", "Date", "time"])
  func readsRowsUnderANameForJSON(name: String) {
    #expect(desk(("AMAT.json", "\(name),close\n2025-04-30,150.71\n")).histories["AMAT"]?.bars.map(\.close) == [150.71])
  }

  @Test func namesTheNearestFormat() {
    let desk = desk(("AMAT.csv", "Date,Open,Volume\n2025-04-30,1,2\n"))
    #expect(desk.problem("AMAT.csv").contains("nearest to OHLCV text, but no column of closes"))
  }
}
