#define _GNU_SOURCE
#include "CGuard.h"
#include "Terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define RESET \
  "\x1b[?2026l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?2031l\x1b[m\x0f\x1b[?1l\x1b>"
#define TITLE "\x1b[23;0t"
// And the protocols by which keys are told as numbers: terminals that know links know these sequences, or pass them over.
#define LINK "\x1b]8;;\x1b\\\x1b[<u\x1b[=0u\x1b[>4m"
// Ends a command that was sent in part; nothing where none was.
#define COMMAND "\x1b\\"
// By DT_UNDO bits: terminals that know no titles or links may show the bytes that undo them. Without pointers, which the
// guardian has no more (`dt_guardian_watch`).
static const char resets[][192] = {RESET, COMMAND TITLE RESET, COMMAND LINK RESET, COMMAND TITLE LINK RESET};
static const char leave[] = "\x1b[?25h\x1b[?1049l\r\n";

static const int deadly[] = {SIGILL,  SIGTRAP, SIGABRT,   SIGBUS,  SIGFPE,    SIGSEGV, SIGSYS,
                             SIGHUP,  SIGQUIT, SIGTERM,   SIGINT,  SIGXCPU,   SIGUSR1, SIGUSR2,
                             SIGALRM, SIGPROF, SIGVTALRM, SIGPOLL, SIGSTKFLT, SIGPWR};
enum { deadly_count = sizeof deadly / sizeof *deadly, crash_count = 7, stack_size = 65536 };

static dt_terminal own;
static dt_terminal *terminal = &own;
static int descriptor = -1;
static int notes_fd = -1;
static int errors = -1;
static const char *crash_note;
static atomic_uint notes;
// Work under way that a signal waits for.
static atomic_int held;
// Who restores the terminal where this process cannot; 0: nobody.
static pid_t guardian;

static void rest(long milliseconds) {
  struct timespec pause = {0, milliseconds * 1000000};
  nanosleep(&pause, NULL);
}

static const struct termios *found(void) { return &terminal->modes[atomic_load(&terminal->current)]; }

// A terminal may refuse bytes although what it had not taken was dropped: it is asked for 50 ms.
static void write_now(const char *text, size_t count) {
  // The flag belongs to the open terminal, which the shell shares: it goes back at once.
  int flags = fcntl(descriptor, F_GETFL);
  if (!(flags & O_NONBLOCK)) fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
  for (int refusals = 0; count && refusals < 50;) {
    ssize_t written = write(descriptor, text, count);
    if (written < 0 && errno != EAGAIN && errno != EINTR) break;
    if (written > 0) {
      text += written;
      count -= (size_t)written;
    } else {
      refusals++;
      rest(1);
    }
  }
  if (!(flags & O_NONBLOCK)) fcntl(descriptor, F_SETFL, flags);
}

static bool ours(void) {
  pid_t foreground = tcgetpgrp(descriptor);
  return foreground < 0 || foreground == getpgrp();
}

void dt_terminal_give_back(const char *text) {
  bool is_ours = ours();
  // Where the guardian was killed the shell takes the terminal back, and knows nothing of what is on it.
  if (is_ours || (guardian && getppid() != guardian)) {
    dt_guard_unblock();
    write_now(dt_guard_reset(), strlen(dt_guard_reset()));
    write_now(leave, sizeof leave - 1);
    if (text) write_now(text, strlen(text));
  }
  if (is_ours) tcsetattr(descriptor, TCSANOW, found());
}

static void die(int signal) {
  int armed = DT_ARMED;
  bool crash = false;
  for (int i = 0; i < crash_count; i++) crash |= deadly[i] == signal;
  if (atomic_compare_exchange_strong(&terminal->guard, &armed, DT_RESTORING)) {
    dt_terminal_give_back(crash ? crash_note : NULL);
    atomic_store(&terminal->guard, DT_DISARMED);
  } else {
    // Another thread is restoring the terminal, which takes some 150 ms at most; it then ends the process.
    for (int waited = 0; atomic_load(&terminal->guard) == DT_RESTORING && waited < 1000; waited++) rest(1);
  }
  // Other threads do it: none of them takes signals from outside.
  for (int waited = 0; !crash && atomic_load(&held) > 0 && waited < 2000; waited++) rest(1);
  struct sigaction standard;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  sigaction(signal, &standard, NULL);
  raise(signal);
}

static void note(int signal) {
  int saved = errno;
  unsigned bit = signal == SIGWINCH ? DT_NOTE_SIZE : signal == SIGTSTP ? DT_NOTE_STOP : DT_NOTE_CONTINUED;
  atomic_fetch_or(&notes, bit);
  uint64_t one = 1;
  (void)!write(notes_fd, &one, sizeof one);
  errno = saved;
}

static void take_over(int signal, void (*handler)(int), int flags) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  for (int i = 0; i < deadly_count; i++) sigaddset(&action.sa_mask, deadly[i]);
  // Restoring from the background must not stop a dying process.
  sigaddset(&action.sa_mask, SIGTTOU);
  sigaction(signal, &action, NULL);
}

// Not by setenv of SWIFT_BACKTRACE: the runtime has read it before main, and it finds argv by walking back from
// `environ`, which setenv moves.
void dt_guard_begin(void) {
  // A file beyond the limit of `ulimit -f` is refused, and that is said.
  signal(SIGXFSZ, SIG_IGN);
  if (getenv("SWIFT_BACKTRACE")) return;
  for (int i = 0; i < crash_count; i++) signal(deadly[i], SIG_DFL);
}

bool dt_guard_arm(int fd, const char *text) {
  descriptor = fd;
  if (!dt_guard_remember()) return false;
  crash_note = text;
  if (notes_fd < 0) notes_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (notes_fd < 0) return false;
  dt_guard_thread();
  for (int i = 0; i < deadly_count; i++) {
    struct sigaction before;
    bool crash = i < crash_count;
    if (!crash && !sigaction(deadly[i], NULL, &before) && before.sa_handler == SIG_IGN) continue;
    take_over(deadly[i], die, SA_ONSTACK);
  }
  take_over(SIGWINCH, note, SA_ONSTACK | SA_RESTART);
  take_over(SIGCONT, note, SA_ONSTACK | SA_RESTART);
  take_over(SIGTSTP, note, SA_ONSTACK | SA_RESTART);
  signal(SIGPIPE, SIG_IGN);
  atomic_store(&terminal->guard, DT_ARMED);
  return true;
}

void dt_guard_hold(void) { atomic_fetch_add(&held, 1); }

void dt_guard_release(void) { atomic_fetch_sub(&held, 1); }

void dt_guard_disarm(void) { atomic_store(&terminal->guard, DT_DISARMED); }

void dt_terminal_take(int fd, dt_terminal *taken) {
  descriptor = fd;
  terminal = taken;
}

bool dt_guard_begin_guardian(void) {
  if (guardian) return true;
  dt_terminal *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return false;
  pid_t parent = getpid();
  // Until the guardian waits for them, and the program has its handlers.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t child = fork();
  if (child < 0) {
    munmap(shared, sizeof *shared);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return false;
  }
  if (child > 0) dt_guardian_watch(child, shared);
  terminal = shared;
  guardian = parent;
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) raise(SIGTERM);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return true;
}

static pthread_key_t stacks;
static pthread_once_t stacks_once = PTHREAD_ONCE_INIT;
static bool has_stacks;

// At the end of its thread.
static void free_stack(void *memory) {
  stack_t none = {.ss_flags = SS_DISABLE};
  sigaltstack(&none, NULL);
  free(memory);
}

static void make_stacks(void) { has_stacks = !pthread_key_create(&stacks, free_stack); }

void dt_guard_thread(void) {
  stack_t stack;
  if (!sigaltstack(NULL, &stack) && !(stack.ss_flags & SS_DISABLE) && stack.ss_size >= stack_size) return;
  pthread_once(&stacks_once, make_stacks);
  void *memory = has_stacks ? malloc(stack_size) : NULL;
  if (!memory) return;
  memset(&stack, 0, sizeof stack);
  stack.ss_size = stack_size;
  stack.ss_sp = memory;
  if (pthread_setspecific(stacks, memory) || sigaltstack(&stack, NULL)) free_stack(memory);
}

bool dt_guard_raw(void) {
  struct termios raw = *found();
  cfmakeraw(&raw);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  atomic_store(&terminal->guard, DT_ARMED);
  return !tcsetattr(descriptor, TCSANOW, &raw);
}

bool dt_guard_cooked(void) { return !tcsetattr(descriptor, TCSANOW, found()); }

bool dt_guard_remember(void) {
  unsigned next = !atomic_load(&terminal->current);
  if (tcgetattr(descriptor, &terminal->modes[next])) return false;
  atomic_store(&terminal->current, next);
  return true;
}

void dt_guard_unblock(void) {
  tcflow(descriptor, TCOON);
  tcflush(descriptor, TCOFLUSH);
}

const char *dt_guard_reset(void) { return resets[atomic_load(&terminal->undone) & (DT_UNDO_TITLE | DT_UNDO_LINK)]; }

void dt_guard_undo(unsigned bits) { atomic_store(&terminal->undone, bits); }

int dt_guard_notes_fd(void) { return notes_fd; }

unsigned dt_guard_take_notes(void) {
  uint64_t count;
  (void)!read(notes_fd, &count, sizeof count);
  return atomic_exchange(&notes, 0);
}

void dt_guard_stop(bool group) {
  struct sigaction standard, before;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_IGN;
  sigaction(SIGTSTP, &standard, &before);
  if (group) kill(0, SIGTSTP);
  standard.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &standard, NULL);
  // To this thread, so that the stop is over when raise returns.
  raise(SIGTSTP);
  sigaction(SIGTSTP, &before, NULL);
  dt_guard_take_notes();
}

void dt_guard_divert_errors(int log) {
  if (errors >= 0 || !isatty(2)) return;
  int target = log >= 0 ? log : open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (target < 0) return;
  errors = fcntl(2, F_DUPFD_CLOEXEC, 3);
  if (errors >= 0) dup2(target, 2);
  if (log < 0) close(target);
}

void dt_guard_return_errors(void) {
  if (errors < 0) return;
  dup2(errors, 2);
  close(errors);
  errors = -1;
}
