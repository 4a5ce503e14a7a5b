#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#include "CScreen.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

typedef struct {
  int pair;
  attr_t attributes;
} look;

static struct {
  SCREEN *screen;
  FILE *sink;
  bool utf8;
  bool default_colors;
  look looks[DT_LOOKS];
  int32_t rgb[DT_COLORS];
  cchar_t *row;
  size_t row_capacity;
  uint8_t *raw;
  size_t raw_capacity;
  uint8_t *sent;
  size_t sent_capacity;
  // What the terminal was last told; `unknown_color` after anything that may have changed it.
  int foreground;
  int background;
  bool ascii_charset;
  // Where the cursor is to stand; a negative row: wherever drawing leaves it.
  int cursor_row;
  int cursor_column;
} self;

enum { unknown_color = -2, max_side = 32767 };

bool dt_screen_locale(const char *name) {
  setlocale(LC_CTYPE, name);
  self.utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8");
  return self.utf8;
}

bool dt_screen_open(const char *name, bool shows_cursor) {
  if (self.screen) return false;
  int memory = memfd_create("screen", MFD_CLOEXEC);
  if (memory < 0) return false;
  self.sink = fdopen(memory, "w");
  if (!self.sink) {
    close(memory);
    return false;
  }
  // LINES and COLUMNS from the environment would switch resizing off. A description without a size, as the Linux console's
  // is, is refused unless ncurses may ask for one, which memory has not.
  use_env(false);
  use_tioctl(true);
  self.screen = newterm(name, self.sink, stdin);
  const char *address = self.screen ? tigetstr("cup") : NULL;
  // A description with RGB values for colours knows no indices beyond 7.
  bool rgb = self.screen && (tigetflag("RGB") > 0 || tigetnum("RGB") > 0);
  if (!address || address == (char *)-1 || rgb) {
    dt_screen_close();
    return false;
  }
  // Typed-ahead keys would break off a frame half-way.
  typeahead(-1);
  nonl();
  noecho();
  self.cursor_row = -1;
  scrollok(stdscr, false);
  curs_set(shows_cursor);
  for (int index = 0; index < DT_COLORS; index++) self.rgb[index] = DT_COLOR_DEFAULT;
  for (int i = 0; i < DT_LOOKS; i++) self.looks[i] = (look){0, A_NORMAL};
  self.foreground = self.background = unknown_color;
  return true;
}

void dt_screen_close(void) {
  if (self.screen) delscreen(self.screen);
  if (self.sink) fclose(self.sink);
  free(self.row);
  free(self.raw);
  free(self.sent);
  bool utf8 = self.utf8;
  memset(&self, 0, sizeof self);
  self.utf8 = utf8;
}

bool dt_screen_measure(int fd, int *columns, int *rows) {
  struct winsize size = {0};
  *columns = *rows = 0;
  if (ioctl(fd, TIOCGWINSZ, &size)) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}

bool dt_screen_resize(int columns, int rows) {
  if (columns < 1 || rows < 1 || columns > max_side || rows > max_side) return false;
  // Not resizeterm: that puts KEY_RESIZE into a queue nobody reads.
  if (resize_term(rows, columns) == ERR) return false;
  dt_screen_forget();
  return true;
}

int dt_screen_colors(void) {
  int colors = tigetnum("colors");
  return colors < 0 || !has_colors() ? 0 : colors;
}

bool dt_screen_direct(void) {
  char *set = tigetstr("setaf");
  if (!set || set == (char *)-1) return false;
  const char *sample = tparm(set, 200L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
  return sample && !strcmp(sample, "\x1b[38;5;200m");
}

bool dt_screen_start_colors(void) {
  if (start_color() == ERR) return false;
  self.default_colors = use_default_colors() == OK;
  return true;
}

void dt_screen_rgb(int index, int32_t rgb) {
  if (index >= 0 && index < DT_COLORS) self.rgb[index] = rgb;
}

static int color(int index, int otherwise) { return index < 0 && !self.default_colors ? otherwise : index; }

bool dt_screen_look(int index, int foreground, int background, unsigned attributes) {
  if (index < 0 || index >= DT_LOOKS) return false;
  look made = {0, A_NORMAL};
  if (attributes & DT_BOLD) made.attributes |= A_BOLD;
  if (attributes & DT_INVERSE) made.attributes |= A_REVERSE;
  if (attributes & DT_UNDERLINE) made.attributes |= A_UNDERLINE;
  if (attributes & DT_DIM) made.attributes |= A_DIM;
  bool whole = true;
  if (foreground != DT_COLOR_DEFAULT || background != DT_COLOR_DEFAULT) {
    // Not alloc_pair: that crashes where there is no colour.
    whole = init_extended_pair(index + 1, color(foreground, COLOR_WHITE), color(background, COLOR_BLACK)) == OK;
    if (whole) made.pair = index + 1;
  }
  self.looks[index] = made;
  return whole;
}

static bool put(size_t at, const dt_screen_cell *cell, wchar_t base) {
  wchar_t text[4] = {base, 0, 0, 0};
  int length = 1;
  if (base != L'?' && self.utf8)
    for (int i = 0; i < 2; i++) {
      wchar_t mark = (wchar_t)cell->marks[i];
      if (mark > 0x7F && mark <= 0x10FFFF && wcwidth(mark) == 0) text[length++] = mark;
    }
  look look = self.looks[cell->look < DT_LOOKS ? cell->look : 0];
  attr_t attributes = look.attributes;
  if (cell->attributes & DT_BOLD) attributes |= A_BOLD;
  if (cell->attributes & DT_UNDERLINE) attributes |= A_UNDERLINE;
  if (cell->attributes & DT_INVERSE) attributes ^= A_REVERSE;
  return setcchar(&self.row[at], text, attributes, 0, &look.pair) == OK;
}

void dt_screen_row(int row, const dt_screen_cell *cells, size_t count) {
  if (row < 0 || row >= LINES) return;
  size_t columns = (size_t)COLS;
  if (count > columns) count = columns;
  if (self.row_capacity < columns + 1) {
    cchar_t *grown = realloc(self.row, (columns + 1) * sizeof *grown);
    if (!grown) return;
    self.row = grown;
    self.row_capacity = columns + 1;
  }
  wchar_t replacement = self.utf8 && wcwidth(0xFFFD) == 1 ? 0xFFFD : L'?';
  size_t used = 0;
  for (size_t i = 0; i < count; i++) {
    const dt_screen_cell *cell = &cells[i];
    if (cell->width == 0) {
      // Its left half was not drawn as one.
      put(used++, cell, L' ');
      continue;
    }
    if (cell->scalar >= 0x20 && cell->scalar < 0x7F && cell->width == 1) {
      put(used++, cell, (wchar_t)cell->scalar);
      continue;
    }
    bool fits = self.utf8 && cell->scalar <= 0x10FFFF && wcwidth((wchar_t)cell->scalar) == cell->width &&
                (cell->width == 1 || (i + 1 < count && cells[i + 1].width == 0));
    if (!fits || !put(used, cell, (wchar_t)cell->scalar)) {
      put(used++, cell, replacement);
      continue;
    }
    used++;
    // The right half comes with the character.
    if (cell->width == 2) i++;
  }
  if (used) mvadd_wchnstr(row, 0, self.row, (int)used);
}

void dt_screen_forget(void) {
  clearok(curscr, true);
  self.ascii_charset = false;
}

void dt_screen_cursor(int row, int column) {
  bool inside = row >= 0 && row < LINES && column >= 0 && column < COLS;
  self.cursor_row = inside ? row : -1;
  self.cursor_column = inside ? column : 0;
}

void dt_screen_forget_cells(int row, int column, int columns) {
  if (row < 0 || row >= LINES || column < 0) return;
  // No cell of ours is protected: this one differs from whatever is drawn next.
  cchar_t other;
  setcchar(&other, L"#", A_PROTECT, 0, NULL);
  for (int at = column; at < column + columns && at < COLS; at++) mvwadd_wchnstr(curscr, row, at, &other, 1);
  touchline(newscr, row, 1);
}

void dt_screen_draw(void) {
  leaveok(stdscr, self.cursor_row < 0);
  if (self.cursor_row >= 0) wmove(stdscr, self.cursor_row, self.cursor_column);
  wnoutrefresh(stdscr);
  doupdate();
}

void dt_screen_leave(void) {
  endwin();
  self.foreground = self.background = unknown_color;
}

static bool reserve(uint8_t **buffer, size_t *capacity, size_t count) {
  if (*capacity >= count) return true;
  uint8_t *grown = realloc(*buffer, count);
  if (!grown) return false;
  *buffer = grown;
  *capacity = count;
  return true;
}

// Whether an SGR sequence begins with a reset, so that nothing before it matters.
static bool resets(const uint8_t *bytes, size_t length) {
  return length == 3 || (bytes[2] == '0' && (length == 4 || bytes[3] == ';'));
}

// One SGR sequence: what it leaves as colours, and what to send for it.
static size_t rewrite(const uint8_t *bytes, size_t length, uint8_t *out) {
  int values[16] = {0}, count = 0;
  for (size_t i = 2; i < length; i++) {
    if (bytes[i] >= '0' && bytes[i] <= '9') {
      if (values[count] < 1 << 24) values[count] = values[count] * 10 + bytes[i] - '0';
    } else if (bytes[i] == ';' && count < 15)
      count++;
    else if (bytes[i] != 'm') {
      self.foreground = self.background = unknown_color;
      memcpy(out, bytes, length);
      return length;
    }
  }
  count++;
  int foreground = self.foreground, background = self.background;
  bool only_colors = true;
  for (int i = 0; i < count; i++) {
    int v = values[i];
    if ((v == 38 || v == 48) && i + 2 < count && values[i + 1] == 5) {
      *(v == 38 ? &foreground : &background) = values[i + 2];
      i += 2;
    } else if (v == 38 || v == 48) {
      foreground = background = unknown_color;
      only_colors = false;
      break;
    } else if (v >= 30 && v <= 37)
      foreground = v - 30;
    else if (v >= 90 && v <= 97)
      foreground = v - 90 + 8;
    else if (v >= 40 && v <= 47)
      background = v - 40;
    else if (v >= 100 && v <= 107)
      background = v - 100 + 8;
    else if (v == 39)
      foreground = DT_COLOR_DEFAULT;
    else if (v == 49)
      background = DT_COLOR_DEFAULT;
    else {
      only_colors = false;
      if (v == 0) foreground = background = DT_COLOR_DEFAULT;
    }
  }
  bool same = only_colors && foreground == self.foreground && background == self.background &&
              foreground != unknown_color && background != unknown_color;
  self.foreground = foreground;
  self.background = background;
  if (same) return 0;
  int index = count == 3 && (values[0] == 38 || values[0] == 48) && values[1] == 5 ? values[2] - 16 : -1;
  if (index >= 0 && index < DT_COLORS && self.rgb[index] >= 0) {
    int32_t rgb = self.rgb[index];
    return (size_t)sprintf((char *)out, "\x1b[%d;2;%d;%d;%dm", values[0], rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
  }
  memcpy(out, bytes, length);
  return length;
}

// Whether the parameters of a scroll region (`1;24`) are all rows that ncurses knows of.
static bool is_whole_screen(const uint8_t *bytes, size_t length) {
  char text[16], whole[16];
  if (length >= sizeof text) return false;
  memcpy(text, bytes, length);
  text[length] = 0;
  snprintf(whole, sizeof whole, "1;%d", LINES);
  return !strcmp(text, whole);
}

// Of a sequence that begins with an escape.
static size_t sequence_length(const uint8_t *bytes, size_t length) {
  size_t i = 1;
  if (i < length && bytes[i] == '[') {
    i++;
    while (i < length && bytes[i] >= 0x20 && bytes[i] <= 0x3F) i++;
  }
  return i < length ? i + 1 : i;
}

const uint8_t *dt_screen_take(size_t *count) {
  *count = 0;
  if (!self.sink) return NULL;
  int fd = fileno(self.sink);
  off_t end = lseek(fd, 0, SEEK_CUR);
  if (end <= 0) return NULL;
  size_t length = (size_t)end;
  // A colour grows from \e[38;5;16m to \e[38;2;255;255;255m at most.
  if (!reserve(&self.raw, &self.raw_capacity, length) || !reserve(&self.sent, &self.sent_capacity, length * 2 + 32))
    return NULL;
  ssize_t got = pread(fd, self.raw, length, 0);
  lseek(fd, 0, SEEK_SET);
  if (got <= 0) return NULL;
  length = (size_t)got;
  size_t used = 0;
  // Where the SGR sequences begin that nothing was written in.
  size_t idle = 0;
  for (size_t i = 0; i < length;) {
    const uint8_t *escape = memchr(self.raw + i, 0x1B, length - i);
    size_t plain = escape ? (size_t)(escape - (self.raw + i)) : length - i;
    memcpy(self.sent + used, self.raw + i, plain);
    used += plain;
    i += plain;
    if (plain) idle = used;
    if (i >= length) break;
    if (length - i >= 3 && !memcmp(self.raw + i, "\x1b(B", 3)) {
      // Most descriptions say it with every reset; no other character set is ever chosen.
      if (!self.ascii_charset) {
        memcpy(self.sent + used, self.raw + i, 3);
        used += 3;
        idle = used;
        self.ascii_charset = true;
      }
      i += 3;
      continue;
    }
    size_t j = i + sequence_length(self.raw + i, length - i);
    if (self.raw[j - 1] == 'm' && j - i >= 3) {
      if (resets(self.raw + i, j - i)) used = idle;
      used += rewrite(self.raw + i, j - i, self.sent + used);
    } else if (self.raw[j - 1] == 'r' && is_whole_screen(self.raw + i + 2, j - i - 3)) {
      // A terminal may tell its rows only later: the region is the whole screen, whatever that will be.
      memcpy(self.sent + used, "\x1b[r", 3);
      used += 3;
      idle = used;
    } else if (self.raw[j - 1] == 'c') {
      // The shape of the Linux console's cursor, which is hidden without it and which no crash would give back.
    } else {
      memcpy(self.sent + used, self.raw + i, j - i);
      used += j - i;
      idle = used;
    }
    i = j;
  }
  *count = used;
  return used ? self.sent : NULL;
}
