#pragma once
// The terminal as it was found, and how it gets back whatever happens: deadly signals (a Swift trap among them) write
// the reset string, restore the modes and let the process die of the same signal. Handlers only write, set modes and
// raise. Job control and size changes are noted for the loop, nothing is done in their handlers.
#include <stdbool.h>

enum { DT_NOTE_SIZE = 1, DT_NOTE_STOP = 2, DT_NOTE_CONTINUED = 4 };
enum { DT_UNDO_TITLE = 1, DT_UNDO_LINK = 2 };

// The first thing a program does: a crash ends it at once, and a file that may not grow is an error. (The Swift runtime would ask at a prompt first, for 30 s.)
void dt_guard_begin(void);

// Leaves a parent behind that gives the terminal back where this process cannot: killed, or out of memory. The parent is
// stopped, continued and ended as this process is, and hands on the signals it gets; should it be killed itself, this
// process ends by SIGTERM. To be called before any thread is started, with the terminal on standard output. False: there is
// none.
bool dt_guard_begin_guardian(void);

// Remembers the modes of the terminal on `fd` and takes over the signals; a signal that the process was started to
// ignore stays ignored. `note` is written after a crash (NULL for nothing; it must stay valid). False when `fd` is no
// terminal.
bool dt_guard_arm(int fd, const char *note);
// Between the two something is to be kept on another thread: a signal that ends the process, and is no fault of its own, gives
// the terminal back and then waits for it, 2 s at most.
void dt_guard_hold(void);
void dt_guard_release(void);
// The terminal is as it was found: signals end the process without touching it.
void dt_guard_disarm(void);
// Gives the calling thread a stack of its own for the handlers, so that a stack overflow is survived too; freed as the
// thread ends.
void dt_guard_thread(void);

// Keys arrive one by one, Ctrl-C, Ctrl-Z, Ctrl-S and Ctrl-Q included, and output is not translated.
bool dt_guard_raw(void);
// Modes as found.
bool dt_guard_cooked(void);
// Modes as they are now count as found: after the shell had the terminal. False where it tells none: the old ones stay.
bool dt_guard_remember(void);
// Lets output go on after Ctrl-S and drops what the terminal has not taken.
void dt_guard_unblock(void);
// The string that ends every mode the program or one before it may have left on.
const char *dt_guard_reset(void);
// What it ends too, as DT_UNDO bits: a title that was pushed, links.
void dt_guard_undo(unsigned bits);

// Readable when a signal was noted.
int dt_guard_notes_fd(void);
// The notes since the last call, as DT_NOTE bits.
unsigned dt_guard_take_notes(void);
// Stops the process (with its group, if `group`) as Ctrl-Z does, and returns when it is continued; at once when nobody
// could continue it.
void dt_guard_stop(bool group);

// Points fd 2 at `log`, or at nothing with -1, while the screen is up; and back. An fd 2 that is no terminal stays.
void dt_guard_divert_errors(int log);
void dt_guard_return_errors(void);
