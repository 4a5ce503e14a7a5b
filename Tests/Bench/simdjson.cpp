// The least that reading JSON costs: every file named on the command line, read and parsed by simdjson, then dropped.
#include <cstdio>
#include <simdjson.h>

int main(int count, char **names) {
  simdjson::dom::parser parser;
  for (int index = 1; index < count; index++)
    if (auto error = parser.load(names[index]).error()) {
      std::fprintf(stderr, "%s: %s\n", names[index], simdjson::error_message(error));
      return 1;
    }
  return 0;
}
