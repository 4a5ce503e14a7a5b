import ArgumentParser
import CGuard
import Glibc
import System

/// The command line: what is asked for, checked, and handed to the part that does it.
struct Detente: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detente",
    abstract: "Terminal market watch for the US-China tariff conflict.",
    discussion: """
      Reads snapshot files from a local folder and never opens a network connection. Without a folder it shows the \
      folder of $DETENTE_DESK, else the one of the configuration, else a built-in demo desk. Figures are for information only.
      """,
    version: "0.1.0",
    subcommands: [
      OpenCommand.self, PrintCommand.self, CheckCommand.self, AlertsCommand.self, SignalCommand.self,
      TariffCommand.self,
      CodesCommand.self, InitCommand.self, ImportCommand.self, FeedsCommand.self, FormatsCommand.self,
      KeysCommand.self, ThemesCommand.self, ConfigCommand.self, ManualCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)
}

@main
enum Program {
  /// Exit status: 0 fine, 1 data problems, 2 wrong usage, 3 no terminal, 4 the folder cannot be read or written, or is not empty (init).
  static func main() {
    Hook.becomeKeeper()
    dt_guard_begin()
    // Whoever starts it would write files and run with what it reads from the environment in another's name.
    guard getuid() == geteuid(), getgid() == getegid() else {
      Output.error("found the rights of another user (setuid or setgid), expected those of the one who starts it")
      exit(2)
    }
    do {
      // Nothing to parse: the parser alone would take a sixth of the start.
      guard CommandLine.argc > 1 else {
        try DashboardSession(DashboardSession.Launch()).run()
      }
      var command = try Detente.parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      Output.error(failure.message)
      exit(failure.status)
    } catch {
      let status = Detente.exitCode(for: error)
      if status == .success {
        Output.print(CompletionScript.completed(Detente.fullMessage(for: error)))
        exit(0)
      }
      if status != .validationFailure, !(error is ArgumentParser.ExitCode) { Output.error(Detente.message(for: error)) }
      if status == .validationFailure { Output.error(Detente.message(for: error)) }
      exit(status == .validationFailure ? 2 : status.rawValue)
    }
  }
}
