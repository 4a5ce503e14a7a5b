/// What Tab goes through; the standing has a turn only where there is no room for it beside another.
enum IndicatorSection: Hashable, CaseIterable { case standing, contributions, changes, history }
