extension KindField {
  static let alerts: [KindField] = [
    KindField(
      "rules", "a list", otherwise: nil, "rules as texts, as one name and a text, or as mappings of the next three",
      fault: "expected a list"),
    KindField(
      "rules[].rule", "a rule", otherwise: nil, "see detente-alerts(5)",
      fault: "expected a rule such as AMAT crosses below 140"),
    .text("rules[].name", otherwise: "none", "what it is called"),
    .text("rules[].note", otherwise: "none", "for the list"),
  ]

  static let alertsExample = """
    schema: detente/alerts/1
    rules:
      - any sigma >= 2.5 daily
      - fall: AMAT crosses below 120
      - rule: KLAC new high 52w
        name: high
        note: sell a half
    """
}
