package struct Sector: Hashable, Sendable {
  package var name: String
  package var instruments: [Instrument]

  package init(name: String, instruments: [Instrument]) {
    self.name = name
    self.instruments = instruments
  }
}
