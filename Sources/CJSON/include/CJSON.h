#pragma once
// Strict JSON (RFC 8259) by simdjson, as its flat tape beside its structural index, from which every element's byte
// offset follows. simdjson gives neither offsets of its DOM elements nor a check for duplicate keys; both come from one
// pass over the tape.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The tape (simdjson, doc/tape.md): the high byte of a word is its kind, the low 56 bits its payload.
//   { [   payload & 0xFFFFFFFF: index of the word after the closing one    } ]   payload & 0xFFFFFFFF: its own structural (below)
//       } in a list: payload >> 32 is 1 where the object has the keys of the last one before it in the list, in their
//       order, with values of the same kinds (numbers are of one): words and structurals then lie alike from its start
//   "     payload: position in `text` of a 32-bit length and the unescaped UTF-8 bytes
//   l u d number (int64, uint64, double) in the next word                  t f n  true, false, null
// Word 0 is the root; the document's value is word 1. Objects hold key, value, key, value…
// Byte offsets in the source of all brackets, commas, colons and of the first bytes of all strings, numbers and literals,
// in their order, are the structurals: 0 is the document's value, the first key or element has the one after its
// container's, a value the second after its key's, and the next key or element the second after a value's last one.
typedef struct {
  const uint64_t *tape;
  const uint32_t *structurals;
  const uint8_t *text;
} dt_json_view;

typedef enum {
  DT_JSON_OK = 0,
  // Not JSON, deeper than 64, or a number that is no finite double: a slower reader tells where.
  DT_JSON_SYNTAX = 1,
  // A key twice in one object; `offset` is that of the second.
  DT_JSON_DUPLICATE = 2,
  DT_JSON_MEMORY = 3,
  // More brackets, colons, commas and values than a document of its size may have; `offset` is that of the first beyond.
  // Each takes twelve bytes of memory and more.
  DT_JSON_DENSE = 4,
} dt_json_result;

typedef struct dt_json dt_json;

// NULL when memory runs out.
dt_json *dt_json_new(void);
void dt_json_free(dt_json *parser);

// Parses `count` bytes of one document. `capacity` counts the readable bytes from `bytes` on: with 64 more than `count`
// nothing is copied. A text of the one byte `null_mark`, unless that is 0, reads as null; it must be no key. `view` is
// valid until the next call with the same parser.
dt_json_result dt_json_parse(dt_json *parser, const uint8_t *bytes, size_t count, size_t capacity, uint8_t null_mark,
                             dt_json_view *view, size_t *offset);

#ifdef __cplusplus
}
#endif
