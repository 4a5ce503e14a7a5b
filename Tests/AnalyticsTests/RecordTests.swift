import Analytics
import Market
import Testing

/// A day of the record as code of its own computed it from the record and the formulas, each at 16:20 New York; spread and
/// label before the rule that old evidence has none.
struct RecordVector: CustomTestStringConvertible, Sendable {
  let date: String
  let policy: Double
  let events: Double
  let words: Double
  let deeds: Double
  let tariffs: Double
  /// All-in rates.
  let us: Double
  let china: Double
  let announced: Double
  let low: Double
  let median: Double
  let high: Double
  let agree: Int
  let withoutMeasures: Double
  /// Days; nil before the first signal.
  let age: Int?
  /// Points by signal, those of at least 0.0005.
  let contributions: [String: Double]

  var testDescription: String { date }

  init(
    _ date: String, policy: Double, events: Double, words: Double, deeds: Double, tariffs: Double, us: Double,
    china: Double, announced: Double, low: Double, median: Double, high: Double, agree: Int, withoutMeasures: Double,
    age: Int?, contributions: String
  ) {
    (self.date, self.policy, self.events, self.words, self.deeds) = (date, policy, events, words, deeds)
    (self.tariffs, self.us, self.china, self.announced) = (tariffs, us, china, announced)
    (self.low, self.median, self.high, self.agree) = (low, median, high, agree)
    (self.withoutMeasures, self.age) = (withoutMeasures, age)
    let words = contributions.split(separator: " ")
    self.contributions = Dictionary(
      uniqueKeysWithValues: stride(from: 0, to: words.count, by: 2).map {
        (String(words[$0]), Double(words[$0 + 1]) ?? .nan)
      })
  }

  static let all = [
    RecordVector(
      "2025-02-03", policy: 66.609468, events: 0.0, words: 0, deeds: 0,
      tariffs: 16.609468, us: 19.0, china: 21.0, announced: 64.598571, low: 63.2357,
      median: 66.6095, high: 70.7618, agree: 27, withoutMeasures: 66.609468,
      age: nil,
      contributions: ""),
    RecordVector(
      "2025-04-02", policy: 56.062086, events: -6.675799, words: 0, deeds: -6.675799,
      tariffs: 12.737885, us: 39.0, china: 21.0, announced: 56.062086, low: 46.32,
      median: 56.8105, high: 63.8339, agree: 20, withoutMeasures: 61.263499,
      age: 23,
      contributions: "E01 -2.022 E02 -0.558117 E03 -3.209726 E04 -0.885956"),
    RecordVector(
      "2025-04-04", policy: 48.04414, events: -14.693745, words: -6.489055, deeds: -8.204691,
      tariffs: 12.737885, us: 39.0, china: 21.0, announced: 35.51275, low: 36.6401,
      median: 49.3632, high: 58.8155, agree: 25, withoutMeasures: 52.002679,
      age: 0,
      contributions: "E01 -1.773814 E02 -0.489612 E03 -2.815754 E04 -0.777211 N01 -3.08402 E05 -2.3483 N02 -3.405034"),
    RecordVector(
      "2025-05-01", policy: 5.951752, events: -20.518836, words: -1.499552, deeds: -19.019285,
      tariffs: -23.529412, us: 164.0, china: 146.0, announced: 5.951752, low: 1.0819,
      median: 6.4767, high: 17.0576, agree: 27, withoutMeasures: 21.001888,
      age: 0,
      contributions:
        "E01 -0.960811 E02 -0.265205 E03 -1.525192 E04 -0.420987 N01 -0.685186 E05 -1.271989 N02 -0.756507 N03 -2.586311 E06 -2.762805 E07 -2.808779 E08 -2.808779 E09 0.624645 E10 -2.903036 N04 -0.488061 E11 -0.841974 E12 1.424628 E13 1.069241 E14 -0.189017 E15 -2.36271 E16 0.476666 E17 -0.476666"
    ),
    RecordVector(
      "2025-05-06", policy: 7.348717, events: -19.121871, words: -0.646182, deeds: -18.475689,
      tariffs: -23.529412, us: 164.0, china: 146.0, announced: 7.348717, low: 1.3862,
      median: 7.9671, high: 19.6633, agree: 27, withoutMeasures: 22.41757,
      age: 4,
      contributions:
        "E01 -0.93335 E02 -0.257625 E03 -1.4816 E04 -0.408955 N01 -0.56434 E05 -1.235634 N02 -0.623082 N03 -2.512391 E06 -2.68384 E07 -2.728501 E08 -2.728501 E09 0.606792 E10 -2.820063 N04 -0.474112 E11 -0.81791 E12 1.173367 E13 0.88066 E14 -0.15568 E15 -1.946001 E16 0.981491 E17 -0.392597"
    ),
    RecordVector(
      "2025-05-07", policy: 10.366389, events: -16.104199, words: 3.670436, deeds: -19.774635,
      tariffs: -23.529412, us: 164.0, china: 146.0, announced: 10.366389, low: 2.3472,
      median: 10.8535, high: 23.7632, agree: 24, withoutMeasures: 27.516223,
      age: 1,
      contributions:
        "E01 -0.998969 E02 -0.275738 E03 -1.585765 E04 -0.437707 N01 -0.584405 E05 -1.322506 N02 -0.645236 N03 -2.689026 E06 -2.87253 E07 -2.92033 E08 -2.92033 E09 0.649452 E10 -3.01833 N04 -0.507445 E11 -0.875413 E12 1.215086 E13 0.911971 E14 -0.161215 E15 -2.015191 E16 1.016388 E17 -0.406555 E18 2.169797 E19 2.169797"
    ),
    RecordVector(
      "2025-05-14", policy: 67.760616, events: 9.023766, words: 19.765346, deeds: -10.74158,
      tariffs: 8.73685, us: 49.0, china: 31.0, announced: 67.760616, low: 58.097,
      median: 67.7606, high: 78.2149, agree: 23, withoutMeasures: 74.214677,
      age: 0,
      contributions:
        "E01 -0.991943 E02 -0.273798 E03 -1.574611 E04 -0.434628 N01 -0.46058 E05 -1.313204 N02 -0.508522 N03 -2.670112 E06 -2.852325 E07 -2.899789 E08 -2.899789 E09 0.644884 E10 -2.997099 N04 -0.503875 E11 -0.869256 E12 0.957631 E13 0.718741 E14 -0.127057 E15 -1.588208 E16 0.801034 E17 -0.320413 E18 1.710055 E19 1.710055 E20 3.833177 E21 3.833177 E22 4.603127 E23 4.603127 E24 4.446982 E25 4.446982"
    ),
    RecordVector(
      "2025-10-10", policy: 53.38965, events: -5.3472, words: -0.339916, deeds: -5.007284,
      tariffs: 8.73685, us: 49.0, china: 31.0, announced: 53.38965, low: 47.0662,
      median: 53.3896, high: 58.0481, agree: 27, withoutMeasures: 54.07609,
      age: 0,
      contributions:
        "E01 -0.08715 E02 -0.024055 E03 -0.138342 E04 -0.038186 E05 -0.115376 N03 -0.234591 E06 -0.2506 E07 -0.25477 E08 -0.25477 E09 0.056658 E10 -0.26332 N04 -0.04427 E11 -0.076371 E12 0.000615 E15 -0.00102 E16 0.000515 E18 0.001099 E19 0.001099 E20 0.002463 E21 0.002463 E22 0.002958 E23 0.002958 E24 0.390704 E25 0.390704 N05 -0.090012 E26 0.001213 N38c 0.001213 E27 0.010877 E28 0.010877 N06 0.140336 E29 0.123064 E30 0.123064 E31 0.117119 E32 0.123064 N07 -0.652663 E33 1.325054 E34 1.325054 N08c 0.230751 N08u 0.230751 E35 -2.177248 E36 -1.283961 E38 -3.028357 E39 -0.946362"
    ),
    RecordVector(
      "2025-11-10", policy: 76.812343, events: 16.34413, words: 9.539954, deeds: 6.804176,
      tariffs: 10.468213, us: 39.0, china: 31.0, announced: 76.812343, low: 71.234,
      median: 76.6128, high: 82.775, agree: 23, withoutMeasures: 73.95371,
      age: 0,
      contributions:
        "E01 -0.045377 E02 -0.012525 E03 -0.072032 E04 -0.019882 E05 -0.060074 N03 -0.122147 E06 -0.130482 E07 -0.132653 E08 -0.132653 E09 0.029501 E10 -0.137105 N04 -0.02305 E11 -0.039765 E22 0.000554 E23 0.000554 E24 0.203431 E25 0.203431 N05 -0.046868 E27 0.002036 E28 0.002036 N06 0.07307 E29 0.023032 E30 0.023032 E31 0.021919 E32 0.023032 N07 -0.339828 E33 0.247985 E34 0.247985 N08c 0.043185 N08u 0.043185 E35 -1.133647 E36 -0.668531 E39 -0.177113 E40 -0.726037 N37 -0.726037 E41 1.888051 E42 1.888051 E43 2.630354 E44 2.630354 E45 0.944025 E46 3.967764 E47 1.983882 E48 0.991941 E49 0.991941 E50 1.983882"
    ),
    RecordVector(
      "2026-02-20", policy: 65.086247, events: 4.618033, words: 0.675127, deeds: 3.942906,
      tariffs: 10.468213, us: 39.0, china: 31.0, announced: 65.086247, low: 60.9502,
      median: 65.4432, high: 69.6126, agree: 27, withoutMeasures: 62.024983,
      age: 0,
      contributions:
        "E03 -0.015461 E04 -0.004268 E05 -0.012894 N03 -0.026218 E06 -0.028007 E07 -0.028473 E08 -0.028473 E09 0.006332 E10 -0.029429 N04 -0.004948 E11 -0.008535 E24 0.043665 E25 0.043665 N05 -0.01006 N06 0.015684 N07 -0.072942 E33 0.001837 E34 0.001837 E35 -0.24333 E36 -0.143496 E39 -0.001312 E40 -0.155839 N37 -0.155839 E41 0.013983 E42 0.013983 E43 0.01948 E44 0.01948 E45 0.202629 E46 0.851655 E47 0.425827 E48 0.212914 E49 0.212914 E50 0.425827 N09c 0.008396 N09u 0.008396 N10 0.016222 N11 0.029384 N12 -0.051166 N14 -0.455256 N13 0.632777 N15c 0.296622 N15u 0.296622 N16 2.292484"
    ),
    RecordVector(
      "2026-02-21", policy: 64.991019, events: 4.522806, words: 0.642789, deeds: 3.880017,
      tariffs: 10.468213, us: 39.0, china: 31.0, announced: 68.862602, low: 60.8517,
      median: 65.3545, high: 69.5229, agree: 27, withoutMeasures: 61.977846,
      age: 1,
      contributions:
        "E03 -0.015215 E04 -0.0042 E05 -0.012689 N03 -0.0258 E06 -0.02756 E07 -0.028019 E08 -0.028019 E09 0.006231 E10 -0.028959 N04 -0.004869 E11 -0.008399 E24 0.042969 E25 0.042969 N05 -0.009899 N06 0.015434 N07 -0.071778 E33 0.001749 E34 0.001749 E35 -0.239449 E36 -0.141207 E39 -0.001249 E40 -0.153353 N37 -0.153353 E41 0.013313 E42 0.013313 E43 0.018547 E44 0.018547 E45 0.199397 E46 0.838071 E47 0.419035 E48 0.209518 E49 0.209518 E50 0.419035 N09c 0.007993 N09u 0.007993 N10 0.015445 N11 0.027977 N12 -0.048715 N14 -0.447994 N13 0.622684 N15c 0.282414 N15u 0.282414 N16 2.25592"
    ),
    RecordVector(
      "2026-02-24", policy: 63.968463, events: 1.639564, words: 0.558838, deeds: 1.080726,
      tariffs: 12.328899, us: 29.0, china: 31.0, announced: 65.97936, low: 59.7718,
      median: 64.5128, high: 69.0022, agree: 24, withoutMeasures: 63.707677,
      age: 0,
      contributions:
        "E03 -0.014604 E04 -0.004031 E05 -0.01218 N03 -0.024765 E06 -0.026455 E07 -0.026895 E08 -0.026895 E09 0.005981 E10 -0.027798 N04 -0.004673 E11 -0.008062 E24 0.041245 E25 0.041245 N05 -0.009502 N06 0.014815 N07 -0.0689 E33 0.00152 E34 0.00152 E35 -0.229845 E36 -0.135544 E39 -0.001086 E40 -0.147203 N37 -0.147203 E41 0.011574 E42 0.011574 E43 0.016125 E44 0.016125 E45 0.1914 E46 0.804457 E47 0.402229 E48 0.201114 E49 0.201114 E50 0.402229 N09c 0.006949 N09u 0.006949 N10 0.013427 N11 0.024323 N12 -0.042353 N14 -0.430026 N13 0.597709 N15c 0.24553 N15u 0.24553 N16 2.165438 N17 -2.64367"
    ),
    RecordVector(
      "2026-05-18", policy: 76.974, events: 14.645101, words: 14.381025, deeds: 0.264076,
      tariffs: 12.328899, us: 29.0, china: 31.0, announced: 78.984897, low: 70.7919,
      median: 76.974, high: 84.4534, agree: 21, withoutMeasures: 76.916292,
      age: 1,
      contributions:
        "N05 -0.002147 N06 0.003348 N07 -0.015569 E35 -0.051939 E36 -0.030629 E40 -0.033264 N37 -0.033264 E45 0.043251 E46 0.181786 E47 0.090893 E48 0.045447 E49 0.045447 E50 0.090893 N12 -0.000618 N14 -0.097175 N13 0.135067 N15c 0.003584 N15u 0.003584 N16 0.489332 N17 -0.5974 N19 -0.020275 N20 -0.021304 N22u 0.085215 N21 -0.049247 N22c 0.08954 N23c 0.181786 N23u 0.181786 N36c 3.211334 N36u 3.211334 N24c 1.41824 N24u 0.962377 N25c 2.214049 N25u 2.908033"
    ),
    RecordVector(
      "2026-09-28", policy: 77.853917, events: 16.003375, words: 16.742124, deeds: -0.738748,
      tariffs: 11.850542, us: 31.5, china: 31.0, announced: 77.853917, low: 71.8942,
      median: 77.8539, high: 83.9895, agree: 21, withoutMeasures: 78.40194,
      age: 1,
      contributions:
        "E35 -0.005623 E36 -0.003316 E40 -0.003601 N37 -0.003601 E45 0.004683 E46 0.019681 E47 0.009841 E48 0.00492 E49 0.00492 E50 0.009841 N14 -0.010521 N13 0.014623 N16 0.052978 N17 -0.064678 N36c 0.004312 N36u 0.004312 N24c 0.001904 N24u 0.001292 N25c 0.002973 N25u 0.003905 N26 -0.009617 N27 0.002902 N28 -0.768895 N29 -0.022218 N30 -0.060063 N31c 2.691131 N31u 2.691131 N32u 1.56103 N33c 0.890428 N33u 1.31221 N32c 1.723517 N34u 1.969734 N34c 2.069711 N35c 0.951459 N35u 0.951459"
    ),
    RecordVector(
      "2026-11-27", policy: 62.510586, events: 0.660044, words: 0.994126, deeds: -0.334083,
      tariffs: 11.850542, us: 31.5, china: 31.0, announced: 62.510586, low: 59.443,
      median: 64.1755, high: 68.9454, agree: 24, withoutMeasures: 62.84617,
      age: 61,
      contributions:
        "N14 -0.004527 N13 0.006292 N16 0.022794 N17 -0.027828 N26 -0.000571 N28 -0.330814 N29 -0.001319 N30 -0.003566 N31c 0.159796 N31u 0.159796 N32u 0.092692 N33c 0.052873 N33u 0.077917 N32c 0.10234 N34u 0.11696 N34c 0.122897 N35c 0.056496 N35u 0.056496"
    ),
    RecordVector(
      "2027-01-11", policy: 61.798673, events: -0.051869, words: 0.107136, deeds: -0.159005,
      tariffs: 11.850542, us: 31.5, china: 31.0, announced: 61.798673, low: 59.3618,
      median: 61.8416, high: 65.8297, agree: 21, withoutMeasures: 61.958517,
      age: 106,
      contributions:
        "N14 -0.002154 N13 0.002994 N16 0.010849 N17 -0.013244 N28 -0.157449 N31c 0.017221 N31u 0.017221 N32u 0.009989 N33c 0.005698 N33u 0.008397 N32c 0.011029 N34u 0.012605 N34c 0.013244 N35c 0.006089 N35u 0.006089"
    ),
  ]
}

@Suite("the record of 2025 and 2026 against a computation of its own")
struct RecordTests {
  private let desk = builtInDesk()

  @Test(arguments: RecordVector.all)
  func vector(_ vector: RecordVector) throws {
    let reading = IndicatorReading(desk: desk, asOf: try #require(Day(vector.date)).asOf)
    func near(_ value: Double?, _ wanted: Double, _ what: String, within limit: Double = 1e-5) throws {
      let value = try #require(value, "\(what)")
      #expect(abs(value - wanted) < limit, "\(what) \(value), wanted \(wanted)")
    }
    try near(reading.policy.value, vector.policy, "policy")
    try near(reading.events?.contribution, vector.events, "events")
    try near(reading.words, vector.words, "words")
    try near(reading.deeds, vector.deeds, "deeds")
    try near(reading.tariffs?.contribution, vector.tariffs, "tariffs")
    try near(reading.announced?.value ?? reading.policy.value, vector.announced, "announced")
    try near(reading.withoutMeasures, vector.withoutMeasures, "without measures")
    #expect(reading.evidence.ageDays == vector.age)
    if (vector.age ?? .max) <= 30 {
      #expect(reading.spread?.agree == vector.agree)
      #expect(reading.label == Label(vector.policy))
    } else {
      #expect(reading.spread == nil && reading.label == nil)
    }
    let values = settingsValues(desk, asOf: try #require(Day(vector.date)).asOf)
    try near(values[0], vector.low, "low", within: 1e-4)
    try near(values[13], vector.median, "median", within: 1e-4)
    try near(values[26], vector.high, "high", within: 1e-4)
    #expect(values.count { Label($0) == Label(vector.policy) } == vector.agree)
    for item in reading.contributions where abs(item.points) >= 0.001 || vector.contributions[item.signal.id] != nil {
      try near(item.points, vector.contributions[item.signal.id] ?? 0, item.signal.id)
    }
    #expect(Set(vector.contributions.keys).isSubset(of: reading.contributions.map(\.signal.id)))
    let tariffs = TariffReading(desk.tariffs, asOf: try #require(Day(vector.date)).asOf)
    try near(tariffs.us.allIn, vector.us, "US")
    try near(tariffs.china.allIn, vector.china, "China")
  }

  @Test("no label without evidence: the days of the record")
  func evidence() throws {
    func label(_ text: String) throws -> Label? {
      IndicatorReading(desk: desk, asOf: try #require(Day(text)).asOf).label
    }
    for (without, with) in [
      ("2025-02-03", "2025-02-04"), ("2026-04-16", "2026-04-15"), ("2026-05-12", "2026-05-13"),
      ("2026-07-03", "2026-07-02"), ("2026-07-23", "2026-07-24"), ("2026-09-06", "2026-09-05"),
      ("2026-09-19", "2026-09-20"), ("2026-10-28", "2026-10-27"),
    ] {
      #expect(try label(without) == nil, "\(without)")
      #expect(try label(with) != nil, "\(with)")
    }
  }

  @Test("the truce that may have lapsed")
  func lapsed() throws {
    func reading(_ text: String) throws -> (indicator: IndicatorReading, tariffs: TariffReading) {
      let moment = try #require(Day(text)).asOf
      return (IndicatorReading(desk: desk, asOf: moment), TariffReading(desk.tariffs, asOf: moment))
    }
    let before = try reading("2027-01-10")
    #expect(before.indicator.ifLapsed == nil && before.tariffs.china.ifLapsed == nil)
    let after = try reading("2027-01-11")
    let value = try #require(after.indicator.ifLapsed)
    #expect(abs(value - 57.0) < 0.05)
    #expect(after.tariffs.china.headline == 10 && after.tariffs.china.ifLapsed == 34)
    #expect(after.tariffs.us.ifLapsed == nil)
    let layer = try #require(after.tariffs.layers.first { $0.measure.id == "CN-RETALIATION" })
    #expect(layer.isLapsed && layer.rate == 10)
  }

  @Test("what fired a rollback, and what an announced value rests on")
  func causes() throws {
    let court = IndicatorReading(desk: desk, asOf: try #require(Day("2026-02-24")).asOf)
    #expect(court.rollback.state == .fired)
    #expect(
      court.rollback.causes.map { "\($0.measure.id) \($0.points)" } == [
        "US-122 10.0", "US-IEEPA-FENTANYL -10.0", "US-IEEPA-RECIPROCAL -10.0",
      ])
    let eve = IndicatorReading(desk: desk, asOf: try #require(Day("2026-02-21")).asOf)
    #expect(eve.announced?.from == Day("2026-07-24"))
    #expect(eve.announced?.steps.map(\.measure.id) == ["US-122"])
    // The 34 points for 9 April gave way to 84 before that day.
    let pending = TariffReading(desk.tariffs, asOf: try #require(Day("2025-04-08")).asOf).pending
    #expect(pending.filter { $0.measure.id == "US-IEEPA-RECIPROCAL" }.map(\.step.rate) == [84])
  }

  /// Goes through every hour of 2025: what a desk of that hour would say is what the desk of today says of it, and nothing
  /// that is shown became known later.
  @Test("nothing visible has a later known time")
  func hours() throws {
    let first = Zone.newYork.instant(try #require(Day("2025-01-01")))
    let last = Zone.newYork.instant(try #require(Day("2026-01-01")))
    let moments = Set(desk.eventMoments)
    var evaluator = DeskEvaluator()
    var moment = first
    var before: DeskReading?
    while moment < last {
      let reading = evaluator.reading(of: desk, asOf: moment)
      #expect(reading.signals.allSatisfy { $0.signal.known <= moment })
      for row in reading.signals where row.status != .reported {
        #expect(row.signal.status.contains { $0.known <= moment && $0.status == row.status }, "\(row.signal.id)")
      }
      for layer in reading.tariffs.layers { #expect(layer.measure.known(layer.step) <= moment, "\(layer.measure.id)") }
      for change in reading.tariffs.pending {
        #expect(change.measure.known(change.step) <= moment && change.instant > moment)
      }
      #expect(reading.facts.allSatisfy { ($0.published?.asOf ?? moment) <= moment })
      for entry in reading.ahead {
        if case .calendar(let known) = entry.subject { #expect((known.announced?.asOf ?? moment) <= moment) }
      }
      // Between two stops of a day nothing moves: no event is visible before its stop.
      if let before, before.day == reading.day, !moments.contains(where: { $0 > before.asOf && $0 <= moment }) {
        #expect(before.indicator.policy == reading.indicator.policy)
      }
      before = reading
      moment = moment.advanced(bySeconds: 3600)
    }
  }

  /// At the live present nobody waits until 16:20 for a line written at ten.
  @Test func todayIsKnownAtThePresent() throws {
    let day = try #require(Day("2025-05-12"))
    let morning = Zone.newYork.instant(day, hour: 10)
    var evaluator = DeskEvaluator()
    func ids(_ desk: Desk) -> Set<String> {
      Set(evaluator.reading(of: desk, asOf: morning).signals.filter { $0.signal.day == day }.map(\.signal.id))
    }
    let past = ids(desk)
    let live = ids(desk.known(at: morning))
    let dated = Set(desk.signals.filter { $0.day == day }.map(\.id))
    #expect(live == dated)
    #expect(past == Set(desk.signals.filter { $0.day == day && $0.known <= morning }.map(\.id)))
    #expect(ids(desk.known(at: morning.advanced(bySeconds: 86_400))) == past)
  }

  /// A step of 50 published at 15:00 of the day on which it holds: at ten the event of the day has the step of 10 alone.
  /// Published at 19:30, it could move no session of that day.
  @Test func stepsOfTheDayAreKnownWhenTheyArePublished() throws {
    let day = try #require(Day("2025-05-05"))
    func step(_ rate: Double, _ announced: Instant) -> TariffMeasure.Step {
      TariffMeasure.Step(
        announced: nil, announcedAt: announced, effective: day, rate: rate, origin: Origin(file: "t", line: 1))
    }
    func desk(_ published: Instant) throws -> Desk {
      var desk = Desk()
      desk.tariffs.measures = [
        TariffMeasure(
          id: "M", by: .us, on: "CN", title: "Alpha", scope: .all,
          steps: [step(10, try #require(Day("2025-04-20")).asOf), step(50, published)],
          origin: Origin(file: "t", line: 1))
      ]
      return desk
    }
    let afternoon = try desk(Zone.newYork.instant(day, hour: 15))
    let morning = afternoon.marketEvents(asOf: Zone.newYork.instant(day, hour: 10))
    #expect(morning.first?.turns.map(\.to) == [10])
    let evening = afternoon.marketEvents(asOf: day.asOf)
    #expect(evening.first?.turns.map(\.to) == [50])
    let late = try desk(Zone.newYork.instant(day, hour: 19, minute: 30)).marketEvents(asOf: day.advanced(by: 2).asOf)
    #expect(late.map(\.day) == [day.advanced(by: 1), day])
  }

  /// The court's end of two duties came on the evening of 20 February and fired on the 24th, from its first minute on.
  @Test func aRollbackHasOneDate() throws {
    let day = try #require(Day("2026-02-24"))
    for moment in [Zone.newYork.instant(day, hour: 0, minute: 5), day.asOf, day.end, day.advanced(by: 1).asOf] {
      let rollback = IndicatorReading(desk: desk, asOf: moment).rollback
      #expect(rollback.since == day && rollback.causes.count == 3)
    }
    // Both governments had confirmed by 18:30 of 6 May 2025.
    let talks = IndicatorReading(desk: desk, asOf: try #require(Day("2025-05-08")).asOf).talks
    #expect(talks.state == .fired && talks.since == Day("2025-05-06"))
  }
}
