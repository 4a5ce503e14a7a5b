#pragma once
// What a process that outlives the program must know of its terminal.
#include <stdatomic.h>
#include <sys/types.h>
#include <termios.h>

enum { DT_DISARMED, DT_ARMED, DT_RESTORING };

typedef struct {
  // As found, and the place of the next: a handler reads one that nobody is writing.
  struct termios modes[2];
  atomic_uint current;
  // Whether the terminal is in use.
  atomic_int guard;
  // As DT_UNDO bits.
  atomic_uint undone;
} dt_terminal;

// Which terminal is given back, by its descriptor and what is known of it.
void dt_terminal_take(int fd, dt_terminal *terminal);

// Ends all that may be on, and sets the modes as found; `text` is written last. From a handler too.
void dt_terminal_give_back(const char *text);

// What the guardian does; it ends as the program does.
_Noreturn void dt_guardian_watch(pid_t program, dt_terminal *terminal);
