#include "CYAML.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { max_depth = 64, max_bytes = 16 << 20, max_nodes = 1 << 20 };

// libyaml counts characters; places are reported in bytes. The cursor only ever moves forward.
typedef struct {
  const uint8_t *bytes;
  size_t count;
  size_t at;
  size_t character;
  uint32_t line;
  uint32_t column;
} cursor;

static void advance(cursor *c, size_t character) {
  while (c->character < character && c->at < c->count) {
    uint8_t byte = c->bytes[c->at];
    bool breaks = byte == '\n' || (byte == '\r' && !(c->at + 1 < c->count && c->bytes[c->at + 1] == '\n'));
    do {
      c->at++;
      c->column++;
    } while (c->at < c->count && (c->bytes[c->at] & 0xC0) == 0x80);
    c->character++;
    if (breaks) {
      c->line++;
      c->column = 1;
    }
  }
}

typedef struct {
  dt_yaml_tree *tree;
  uint32_t node_capacity;
  size_t text_count;
  size_t text_capacity;
  // Of a byte order mark.
  size_t skipped;
  cursor place;
} builder;

static bool fail(dt_yaml_tree *tree, uint32_t line, uint32_t column, const char *message) {
  tree->line = line;
  tree->column = column;
  snprintf(tree->message, sizeof tree->message, "%s", message);
  return false;
}

static bool add(builder *b, uint32_t kind, bool plain, const char *text, size_t length, uint32_t *index) {
  dt_yaml_tree *tree = b->tree;
  if (tree->count == max_nodes)
    return fail(tree, b->place.line, b->place.column, "found more than 1048576 values, expected fewer");
  if (tree->count == b->node_capacity) {
    uint32_t capacity = b->node_capacity ? b->node_capacity * 2 : 64;
    dt_yaml_node *nodes = realloc(tree->nodes, (size_t)capacity * sizeof *nodes);
    if (!nodes) return fail(tree, 0, 0, "out of memory");
    tree->nodes = nodes;
    b->node_capacity = capacity;
  }
  if (b->text_count + length > b->text_capacity) {
    size_t capacity = (b->text_count + length) * 2 + 64;
    char *grown = realloc(tree->text, capacity);
    if (!grown) return fail(tree, 0, 0, "out of memory");
    tree->text = grown;
    b->text_capacity = capacity;
  }
  if (length) memcpy(tree->text + b->text_count, text, length);
  *index = tree->count++;
  tree->nodes[*index] = (dt_yaml_node){
      .kind = kind, .plain = plain, .line = b->place.line, .column = b->place.column,
      .first = DT_YAML_NONE, .next = DT_YAML_NONE, .text = (uint32_t)b->text_count, .length = (uint32_t)length,
      .start = (uint32_t)(b->skipped + b->place.at), .end = (uint32_t)(b->skipped + b->place.at)};
  b->text_count += length;
  return true;
}

typedef struct {
  const char *text;
  uint32_t length;
  uint32_t node;
} key;

static int by_text(const void *left, const void *right) {
  const key *a = left, *b = right;
  uint32_t shorter = a->length < b->length ? a->length : b->length;
  int order = shorter ? memcmp(a->text, b->text, shorter) : 0;
  if (order) return order;
  if (a->length != b->length) return a->length < b->length ? -1 : 1;
  return a->node < b->node ? -1 : 1;
}

static bool check_keys(dt_yaml_tree *tree, uint32_t mapping) {
  size_t count = 0;
  for (uint32_t n = tree->nodes[mapping].first; n != DT_YAML_NONE; n = tree->nodes[tree->nodes[n].next].next) count++;
  if (count < 2) return true;
  key *keys = malloc(count * sizeof *keys);
  if (!keys) return fail(tree, 0, 0, "out of memory");
  size_t filled = 0;
  for (uint32_t n = tree->nodes[mapping].first; n != DT_YAML_NONE; n = tree->nodes[tree->nodes[n].next].next)
    keys[filled++] = (key){tree->text + tree->nodes[n].text, tree->nodes[n].length, n};
  qsort(keys, count, sizeof *keys, by_text);
  uint32_t first = DT_YAML_NONE, second = DT_YAML_NONE;
  for (size_t i = 1; i < count; i++)
    if (keys[i].length == keys[i - 1].length && !memcmp(keys[i].text, keys[i - 1].text, keys[i].length))
      if (keys[i].node < second) {
        first = keys[i - 1].node;
        second = keys[i].node;
      }
  free(keys);
  if (second == DT_YAML_NONE) return true;
  dt_yaml_node *node = &tree->nodes[second];
  char message[160];
  int shown = node->length > 60 ? 60 : (int)node->length;
  snprintf(message, sizeof message, "found the key \"%.*s\" twice (first at %u:%u), expected each key once", shown,
           tree->text + node->text, tree->nodes[first].line, tree->nodes[first].column);
  return fail(tree, node->line, node->column, message);
}

// An open collection; `last` is its newest child, `children` how many there are.
typedef struct {
  uint32_t node;
  uint32_t last;
  uint32_t children;
} level;

// Says why the parser stopped.
static bool stopped(const yaml_parser_t *parser, builder *b) {
  dt_yaml_tree *tree = b->tree;
  if (parser->error == YAML_MEMORY_ERROR) return fail(tree, 0, 0, "out of memory");
  if (parser->error == YAML_READER_ERROR) {
    // The reader runs ahead of the marks and counts bytes.
    cursor place = {b->place.bytes, b->place.count, 0, 0, 1, 1};
    while (place.at < parser->problem_offset && place.at < place.count) advance(&place, place.character + 1);
    char message[160];
    snprintf(message, sizeof message, "found %s, expected UTF-8 text without control characters", parser->problem);
    return fail(tree, place.line, place.column, message);
  }
  if (parser->problem_mark.index >= b->place.character) advance(&b->place, parser->problem_mark.index);
  char message[160];
  snprintf(message, sizeof message, "%s%s%s, expected YAML", parser->context ? parser->context : "",
           parser->context ? ": " : "", parser->problem ? parser->problem : "found an error");
  return fail(tree, b->place.line, b->place.column, message);
}

static void append(dt_yaml_tree *tree, level *parent, uint32_t node) {
  if (parent->last == DT_YAML_NONE)
    tree->nodes[parent->node].first = node;
  else
    tree->nodes[parent->last].next = node;
  parent->last = node;
  parent->children++;
}

// Where an event ends; the place stays at its start, which errors name.
static uint32_t end_of(const builder *b, const yaml_event_t *event) {
  cursor end = b->place;
  advance(&end, event->end_mark.index);
  return (uint32_t)(b->skipped + end.at);
}

static bool add_scalar(builder *b, const yaml_event_t *event, uint32_t *node) {
  bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  const char *text = (const char *)event->data.scalar.value;
  if (!add(b, DT_YAML_SCALAR, plain, text, event->data.scalar.length, node)) return false;
  b->tree->nodes[*node].end = end_of(b, event);
  return true;
}

// A bracket ends a collection; one of lines ends where its last value does.
static void close_collection(builder *b, const yaml_event_t *event, const level *open) {
  dt_yaml_node *nodes = b->tree->nodes;
  uint8_t first = b->place.bytes[nodes[open->node].start - b->skipped];
  if (first == '[' || first == '{')
    nodes[open->node].end = end_of(b, event);
  else if (open->last != DT_YAML_NONE)
    nodes[open->node].end = nodes[open->last].end;
}

static bool build(yaml_parser_t *parser, builder *b) {
  dt_yaml_tree *tree = b->tree;
  level levels[max_depth];
  int depth = 0;
  int documents = 0;
  for (;;) {
    yaml_event_t event;
    if (!yaml_parser_parse(parser, &event)) return stopped(parser, b);
    advance(&b->place, event.start_mark.index);
    const char *problem = NULL;
    bool memory = true, child = false;
    uint32_t node = DT_YAML_NONE;
    yaml_event_type_t type = event.type;
    switch (type) {
      case YAML_DOCUMENT_START_EVENT:
        if (++documents > 1) problem = "found a second document, expected one";
        break;
      case YAML_ALIAS_EVENT:
        problem = "found an alias, expected plain values (anchors and aliases are not read)";
        break;
      case YAML_SCALAR_EVENT:
        if (event.data.scalar.anchor)
          problem = "found an anchor, expected plain values (anchors and aliases are not read)";
        else {
          memory = add_scalar(b, &event, &node);
          child = true;
        }
        break;
      case YAML_SEQUENCE_START_EVENT:
      case YAML_MAPPING_START_EVENT: {
        bool anchored = type == YAML_SEQUENCE_START_EVENT ? event.data.sequence_start.anchor != NULL
                                                           : event.data.mapping_start.anchor != NULL;
        uint32_t kind = type == YAML_SEQUENCE_START_EVENT ? DT_YAML_SEQUENCE : DT_YAML_MAPPING;
        if (anchored)
          problem = "found an anchor, expected plain values (anchors and aliases are not read)";
        else if (depth == max_depth)
          problem = "found nesting deeper than 64 levels, expected less";
        else if (depth && tree->nodes[levels[depth - 1].node].kind == DT_YAML_MAPPING &&
                 levels[depth - 1].children % 2 == 0)
          problem = "found a collection as a key, expected text";
        else {
          memory = add(b, kind, false, "", 0, &node);
          child = true;
        }
        break;
      }
      case YAML_SEQUENCE_END_EVENT: case YAML_MAPPING_END_EVENT: close_collection(b, &event, &levels[depth - 1]); break;
      default: break;
    }
    yaml_event_delete(&event);
    if (problem) return fail(tree, b->place.line, b->place.column, problem);
    if (!memory) return false;
    if (child && depth) append(tree, &levels[depth - 1], node);
    if (type == YAML_SEQUENCE_START_EVENT || type == YAML_MAPPING_START_EVENT)
      levels[depth++] = (level){node, DT_YAML_NONE, 0};
    if (type == YAML_SEQUENCE_END_EVENT) depth--;
    if (type == YAML_MAPPING_END_EVENT && !check_keys(tree, levels[--depth].node)) return false;
    if (type == YAML_STREAM_END_EVENT) return true;
  }
}

bool dt_yaml_parse(const uint8_t *bytes, size_t count, dt_yaml_tree *tree) {
  *tree = (dt_yaml_tree){0};
  if (count > max_bytes) return fail(tree, 0, 0, "found more than 16 MiB, expected a smaller file");
  size_t skipped = 0;
  if (count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF) {
    bytes += 3;
    count -= 3;
    skipped = 3;
  }
  yaml_parser_t parser;
  if (!yaml_parser_initialize(&parser)) return fail(tree, 0, 0, "out of memory");
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, bytes, count);
  builder b = {.tree = tree, .skipped = skipped, .place = {bytes, count, 0, 0, 1, 1}};
  bool whole = build(&parser, &b);
  yaml_parser_delete(&parser);
  return whole;
}

void dt_yaml_free(dt_yaml_tree *tree) {
  free(tree->nodes);
  free(tree->text);
  *tree = (dt_yaml_tree){0};
}
