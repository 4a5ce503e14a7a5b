import Market

/// What the market needle is made of, and what of it is missing at a moment.
package struct MarketMakeup: Hashable, Sendable {
  /// Symbols of the basket that count.
  package let members: [String]
  package let reference: String
  /// Symbols of the basket, and the reference, of which the desk has no price.
  package let absent: [String]
  /// Members whose last close is too old to count.
  package let old: [String]
  /// Those whose prices do not reach back as far as the needle is measured against: without their past there is none.
  package let short: [String]

  /// - Parameter day: the moment's, in New York.
  init(reference: KnownPrices, basket: [KnownPrices], on day: Day) {
    let needed = MarketReading.past + MarketReading.span + 1
    let sessions = reference.closes(last: needed)
    self.reference = reference.instrument.symbol
    var (members, absent, old, short) = ([String](), [String](), [String](), [String]())
    for prices in basket {
      let symbol = prices.instrument.symbol
      if let last = prices.closes(last: 1).last?.day ?? prices.quoteSession {
        if last.days(to: day) > MarketReading.oldest {
          old.append(symbol)
        } else if let first = sessions.first?.day, prices.believedBar(before: first.advanced(by: 1)) == nil {
          short.append(symbol)
        } else {
          members.append(symbol)
        }
      } else {
        absent.append(symbol)
      }
    }
    if sessions.isEmpty {
      absent.append(self.reference)
    } else if sessions.count < needed {
      short.append(self.reference)
    }
    (self.members, self.absent, self.old, self.short) = (members, absent, old, short)
  }
}
