// For LD_PRELOAD: a told wall clock. $CLOCK is the number of whole seconds that it is off the system's. The times of files
// are moved with it, where they are looked at as where they are set, so that a file's age is true and a time that one
// program sets is what another finds.
#define _GNU_SOURCE
#include "clock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

static long offset(void) {
  // Asked for by other libraries before any constructor of this one.
  static long seconds = LONG_MIN;
  if (seconds == LONG_MIN) {
    const char *text = getenv("CLOCK");
    seconds = text ? atol(text) : 0;
  }
  return seconds;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = (int)syscall(SYS_clock_gettime, clock, time);
  if (!result && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += offset() + jump();
  return result;
}

int gettimeofday(struct timeval *time, void *zone) {
  (void)zone;
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now)) return -1;
  *time = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
  return 0;
}

time_t time(time_t *seconds) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now)) return -1;
  if (seconds) *seconds = now.tv_sec;
  return now.tv_sec;
}

int told(int result, struct stat *status) {
  if (!result) {
    status->st_mtim.tv_sec += offset();
    status->st_ctim.tv_sec += offset();
    status->st_atim.tv_sec += offset();
  }
  return result;
}

// fstat and fstatat are in faults.c, which may make them fail. A struct stat64 is a struct stat where there are 64 bits.
static int status_at(int folder, const char *name, void *status, int flags) {
  return told((int)syscall(SYS_newfstatat, folder, name, status, flags), status);
}

int stat(const char *path, struct stat *status) { return status_at(AT_FDCWD, path, status, 0); }
int lstat(const char *path, struct stat *status) { return status_at(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW); }
int stat64(const char *path, struct stat64 *status) { return status_at(AT_FDCWD, path, status, 0); }
int lstat64(const char *path, struct stat64 *status) { return status_at(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW); }
int fstat64(int file, struct stat64 *status) { return status_at(file, "", status, AT_EMPTY_PATH); }
int fstatat64(int folder, const char *name, struct stat64 *status, int flags) {
  return status_at(folder, name, status, flags);
}

int statx(int folder, const char *name, int flags, unsigned mask, struct statx *status) {
  int result = (int)syscall(SYS_statx, folder, name, flags, mask, status);
  if (!result) {
    status->stx_mtime.tv_sec += offset();
    status->stx_ctime.tv_sec += offset();
    status->stx_atime.tv_sec += offset();
    status->stx_btime.tv_sec += offset();
  }
  return result;
}

static int set(int folder, const char *name, const struct timespec times[2], int flags) {
  struct timespec moved[2];
  for (int i = 0; times && i < 2; i++) {
    moved[i] = times[i];
    if (times[i].tv_nsec != UTIME_NOW && times[i].tv_nsec != UTIME_OMIT) moved[i].tv_sec -= offset();
  }
  return (int)syscall(SYS_utimensat, folder, name, times ? moved : NULL, flags);
}

int utimensat(int folder, const char *name, const struct timespec times[2], int flags) {
  return set(folder, name, times, flags);
}
int futimens(int file, const struct timespec times[2]) { return set(file, NULL, times, 0); }

static int set_coarse(int folder, const char *name, const struct timeval times[2], int flags) {
  struct timespec exact[2];
  for (int i = 0; times && i < 2; i++) exact[i] = (struct timespec){times[i].tv_sec, times[i].tv_usec * 1000};
  return set(folder, name, times ? exact : NULL, flags);
}

int utimes(const char *path, const struct timeval times[2]) { return set_coarse(AT_FDCWD, path, times, 0); }
int lutimes(const char *path, const struct timeval times[2]) {
  return set_coarse(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW);
}
int futimes(int file, const struct timeval times[2]) { return set_coarse(file, NULL, times, 0); }
int futimesat(int folder, const char *name, const struct timeval times[2]) { return set_coarse(folder, name, times, 0); }

int utime(const char *path, const struct utimbuf *times) {
  struct timespec exact[2] = {{times ? times->actime : 0, 0}, {times ? times->modtime : 0, 0}};
  return set(AT_FDCWD, path, times ? exact : NULL, 0);
}
