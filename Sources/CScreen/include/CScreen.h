#pragma once
// A few verbs over ncursesw, no policy. ncurses draws into memory, never to the terminal itself: what a frame sends is
// taken with `dt_screen_take` and written by the caller, who alone knows whether the terminal takes bytes. (Writing
// itself, ncurses blocks for ever under Ctrl-S.) One screen a process, one thread.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DT_BOLD = 1, DT_INVERSE = 2, DT_UNDERLINE = 4, DT_DIM = 8 };
enum { DT_COLOR_DEFAULT = -1 };
enum { DT_LOOKS = 128, DT_COLORS = 128 };

typedef struct {
  uint32_t scalar;
  uint32_t marks[2];
  uint8_t look;
  // DT_BOLD and DT_UNDERLINE add to the look's attributes, DT_INVERSE turns them round.
  uint8_t attributes;
  // 1, 2, or 0 for the right half of the cell before.
  uint8_t width;
} dt_screen_cell;

// Takes LC_CTYPE (and nothing else) from the locale of this name, "" for the environment's; true when its encoding is UTF-8.
bool dt_screen_locale(const char *name);

// Opens the terminal description `name` and starts full-screen drawing; false when there is none of that name, it
// cannot address the cursor, or it takes RGB values only. The cursor is hidden, unless it is shown.
bool dt_screen_open(const char *name, bool shows_cursor);
void dt_screen_close(void);

// Cells that a screen may have: what a frame of it takes must find room.
int dt_screen_most_cells(void);
// Columns and rows of the terminal on `fd`; false, or zeros, when it does not know.
bool dt_screen_measure(int fd, int *columns, int *rows);
bool dt_screen_resize(int columns, int rows);

// Colours the description offers (0 for none), and whether its 256 colours are set in the way that
// `dt_screen_rgb` replaces.
int dt_screen_colors(void);
bool dt_screen_direct(void);
// To be called once, before the first look with a colour; without it not a byte about colour is sent.
bool dt_screen_start_colors(void);

// From here on a colour `16 + index` in a look is sent as this RGB value (index < DT_COLORS); DT_COLOR_DEFAULT ends that.
void dt_screen_rgb(int index, int32_t rgb);
// Defines how cells with this look are drawn (look < DT_LOOKS); colours are indices or DT_COLOR_DEFAULT. False where the
// description has too few pairs of colours: it is drawn by its attributes alone.
bool dt_screen_look(int look, int foreground, int background, unsigned attributes);

// Replaces a row of the next frame. A character whose width in this locale is not the cell's becomes U+FFFD, or `?`
// where the encoding is not UTF-8.
void dt_screen_row(int row, const dt_screen_cell *cells, size_t count);
// Where the cursor stands at the end of every frame from here on; outside the screen: wherever drawing leaves it.
void dt_screen_cursor(int row, int column);
// The next frame repaints everything.
void dt_screen_forget(void);
// The next frame sends these cells of a row, whatever the terminal shows.
void dt_screen_forget_cells(int row, int column, int columns);
// Ends the frame: its bytes can be taken. Starts full-screen drawing again after `dt_screen_leave`.
void dt_screen_draw(void);
// Adds the bytes that end full-screen drawing.
void dt_screen_leave(void);

// Bytes not taken yet, valid until the next call; NULL when there are none.
const uint8_t *dt_screen_take(size_t *count);
