/// How far back the history goes.
enum IndicatorSpan: Int, Hashable, CaseIterable { case quarter, year, twelveMonths, all }
