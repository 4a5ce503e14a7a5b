"""Functions that are too long to be read at once: 60 lines from the declaration to its closing brace, 40 where Dashboard
draws (a function that is handed a canvas to draw on). One that has a reason is listed in Tests/budgets.txt; it stays
within the lines that the list allows, and leaves the list once it is within the budget.
"""

import pathlib
import re
import sys

LIMIT, DRAWING = 60, 40
DECLARED = re.compile(
    r"(?:@\w+(?:\([^)]*\))? +)*(?:(?:package|public|private|fileprivate|static|final|override|mutating|nonisolated|"
    r"borrowing|consuming|indirect|required|convenience|lazy)(?:\(set\))? +)*"
    r"(?:func +(?P<func>[^\s(]+?)(?=[\s(<])|(?P<init>init|deinit|subscript)\b|(?:var|let) +(?P<var>\w+))")


def opening(lines, start, indent, is_variable):
    """The line that opens the body of the function declared at `start`; None where it has none, or one on a line."""
    if is_variable or "{" in lines[start]:
        return start if lines[start].endswith("{") else None
    for index in range(start + 1, len(lines)):
        # A declaration goes on in deeper lines, in the one that closes its parentheses, and behind `where`.
        if not re.match(" {%d}( |\\)|where|\\{$)" % indent, lines[index]):
            return None
        if lines[index].endswith("{"):
            return index
    return None


def functions(lines):
    """Name, first and last line (from 1) and declaration of each function, as swift-format lays it out."""
    for start, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        match = DECLARED.match(line.lstrip())
        end = opening(lines, start, indent, match["var"]) if match else None
        if end is not None:
            close = next(i for i in range(end + 1, len(lines)) if re.match(" {%d}\\}" % indent, lines[i]))
            yield match["func"] or match["init"] or match["var"], start + 1, close + 1, " ".join(lines[start : end + 1])


def c_functions(lines):
    """The same of C and C++, whose functions begin and end in the first column."""
    for start, line in enumerate(lines):
        match = re.match(r"[a-z].*?(\w+)\(.*\{$", line)
        if match and not line.startswith(("namespace", "struct", "enum", "extern")):
            close = next(i for i in range(start + 1, len(lines)) if lines[i].startswith("}"))
            yield match[1], start + 1, close + 1, line


def allowances(path):
    """Lines allowed by `file:function`."""
    allowed = {}
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            place, count, reason = line.split(None, 2)
            allowed[place] = int(count)
    return allowed


def main():
    root = pathlib.Path(__file__).parent.parent
    allowed = allowances(root / "Tests/budgets.txt")
    bad = []
    met = set()
    for path in sorted((root / "Sources").rglob("*")):
        if path.suffix not in (".swift", ".c", ".cpp"):
            continue
        lines = path.read_text().splitlines()
        file = str(path.relative_to(root))
        for name, first, last, declaration in (functions if path.suffix == ".swift" else c_functions)(lines):
            draws = file.startswith("Sources/Dashboard/") and "inout Canvas" in declaration
            budget = DRAWING if draws else LIMIT
            length = last - first + 1
            place = f"{file}:{name}"
            if length <= budget:
                continue
            met.add(place)
            if length > allowed.get(place, budget):
                kind = "drawing function" if draws else "function"
                bad.append(f"{file}:{first}: found {name} of {length} lines, expected a {kind} of at most "
                           f"{allowed.get(place, budget)}, or a line with its reason in Tests/budgets.txt")
    bad += [f"Tests/budgets.txt: found {place}, expected it away (it is within the budget)" for place in allowed.keys() - met]
    print("\n".join(bad), end="\n" if bad else "")
    sys.exit(1 if bad else 0)


main()
