extension KindField {
  static let scenario: [KindField] = [
    .name("id"), .number("us", "percentage points", otherwise: nil, "the headline on Chinese goods", from: "0 to 1000"),
    .number("cn", "percentage points", otherwise: nil, "the headline on US goods", from: "0 to 1000"), .text("title"),
    .number("elasticity", "a number", otherwise: "the usual ones", "of trade to its price", from: "-20 to 0"),
    .text("note"), .time("saved", otherwise: "unknown"),
  ]

  static let scenarioExample = """
    {"schema": "detente/scenario/1", "id": "truce", "us": 30, "cn": 10, "title": "Geneva", "elasticity": -1.5,
     "note": "as of May", "saved": "2025-05-12T10:00:00Z"}
    """
}
