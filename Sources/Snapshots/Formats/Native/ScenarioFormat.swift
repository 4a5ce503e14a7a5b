/// `detente/scenario/1`: known by name, read by a later version.
enum ScenarioFormat {
  static let format = Format("scenario", "A saved scenario; known by name only.", schema: "detente/scenario/1") {
    (_, _) throws(Fault) in FileValues(.later)
  }
}
