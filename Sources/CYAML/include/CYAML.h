#pragma once
// One YAML document as a flat tree, read by libyaml. Anchors, aliases and tags of one's own are refused (a few lines of
// aliases can stand for gigabytes), and so are more than one document, more than 2^20 values, duplicate keys, keys that are no scalars, and
// nesting deeper than 64.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DT_YAML_SCALAR = 0, DT_YAML_SEQUENCE = 1, DT_YAML_MAPPING = 2 };

// No node: end of a chain of siblings, or an empty collection.
#define DT_YAML_NONE UINT32_MAX

typedef struct {
  uint32_t kind;
  // A scalar without quotes: only then may it mean a number, a date, true, or null.
  bool plain;
  // 1-based; the column counts bytes.
  uint32_t line;
  uint32_t column;
  // First child. Children of a mapping alternate key, value.
  uint32_t first;
  uint32_t next;
  // A scalar's text in `dt_yaml_tree.text`; UTF-8, not ended by NUL.
  uint32_t text;
  uint32_t length;
  // Where it stands in the bytes of the document: from its first one to behind its last one. A collection of lines ends
  // with its last value.
  uint32_t start;
  uint32_t end;
} dt_yaml_node;

typedef struct {
  // nodes[0] is the root. An empty document has no nodes.
  dt_yaml_node *nodes;
  uint32_t count;
  char *text;
  // Where and why parsing failed.
  uint32_t line;
  uint32_t column;
  char message[160];
} dt_yaml_tree;

// Fills `tree`; false with line, column and message on bad input, on more than 16 MiB, or when memory runs out. `tree`
// is to be freed with `dt_yaml_free` in either case.
bool dt_yaml_parse(const uint8_t *bytes, size_t count, dt_yaml_tree *tree);
void dt_yaml_free(dt_yaml_tree *tree);
