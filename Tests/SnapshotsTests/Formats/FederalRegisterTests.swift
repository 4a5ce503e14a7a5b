import Market
import Testing

@testable import Snapshots

/// Search results of the Federal Register: shown, never counted.
@Suite struct FederalRegisterTests {
  static let sample = Sample(
    format: "Federal Register documents", file: "fr.json",
    typical: """
      {"count":2,"description":"Documents matching section 301 china","total_pages":1,"results":[
      {"title":"Notice of Modification: China's Acts","type":"Notice","abstract":"The U.S. Trade Representative","document_number":"2025-12345",
      "html_url":"https://www.federalregister.gov/d/2025-12345","publication_date":"2025-04-10","effective_on":"2025-05-20"},
      {"title":"Adjusting Imports of Steel","type":"Presidential Document","abstract":null,"document_number":"2025-12346",
      "publication_date":"2025-04-11"}]}

      """, empty: #"{"count":0,"description":"Documents matching nothing","total_pages":0}"#,
    nulls: """
      {"count":1,"results":[{"title":"A notice","type":null,"abstract":null,"document_number":"2025-1","html_url":null,
      "publication_date":"2025-04-11","effective_on":null}]}
      """)

  @Test func listsMeasuresToBeConfirmed() throws {
    let desk = desk(("fr.json", Self.sample.typical))
    let measure = try #require(desk.tariffs.measures.first)
    #expect(measure.id == "FR 2025-12345")
    #expect(measure.by == .us)
    #expect(measure.on == "CN")
    #expect(measure.title == "Notice of Modification: China's Acts")
    let step = try #require(measure.steps.first)
    #expect(step.rate == nil)
    #expect(step.state == .unconfirmed)
    #expect(step.instrument == "Notice")
    #expect(step.note == "to be confirmed")
    #expect(step.announced?.description == "2025-04-10")
    #expect(step.effective.description == "2025-05-20")
    #expect(step.source == "https://www.federalregister.gov/d/2025-12345")
    // A document that does not name China says for itself what it touches.
    #expect(desk.tariffs.measures.last?.on == "see the document")
    #expect(desk.tariffs.measures.last?.steps.first?.effective.description == "2025-04-11")
  }

  /// Nobody knew of a document before it was published, whatever day it names.
  @Test func takesNoEffectBeforePublication() {
    let text = Self.sample.typical.replacing("2025-05-20", with: "2025-04-01")
    #expect(desk(("fr.json", text)).tariffs.measures.first?.steps.first?.effective.description == "2025-04-10")
  }

  /// The ledger of tariffs is never written into a file of notices.
  @Test func isNoLedger() {
    #expect(desk(("fr.json", Self.sample.typical)).files.first?.kind == "notices")
  }

  @Test func readsAnEmptyListOfResults() {
    let desk = desk(("fr.json", #"{"count":0,"description":"Documents","results":[]}"#))
    #expect(desk.files.first?.state == .ok)
    #expect(desk.tariffs.measures.isEmpty)
  }

  @Test func refusesARowAlone() {
    let text = Self.sample.typical.replacing(
      "\"publication_date\":\"2025-04-11\"", with: "\"publication_date\":\"soon\"")
    let desk = desk(("fr.json", text))
    #expect(desk.tariffs.measures.map(\.id) == ["FR 2025-12345"])
    #expect(desk.problem("fr.json").contains("found \"soon\", expected a date like 2025-05-01"))
  }
}
