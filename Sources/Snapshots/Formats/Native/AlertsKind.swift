import Market

extension Kind<[AlertLine]> {
  /// Rules that ring.
  static var alerts: Self {
    Kind(
      "alerts",
      KindEntry(
        name: "alerts",
        recognised: "`detente/alerts/1` (YAML or JSON)",
        content: "Rules that ring, see detente-alerts(5)", fields: KindField.alerts, example: KindField.alertsExample),
      mark: { $0.mark(\.kept) },
      merge: { told, desk, _ in
        desk.alerts = told.files.joined().sorted { ($0.origin.file, $0.origin.line) < ($1.origin.file, $1.origin.line) }
      },
      origins: { $0.alerts.map(\.origin) })
  }
}
