import CGuard
import CScreen
import Canvas
import Glibc
import System
import Theming

/// The one terminal of the process: events in, canvases out. To be used from one thread.
///
/// It never waits for the terminal to take bytes: a frame that does not go out at once is finished from `wait`, and of
/// those presented meanwhile only the newest is drawn.
package final class Terminal {
  package struct Options {
    package var color = ColorChoice.auto
    /// Where standard error goes while the screen is up, nowhere without. Stays the caller's.
    package var log: Int32?
    /// The cursor is seen, links are not sent, and what looks alike is not drawn alike.
    package var isPlain = false
    package init() {}
  }

  /// Columns and rows now; 80×24 where the terminal does not know. At most 4096×2048 and 524,288 cells.
  package var size: Size { screen.size }
  /// Whether the locale's encoding is UTF-8; with any other, characters beyond ASCII are drawn as `?`.
  package let supportsUnicode: Bool
  package let colorDepth: ColorDepth

  private let tty: TTY
  private let log: Int32
  private let screen: CursesScreen
  private var decoder = KeyDecoder()
  /// What has to be drawn when the terminal takes bytes again.
  private var waiting: Canvas?
  private var isUp = false
  /// Whether it is known to take questions and commands (OSC) without showing them: older ones are not.
  private let takesCommands: Bool
  /// What draws its windows, where it is one of those that are known.
  package let multiplexer: Multiplexer?
  /// What it is to be told beside frames, and what it was.
  private var wanted = Modes()
  private var told = Modes()
  /// What is to be copied when it takes bytes again, the newest alone.
  private var copied: [UInt8]?
  /// Notifications that it is to show when it takes bytes again, the newest few.
  private var notifications: [[UInt8]] = []
  /// Whether the bell is to ring when it takes bytes again, and when it rang last.
  private var wantsBell = false
  private var lastBell: Int?

  private struct Modes {
    var hasMouse = false
    var title: TerminalSafe?
  }

  /// Opens the screen on standard input and output.
  /// - Throws: `TerminalError`, the terminal untouched.
  package init(options: Options = Options()) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1 else { throw .notTerminal("standard input") }
    guard isatty(STDOUT_FILENO) == 1 else { throw .notTerminal("standard output") }
    let given = Terminal.environment("TERM") ?? ""
    guard given != "dumb" else { throw .incapable(given) }
    supportsUnicode = dt_screen_locale("")
    takesCommands = Terminal.takesCommands(given)
    multiplexer = Multiplexer(environment: Terminal.environment)
    let names = [given, "xterm-256color", "xterm", "vt100"]
    guard let opened = Terminal.open(names, hasLinks: takesCommands && !options.isPlain, isPlain: options.isPlain)
    else { throw .incapable(given) }
    screen = opened
    colorDepth = options.color.depth(
      colors: screen.colors, direct: screen.sendsRGB, environment: Terminal.environment)
    screen.startColors(colorDepth)
    tty = TTY()
    log = options.log ?? -1
    guard dt_guard_arm(tty.descriptor, "detente ended by its own fault; the log says why\r\n"), dt_guard_raw() else {
      dt_guard_disarm()
      screen.close()
      throw .failed("setting the terminal's modes")
    }
    dt_guard_divert_errors(log)
    isUp = true
    begin()
    use(.terminal)
  }

  deinit { restore() }

  /// Whether terminals of a name take commands (OSC) without showing them as text.
  package static func takesCommands(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix("linux") && !name.hasPrefix("vt") && name != "dumb"
  }

  /// A screen of the first of these descriptions that can be used.
  private static func open(_ names: [String], hasLinks: Bool, isPlain: Bool) -> CursesScreen? {
    let size = measure()
    for name in names where !name.isEmpty {
      if let screen = CursesScreen(description: name, size: size, hasLinks: hasLinks, isPlain: isPlain) {
        return screen
      }
    }
    return nil
  }

  private static let pasteOn = "\u{1B}[?2004h"
  /// Ends the protocols by which keys are told as numbers.
  private static let plainKeys = "\u{1B}[<u\u{1B}[=0u\u{1B}[>4m"

  /// Ends what others may have left on, and asks about the ground.
  private func begin() {
    tty.queue(String(cString: dt_guard_reset()) + Terminal.pasteOn)
    guard takesCommands else { return }
    dt_guard_undo(UInt32(DT_UNDO_LINK))
    tty.queue(Terminal.plainKeys)
    askGround()
  }

  /// Asks the terminal what it draws upon, which may have changed; the answers are events.
  package func askGround() {
    guard takesCommands, isUp else { return }
    tty.queue(GroundAnswer.questions)
    decoder.expectAnswers(at: Terminal.now)
  }

  /// Waits that fail one after another before the terminal is given up: two seconds of them.
  private static let mostFailures = 20

  /// Milliseconds of the monotonic clock.
  private static var now: Int { Int(MonotonicClock.milliseconds) }

  private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// No one has a larger screen, and a hostile size must not eat the memory.
  private static let largest = Size(columns: 4096, rows: 2048)
  private static let mostCells = Int(dt_screen_most_cells())

  private static func measure() -> Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    _ = dt_screen_measure(STDOUT_FILENO, &columns, &rows)
    let width = columns > 0 ? min(Int(columns), largest.columns) : 80
    let height = rows > 0 ? min(Int(rows), largest.rows) : 24
    return Size(columns: width, rows: max(1, min(height, mostCells / width)))
  }

  /// Draws with this theme from the next frame on.
  package func use(_ theme: Theme) {
    let drawn = waiting ?? screen.shown
    screen.use(theme)
    if let drawn { present(drawn) }
  }

  /// Shows a canvas; cells beyond the size are cut off. Sends only what differs from the last one, nothing when equal.
  package func present(_ canvas: Canvas) {
    guard isUp else { return }
    guard tty.isDrained else {
      waiting = canvas
      return
    }
    waiting = nil
    if screen.draw(canvas) { flush() }
  }

  /// Whether presses of the left button and the wheel are reported; the terminal then selects text only with Shift.
  package func setMouse(_ isOn: Bool) {
    wanted.hasMouse = isOn
    tell()
  }

  /// Whether the text of a command may be more than ASCII.
  private var takesUnicodeCommands: Bool { supportsUnicode && !(multiplexer?.takesASCIIAlone ?? false) }

  /// Names the window; nil: as it was named before. Nothing where the terminal might show that as text.
  package func setTitle(_ title: TerminalSafe?) {
    guard takesCommands else { return }
    wanted.title = takesUnicodeCommands ? title : title?.ascii
    tell()
  }

  /// Why a text cannot be copied.
  package enum CopyRefusal: Hashable, Sendable {
    /// More than terminals take, in bytes.
    case tooLong(limit: Int)
    /// The terminal has no clipboard.
    case unknown
  }

  /// Hands the terminal a text for the clipboard, which it may refuse without a word; nil, or why not.
  package func copy(_ text: String) -> CopyRefusal? {
    guard takesCommands else { return .unknown }
    guard let command = Clipboard.command(for: text) else { return .tooLong(limit: Clipboard.limit) }
    guard isUp else { return nil }
    copied = command
    tell()
    return nil
  }

  /// Rings with the next bytes that the terminal takes, at most once a second: what rings sooner after another is not heard
  /// apart.
  package func ring() {
    wantsBell = isUp
    tell()
  }

  /// Asks the terminal for a notification, which it may pass over without a word; false where it might show the command as
  /// text, and nothing is sent.
  @discardableResult package func notify(_ text: TerminalSafe, as form: DesktopNotification.Form) -> Bool {
    guard takesCommands else { return false }
    guard isUp else { return true }
    let notification = DesktopNotification(supportsUnicode ? text : text.ascii, through: multiplexer)
    notifications.append(notification.bytes(as: form))
    if notifications.count > Terminal.mostNotifications { notifications.removeFirst() }
    tell()
    return true
  }

  /// Notifications kept for a terminal that takes no bytes.
  private static let mostNotifications = 8
  /// Milliseconds.
  private static let bellInterval = 1000

  /// Sends what the terminal was not told yet, once it takes bytes, and behind the first frame: many descriptions keep the
  /// title as they begin full-screen drawing, and theirs must lie below ours.
  private func tell() {
    guard isUp, tty.isDrained, screen.shown != nil else { return }
    if wanted.hasMouse != told.hasMouse {
      tty.queue(wanted.hasMouse ? "\u{1B}[?1000h\u{1B}[?1006h" : "\u{1B}[?1006l\u{1B}[?1000l")
    }
    if wanted.title != told.title {
      // The one before is kept on the terminal's own stack.
      if told.title == nil { tty.queue("\u{1B}[22;0t") }
      tty.queue(wanted.title.map { "\u{1B}]2;\($0.text)\u{1B}\\" } ?? "\u{1B}[23;0t")
      dt_guard_undo(UInt32(DT_UNDO_LINK | (wanted.title == nil ? 0 : DT_UNDO_TITLE)))
    }
    told = wanted
    if let copied { tty.queue(copied) }
    copied = nil
    if wantsBell, lastBell.map({ Terminal.now - $0 >= Terminal.bellInterval }) ?? true {
      // Within what is handed on by a multiplexer it would ring unseen by it.
      tty.queue([0x07])
      lastBell = Terminal.now
    }
    wantsBell = false
    for notification in notifications { tty.queue(notification) }
    notifications = []
    tty.send()
  }

  private func flush() {
    screen.finishFrame { tty.queue($0) }
    tty.send()
  }

  /// Sends the whole screen anew, whatever the terminal shows.
  package func repaint() {
    guard isUp else { return }
    let canvas = waiting ?? screen.shown
    screen.forget()
    if let canvas { present(canvas) }
  }

  /// Waits until something happens and returns everything that has; never an empty list.
  /// - Parameters:
  ///   - descriptors: also watched for being readable; the caller reads them.
  ///   - milliseconds: longest wait on the monotonic clock, nil for ever.
  package func wait(descriptors: [Int32], milliseconds: Int?) -> [TerminalEvent] {
    let start = Terminal.now
    var events: [TerminalEvent] = []
    var failures = 0
    while events.isEmpty {
      let now = Terminal.now
      let left = milliseconds.map { max(0, $0 - (now - start)) }
      let unfinished = decoder.deadline.map { max(0, $0 - now) }
      let timeout = [left, unfinished].compactMap { $0 }.min() ?? -1
      var polled = [
        pollfd(fd: tty.descriptor, events: Int16(POLLIN) | (tty.isDrained ? 0 : Int16(POLLOUT)), revents: 0),
        pollfd(fd: dt_guard_notes_fd(), events: Int16(POLLIN), revents: 0),
      ]
      polled += descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      let count = poll(&polled, nfds_t(polled.count), Int32(clamping: timeout))
      if count < 0, errno != EINTR {
        // Memory may be short for a moment.
        failures += 1
        guard failures < Terminal.mostFailures else { return [.gone("wait: \(String(cString: strerror(errno)))")] }
        usleep(100_000)
      }
      if count >= 0 { failures = 0 }
      if count > 0 { collect(polled, into: &events) }
      events += decoder.expire(at: Terminal.now)
      if events.isEmpty, let milliseconds, Terminal.now - start >= milliseconds { events = [.timeout] }
    }
    return events
  }

  /// Waits until a descriptor is readable, at most `milliseconds`, or the terminal is gone; everything else that happens
  /// meanwhile is returned, in its order, for the caller to take in.
  package func wait(for descriptor: Int32, milliseconds: Int) -> [TerminalEvent] {
    let end = Terminal.now + milliseconds
    var events: [TerminalEvent] = []
    while true {
      for event in wait(descriptors: [descriptor], milliseconds: max(0, end - Terminal.now)) {
        switch event {
        case .ready, .timeout: return events
        case .gone: return events + [event]
        default: events.append(event)
        }
      }
    }
  }

  private func collect(_ polled: [pollfd], into events: inout [TerminalEvent]) {
    let terminal = polled[0].revents
    if terminal & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 {
      events = [.gone("hung up")]
      return
    }
    if polled[1].revents != 0 { noted(dt_guard_take_notes(), into: &events) }
    if terminal & Int16(POLLOUT) != 0 { drain() }
    if terminal & Int16(POLLIN) != 0 {
      events += tty.read { decoder.decode($0, at: Terminal.now) }
    }
    if let reason = tty.loss {
      events = [.gone(reason)]
      return
    }
    for entry in polled.dropFirst(2) where entry.revents != 0 { events.append(.ready(entry.fd)) }
  }

  private func drain() {
    tty.send()
    if tty.isDrained, let canvas = waiting { present(canvas) }
    tell()
  }

  private func noted(_ notes: UInt32, into events: inout [TerminalEvent]) {
    if notes & UInt32(DT_NOTE_STOP) != 0 {
      stop(group: false)
      events.append(.resumed)
    } else if notes & UInt32(DT_NOTE_CONTINUED) != 0 {
      // Stopped without being asked; the shell may have set its own modes since.
      enter()
      events.append(.resumed)
    } else {
      guard screen.resize(to: Terminal.measure()) else { return }
    }
    events.append(.resized(size))
  }

  /// Gives the terminal back, stops the process and its group as Ctrl-Z does, and returns when it is continued, with the
  /// screen up again at its new size. Present anew afterwards.
  package func suspend() {
    guard isUp else { return }
    stop(group: true)
  }

  private func stop(group: Bool) {
    leave()
    dt_guard_stop(group)
    _ = dt_guard_remember()
    enter()
  }

  /// Raw modes and a whole repaint.
  private func enter() {
    _ = dt_guard_raw()
    dt_guard_divert_errors(log)
    isUp = true
    tty.drop()
    begin()
    _ = screen.resize(to: Terminal.measure())
    let canvas = waiting ?? screen.shown
    screen.forget()
    if let canvas { present(canvas) } else { flush() }
    tell()
  }

  private func leave() {
    isUp = false
    tty.drop()
    screen.leave { tty.queue($0) }
    tty.queue(String(cString: dt_guard_reset()))
    tty.finish()
    dt_guard_undo(0)
    told = Modes()
    takeLastAnswers()
    _ = dt_guard_cooked()
    dt_guard_disarm()
    dt_guard_return_errors()
  }

  /// Answers that are still under way would be typed into the shell: they are waited for, a moment.
  private func takeLastAnswers() {
    let end = Terminal.now + Terminal.lastAnswers
    while tty.loss == nil, decoder.isOwed(at: Terminal.now), Terminal.now < end {
      var descriptor = pollfd(fd: tty.descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, Int32(max(0, end - Terminal.now))) > 0 else { return }
      _ = tty.read { decoder.decode($0, at: Terminal.now) }
    }
  }

  /// Milliseconds.
  private static let lastAnswers = 150

  /// Gives the terminal back as it was found; waits for nobody and may be called again.
  package func restore() {
    guard isUp else { return }
    leave()
  }
}
