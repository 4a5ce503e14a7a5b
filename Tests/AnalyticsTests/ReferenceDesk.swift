import Foundation
import Market

/// The demo desk: the ledger of 51 events, the daily bars and the tariff measures that the vectors were computed on.
func referenceDesk() -> Desk { loaded }

private let loaded: Desk = {
  // The lead replaces this reader by one line over the embedded files.
  let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["DETENTE_REFERENCE_DESK"] ?? ".")
  var desk = Desk()
  func text(_ name: String) -> String {
    (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
  }
  var bars: [String: [Bar]] = [:]
  for line in text("prices.csv").split(separator: "\n").dropFirst() {
    let f = line.split(separator: ",", omittingEmptySubsequences: false)
    guard f.count == 8, let day = Day(String(f[1])) else { continue }
    bars[String(f[0]), default: []].append(
      Bar(
        day: day, open: Double(f[2]), high: Double(f[3]), low: Double(f[4]), close: Double(f[5]),
        adjustedClose: Double(f[6]), volume: Double(f[7])))
  }
  desk.histories = Dictionary(
    uniqueKeysWithValues: bars.map { ($0, History(symbol: $0, bars: $1, file: "prices.csv")) })
  func object(_ text: some StringProtocol) -> [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
  }
  for line in text("signals.jsonl").split(separator: "\n") {
    let o = object(line)
    guard let id = o["id"] as? String, let date = (o["date"] as? String).flatMap({ Day($0) }),
      let code = o["code"] as? String, let weight = CAMEO.weight(of: code)
    else { continue }
    var log: [Signal.StatusEntry] = []
    if let word = o["status"] as? String, let status = Signal.Status(rawValue: word) {
      log = [Signal.StatusEntry(day: date, status: status)]
    }
    for entry in o["status"] as? [[String: String]] ?? [] {
      guard let day = Day(entry["date"] ?? ""), let status = Signal.Status(rawValue: entry["status"] ?? "") else {
        continue
      }
      log.append(Signal.StatusEntry(day: day, status: status))
    }
    desk.signals.append(
      Signal(
        id: id, day: date, actor: o["actor"] as? String ?? "", target: o["target"] as? String ?? "", code: code,
        weight: weight, source: o["source"] as? String ?? "",
        reliability: Signal.Reliability(rawValue: o["reliability"] as? String ?? "") ?? .f,
        credibility: o["credibility"] as? Int ?? 6, status: log, scope: o["scope"] as? Double ?? 1,
        text: o["text"] as? String ?? "", origin: Origin(file: "signals.jsonl", line: 0)))
  }
  desk.signals.sort { ($0.known, $0.id) < ($1.known, $1.id) }
  let origin = Origin(file: "tariffs.json", line: 0)
  let book = object(text("tariffs.json"))
  for m in book["measures"] as? [[String: Any]] ?? [] {
    let steps = (m["steps"] as? [[String: Any]] ?? []).compactMap { s -> TariffMeasure.Step? in
      guard let effective = Day(s["effective"] as? String ?? "") else { return nil }
      return TariffMeasure.Step(
        announced: (s["announced"] as? String).flatMap { Day($0) }, effective: effective, rate: s["rate"] as? Double,
        state: TariffMeasure.State(rawValue: s["state"] as? String ?? "") ?? .inForce,
        until: (s["until"] as? String).flatMap { Day($0) }, instrument: s["instrument"] as? String ?? "",
        origin: origin)
    }
    guard let by = Side(rawValue: m["by"] as? String ?? ""),
      let scope = TariffMeasure.Scope(rawValue: m["scope"] as? String ?? "")
    else { continue }
    desk.tariffs.measures.append(
      TariffMeasure(
        id: m["id"] as? String ?? "", by: by, on: m["on"] as? String ?? "", title: m["title"] as? String ?? "",
        scope: scope, steps: steps, origin: origin))
  }
  for b in book["baselines"] as? [[String: Any]] ?? [] {
    guard let by = Side(rawValue: b["by"] as? String ?? ""), let from = Day(b["from"] as? String ?? ""),
      let average = b["average"] as? Double
    else { continue }
    desk.tariffs.baselines.append(TariffBaseline(by: by, from: from, average: average, origin: origin))
  }
  return desk
}()
