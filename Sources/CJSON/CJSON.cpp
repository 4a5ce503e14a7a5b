#include "CJSON.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <simdjson.h>

namespace {

constexpr size_t max_depth = 64;
// Of the word that closes an object (see CJSON.h).
constexpr uint64_t alike = uint64_t(1) << 32;

// Structurals (see CJSON.h) that any document may have; beyond, one for each of so many bytes. One takes four bytes and, with
// its value, about one word of the tape: a document takes five times its size at most, one of these few 100 MB.
constexpr size_t few_structurals = size_t(8) << 20;
constexpr size_t bytes_a_structural = 3;

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

uint64_t payload(uint64_t word) { return word & 0x00FFFFFFFFFFFFFF; }

text text_at(const dt_json_view &view, uint64_t word) {
  const uint8_t *place = view.text + payload(word);
  uint32_t length;
  std::memcpy(&length, place, sizeof length);
  return {place + sizeof length, length};
}

bool opens(uint64_t word) { return char(word >> 56) == '{' || char(word >> 56) == '['; }
bool closes(uint64_t word) { return char(word >> 56) == '}' || char(word >> 56) == ']'; }
bool is_text(uint64_t word) { return char(word >> 56) == '"'; }
bool is_number(uint64_t word) {
  char kind = char(word >> 56);
  return kind == 'd' || kind == 'l' || kind == 'u';
}

size_t after(const uint64_t *tape, size_t index) {
  if (opens(tape[index])) return uint32_t(tape[index]);
  return index + (is_number(tape[index]) ? 2 : 1);
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
  // Of what stands at `start`.
  size_t structural;
  // In a list: the last object in it, or 0, and how many structurals that one has before its end.
  size_t object, object_structurals;
  // One bit a key: only keys that share a bit are compared.
  uint64_t seen;
  uint32_t keys;
  bool is_object;
};

// Objects of more keys are checked as a whole, by sorting.
constexpr size_t few = 32;

// The text buffer is padded: eight bytes may be read at any text's start. The factor was found by trial: the keys of the
// usual bars and quotes share no bit.
uint64_t bit_of(const text &name) {
  uint64_t head, tail;
  std::memcpy(&head, name.bytes, sizeof head);
  if (name.length > 8) {
    std::memcpy(&tail, name.bytes + name.length - 8, sizeof tail);
    head ^= tail * 0x9E3779B97F4A7C15;
  } else {
    head = name.length ? head & ~uint64_t(0) >> (64 - 8 * name.length) : 0;
  }
  return uint64_t(1) << ((head ^ name.length) * 0x1BA1621582283D15 >> 58);
}

// Whether the object at `index` has the keys of the one at `before`, in their order, with values of the same kinds: then it
// has as many words and structurals, and no key twice. An object that holds others is like none.
[[gnu::noinline]] bool is_alike(const dt_json_view &view, size_t before, size_t index) {
  const uint64_t *tape = view.tape;
  const uint8_t *text = view.text;
  // Keys lie one behind the other in the text, up to a value that is text: such a run is compared at once. Words of text
  // differ by the distance of what they point to.
  uint64_t run = 0, own_run = 0, last = 0;
  for (before++, index++; !closes(tape[before]); before++, index++) {
    uint64_t key = tape[before], own_key = tape[index];
    if (!is_text(own_key)) return false;
    if (!run) run = key, own_run = own_key;
    if (own_key - key != own_run - run) return false;
    last = key;
    uint64_t value = tape[++before], own_value = tape[++index];
    if (is_number(value)) {
      if (value != own_value && !is_number(own_value)) return false;
      before++;
      index++;
    } else if (value >> 56 != own_value >> 56 || opens(value)) {
      return false;
    } else if (is_text(value)) {
      if (own_value - value != own_run - run) return false;
      if (std::memcmp(text + payload(run), text + payload(own_run), value - run)) return false;
      run = 0;
    }
  }
  if (!closes(tape[index])) return false;
  if (!run) return true;
  size_t length = last + sizeof(uint32_t) + text_at(view, last).length - run;
  return !std::memcmp(text + payload(run), text + payload(own_run), length);
}

// Whether the key at `index` stands before it in the object that begins at `start`.
[[gnu::noinline]] bool stands_before(const dt_json_view &view, size_t start, size_t index) {
  text name = text_at(view, view.tape[index]);
  for (size_t key = start + 1; key < index; key = after(view.tape, key + 1))
    if (text_at(view, view.tape[key]) == name) return true;
  return false;
}

// Makes null of every text of the one byte `mark`.
void take_nulls(const dt_json_view &view, uint64_t *tape, uint8_t mark) {
  size_t end = payload(tape[0]) - 1;
  for (size_t word = 1; word < end; word += is_number(tape[word]) ? 2 : 1) {
    if (!is_text(tape[word])) continue;
    text found = text_at(view, tape[word]);
    if (found.length == 1 && found.bytes[0] == mark) tape[word] = uint64_t('n') << 56;
  }
}

// Looks for a key twice in a large object; `offset` is that of the first that repeats another.
dt_json_result check_large(const dt_json_view &view, const container &object, size_t *offset) {
  auto *all = static_cast<uint32_t *>(std::malloc(object.keys * sizeof(uint32_t)));
  if (!all) return DT_JSON_MEMORY;
  size_t count = 0, end = after(view.tape, object.start) - 1;
  for (size_t key = object.start + 1; key < end; key = after(view.tape, key + 1)) all[count++] = uint32_t(key);
  qsort_r(all, count, sizeof *all, order, const_cast<dt_json_view *>(&view));
  size_t second = 0;
  for (size_t i = 1; i < count; i++)
    if (text_at(view, view.tape[all[i]]) == text_at(view, view.tape[all[i - 1]]) && (!second || all[i] < second))
      second = all[i];
  std::free(all);
  if (!second) return DT_JSON_OK;
  size_t structural = object.structural + 1;
  for (size_t key = object.start + 1; key < second;) {
    size_t next = after(view.tape, key + 1);
    structural = opens(view.tape[key + 1]) ? uint32_t(view.tape[next - 1]) + 2 : structural + 4;
    key = next;
  }
  *offset = view.structurals[structural];
  return DT_JSON_DUPLICATE;
}

bool separates(uint8_t byte) { return byte == ',' || byte == ':' || byte == '[' || byte == ']' || byte == '{' || byte == '}'; }

// Whether a document stays within its structurals and `max_depth`; simdjson asks for neither before its memory is used. Nearly
// every document has too few separators for either, which is counted at the memory's speed.
dt_json_result check_density(const uint8_t *bytes, size_t count, size_t *offset) {
  size_t limit = count / bytes_a_structural;
  if (limit < few_structurals) limit = few_structurals;
  if (count <= limit) return DT_JSON_OK;
  size_t separators = 0;
  for (size_t i = 0; i < count; i++) separators += separates(bytes[i]);
  // Between two separators stands one value at most.
  if (2 * separators < limit) return DT_JSON_OK;
  size_t structurals = 0, depth = 0;
  bool in_text = false, in_scalar = false;
  for (size_t i = 0; i < count; i++) {
    uint8_t byte = bytes[i];
    if (in_text) {
      if (byte == '\\') i++;
      else if (byte == '"') in_text = false;
      continue;
    }
    bool is_blank = byte <= ' ';
    if (separates(byte) || (!is_blank && !in_scalar)) structurals++;
    in_scalar = !is_blank && !separates(byte);
    in_text = byte == '"';
    if (byte == '[' || byte == '{') depth++;
    if ((byte == ']' || byte == '}') && depth) depth--;
    if (depth > max_depth) return DT_JSON_SYNTAX;
    if (structurals > limit) {
      *offset = i;
      return DT_JSON_DENSE;
    }
  }
  return DT_JSON_OK;
}

}  // namespace

struct dt_json {
  simdjson::dom::parser parser{max_capacity};
};

dt_json *dt_json_new(void) {
  try {
    return new dt_json();
  } catch (...) {
    return nullptr;
  }
}

void dt_json_free(dt_json *parser) { delete parser; }

dt_json_result dt_json_parse(dt_json *parser, const uint8_t *bytes, size_t count, size_t capacity, uint8_t null_mark,
                             dt_json_view *view, size_t *offset) try {
  auto dense = check_density(bytes, count, offset);
  if (dense != DT_JSON_OK) return dense;
  auto &dom = parser->parser;
  if (dom.capacity() < count || dom.max_depth() != parser_depth) {
    // A little more than needed: files that grow by a line should not each ask for memory anew.
    size_t room = count < 4096 ? 4096 : count + count / 8 < max_capacity ? count + count / 8 : max_capacity;
    if (dom.allocate(room, parser_depth)) return DT_JSON_MEMORY;
  }
  bool copies = capacity < count + simdjson::SIMDJSON_PADDING;
  auto result = dom.parse(bytes, count, copies);
  if (result.error()) return result.error() == simdjson::MEMALLOC ? DT_JSON_MEMORY : DT_JSON_SYNTAX;

  uint64_t *tape = dom.doc.tape.get();
  const uint32_t *structurals = dom.implementation->structural_indexes.get();
  *view = {tape, structurals, dom.doc.string_buf.get()};
  if (null_mark) take_nulls(*view, tape, null_mark);
  container open[max_depth + 1] = {};
  size_t depth = 0, word = 1, next = 0;
  // `word` is a key, a value or the end of a container, and `next` its structural. Scalars are passed in two small loops,
  // and an object like the one before it at once: nearly all elements are a row's field or stand in a list of numbers of
  // one kind.
  while (true) {
    container &in = open[depth];
    if (in.is_object) {
      uint64_t seen = in.seen;
      uint32_t keys = in.keys;
      while (!closes(tape[word])) {
        uint64_t bit = bit_of(text_at(*view, tape[word]));
        if (keys < few && seen & bit && stands_before(*view, in.start, word)) {
          *offset = structurals[next];
          return DT_JSON_DUPLICATE;
        }
        keys++;
        seen |= bit;
        word++;
        next += 2;
        if (opens(tape[word])) break;
        if (is_number(tape[word])) word += 2;
        else word++;
        // Between two values stands a comma, which is on no tape.
        next += closes(tape[word]) ? 1 : 2;
      }
      in.seen = seen;
      in.keys = keys;
    } else {
      size_t first = word;
      while (is_number(tape[word])) {
        uint64_t kind = tape[word];
        do word += 2;
        while (tape[word] == kind);
      }
      if (word > first) next += word - first - closes(tape[word]);
    }
    uint64_t here = tape[word];
    if (opens(here) && in.object && is_alike(*view, in.object, word)) {
      in.object = word;
      word = after(tape, word) - 1;
      next += in.object_structurals;
      tape[word] = (tape[word] & 0xFF00000000000000) | alike | next;
    } else if (opens(here)) {
      if (++depth > max_depth) return DT_JSON_SYNTAX;
      open[depth] = {word, next, 0, 0, 0, 0, char(here >> 56) == '{'};
      word++;
      next++;
      continue;
    } else if (closes(here)) {
      tape[word] = (here & 0xFF00000000000000) | next;
      if (in.keys > few) {
        auto found = check_large(*view, in, offset);
        if (found != DT_JSON_OK) return found;
      }
      depth--;
      if (in.is_object && !open[depth].is_object) {
        open[depth].object = in.start;
        open[depth].object_structurals = next - in.structural;
      }
    }
    word++;
    if (!depth) return DT_JSON_OK;
    next += closes(tape[word]) ? 1 : 2;
  }
} catch (...) {
  return DT_JSON_MEMORY;
}
