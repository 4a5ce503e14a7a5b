import Market
import Testing

@testable import Snapshots

/// The classes of JSONTestSuite (Seriot, "Parsing JSON is a minefield"), each by a few documents of our own: what is no
/// JSON is refused as such, what is passes the syntax layer and is told to be of no known kind.
@Suite struct JSONConformanceTests {
  private func problem(_ bytes: [UInt8]) -> String { Desk(files: [("x.json", bytes)]).problem("x.json") }

  @Test(arguments: [
    // y_array, y_object
    "[[]   ]", "[\"\"]", "[]", "[false]", "[null, 1, \"1\", {}]", "[1\n]", " [1]", "[1,null,null,null,2]", "[2] ", "{}",
    "{\"\":0}", "{\"foo\\u0000bar\": 42}", "{\"min\": -1.0e+28, \"max\": 1.0e+28}", "{\"a\":\n\"b\"\n}",
    "{\"x\":[{\"id\": \"xx\"}], \"id\": \"xx\"}",
    // y_number
    "[123e65]", "[0e+1]", "[0e1]", "[ 4]", "[-0.000000000000000000000000000000000000000000000000000000000000000001]",
    "[20e1]", "[-0]", "[-123]", "[1E22]", "[1E-2]", "[123.456e78]", "[123.456789]", "[1e-999]",
    // y_string
    "[\"\\u0060\\u012a\\u12AB\"]", "[\"\\uD801\\udc37\"]", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\\\u0000\"]",
    "[\"\\uFFFF\"]", "[\"a/*b*/c\"]", "[\"\u{2028}\u{2029}\"]", "[\"\u{7F}\"]", "[\"€𝄞\"]", "[\"\\u0012\"]",
    // y_structure: lonely values
    "false", "42", "-0.1", "null", "\"asd\"", "true", "\"\"", "[true]\n",
  ])
  func passesTheSyntaxLayer(document: String) {
    #expect(problem(Array(document.utf8)).contains("found JSON, but no known kind"))
  }

  @Test(arguments: [
    // n_array
    "[1 true]", "[\"\": 1]", "[\"\"],", "[,1]", "[1,,2]", "[\"x\",,]", "[\"x\"]]", "[\"\",]", "[\"x\"", "[x", "[3[4]]",
    "[,", "[   , \"\"]", "[\"a\",\n4\n,1,", "[1,]", "[\"\u{B}a\"\\f]", "[*]", "[1,", "[1,\n1\n,1", "[{}", "[",
    // n_incomplete
    "[fals]", "[nul]", "[tru]",
    // n_number
    "[++1234]", "[+1]", "[+Inf]", "[-01]", "[-1.0.]", "[-2.]", "[-NaN]", "[.-1]", "[.2e-3]", "[0.1.2]", "[0.3e+]",
    "[0.3e]", "[0.e1]", "[0E+]", "[0e]", "[1.0e-]", "[1 000.0]", "[1eE2]", "[2.e3]", "[9.e+]", "[Inf]", "[１]",
    "[1+2]", "[0x1]", "[0x42]", "[Infinit]", "[0e+-1]", "[-123.123foo]", "[- 1]", "[-012]", "[-.123]", "[-1x]",
    "[1.2a-3]", "[012]", "[1.8011670033376514H-308]",
    // n_object
    "[\"x\", truth]", "{[: \"x\"}\n", "{\"x\", null}", "{\"x\"::\"b\"}", "{\"a\":\"a\" 123}", "{key: 'value'}",
    "{:\"b\"}",
    "{\"a\" b}", "{\"a\":", "{\"a\"", "{1:1}", "{null:null,null:null}", "{\"id\":0,,,,,}", "{'a':0}", "{\"id\":0,}",
    "{\"a\":\"b\"}/**/", "{\"a\":\"b\"}//", "{\"a\":\"b\",,\"c\":\"d\"}", "{a: \"b\"}", "{\"a\":\"a",
    "{ \"foo\" : \"bar\", \"a\" }",
    "{\"a\":\"b\"}#",
    // n_string
    "[\"\\uD800\\\"]", "[\"\\uD800\\u\"]", "[\"\\u\"]", "[\"\\x00\"]", "[\"\\\\\\\"]", "[\"\\\t\"]", "[\"\\\"]",
    "[\"\\uD834\\uDd\"]", "[\"\\a\"]", "[\"\\uqqqq\"]", "['single quote']", "abc", "[\"\\", "[\"new\nline\"]",
    "[\"\t\"]",
    "[\"\\U0001\"]", "[\\n]",
    // n_structure
    "", " ", "<.>", "[<null>]", "[1]x", "[1]]", "[\"asd]", "aå", "[True]", "1]", "{\"x\": true,", "[][]", "]", "{]",
    "{[",
    "[\"a", "[}", "{\"a\":/*comment*/\"b\"}", "{\"a\": true} \"x\"", "['", "[,", "{,", "{", "{'a'", "[\"a\"]]}", "*",
    "{\"a\":\"b\"}#{}", "[\\u000A\"\"]", "[1", "[ false, nul", "[ true, fals", "å", "\u{2060}", "[\u{2060}]", "[\u{C}]",
  ])
  func refusesWhatIsNoJSON(document: String) {
    let problem = problem(Array(document.utf8))
    #expect(!problem.isEmpty && !problem.contains("found JSON"), "\(problem)")
  }

  /// No JSON to the suite, but what Python writes for a number that is none: missing to us.
  @Test(arguments: ["[NaN]", "[Infinity]", "[-Infinity]", "{\"a\": NaN, \"b\":[ -Infinity ,\n1]}"])
  func takesNotANumberForMissing(document: String) {
    #expect(problem(Array(document.utf8)).contains("found JSON, but no known kind"))
  }

  @Test(arguments: [
    "NaN", "{NaN:1}", "{\"a\":1,NaN:2}", "[NaN", "[NaN NaN]", "[1NaN]", "[NaN1]", "[nan]", "[-NaN]", "[+Infinity]",
  ])
  func refusesNotANumberElsewhere(document: String) {
    let problem = problem(Array(document.utf8))
    #expect(!problem.isEmpty && !problem.contains("found JSON"), "\(problem)")
  }

  /// Two keys alike are JSON to the suite and refused by us: which one would count?
  @Test func refusesDuplicateKeys() {
    #expect(problem(Array(#"{"a":"b","a":"b"}"#.utf8)).contains("found a key twice"))
    #expect(problem(Array(#"{"a":"b","\u0061":"c"}"#.utf8)).contains("found a key twice"))
  }

  @Test(arguments: [[0xFF], [0xE5], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xFC, 0x80, 0x80, 0x80, 0x80, 0x80], [0x81]])
  func refusesWhatIsNoUTF8(bytes: [UInt8]) {
    #expect(problem([0x5B, 0x22] + bytes + [0x22, 0x5D]).contains("expected UTF-8 text"))
    #expect(!problem([0x5B] + bytes + [0x5D]).contains("found JSON"))
  }

  /// 100,000 levels, closed or not.
  @Test func refusesDepthWithoutRecursion() {
    #expect(problem([UInt8](repeating: 0x5B, count: 100_000)).contains("deeper than 64"))
    let keys = Array(String(repeating: "[{\"\":", count: 50_000).utf8)
    #expect(problem(keys + [0x0A]).contains("deeper than 64"))
  }
}
