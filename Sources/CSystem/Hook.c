#define _GNU_SOURCE
#include "CSystem.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// The program runs below a keeper, this program once more under another name. The keeper is a parent to all that the hook's
// program leaves behind, in whatever group or session, and ends it; it outlives who started it, so that a hook has an end
// even where the dashboard is killed.
static const char keeper[] = "dt-hook";

extern char **environ;

static int result(int value) { return value < 0 ? -errno : value; }

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

// MARK: The keeper

static void kill_children(void) {
  DIR *processes = opendir("/proc");
  if (!processes) return;
  for (struct dirent *entry; (entry = readdir(processes));) {
    if (!isdigit((unsigned char)entry->d_name[0])) continue;
    char path[300], line[512];
    snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) continue;
    ssize_t count = read(file, line, sizeof line - 1);
    close(file);
    line[count > 0 ? count : 0] = 0;
    // Behind the name, which may hold anything: the state, and the parent.
    char *name_end = strrchr(line, ')');
    if (name_end && strlen(name_end) > 4 && strtol(name_end + 4, NULL, 10) == getpid())
      kill((pid_t)strtol(entry->d_name, NULL, 10), SIGKILL);
  }
  closedir(processes);
}

// Ends all that is left, for 2 s: a process may be stuck in the kernel. Who loses a parent comes to this one.
static void end_all(const sigset_t *told) {
  for (int64_t end = now() + 2000; now() < end;) {
    pid_t gone;
    while ((gone = waitpid(-1, NULL, WNOHANG)) > 0) {
    }
    if (gone < 0 && errno == ECHILD) return;
    kill_children();
    struct timespec pause = {0, 20000000};
    sigtimedwait(told, NULL, &pause);
  }
}

static void say(int kind, int value) {
  int words[2] = {kind, value};
  // Nobody may listen any more.
  (void)!write(STDOUT_FILENO, words, sizeof words);
}

// In the child. A program that cannot be started says why on `errors`.
static _Noreturn void become(char **arguments, int errors) {
  setpgid(0, 0);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  // Ignored signals would go on being ignored in it.
  signal(SIGPIPE, SIG_DFL);
  int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (dup2(nothing, STDOUT_FILENO) < 0 || dup2(nothing, STDERR_FILENO) < 0) _exit(127);
  execvp(arguments[0], arguments);
  int error = errno;
  (void)!write(errors, &error, sizeof error);
  _exit(127);
}

static int keep(long milliseconds, char **arguments) {
  signal(SIGPIPE, SIG_IGN);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  sigset_t told;
  sigemptyset(&told);
  sigaddset(&told, SIGCHLD);
  sigprocmask(SIG_BLOCK, &told, NULL);
  int64_t end = now() + milliseconds;
  int errors[2];
  if (pipe2(errors, O_CLOEXEC)) return say(DT_HOOK_FAILED, errno), 1;
  pid_t child = fork();
  if (child < 0) return say(DT_HOOK_FAILED, errno), 1;
  if (!child) become(arguments, errors[1]);
  setpgid(child, child);
  close(errors[1]);
  // What the program is to read is its own: it ends when that one closes it.
  close(STDIN_FILENO);
  int error = 0, status = 0;
  struct pollfd start = {errors[0], POLLIN, 0};
  bool is_started = poll(&start, 1, (int)(end - now())) < 1 || read(errors[0], &error, sizeof error) != sizeof error;
  // Reaped once its group is ended: until then nobody else's can have its number.
  siginfo_t gone = {0};
  while (!waitid(P_PID, (id_t)child, &gone, WEXITED | WNOHANG | WNOWAIT) && !gone.si_pid && now() < end) {
    int64_t left = end - now();
    struct timespec pause = {left / 1000, left % 1000 * 1000000};
    sigtimedwait(&told, NULL, &pause);
  }
  kill(-child, SIGKILL);
  if (gone.si_pid) waitpid(child, &status, 0);
  end_all(&told);
  if (!is_started)
    say(DT_HOOK_FAILED, error);
  else if (!gone.si_pid)
    say(DT_HOOK_LATE, 0);
  else if (WIFEXITED(status))
    say(DT_HOOK_EXITED, WEXITSTATUS(status));
  else
    say(DT_HOOK_KILLED, WTERMSIG(status));
  return 0;
}

void dt_hook_become_keeper(int count, char **arguments) {
  if (count < 3 || strcmp(arguments[0], keeper)) return;
  prctl(PR_SET_NAME, keeper);
  _exit(keep(strtol(arguments[1], NULL, 10), arguments + 2));
}

// MARK: Who starts it

static int start(char **arguments, long milliseconds, const char *program, int input, int output) {
  size_t count = 0;
  while (arguments[count]) count++;
  char limit[32];
  snprintf(limit, sizeof limit, "%ld", milliseconds);
  char **all = calloc(count + 3, sizeof *all);
  if (!all) return -ENOMEM;
  all[0] = (char *)keeper;
  all[1] = limit;
  memcpy(all + 2, arguments, count * sizeof *all);
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&files, 3);
  posix_spawnattr_init(&attributes);
  sigset_t none, every;
  sigemptyset(&none);
  sigfillset(&every);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &every);
  // Neither the keys of the terminal nor the end of its session reach it.
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
  pid_t child;
  int error = posix_spawn(&child, program, &files, &attributes, all, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  free(all);
  return error ? -error : child;
}

// Above the standard streams: what is given to a child as one of them must not be another of them.
static int above_streams(int given) {
  if (given < 0) return -errno;
  int fd = result(fcntl(given, F_DUPFD_CLOEXEC, 3));
  close(given);
  return fd;
}

// A file in memory from whose start can be read what was to be written; unlike a pipe it takes it whether anybody reads or not.
static int input_file(const uint8_t *input, size_t count) {
  int fd = above_streams(memfd_create("alert", MFD_CLOEXEC));
  if (fd < 0) return fd;
  ssize_t written = write(fd, input, count);
  int error = written < 0 ? -errno : written != (ssize_t)count ? -EIO : 0;
  if (!error && !lseek(fd, 0, SEEK_SET)) return fd;
  close(fd);
  return error ? error : -EIO;
}

dt_hook_result dt_hook_run(char **arguments, const uint8_t *input, size_t count, long milliseconds, const char *program) {
  int given = input_file(input, count);
  if (given < 0) return (dt_hook_result){DT_HOOK_FAILED, -given};
  int ends[2], words[2];
  pid_t child = result(pipe2(ends, O_CLOEXEC));
  ssize_t got = 0;
  if (child >= 0) {
    int told = above_streams(ends[1]);
    child = told < 0 ? told : start(arguments, milliseconds, program, given, told);
    if (told >= 0) close(told);
    if (child > 0) {
      do got = read(ends[0], words, sizeof words);
      while (got < 0 && errno == EINTR);
      while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
      }
    }
    close(ends[0]);
  }
  close(given);
  if (child < 0) return (dt_hook_result){DT_HOOK_FAILED, -child};
  // It was killed from outside.
  if (got != sizeof words) return (dt_hook_result){DT_HOOK_KILLED, SIGKILL};
  return (dt_hook_result){words[0], words[1]};
}
