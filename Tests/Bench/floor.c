// The least that a terminal dashboard in C can do, to measure the program against: it watches a folder, reads the
// prices of DIR/quotes.json without parsing JSON, draws them with ncurses and leaves with `q`.
#define _XOPEN_SOURCE_EXTENDED 1
#define _GNU_SOURCE
#include <curses.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

static char text[1 << 20];

static const char *field(const char *object, const char *end, const char *name) {
  const char *found = strstr(object, name);
  return found && found < end ? found + strlen(name) : NULL;
}

static void draw(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  text[count < 0 ? 0 : count] = 0;
  int row = 1;
  for (const char *object = strchr(text, '['); object && row < LINES; row++) {
    object = strstr(object, "{\"symbol\":\"");
    if (!object) break;
    const char *end = strchr(object, '}');
    if (!end) break;
    const char *symbol = object + 11;
    const char *price = field(object, end, "\"price\":");
    const char *before = field(object, end, "\"previousClose\":");
    double now = price ? atof(price) : 0, then = before ? atof(before) : 0;
    mvprintw(row, 1, "%-8.*s %12.2f ", (int)strcspn(symbol, "\""), symbol, now);
    attrset(COLOR_PAIR(now < then ? 1 : 2));
    printw("%10.2f %8.2f", now - then, then > 0 ? (now / then - 1) * 100 : 0);
    attrset(A_NORMAL);
    object = end;
  }
  refresh();
}

int main(int count, char **arguments) {
  if (count != 2) return 2;
  char path[4096];
  snprintf(path, sizeof path, "%s/quotes.json", arguments[1]);
  setlocale(LC_ALL, "");
  int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (watch < 0 || inotify_add_watch(watch, arguments[1], IN_MOVED_TO) < 0) return 1;
  initscr();
  cbreak();
  noecho();
  curs_set(0);
  start_color();
  use_default_colors();
  init_pair(1, COLOR_RED, -1);
  init_pair(2, COLOR_GREEN, -1);
  draw(path);
  for (;;) {
    struct pollfd ready[2] = {{STDIN_FILENO, POLLIN, 0}, {watch, POLLIN, 0}};
    if (poll(ready, 2, -1) < 0) continue;
    char key, events[4096];
    if (ready[0].revents && (read(STDIN_FILENO, &key, 1) < 1 || key == 'q')) break;
    if (ready[1].revents && read(watch, events, sizeof events) > 0) draw(path);
  }
  endwin();
}
