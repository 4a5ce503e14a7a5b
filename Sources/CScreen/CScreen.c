#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#include "CScreen.h"

#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>
#include <wchar.h>

typedef struct {
  // 0: the terminal's own colours.
  int pair;
  int foreground;
  int background;
  attr_t attributes;
} look;

// What is written with. A colour is an index, DT_COLOR_DEFAULT, or `direct` and an RGB value.
typedef struct {
  unsigned attributes;
  int foreground;
  int background;
} pen;

static struct {
  SCREEN *screen;
  FILE *sink;
  // Where what went into the sink comes out, where that is a pipe; else -1, and the sink is memory.
  int source;
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
  // What ncurses wants to write with, and what the terminal was last told, unless something may have changed that.
  pen wanted;
  pen told;
  bool is_told;
  // The last SGR sequence was not understood: those after it are handed on as they are, until one resets.
  bool is_raw;
  // Attributes can be ended one by one: whatever has colours knows how.
  bool ends_attributes;
  bool ascii_charset;
  // Rows that ncurses took the terminal to have when it opened it, as long as nothing of that was taken; then 0.
  int first_rows;
  // Where the cursor is to stand; a negative row: wherever drawing leaves it.
  int cursor_row;
  int cursor_column;
} self;

static const pen plain = {0, DT_COLOR_DEFAULT, DT_COLOR_DEFAULT};

enum { direct = 1 << 24, max_side = 32767 };

bool dt_screen_locale(const char *name) {
  setlocale(LC_CTYPE, name);
  self.utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8");
  return self.utf8;
}

// What a frame of the largest screen takes, and what a pipe may hold: 40 bytes a cell at the most.
enum { frame_bytes = 64 << 20, pipe_bytes = 1 << 20, most_cells = 524288, most_piped_cells = pipe_bytes / 40 };

// Memory counts as a file for `ulimit -f`, a pipe does not.
static bool is_file_limited(void) {
  struct rlimit limit;
  return !getrlimit(RLIMIT_FSIZE, &limit) && limit.rlim_cur < frame_bytes;
}

int dt_screen_most_cells(void) { return is_file_limited() ? most_piped_cells : most_cells; }

// Where ncurses writes to; -1 where the system gives none.
static int open_sink(void) {
  self.source = -1;
  if (!is_file_limited()) return memfd_create("screen", MFD_CLOEXEC);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK)) return -1;
  if (fcntl(ends[1], F_SETPIPE_SZ, pipe_bytes) < pipe_bytes) {
    close(ends[0]);
    close(ends[1]);
    return -1;
  }
  self.source = ends[0];
  return ends[1];
}

bool dt_screen_open(const char *name, bool shows_cursor) {
  if (self.screen) return false;
  int memory = open_sink();
  if (memory < 0) return false;
  self.sink = fdopen(memory, "w");
  if (!self.sink) {
    close(memory);
    if (self.source >= 0) close(self.source);
    return false;
  }
  // LINES and COLUMNS from the environment would switch resizing off. A description without a size, as the Linux console's
  // is, is refused unless ncurses may ask for one, which memory has not.
  use_env(false);
  use_tioctl(true);
  self.screen = newterm(name, self.sink, stdin);
  self.first_rows = LINES;
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
  for (int i = 0; i < DT_LOOKS; i++) self.looks[i] = (look){.attributes = A_NORMAL};
  self.wanted = plain;
  self.ends_attributes = tigetnum("colors") >= 8;
  return true;
}

void dt_screen_close(void) {
  if (self.screen) delscreen(self.screen);
  if (self.sink) fclose(self.sink);
  if (self.sink && self.source >= 0) close(self.source);
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

// The pair of these colours; -1 where there are too few. Looks of equal colours share one: a terminal with eight colours
// has fewer pairs than there are looks.
static int pair_of(int foreground, int background) {
  bool used[DT_LOOKS + 1] = {true};
  for (int i = 0; i < DT_LOOKS; i++) {
    const look *look = &self.looks[i];
    used[look->pair] = true;
    if (look->pair && look->foreground == foreground && look->background == background) return look->pair;
  }
  int pair = 1;
  while (pair < DT_LOOKS && used[pair]) pair++;
  // Not alloc_pair: that crashes where there is no colour.
  return init_extended_pair(pair, foreground, background) == OK ? pair : -1;
}

bool dt_screen_look(int index, int foreground, int background, unsigned attributes) {
  if (index < 0 || index >= DT_LOOKS) return false;
  look made = {.attributes = A_NORMAL};
  if (attributes & DT_BOLD) made.attributes |= A_BOLD;
  if (attributes & DT_INVERSE) made.attributes |= A_REVERSE;
  if (attributes & DT_UNDERLINE) made.attributes |= A_UNDERLINE;
  if (attributes & DT_DIM) made.attributes |= A_DIM;
  self.looks[index] = made;
  if (foreground == DT_COLOR_DEFAULT && background == DT_COLOR_DEFAULT) return true;
  made.foreground = color(foreground, COLOR_WHITE);
  made.background = color(background, COLOR_BLACK);
  made.pair = pair_of(made.foreground, made.background);
  if (made.pair < 0) return false;
  self.looks[index] = made;
  return true;
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
  self.ascii_charset = self.is_told = false;
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
  // Others have written since.
  if (isendwin()) self.is_told = false;
  leaveok(stdscr, self.cursor_row < 0);
  if (self.cursor_row >= 0) wmove(stdscr, self.cursor_row, self.cursor_column);
  wnoutrefresh(stdscr);
  doupdate();
}

void dt_screen_leave(void) {
  endwin();
}

static bool reserve(uint8_t **buffer, size_t *capacity, size_t count) {
  if (*capacity >= count) return true;
  uint8_t *grown = realloc(*buffer, count);
  if (!grown) return false;
  *buffer = grown;
  *capacity = count;
  return true;
}

// A colour that ncurses gives by its number.
static int given_color(int index) {
  int slot = index - 16;
  if (slot < 0 || slot >= DT_COLORS || self.rgb[slot] < 0) return index;
  // The cube of 216 colours and the 24 greys are the same everywhere, and their numbers are shorter.
  int grey = self.rgb[slot] & 255;
  if (self.rgb[slot] == grey * 0x10101 && grey >= 8 && grey <= 238 && grey % 10 == 8) return 232 + (grey - 8) / 10;
  int number = 16;
  for (int shift = 16, weight = 36; shift >= 0; shift -= 8, weight /= 6) {
    int level = self.rgb[slot] >> shift & 255;
    if (level && (level < 95 || (level - 55) % 40)) return direct | self.rgb[slot];
    number += level ? (level - 55) / 40 * weight : 0;
  }
  return number;
}

// Whether an SGR sequence begins with a reset, so that nothing before it matters.
static bool resets(const uint8_t *bytes, size_t length) {
  return length == 3 || (bytes[2] == '0' && (length == 4 || bytes[3] == ';'));
}

// What an SGR sequence makes of a pen; false, and nothing is changed, where it holds anything else.
static bool read_pen(const uint8_t *bytes, size_t length, pen *result) {
  int values[16] = {0}, count = 0;
  for (size_t i = 2; i + 1 < length; i++) {
    if (bytes[i] >= '0' && bytes[i] <= '9') {
      if (values[count] < 1 << 16) values[count] = values[count] * 10 + bytes[i] - '0';
    } else if (bytes[i] == ';' && count < 15)
      count++;
    else
      return false;
  }
  count++;
  pen pen = *result;
  for (int i = 0; i < count; i++) {
    int v = values[i];
    if (v == 0)
      pen = plain;
    else if (v == 1)
      pen.attributes |= DT_BOLD;
    else if (v == 2)
      pen.attributes |= DT_DIM;
    else if (v == 4)
      pen.attributes |= DT_UNDERLINE;
    else if (v == 7)
      pen.attributes |= DT_INVERSE;
    else if (v == 22)
      pen.attributes &= ~(unsigned)(DT_BOLD | DT_DIM);
    else if (v == 24)
      pen.attributes &= ~(unsigned)DT_UNDERLINE;
    else if (v == 27)
      pen.attributes &= ~(unsigned)DT_INVERSE;
    else if ((v == 38 || v == 48) && i + 2 < count && values[i + 1] == 5 && values[i + 2] < 256) {
      *(v == 38 ? &pen.foreground : &pen.background) = given_color(values[i + 2]);
      i += 2;
    } else if ((v >= 30 && v <= 37) || (v >= 90 && v <= 97))
      pen.foreground = v < 90 ? v - 30 : v - 90 + 8;
    else if ((v >= 40 && v <= 47) || (v >= 100 && v <= 107))
      pen.background = v < 100 ? v - 40 : v - 100 + 8;
    else if (v == 39)
      pen.foreground = DT_COLOR_DEFAULT;
    else if (v == 49)
      pen.background = DT_COLOR_DEFAULT;
    else if (v != 10)  // The console's first font; no other is ever chosen.
      return false;
  }
  *result = pen;
  return true;
}

// Parameters of an SGR sequence, each with a semicolon after it.
static size_t attributes_said(unsigned attributes, char *out) {
  static const char codes[] = {[DT_BOLD] = '1', [DT_DIM] = '2', [DT_UNDERLINE] = '4', [DT_INVERSE] = '7'};
  size_t used = 0;
  for (unsigned bit = 1; bit <= DT_DIM; bit <<= 1)
    if (attributes & bit) {
      out[used++] = codes[bit];
      out[used++] = ';';
    }
  return used;
}

static size_t color_said(int color, bool is_background, char *out) {
  int base = is_background ? 40 : 30;
  if (color == DT_COLOR_DEFAULT) return (size_t)sprintf(out, "%d;", base + 9);
  if (color & direct)
    return (size_t)sprintf(out, "%d;2;%d;%d;%d;", base + 8, color >> 16 & 255, color >> 8 & 255, color & 255);
  if (color < 8) return (size_t)sprintf(out, "%d;", base + color);
  return color < 16 ? (size_t)sprintf(out, "%d;", base + 60 + color - 8)
                    : (size_t)sprintf(out, "%d;5;%d;", base + 8, color);
}

enum { longest_pen = 64 };

// Tells the terminal the pen that is wanted, in one sequence or none: what differs, or everything where that is shorter.
static size_t tell(uint8_t *out) {
  const pen *to = &self.wanted, *from = &self.told;
  bool same = to->attributes == from->attributes && to->foreground == from->foreground && to->background == from->background;
  if (self.is_raw || (self.is_told && same)) return 0;
  char whole[longest_pen], part[longest_pen];
  size_t whole_used = attributes_said(to->attributes, whole + 2);
  if (to->foreground != DT_COLOR_DEFAULT) whole_used += color_said(to->foreground, false, whole + 2 + whole_used);
  if (to->background != DT_COLOR_DEFAULT) whole_used += color_said(to->background, true, whole + 2 + whole_used);
  // Alone, a reset needs no parameter.
  const char *text = whole_used ? whole : "";
  memcpy(whole, "0;", 2);
  if (whole_used) whole_used += 2;
  unsigned ended = from->attributes & ~to->attributes, begun = to->attributes & ~from->attributes;
  if (self.is_told && (!ended || self.ends_attributes)) {
    size_t used = 0;
    if (ended & (DT_BOLD | DT_DIM)) {
      used += (size_t)sprintf(part + used, "22;");
      begun |= to->attributes & (DT_BOLD | DT_DIM);
    }
    if (ended & DT_UNDERLINE) used += (size_t)sprintf(part + used, "24;");
    if (ended & DT_INVERSE) used += (size_t)sprintf(part + used, "27;");
    used += attributes_said(begun, part + used);
    if (to->foreground != from->foreground) used += color_said(to->foreground, false, part + used);
    if (to->background != from->background) used += color_said(to->background, true, part + used);
    if (used < whole_used) {
      text = part;
      whole_used = used;
    }
  }
  self.told = self.wanted;
  self.is_told = true;
  return (size_t)sprintf((char *)out, "\x1b[%.*sm", whole_used ? (int)whole_used - 1 : 0, text);
}

// Whether the parameters of a scroll region (`1;24`) are all rows that ncurses knows of, or knew of when it opened the
// terminal.
static bool is_whole_screen(const uint8_t *bytes, size_t length) {
  char text[16], whole[16], first[16];
  if (length >= sizeof text) return false;
  memcpy(text, bytes, length);
  text[length] = 0;
  snprintf(whole, sizeof whole, "1;%d", LINES);
  snprintf(first, sizeof first, "1;%d", self.first_rows);
  return !strcmp(text, whole) || !strcmp(text, first);
}

// Of a sequence that begins with an escape.
static size_t sequence_length(const uint8_t *bytes, size_t length) {
  size_t i = 1;
  if (i < length && bytes[i] == '[') {
    i++;
    while (i < length && bytes[i] >= 0x20 && bytes[i] <= 0x3F) i++;
  } else if (i < length && (bytes[i] == '(' || bytes[i] == ')'))
    i++;
  return i < length ? i + 1 : i;
}

const uint8_t *dt_screen_take(size_t *count) {
  *count = 0;
  if (!self.sink) return NULL;
  int fd = fileno(self.sink);
  int waiting = 0;
  if (self.source >= 0) ioctl(self.source, FIONREAD, &waiting);
  off_t end = self.source >= 0 ? waiting : lseek(fd, 0, SEEK_CUR);
  if (end <= 0) return NULL;
  size_t length = (size_t)end;
  // A colour grows from \e[38;5;16m to \e[38;2;255;255;255m at most.
  if (!reserve(&self.raw, &self.raw_capacity, length) ||
      !reserve(&self.sent, &self.sent_capacity, length * 2 + 2 * longest_pen))
    return NULL;
  ssize_t got = self.source >= 0 ? read(self.source, self.raw, length) : pread(fd, self.raw, length, 0);
  if (self.source < 0) lseek(fd, 0, SEEK_SET);
  if (got <= 0) return NULL;
  length = (size_t)got;
  size_t used = 0;
  for (size_t i = 0; i < length;) {
    const uint8_t *bytes = self.raw + i;
    const uint8_t *escape = memchr(bytes, 0x1B, length - i);
    size_t size = escape ? (size_t)(escape - bytes) : length - i;
    if (!size) size = sequence_length(bytes, length - i);
    i += size;
    uint8_t final = bytes[size - 1];
    bool is_control = size >= 3 && bytes[0] == 0x1B && bytes[1] == '[';
    bool is_pen = is_control && final == 'm';
    if (is_pen && self.is_raw && resets(bytes, size)) self.is_raw = self.is_told = false;
    if (is_pen && !self.is_raw && read_pen(bytes, size, &self.wanted)) continue;
    // The shape of the Linux console's cursor, which is hidden without it and which no crash would give back.
    if (is_control && final == 'c') continue;
    if (size == 3 && !memcmp(bytes, "\x1b(B", 3)) {
      // Most descriptions say it with every reset; no other character set is ever chosen.
      if (self.ascii_charset) continue;
      self.ascii_charset = true;
    }
    // What only moves the cursor is written with nothing.
    if (!is_control || !strchr("ABCDGHd", final)) used += tell(self.sent + used);
    if (is_pen) self.is_raw = true;
    if (is_control && final == 'r' && is_whole_screen(bytes + 2, size - 3)) {
      // A terminal may tell its rows only later: the region is the whole screen, whatever that will be.
      memcpy(self.sent + used, "\x1b[r", 3);
      used += 3;
      continue;
    }
    memcpy(self.sent + used, bytes, size);
    used += size;
  }
  used += tell(self.sent + used);
  self.first_rows = 0;
  *count = used;
  return used ? self.sent : NULL;
}
