#pragma once
// Files that the program carries: the demo desk, the themes, the recipes for feeds and the manual's prose.
#include <stddef.h>

int dt_embedded_desk_count(void);
// NULL outside 0 ..< count.
const char *dt_embedded_desk_name(int index);
const unsigned char *dt_embedded_desk_bytes(int index, size_t *count);

// SHA-256 of the signals and tariffs, a line each as sha256sum(1) writes it.
const unsigned char *dt_embedded_desk_sums(size_t *count);

int dt_embedded_theme_count(void);
// The file's name without its extension.
const char *dt_embedded_theme_name(int index);
const unsigned char *dt_embedded_theme_bytes(int index, size_t *count);

int dt_embedded_feed_count(void);
// "overview", then the names of scripts, units and texts.
const char *dt_embedded_feed_name(int index);
const unsigned char *dt_embedded_feed_bytes(int index, size_t *count);

int dt_embedded_manual_count(void);
const char *dt_embedded_manual_name(int index);
const unsigned char *dt_embedded_manual_bytes(int index, size_t *count);
