#include "CJSON.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <simdjson.h>

namespace {

constexpr size_t max_depth = 64;
// simdjson does not count an innermost empty container: it is asked for one level more, and the tape is counted.
constexpr size_t parser_depth = max_depth + 1;
constexpr size_t max_capacity = size_t(1) << 30;

struct text {
  const uint8_t *bytes;
  uint32_t length;

  bool operator==(const text &other) const {
    return length == other.length && std::memcmp(bytes, other.bytes, length) == 0;
  }
};

text text_at(const dt_json_view &view, uint64_t word) {
  const uint8_t *place = view.text + (word & 0x00FFFFFFFFFFFFFF);
  uint32_t length;
  std::memcpy(&length, place, sizeof length);
  return {place + sizeof length, length};
}

size_t after(const uint64_t *tape, size_t index) {
  switch (char(tape[index] >> 56)) {
    case '{':
    case '[': return uint32_t(tape[index]);
    case 'l':
    case 'u':
    case 'd': return index + 2;
    default: return index + 1;
  }
}

int order(const void *left, const void *right, void *context) {
  const auto &view = *static_cast<const dt_json_view *>(context);
  size_t i = *static_cast<const uint32_t *>(left), j = *static_cast<const uint32_t *>(right);
  text a = text_at(view, view.tape[i]), b = text_at(view, view.tape[j]);
  if (a.length != b.length) return a.length < b.length ? -1 : 1;
  int bytes = std::memcmp(a.bytes, b.bytes, a.length);
  return bytes ? bytes : i < j ? -1 : 1;
}

// An object or list whose end is not yet reached.
struct container {
  size_t start;
  // One bit a key: only keys that share a bit are compared.
  uint64_t seen;
  uint32_t keys;
};

// Objects of more keys are checked as a whole, by sorting.
constexpr size_t few = 32;

uint64_t bit_of(const text &name) {
  if (!name.length) return 1;
  return uint64_t(1) << ((name.length * 7 + name.bytes[0] * 3 + name.bytes[name.length - 1] +
                          name.bytes[name.length / 2] * 5) & 63);
}

// Whether the key at `index` stands in its object before.
bool repeats(const dt_json_view &view, container &object, size_t index) {
  if (object.keys++ >= few) return false;
  text name = text_at(view, view.tape[index]);
  uint64_t bit = bit_of(name);
  if (object.seen & bit)
    for (size_t key = object.start + 1; key < index; key = after(view.tape, key + 1))
      if (text_at(view, view.tape[key]) == name) return true;
  object.seen |= bit;
  return false;
}

// The tape index of the first repeated key of a large object, or 0; `size_t(-1)` when memory runs out.
size_t duplicate(const dt_json_view &view, const container &object) {
  auto *all = static_cast<uint32_t *>(std::malloc(object.keys * sizeof(uint32_t)));
  if (!all) return size_t(-1);
  size_t count = 0, end = uint32_t(view.tape[object.start]) - 1;
  for (size_t key = object.start + 1; key < end; key = after(view.tape, key + 1)) all[count++] = uint32_t(key);
  qsort_r(all, count, sizeof *all, order, const_cast<dt_json_view *>(&view));
  size_t first = 0;
  for (size_t i = 1; i < count; i++)
    if (text_at(view, view.tape[all[i]]) == text_at(view, view.tape[all[i - 1]]) && (!first || all[i] < first))
      first = all[i];
  std::free(all);
  return first;
}

}  // namespace

struct dt_json {
  simdjson::dom::parser parser{max_capacity};
  uint32_t *offsets = nullptr;
  size_t offset_capacity = 0;

  ~dt_json() { std::free(offsets); }
};

dt_json *dt_json_new(void) {
  try {
    return new dt_json();
  } catch (...) {
    return nullptr;
  }
}

void dt_json_free(dt_json *parser) { delete parser; }

dt_json_result dt_json_parse(dt_json *parser, const uint8_t *bytes, size_t count, size_t capacity,
                             dt_json_view *view, size_t *offset) try {
  auto &dom = parser->parser;
  if (dom.capacity() < count || dom.max_depth() != parser_depth) {
    if (dom.allocate(count < 4096 ? 4096 : count, parser_depth)) return DT_JSON_MEMORY;
  }
  bool copies = capacity < count + simdjson::SIMDJSON_PADDING;
  auto result = dom.parse(bytes, count, copies);
  if (result.error()) return result.error() == simdjson::MEMALLOC ? DT_JSON_MEMORY : DT_JSON_SYNTAX;

  const uint64_t *tape = dom.doc.tape.get();
  size_t length = size_t(tape[0] & 0xFFFFFFFF);
  if (parser->offset_capacity < length) {
    std::free(parser->offsets);
    parser->offset_capacity = 0;
    parser->offsets = static_cast<uint32_t *>(std::malloc(length * sizeof(uint32_t)));
    if (!parser->offsets) return DT_JSON_MEMORY;
    parser->offset_capacity = length;
  }
  // Every structural that is no colon or comma made one element, in the same order; one before a colon is a key.
  const uint32_t *structural = dom.implementation->structural_indexes.get();
  uint32_t *offsets = parser->offsets;
  offsets[0] = 0;
  *view = {tape, offsets, dom.doc.string_buf.get()};
  container open[max_depth + 1];
  size_t depth = 0, next = 0;
  for (size_t word = 1; word + 1 < length;) {
    if (bytes[structural[next]] == ',') next++;
    offsets[word] = structural[next++];
    switch (char(tape[word] >> 56)) {
      case 'l':
      case 'u':
      case 'd': word += 2; break;
      case '"':
        // A document that is a text has no structural behind it.
        if (depth && bytes[structural[next]] == ':') {
          next++;
          if (repeats(*view, open[depth], word)) {
            *offset = offsets[word];
            return DT_JSON_DUPLICATE;
          }
        }
        word++;
        break;
      case '{':
      case '[':
        if (++depth > max_depth) return DT_JSON_SYNTAX;
        open[depth] = {word, 0, 0};
        word++;
        break;
      case '}':
        if (open[depth].keys > few) {
          size_t second = duplicate(*view, open[depth]);
          if (second == size_t(-1)) return DT_JSON_MEMORY;
          if (second) {
            *offset = offsets[second];
            return DT_JSON_DUPLICATE;
          }
        }
        depth--;
        word++;
        break;
      case ']': depth--; word++; break;
      default: word++;
    }
  }
  return DT_JSON_OK;
} catch (...) {
  return DT_JSON_MEMORY;
}
