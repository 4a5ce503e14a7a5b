import ArgumentParser

/// The argument parser's completion scripts offer the folder and the options of a default command only behind its name.
/// Here they are offered without it as well: the default is set into the words, and the script asked once more.
enum CompletionScript {
  /// A command whose name may be left out.
  private struct Level {
    /// The word before it: a command of `detente`, nil for `detente` itself.
    let parent: String?
    let standard: String
    /// The commands that may stand in its place.
    let names: [String]

    init?(_ configuration: CommandConfiguration, below parent: String?) {
      guard let standard = configuration.defaultSubcommand?.configuration.commandName else { return nil }
      self.parent = parent
      self.standard = standard
      names = configuration.subcommands.compactMap { $0.configuration.commandName } + (parent == nil ? ["help"] : [])
    }
  }

  private static let root = Level(Detente.configuration, below: nil)
  private static let below = Detente.configuration.subcommands.compactMap { command in
    Level(command.configuration, below: command.configuration.commandName)
  }

  /// - Parameter script: For bash, zsh or fish, as the argument parser makes it; anything else stays as it is.
  static func completed(_ script: String) -> String {
    guard let root else { return script }
    if script.hasPrefix("#compdef ") { return renamed(script, with: zsh(root)) }
    // A script that is read in, and not run, names no shell to run it.
    let head = "#!/bin/bash\n"
    if script.hasPrefix(head) { return renamed(String(script.dropFirst(head.count)), with: bash(root)) }
    if script.contains("\ncomplete -c 'detente' ") { return fish(script, root) }
    return script
  }

  /// The parser's own function takes another name, and the new one calls it.
  private static func renamed(_ script: String, with function: String) -> String {
    guard let head = script.firstRange(of: "\n_detente() {\n") else { return script }
    return script[..<head.lowerBound] + "\n" + function + "\n\n__detente_parsed() {\n" + script[head.upperBound...]
  }

  private static func bash(_ root: Level) -> String {
    let levels = below.map { level in
      """
          if [[ "${COMP_CWORD}" -gt 1 && "${COMP_WORDS[1]}" = '\(level.parent ?? "")' ]]; then
              default='\(level.standard)' commands=' \(level.names.joined(separator: " ")) ' place=2
          fi
      """
    }
    return """
      # Without a command, the words are the default one's.
      _detente() {
          local default='\(root.standard)' commands=' \(root.names.joined(separator: " ")) '
          local -i place=1
      \(levels.joined(separator: "\n"))
          if [[ "${COMP_CWORD}" -gt "${place}" && "${commands}" = *" ${COMP_WORDS[${place}]} "* ]]; then
              __detente_parsed "${@}"
              return
          fi
          [[ "${COMP_CWORD}" -gt "${place}" || "${2}" = -* ]] || __detente_parsed "${@}"
          local -a given=("${COMP_WORDS[@]}")
          local -a COMP_WORDS=("${given[@]:0:${place}}" "${default}" "${given[@]:${place}}")
          local -i COMP_CWORD="$((COMP_CWORD + 1))"
          __detente_parsed "${@}"
      }
      """
  }

  private static func zsh(_ root: Level) -> String {
    let levels = below.map { level in
      """
          if [[ "${CURRENT}" -gt 2 && "${words[2]}" = '\(level.parent ?? "")' ]]; then
              default='\(level.standard)' commands=(\(level.names.joined(separator: " "))) place=3
          fi
      """
    }
    return """
      # Without a command, the words are the default one's.
      _detente() {
          local default='\(root.standard)'
          local -a commands=(\(root.names.joined(separator: " ")))
          local -i place=2 ret=1
      \(levels.joined(separator: "\n"))
          if [[ "${CURRENT}" -gt "${place}" && "${commands[(Ie)${words[${place}]}]}" -gt 0 ]]; then
              __detente_parsed
              return
          fi
          [[ "${CURRENT}" -gt "${place}" || "${words[${place}]}" = -* ]] || { __detente_parsed && ret=0 }
          words=("${(@)words[1,${place}-1]}" "${default}" "${(@)words[${place},-1]}")
          (( CURRENT++ ))
          __detente_parsed && ret=0
          return "${ret}"
      }
      """
  }

  private static func fish(_ script: String, _ root: Level) -> String {
    guard let tokens = script.firstRange(of: "set -l unparsed_tokens (__detente_tokens -pc)\n") else { return script }
    let levels = below.map { level in
      """
          if test "$words[2]" = '\(level.parent ?? "")'
              set default \(level.standard)
              set commands \(level.names.joined(separator: " "))
              set place 2
          end
      """
    }
    let places = below.map { level in
      """
          else if test (count $words) -eq 2 -a "$words[2]" = '\(level.parent ?? "")'
              complete -C "detente \(level.parent ?? "") \(level.standard) $word"
      """
    }
    return """
      \(script[..<tokens.lowerBound])set -l unparsed_tokens (__detente_words)
      \(script[tokens.upperBound...])
      # Without a command, the words before the cursor are the default one's.
      function __detente_words
          set -l words (__detente_tokens -pc)
          set -l default \(root.standard)
          set -l commands \(root.names.joined(separator: " "))
          set -l place 1
      \(levels.joined(separator: "\n"))
          set -l next (math $place + 1)
          if set -q words[$next]; and not contains -- "$words[$next]" $commands
              set words $words[..$place] $default $words[$next..]
          end
          printf %s\\n $words
      end

      # Where the command would stand, the default one's words may stand too.
      function __detente_complete_default
          set -l words (__detente_tokens -pc)
          set -l word (commandline -ct | string collect)
          if test (count $words) -eq 1
              complete -C "detente \(root.standard) $word"
      \(places.joined(separator: "\n"))
          end
      end

      complete -c 'detente' -fa '(__detente_complete_default)'
      """
  }
}
