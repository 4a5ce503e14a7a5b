/// What can be laid over the price, or stands below it.
enum InstrumentLayer: CaseIterable, Sendable { case simple20, simple50, exponential20, strength, volume }
