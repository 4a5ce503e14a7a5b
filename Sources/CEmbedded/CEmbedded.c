#include "CEmbedded.h"

typedef struct {
  const char *name;
  const unsigned char *bytes;
  size_t count;
} embedded;

// `#embed` (C23) costs nothing at build time, and a changed file is built again.
#define ENTRY(name, identifier) {name, identifier, sizeof identifier}

static const unsigned char averages[] = {
#embed "desk/averages.json"
};
static const unsigned char calendar[] = {
#embed "desk/calendar.json"
};
static const unsigned char facts[] = {
#embed "desk/facts.json"
};
static const unsigned char prices[] = {
#embed "desk/prices.csv"
};
static const unsigned char signals[] = {
#embed "desk/signals.jsonl"
};
static const unsigned char tariffs[] = {
#embed "desk/tariffs.json"
};
static const unsigned char watchlist[] = {
#embed "desk/watchlist.yaml"
};
static const unsigned char dark[] = {
#embed "../../themes/dark.yaml"
};
static const unsigned char light[] = {
#embed "../../themes/light.yaml"
};
static const unsigned char blue_orange[] = {
#embed "../../themes/blue-orange.yaml"
};
static const unsigned char blue_orange_light[] = {
#embed "../../themes/blue-orange-light.yaml"
};
static const unsigned char contrast[] = {
#embed "../../themes/contrast.yaml"
};

static const embedded desk[] = {
    ENTRY("averages.json", averages), ENTRY("calendar.json", calendar), ENTRY("facts.json", facts),
    ENTRY("prices.csv", prices),      ENTRY("signals.jsonl", signals),  ENTRY("tariffs.json", tariffs),
    ENTRY("watchlist.yaml", watchlist),
};
// In the order of the key `T`.
static const embedded themes[] = {
    ENTRY("dark", dark),
    ENTRY("light", light),
    ENTRY("blue-orange", blue_orange),
    ENTRY("blue-orange-light", blue_orange_light),
    ENTRY("contrast", contrast),
};

#define COUNT(table) ((int)(sizeof table / sizeof table[0]))

static const unsigned char *bytes_of(const embedded *table, int total, int index, size_t *count) {
  if (index < 0 || index >= total) return NULL;
  *count = table[index].count;
  return table[index].bytes;
}

int dt_embedded_desk_count(void) { return COUNT(desk); }
const char *dt_embedded_desk_name(int index) { return index < 0 || index >= COUNT(desk) ? NULL : desk[index].name; }
const unsigned char *dt_embedded_desk_bytes(int index, size_t *count) {
  return bytes_of(desk, COUNT(desk), index, count);
}

int dt_embedded_theme_count(void) { return COUNT(themes); }
const char *dt_embedded_theme_name(int index) {
  return index < 0 || index >= COUNT(themes) ? NULL : themes[index].name;
}
const unsigned char *dt_embedded_theme_bytes(int index, size_t *count) {
  return bytes_of(themes, COUNT(themes), index, count);
}
