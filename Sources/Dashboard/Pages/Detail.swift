import Analytics
import Canvas
import Market
import Wording

/// Everything known about one row: its values, and the file, line and source of each.
struct Detail {
  let subject: DetailSubject
  let moment: Moment

  private var reading: DeskReading { moment.reading }
  private var year: Int { reading.day.parts.year }

  var title: TerminalSafe {
    switch subject {
    case .signal(let id): "Signal \(id)"
    case .layer(let id): "Measure \(id)"
    case .ahead: "Ahead"
    case .fact: "Trade fact"
    case .file(let path): "\(path)"
    }
  }

  var lines: [DetailLine] {
    switch subject {
    case .signal(let id): signal(id)
    case .layer(let id): layer(id)
    case .ahead(let title, let instant): ahead(title, instant)
    case .fact(let id): fact(id)
    case .file(let path):
      FileHealth.all(of: moment.desk, reading).first { $0.file.path == path }
        .map { $0.lines(columns: moment.size.columns, clock: moment.clock) } ?? [.text("no such file any more")]
    }
  }

  private static let gone: [DetailLine] = [.text("not known at this moment")]

  private func signal(_ id: String) -> [DetailLine] {
    guard let row = reading.signals.first(where: { $0.signal.id == id }) else { return Detail.gone }
    let signal = row.signal
    var lines: [DetailLine] = [.heading("\(signal.text)" + signal.verificationMark)]
    lines.append(.field("Date", DateText.long(signal.day), .text, signal.origin))
    lines.append(
      .field(
        "Known from",
        "\(DateText.long(moment.clock.day(of: signal.known))) \(moment.clock.zonedTime(of: signal.known))"))
    lines.append(
      .field("Who to whom", "\(CountryText.short(signal.actor)) to \(CountryText.short(signal.target))"))
    lines.append(
      .field(
        "CAMEO \(signal.code)",
        "\(CAMEO.meaning(of: signal.code) ?? ""), weight \(NumberText.fixed(signal.weight, 1, signed: true))"))
    lines.append(
      .field(
        "Grade",
        "\(signal.reliability.rawValue)\(signal.credibility), counts as \(signal.reliability.rawValue)\(row.credibility)"
      ))
    lines.append(.field("Status", "\(row.status.rawValue)", row.status == .denied ? Style(.warning) : .text))
    for entry in signal.status where entry.known <= reading.cutoff {
      lines.append(.field("", "\(entry.status.rawValue) on \(DateText.short(entry.day, year: year))", .dim))
    }
    lines.append(.field("Scope", NumberText.fixed(signal.scope, 2) + " of the relationship"))
    if let share = reading.indicator.contributions.first(where: { $0.signal.id == id }) {
      lines.append(
        .field("Age", "\(share.age) \(share.age == 1 ? "day" : "days"), decay \(NumberText.fixed(share.decay, 3))"))
      lines.append(
        .field("Points", NumberText.fixed(share.points, 4, signed: true), Style(NumberText.role(share.points))))
    } else {
      lines.append(.field("Points", "- out of the window of 365 days, or not counted"))
    }
    lines.append(.field("Source", signal.source.isEmpty ? "not given" : "\(signal.source)"))
    if let url = signal.url { lines.append(.field("Address", "\(url)")) }
    if !signal.note.isEmpty { lines.append(.field("Note", "\(signal.note)")) }
    if let measure = signal.measure {
      lines.append(.field("Measure", "\(measure): it counts in the tariff level too"))
    }
    if !signal.verified { lines.append(.field("", "not verified", Style(.warning))) }
    return lines
  }

  private func layer(_ id: String) -> [DetailLine] {
    guard let layer = reading.tariffs.layers.first(where: { $0.measure.id == id }) else { return Detail.gone }
    let measure = layer.measure
    var lines: [DetailLine] = [.heading("\(measure.title)")]
    lines.append(.field("By, on", "\(measure.by.rawValue) on \(measure.on)", .text, measure.origin))
    lines.append(.field("Authority", "\(measure.authority)"))
    lines.append(
      .field(
        "Scope",
        "\(measure.scope.rawValue)\(measure.sectors.isEmpty ? "" : ": " + measure.sectors.joined(separator: ", "))"))
    let lapsed = layer.isLapsed ? ", \(TariffReading.Layer.lapsed)  \(TariffReading.Layer.notOnRecord)" : ""
    lines.append(
      .field(
        "State", "\(layer.state.words)\(lapsed)", layer.state == .inForce && !layer.isLapsed ? .text : Style(.warning)))
    let names = moment.desk.watchlist.symbols(ofSectors: measure.sectors)
    lines.append(
      .field("Touches", names.isEmpty ? "no name in particular" : "\(names.joined(separator: ", "))"))
    lines += [.blank, .heading("Steps known by \(DateText.short(reading.day, year: year))")]
    for step in measure.steps where measure.known(step) <= reading.cutoff {
      let rate: TerminalSafe = step.rate.map { NumberText.fixed($0, 2) } ?? "no rate"
      let state: TerminalSafe = step.state == .inForce ? "" : ", \(step.state.rawValue)"
      let until: TerminalSafe =
        step.until.map { ", to \(DateText.short($0, year: year))" } ?? ""
      let lapse: TerminalSafe = step.ifLapsed.map { ", \(NumberText.plain($0)) if it lapses" } ?? ""
      lines.append(
        .field(
          DateText.short(step.effective, year: year),
          "\(rate)\(state)\(until)\(lapse)\(step.verificationMark)  \(step.instrument)", .text, step.origin)
      )
      for text in [step.note, step.source.isEmpty ? "" : "Source: " + step.source] where !text.isEmpty {
        lines.append(.field("", "\(text)", .dim))
      }
    }
    return lines
  }

  private func ahead(_ title: String, _ instant: Instant) -> [DetailLine] {
    guard let entry = reading.ahead.first(where: { $0.title == title && $0.instant == instant }) else {
      return Detail.gone
    }
    let day = entry.day(by: moment.clock)
    var lines: [DetailLine] = [.heading("\(entry.title)" + entry.verificationMark)]
    let time: TerminalSafe = entry.hasTime ? " " + moment.clock.zonedTime(of: entry.instant) : ""
    lines.append(.field("When", "\(DateText.long(day))\(time)", .text, entry.origin))
    lines.append(.field("In", DateText.countdown(reading.asOf.seconds(to: entry.instant))))
    if !entry.symbols.isEmpty { lines.append(.field("Touches", "\(entry.symbols.joined(separator: ", "))")) }
    lines.append(.field("Source", entry.source.isEmpty ? "not given" : "\(entry.source)"))
    if !entry.verified { lines.append(.field("", "not verified", Style(.warning))) }
    return lines
  }

  private func fact(_ id: String) -> [DetailLine] {
    guard let fact = reading.facts.first(where: { $0.id == id }) else { return Detail.gone }
    var lines: [DetailLine] = [.heading("\(fact.label)" + fact.verificationMark)]
    lines.append(.field("Value", "\(NumberText.fixed(fact.value, 2)) \(fact.unit)", Style(.text, [.bold]), fact.origin))
    lines.append(.field("Date", fact.day.map(DateText.long) ?? "-"))
    if let published = fact.published { lines.append(.field("Published", DateText.long(published))) }
    lines.append(.field("Source", "\(fact.source)"))
    if !fact.note.isEmpty { lines.append(.field("Note", "\(fact.note)")) }
    if !fact.verified { lines.append(.field("", "not verified", Style(.warning))) }
    return lines
  }
}
