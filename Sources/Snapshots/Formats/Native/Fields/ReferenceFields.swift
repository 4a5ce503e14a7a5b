extension KindField {
  static let reference: [KindField] = [
    KindField("series", "a list", otherwise: nil, fault: "expected a list"), .name("series[].id"),
    .text("series[].label"), .text("series[].unit", "`%` for rates"), .text("series[].source"), .text("series[].note"),
    .word("series[].side", "US, CN", otherwise: "none", "whose average tariff it is, where it is one"),
    .flag("series[].verified", otherwise: "true"),
    KindField("series[].values", "a list", otherwise: nil, fault: "expected a list"),
    KindField(
      "series[].values[].date", "a date or month", otherwise: nil, "a month's value holds over it",
      fault: "expected a date like 2025-05-01, or a month like 2025-05"),
    KindField("series[].values[].value", "a number", otherwise: "a gap", fault: "expected a number"),
    .flag("series[].values[].verified", otherwise: "the series'"),
  ]

  static let referenceExample = """
    {"schema": "detente/reference/1", "series": [
      {"id": "piie-us", "label": "US average on China", "unit": "%", "source": "PIIE", "note": "trade weighted",
       "side": "US", "verified": true, "values": [
        {"date": "2025-04-10", "value": 127.2, "verified": true}, {"date": "2025-05", "value": 51.1}]}
    ]}
    """
}
