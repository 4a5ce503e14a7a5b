import Glibc
import TestSupport

/// `fuzz ROOT SECONDS [SEED] [PARSER]`: runs every parser in turn for a time in all, and says how often. What ends it is in
/// `ROOT/.build/fuzz-input`: a crash, ten seconds on one input, or memory that grows.
let arguments = CommandLine.arguments
let root = arguments.count > 1 ? arguments[1] : "."
let seconds = arguments.count > 2 ? Double(arguments[2]) ?? 60 : 60
let seed = arguments.count > 3 ? UInt64(arguments[3]) ?? 1 : 1
let wanted = arguments.count > 4 ? arguments[4] : ""

let parsers = Parser.all.filter { wanted.isEmpty || $0.name.contains(wanted) }
let corpus = Corpus(root: root)
var mutation = Mutation(random: SplitMix(state: seed))
let keeper = InputKeeper(path: root + "/.build/fuzz-input")
// Grown buffers and caches belong to the first rounds; then nothing may grow.
var warm: Int?
var counts = [Int](repeating: 0, count: parsers.count)
let start = now()
var round = 0
while now() - start < seconds {
  for (index, parser) in parsers.enumerated() {
    let seeds = parser.seeds(corpus)
    precondition(!seeds.isEmpty, "\(parser.name) has no seeds")
    // As long for each: the quick ones come to more.
    let end = now() + 0.25
    repeat {
      for _ in 0..<16 {
        let input = mutation.input(from: seeds)
        keeper.keep(input)
        alarm(10)
        parser.run(input)
        counts[index] += 1
      }
    } while now() < end
  }
  alarm(0)
  round += 1
  if warm == nil, now() - start > seconds / 3 { warm = residentBytes() }
}
for (parser, count) in zip(parsers, counts) {
  print(String(repeating: " ", count: max(0, 10 - "\(count)".count)) + "\(count)  \(parser.name)")
}
let grown = (residentBytes() - (warm ?? 0)) >> 20
print(
  "\(counts.reduce(0, +)) runs in \(Int(now() - start)) s, seed \(seed); memory \(grown >= 0 ? "+" : "")\(grown) MiB")
exit(grown > 64 ? 1 : 0)
