extension KindField {
  static let facts: [KindField] = [
    KindField("facts", "a list", otherwise: nil, fault: "expected a list"),
    .name("facts[].id", "`imports-2025` and `exports-2025` are what-if's base, in $bn"),
    .text("facts[].label", otherwise: nil),
    KindField("facts[].value", "a number", otherwise: "unknown", "in `unit`", fault: "expected a number"),
    .text("facts[].unit"),
    .day("facts[].date", otherwise: "unknown", "what it is of"),
    .day("facts[].published", otherwise: "the date", "known from 16:20 New York of it"), .text("facts[].source"),
    .text("facts[].note"), .flag("facts[].verified", otherwise: "false", "false: shown with `?`"),
  ]

  static let factsExample = """
    {"schema": "detente/facts/1", "facts": [
      {"id": "imports-2025", "label": "US imports from China 2025", "value": 308.4, "unit": "$bn",
       "date": "2025-12-31", "published": "2026-02-19", "source": "Census Bureau", "note": "goods", "verified": true}
    ]}
    """
}
