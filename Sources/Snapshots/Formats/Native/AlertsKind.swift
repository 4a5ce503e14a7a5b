import Market

extension Kind<[AlertLine]> {
  /// Rules that ring.
  static var alerts: Self {
    Kind(
      "alerts",
      KindEntry(
        name: "alerts",
        recognised: "YAML or JSON, `schema: detente/alerts/1`",
        content: "`rules` is a list of rules of alerts, such as `- AMAT crosses below 140 rearm 142`; one with a name is "
          + "written `- fall: AMAT crosses below 140`, one with a note `- { rule: AMAT crosses below 140, name: fall, note: … }`. "
          + "The trader's own file has `desks` beside them: rules by a desk's folder. detente(1) tells the language"),
      mark: { $0.mark(\.kept) },
      merge: { told, desk, _ in
        desk.alerts = told.files.joined().sorted { ($0.origin.file, $0.origin.line) < ($1.origin.file, $1.origin.line) }
      },
      origins: { $0.alerts.map(\.origin) })
  }
}
