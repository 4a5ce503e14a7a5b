import Alerts
import Glibc
import Market
import Report
import System

/// What is kept of the rules of a desk, in the state folder: how they stand, what went out, and a log. Each session of a user
/// on the desk reads and writes the same files.
struct AlertStore: Sendable {
  /// What was read, and what is wrong with it.
  struct Kept {
    var memory = AlertMemory()
    var told = ToldFirings()
    /// Nil where nothing is.
    var fault: String?
  }

  /// Bytes of the log; beyond it the older half goes.
  static let logLimit = 1 << 20
  /// Bytes of the record of what went out; of a larger one the last half stays.
  private static let toldLimit = 256 << 10
  private static let memoryLimit = 64 << 20

  private let folder: UserFolder
  private let desk: String

  /// - Parameter desk: the path of its folder.
  /// Nil where there is no home to keep it in.
  init?(desk: String) {
    guard let folder = UserFolder("XDG_STATE_HOME", otherwise: ".local/state", name: "detente") else { return nil }
    self.folder = folder
    self.desk = StateFolder.escaped(desk)
  }

  private func name(_ part: String) -> String { "alerts\(part)\(desk)" }

  // MARK: How the rules stand

  /// What was kept; with a corrupt file nothing is known, and the rules are looked at as for the first time, so that none
  /// rings again.
  func read() -> Kept {
    var kept = Kept()
    if let bytes = folder.contents(of: name("-state"), limit: Self.memoryLimit) {
      if let memory = AlertMemory(encoded: String(decoding: bytes, as: UTF8.self)) {
        kept.memory = memory
      } else {
        kept.fault = "found what was kept of the alerts not whole, expected it as it was written: they are armed anew"
      }
    } else if errno != ENOENT, errno != ENOTDIR {
      kept.fault =
        "found no way to read what was kept of the alerts (\(String(cString: strerror(errno)))): they are armed anew"
    }
    kept.told = told()
    return kept
  }

  /// Keeps how the rules stand, whole or not at all.
  /// - Returns: Why not; nil: it is kept.
  func keep(_ memory: AlertMemory) -> String? {
    guard folder.make() else { return loss(String(cString: strerror(errno))) }
    do throws(WholeFile.Failure) {
      _ = try folder.save(Array(memory.encoded.utf8), as: name("-state"), over: .anything)
      return nil
    } catch {
      return loss(error.reason)
    }
  }

  private func loss(_ reason: String) -> String {
    "found no way to keep the alerts in \(folder.path) (\(reason)), expected one: after a restart they are armed anew"
  }

  // MARK: What went out

  /// A firing is handed over, and then is done: whoever finds it handed over and nobody at work may repeat it.
  enum Stage: String { case handed, done }

  /// Notes that firings are handed over, or that they went out.
  func note(_ stage: Stage, _ firings: [Firing]) {
    let lines = firings.map {
      "\(stage.rawValue) \($0.edgeKey) \($0.since.milliseconds) \($0.time.milliseconds)\n"
    }
    append(lines.joined(), to: name("-told"), limit: Self.toldLimit)
  }

  /// What went out by whichever session; what was handed over alone is not in it.
  func told() -> ToldFirings { stages().done }

  /// Those that nobody has delivered, each marked that may have gone out all the same.
  func undelivered(_ firings: [Firing]) -> [Firing] {
    let (handed, done) = stages()
    return firings.compactMap { firing in
      guard !done.contains(firing.edgeKey, since: firing.since, time: firing.time) else { return nil }
      var firing = firing
      if handed.contains(firing.edgeKey, since: firing.since, time: firing.time) { firing.isMaybeAgain = true }
      return firing
    }
  }

  /// What is to be delivered of firings, and by whom.
  struct Claim {
    /// By this session: noted as handed over. Note that they are done once they went out.
    var own: [Firing] = []
    /// By the session that has the lease; ask again in ``pause``, in case that it dies.
    var others: [Firing] = []
  }

  /// Milliseconds after which is looked whether the deliverer has delivered.
  static let pause = 4000.0

  /// Claims firings for this session where it delivers, or the one that did has died.
  func claim(_ firings: [Firing], _ lease: FileLease) -> Claim {
    // Where nobody can hold the lease each delivers: twice is better than not at all.
    let isDeliverer = lease.take() != .others
    let left = undelivered(firings)
    guard isDeliverer else { return Claim(others: left) }
    note(.handed, left)
    return Claim(own: left)
  }

  private func stages() -> (handed: ToldFirings, done: ToldFirings) {
    var (handed, done) = (ToldFirings(), ToldFirings())
    let bytes = folder.contents(of: name("-told"), limit: Self.toldLimit * 4) ?? []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: true) {
      let fields = line.split(separator: " ")
      // A line that a full disk cut tells nothing.
      guard fields.count == 4, let stage = Stage(rawValue: String(fields[0])), let since = Int64(fields[2]),
        let time = Int64(fields[3])
      else { continue }
      let (first, last) = (Instant(milliseconds: since), Instant(milliseconds: time))
      switch stage {
      case .handed: handed.insert(String(fields[1]), since: first, time: last)
      case .done: done.insert(String(fields[1]), since: first, time: last)
      }
    }
    return (handed, done)
  }

  // MARK: Log

  /// Adds a line of JSON for each change.
  func log(_ changes: [AlertChange]) {
    let lines = changes.map { change in
      JSONValue.object([
        ("time", .string(change.time.description)), ("state", .string(change.state)), ("rule", .string(change.rule)),
        ("subject", .string(change.subject)), ("value", .string(change.value)),
        ("origin", .string(change.origin.description)), ("id", JSONValue(change.id)),
      ]).text(indented: false)
    }
    log(lines: lines)
  }

  /// Adds a line for a firing that went out, or did not: by which way, and why not.
  func log(_ firing: Firing, way: String, failure: String?) {
    log(lines: [
      JSONValue.object([
        ("time", .string(firing.time.description)), ("state", .string(failure == nil ? "delivered" : "failed")),
        ("rule", .string(firing.rule)), ("subject", .string(firing.subject)), ("value", .string(firing.value)),
        ("origin", .string(firing.origin.description)), ("id", .string(firing.id)), ("way", .string(way)),
        ("failure", JSONValue(failure)), ("maybeAgain", .bool(firing.isMaybeAgain)),
      ]).text(indented: false)
    ])
  }

  private func log(lines: [String]) {
    append(lines.map { $0 + "\n" }.joined(), to: name("-log"), limit: Self.logLimit)
  }

  /// Adds to a file that others add to as well; of one beyond its limit the last half stays.
  private func append(_ text: String, to name: String, limit: Int) {
    guard !text.isEmpty, folder.make() else { return }
    let flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let file = open(folder.path + "/" + name, flags, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    var info = stat()
    guard fstat(file, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return }
    // A line that a full disk cut is not gone on with.
    var last: UInt8 = 0x0A
    if info.st_size > 0 { _ = pread(file, &last, 1, info.st_size - 1) }
    // In one piece: what others add at the same time stands before or behind it.
    var text = last == 0x0A ? text : "\n" + text
    text.withUTF8 { _ = write(file, $0.baseAddress, $0.count) }
    guard info.st_size > limit, let bytes = folder.contents(of: name, limit: limit * 4) else { return }
    let rest = bytes[(bytes.count / 2)...]
    let start = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.endIndex
    _ = try? folder.save(Array(bytes[start...]), as: name, over: .anything)
  }

  // MARK: One deliverer

  /// Says whether this session delivers, not taken yet: of a user's sessions on the desk the one that holds it does. Nil where
  /// there is no folder for it.
  func lease() -> FileLease? { lease("-lock") }

  /// The same of the session whose terminal shows notifications: the one that delivers may have none.
  func notificationLease() -> FileLease? { lease("-notifies") }

  private func lease(_ part: String) -> FileLease? { folder.make() ? FileLease(folder.path, name(part)) : nil }
}
