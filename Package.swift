// swift-tools-version: 6.2
import PackageDescription

// Layers are argued in ARCHITECTURE.md; `make test` builds with the explicit-import check on.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
let strictC: [CSetting] = [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]

let package = Package(
  name: "detente",
  products: [.executable(name: "detente", targets: ["detente"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
  ],
  targets: [
    // C and C++ shims: each a handful of prefixed verbs over one library, no policy.
    .target(
      name: "CScreen", cSettings: strictC,
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CGuard", cSettings: strictC),
    .target(name: "CSystem", cSettings: strictC),
    .target(name: "CJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CYAML", cSettings: strictC, linkerSettings: [.unsafeFlags(["-Xlinker", "-l:libyaml.a"])]),
    .target(name: "CGzip", cSettings: strictC, linkerSettings: [.unsafeFlags(["-Xlinker", "-l:libz.a"])]),
    .target(name: "CEmbedded", cSettings: [.unsafeFlags(["-std=c23"])]),

    .target(
      name: "Canvas", dependencies: [.product(name: "RealModule", package: "swift-numerics")], swiftSettings: strict),
    .target(name: "Market", swiftSettings: strict),
    .target(name: "YAML", dependencies: ["CYAML"], swiftSettings: strict),
    .target(name: "System", dependencies: ["CSystem"], swiftSettings: strict),
    .target(
      name: "Analytics",
      dependencies: ["Market", .product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: strict),
    .target(
      name: "Snapshots", dependencies: ["Market", "YAML", "System", "CJSON", "CGzip", "CSystem"],
      swiftSettings: strict),
    .target(
      name: "Theming", dependencies: ["Canvas", "YAML", .product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: strict),
    .target(name: "Wording", dependencies: ["Market", "Analytics", "Canvas"], swiftSettings: strict),
    .target(name: "Alerts", dependencies: ["Market", "Analytics", "Canvas", "Wording"], swiftSettings: strict),
    .target(
      name: "Configuration", dependencies: ["YAML", "System", "Canvas"], swiftSettings: strict),
    .target(
      name: "Dashboard", dependencies: ["Market", "Analytics", "Canvas", "Wording", "Alerts"], swiftSettings: strict),
    .target(
      name: "Report", dependencies: ["Market", "Analytics", "Canvas", "Wording", "Alerts"], swiftSettings: strict),
    .target(
      name: "Terminal", dependencies: ["Canvas", "Theming", "System", "CScreen", "CGuard"],
      swiftSettings: strict),
    .executableTarget(
      name: "detente",
      dependencies: [
        "Market", "Analytics", "System", "Snapshots", "Canvas", "Theming", "Wording", "Alerts", "Configuration",
        "Dashboard", "Report", "Terminal", "CEmbedded", "CGuard",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(name: "TestSupport", dependencies: ["Canvas", "Market"], path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "CanvasTests", dependencies: ["Canvas", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "MarketTests", dependencies: ["Market"], swiftSettings: strict),
    .testTarget(
      name: "AnalyticsTests",
      dependencies: [
        "Analytics", "Market", "Snapshots", "CEmbedded", .product(name: "RealModule", package: "swift-numerics"),
      ],
      exclude: ["FirstRecord", "Reference"], swiftSettings: strict),
    .testTarget(
      name: "SnapshotsTests", dependencies: ["Snapshots", "Market", "System", "CSystem", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "SystemTests", dependencies: ["System", "CSystem"], swiftSettings: strict),
    .testTarget(name: "ThemingTests", dependencies: ["Theming", "Canvas"], swiftSettings: strict),
    .testTarget(
      name: "WordingTests", dependencies: ["Wording", "Analytics", "Market", "Canvas", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "AlertsTests",
      dependencies: ["Alerts", "Wording", "Analytics", "Market", "Snapshots", "CEmbedded", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ConfigurationTests", dependencies: ["Configuration", "YAML", "Canvas"], swiftSettings: strict),
    .testTarget(
      name: "DashboardTests",
      dependencies: [
        "Dashboard", "Alerts", "Wording", "Analytics", "Market", "Snapshots", "Canvas", "CEmbedded", "TestSupport",
      ],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "TerminalTests", dependencies: ["Terminal", "Canvas", "Theming", "CScreen", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "DetenteTests", dependencies: ["Market", "Snapshots", "System"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// Built by `make fuzz` alone: it wants a sanitizer, and what the dashboard keeps to itself.
if Context.environment["DETENTE_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "Alerts", "Canvas", "CEmbedded", "Configuration", "Dashboard", "Market", "Report", "Snapshots", "Terminal",
        "TestSupport", "Theming", "YAML",
      ],
      path: "Tests/Fuzz", swiftSettings: strict))
}
