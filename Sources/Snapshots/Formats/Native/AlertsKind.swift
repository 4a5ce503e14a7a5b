import Market

extension Kind<[AlertLine]> {
  /// Rules that ring.
  static var alerts: Self {
    Kind(
      "alerts",
      KindEntry(
        name: "alerts",
        recognised: "`detente/alerts/1` (YAML or JSON)",
        content: "`rules`: a list of rules such as `AMAT crosses below 140 rearm 142`; a rule may have a name "
          + "(`fall: AMAT …`), or be a mapping of `rule`, `name`, `note` (man detente-desk)"),
      mark: { $0.mark(\.kept) },
      merge: { told, desk, _ in
        desk.alerts = told.files.joined().sorted { ($0.origin.file, $0.origin.line) < ($1.origin.file, $1.origin.line) }
      },
      origins: { $0.alerts.map(\.origin) })
  }
}
