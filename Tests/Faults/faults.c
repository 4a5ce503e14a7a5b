// For LD_PRELOAD: the file system and the clock misbehave as a control file says, which $FAULTS names and a test rewrites
// while the program runs; without it nothing does. One `call=fault` a line:
//   read, openat, fstat, fstatat, readdir, inotify_init1, inotify_add_watch = the name of an error
//   read = short (a byte at a time), interrupted (every other call), slow (a second), hang, endless (zeros for ever), trap
//   inotify_add_watch = blind (no event ever comes)        events = overflow (all that wait are lost)
//   write = refused (what has just dropped what a terminal had not taken is told three times to try again)
//   fsync = the name of an error (of folders), slow (a second, of files)
//   nth = N (that call of those above fails once)          clock = seconds that the wall clock is off
//   threads = all (the first thread too)                   only = the end of the names of files and folders that are struck
//   tty = the name of an error (reading the terminal fails)  poll = the name of an error (waiting fails)
//   poll = told ($FAULTS.waits grows by a line for each wait: the thread, and the milliseconds it will wait at most)
// $FAULTS.met is made when the reader meets a fault of a call.
// But for writing and waiting, only threads beside the first are struck unless `threads` says otherwise, and of files only regular
// ones: what the reader of a desk folder does.
#define _GNU_SOURCE
#include "clock.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static int calls;
static int events = -1;

// What the control file says of a call; the buffer is the caller's.
static const char *said(const char *call, char *text, size_t room) {
  const char *path = getenv("FAULTS");
  long file = path ? syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return NULL;
  long count = syscall(SYS_read, file, text, room - 1);
  syscall(SYS_close, file);
  text[count > 0 ? count : 0] = 0;
  size_t length = strlen(call);
  char *rest;
  for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
    if (!strncmp(line, call, length) && line[length] == '=') return line + length + 1;
  return NULL;
}

static int error_named(const char *name) {
  static const struct { const char *name; int value; } known[] = {
      {"EIO", EIO}, {"ESTALE", ESTALE}, {"EMFILE", EMFILE}, {"ENFILE", ENFILE}, {"ENOSPC", ENOSPC}, {"EACCES", EACCES}, {"ENOMEM", ENOMEM}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (!strcmp(known[i].name, name)) return known[i].value;
  return 0;
}

static void met(void) {
  char path[4096];
  if (snprintf(path, sizeof path, "%s.met", getenv("FAULTS")) >= (int)sizeof path) return;
  long file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file >= 0) syscall(SYS_close, file);
}

static int is_reader(void) {
  if (!getenv("FAULTS")) return 0;
  if (syscall(SYS_gettid) != getpid()) return 1;
  char text[256];
  const char *threads = said("threads", text, sizeof text);
  return threads && !strcmp(threads, "all");
}

// Whether a call on what is so named fails; errno says how.
static int fails_on(const char *call, const char *name) {
  if (!is_reader()) return 0;
  char text[256];
  const char *only = said("only", text, sizeof text);
  if (only) {
    size_t length = name ? strlen(name) : 0, end = strlen(only);
    if (length < end || strcmp(name + length - end, only)) return 0;
  }
  const char *fault = said("nth", text, sizeof text);
  int error = fault && atoi(fault) == __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST) ? EIO : 0;
  if (!error && (fault = said(call, text, sizeof text))) error = error_named(fault);
  if (!error) return 0;
  met();
  errno = error;
  return 1;
}

static int fails(const char *call) { return fails_on(call, NULL); }

static void pause_for(long milliseconds) {
  struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  nanosleep(&time, NULL);
}

ssize_t read(int file, void *buffer, size_t count) {
  char text[256];
  if (file == events && is_reader()) {
    long got = syscall(SYS_read, file, buffer, count);
    const char *fault = got > 0 ? said("events", text, sizeof text) : NULL;
    if (!fault) return got;
    struct inotify_event lost = {.wd = -1, .mask = IN_Q_OVERFLOW};
    memcpy(buffer, &lost, sizeof lost);
    return sizeof lost;
  }
  const char *broken = isatty(file) ? said("tty", text, sizeof text) : NULL;
  if (broken) {
    errno = error_named(broken);
    return -1;
  }
  struct stat status;
  if (is_reader() && !syscall(SYS_newfstatat, file, "", &status, AT_EMPTY_PATH) && S_ISREG(status.st_mode)) {
    if (fails("read")) return -1;
    const char *fault = said("read", text, sizeof text);
    static int turn;
    if (fault) met();
    if (!fault) {
    } else if (!strcmp(fault, "short")) {
      count = count ? 1 : 0;
    } else if (!strcmp(fault, "interrupted") && turn++ % 2 == 0) {
      errno = EINTR;
      return -1;
    } else if (!strcmp(fault, "slow")) {
      pause_for(1000);
    } else if (!strcmp(fault, "hang")) {
      for (char again[256]; (fault = said("read", again, sizeof again)) && !strcmp(fault, "hang");) pause_for(20);
    } else if (!strcmp(fault, "endless")) {
      memset(buffer, ' ', count);
      return (ssize_t)count;
    } else if (!strcmp(fault, "trap")) {
      __builtin_trap();
    }
  }
  return (syscall(SYS_read, file, buffer, count));
}

int fsync(int file) {
  struct stat status;
  char text[256];
  const char *fault = is_reader() ? said("fsync", text, sizeof text) : NULL;
  if (fault && !syscall(SYS_newfstatat, file, "", &status, AT_EMPTY_PATH)) {
    if (!strcmp(fault, "slow") && S_ISREG(status.st_mode)) {
      met();
      pause_for(1000);
    } else if (S_ISDIR(status.st_mode) && error_named(fault)) {
      met();
      errno = error_named(fault);
      return -1;
    }
  }
  return (int)(syscall(SYS_fsync, file));
}

int openat(int folder, const char *name, int flags, ...) {
  if (fails_on("openat", name)) return -1;
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return (int)(syscall(SYS_openat, folder, name, flags, mode));
}

int fstat(int file, struct stat *status) {
  if (fails("fstat")) return -1;
  return told((int)(syscall(SYS_newfstatat, file, "", status, AT_EMPTY_PATH)), status);
}

int fstatat(int folder, const char *name, struct stat *status, int flags) {
  if (fails_on("fstatat", name)) return -1;
  return told((int)(syscall(SYS_newfstatat, folder, name, status, flags)), status);
}

int poll(struct pollfd *files, nfds_t count, int milliseconds) {
  static int (*next)(struct pollfd *, nfds_t, int);
  if (!next) next = (int (*)(struct pollfd *, nfds_t, int))dlsym(RTLD_NEXT, "poll");
  char text[4096];
  const char *fault = said("poll", text, sizeof text);
  if (fault && !strcmp(fault, "told") && snprintf(text, sizeof text, "%s.waits", getenv("FAULTS")) < (int)sizeof text) {
    long file = syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    int length = snprintf(text, sizeof text, "%ld %d\n", syscall(SYS_gettid), milliseconds);
    if (file >= 0) {
      syscall(SYS_write, file, text, length);
      syscall(SYS_close, file);
    }
  }
  int error = fault ? error_named(fault) : 0;
  if (error) {
    met();
    errno = error;
    return -1;
  }
  return next(files, count, milliseconds);
}

static int refusals;

int tcflush(int file, int queue) {
  char text[256];
  const char *fault = said("write", text, sizeof text);
  if (fault && !strcmp(fault, "refused")) refusals = 3;
  return (int)(syscall(SYS_ioctl, file, TCFLSH, queue));
}

ssize_t write(int file, const void *buffer, size_t count) {
  if (refusals > 0) {
    refusals--;
    errno = EAGAIN;
    return -1;
  }
  return (syscall(SYS_write, file, buffer, count));
}

struct dirent *readdir(DIR *folder) {
  static struct dirent *(*next)(DIR *);
  if (!next) next = (struct dirent * (*)(DIR *)) dlsym(RTLD_NEXT, "readdir");
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", dirfd(folder));
  long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
  path[length > 0 ? length : 0] = 0;
  return fails_on("readdir", path) ? NULL : next(folder);
}

int inotify_init1(int flags) {
  if (fails("inotify_init1")) return -1;
  return events = (int)(syscall(SYS_inotify_init1, flags));
}

int inotify_add_watch(int inotify, const char *path, uint32_t mask) {
  if (fails("inotify_add_watch")) return -1;
  char text[256];
  const char *fault = said("inotify_add_watch", text, sizeof text);
  if (fault && !strcmp(fault, "blind")) mask = IN_UNMOUNT | (mask & IN_ONLYDIR);
  return (int)(syscall(SYS_inotify_add_watch, inotify, path, mask));
}

long jump(void) {
  char text[256];
  const char *fault = said("clock", text, sizeof text);
  return fault ? atol(fault) : 0;
}
