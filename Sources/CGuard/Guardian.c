#define _GNU_SOURCE
#include "Terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// Another name than the program's: one `pkill -9 detente` does not hit both.
static const char name[] = "dt-guard";

static void unblock(int number) {
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, number);
  struct sigaction standard;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  sigaction(number, &standard, NULL);
  sigprocmask(SIG_UNBLOCK, &one, NULL);
}

// Stops as the program did, so that the shell sees its job stopped; goes on with it.
static void stop(int number, pid_t program) {
  // Ctrl-Z goes to the whole group.
  sigset_t stops;
  sigemptyset(&stops);
  sigaddset(&stops, SIGTSTP);
  sigaddset(&stops, SIGTTIN);
  sigaddset(&stops, SIGTTOU);
  struct timespec now = {0, 0};
  while (sigtimedwait(&stops, NULL, &now) > 0) {}
  if (number != SIGSTOP) unblock(number);
  raise(number);
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  // A shell continues the group; who continues the guardian alone means both.
  siginfo_t continued = {0};
  if (!waitid(P_PID, (id_t)program, &continued, WCONTINUED | WNOHANG) && !continued.si_pid) kill(program, SIGCONT);
}

static _Noreturn void end(int status, dt_terminal *terminal) {
  if (atomic_load(&terminal->guard) != DT_DISARMED) dt_terminal_give_back(NULL);
  if (WIFEXITED(status)) _exit(WEXITSTATUS(status));
  // The program has left its core.
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  if (WTERMSIG(status) != SIGKILL) unblock(WTERMSIG(status));
  raise(WTERMSIG(status));
  _exit(128 + WTERMSIG(status));
}

// Memory that a line of /proc/self/maps tells: the heap, or other memory of no file. What follows a file's is its variables.
typedef struct {
  uintptr_t start, end;
  bool is_heap, is_file;
} region;

static bool read_region(char *line, region *found) {
  char *rest;
  found->start = strtoull(line, &rest, 16);
  if (*rest++ != '-') return false;
  found->end = strtoull(rest, &rest, 16);
  bool is_private = !strncmp(rest, " rw-p ", 6);
  for (int field = 0; field < 4; field++)
    if (!(rest = strchr(rest + 1, ' '))) return false;
  bool is_anonymous = rest[-1] == '0' && rest[-2] == ' ';
  while (*rest == ' ') rest++;
  found->is_file = !is_anonymous;
  found->is_heap = is_private && is_anonymous && (!*rest || !strcmp(rest, "[heap]"));
  return true;
}

// Gives back what only the program needs, which then reads as zeros. Else each page that the program writes to would be kept
// here as it was. From here on nothing may be allocated.
static void forget_heap(void) {
  char lines[8192];
  int file = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  size_t count = 0;
  ssize_t got;
  region before = {0};
  // This thread's own variables, errno among them. What the loader keeps of the libraries is smaller than this.
  uintptr_t own = (uintptr_t)&errno;
  const size_t least = 128 << 10;
  while (file >= 0 && (got = read(file, lines + count, sizeof lines - 1 - count)) > 0) {
    count += (size_t)got;
    lines[count] = 0;
    char *line = lines;
    for (char *end; (end = strchr(line, '\n')); line = end + 1) {
      *end = 0;
      region found;
      if (!read_region(line, &found)) continue;
      bool is_variables = before.is_file && before.end == found.start;
      size_t size = found.end - found.start;
      if (found.is_heap && !is_variables && size >= least && !(found.start <= own && own < found.end))
        madvise((void *)found.start, size, MADV_DONTNEED);
      before = found;
    }
    count = strlen(line);
    memmove(lines, line, count);
  }
  if (file >= 0) close(file);
}

// The addresses of the program's own image that the loader wrote to bind calls: what calls need, bound late.
typedef struct {
  uintptr_t start, end;
} binding;

static int find_image(struct dl_phdr_info *info, size_t size, void *found) {
  (void)size;
  // The program is the first.
  *(struct dl_phdr_info *)found = *info;
  return 1;
}

// From the dynamic section to the last entry that a call goes through; end is 0 where they do not stand so.
static binding find_binding(const struct dl_phdr_info *image) {
  binding found = {0, 0};
  uintptr_t table = 0, entries = 0;
  for (int i = 0; i < image->dlpi_phnum; i++) {
    if (image->dlpi_phdr[i].p_type != PT_DYNAMIC) continue;
    found.start = image->dlpi_addr + image->dlpi_phdr[i].p_vaddr;
    for (const ElfW(Dyn) *entry = (const ElfW(Dyn) *)found.start; entry->d_tag != DT_NULL; entry++) {
      if (entry->d_tag == DT_PLTGOT) table = entry->d_un.d_ptr;
      if (entry->d_tag == DT_PLTRELSZ) entries = entry->d_un.d_val / sizeof(ElfW(Rela));
    }
  }
  // Three entries are the loader's own.
  if (found.start && table > found.start) found.end = table + (entries + 3) * sizeof(uintptr_t);
  return found;
}

// Gives back what the loader relocated and the program wrote and ran of its own image, which then reads as the file has it:
// the data of the Swift runtime and of every type, none of which is used here. From here on no variable has a value, and no
// constant that holds an address.
static void forget_image(void) {
#if defined __has_feature
#if __has_feature(address_sanitizer)
  // Whose own variables lie there, too.
  return;
#endif
#endif
  struct dl_phdr_info image;
  if (!dl_iterate_phdr(find_image, &image)) return;
  const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  binding kept = find_binding(&image);
  if (!kept.end) return;
  uintptr_t gap_start = kept.start & -page, gap_end = (kept.end + page - 1) & -page;
  for (int i = 0; i < image.dlpi_phnum; i++) {
    if (image.dlpi_phdr[i].p_type != PT_LOAD) continue;
    uintptr_t start = (image.dlpi_addr + image.dlpi_phdr[i].p_vaddr) & -page;
    uintptr_t end = (image.dlpi_addr + image.dlpi_phdr[i].p_vaddr + image.dlpi_phdr[i].p_memsz + page - 1) & -page;
    uintptr_t first_end = end < gap_start ? end : gap_start, second_start = start > gap_end ? start : gap_end;
    if (start < first_end) madvise((void *)start, first_end - start, MADV_DONTNEED);
    if (second_start < end) madvise((void *)second_start, end - second_start, MADV_DONTNEED);
  }
}

_Noreturn void dt_guardian_watch(pid_t program, dt_terminal *terminal) {
  prctl(PR_SET_NAME, name);
  struct sigaction standard;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  sigaction(SIGCHLD, &standard, NULL);
  close(STDIN_FILENO);
  close(STDERR_FILENO);
  close_range(3, ~0U, 0);
  // It holds up nobody who takes away the file system.
  (void)!chdir("/");
  forget_heap();
  forget_image();
  dt_terminal_take(STDOUT_FILENO, terminal);
  sigset_t all;
  sigfillset(&all);
  for (;;) {
    int number = sigwaitinfo(&all, NULL);
    int status;
    pid_t told;
    switch (number) {
      case SIGCHLD:
        while ((told = waitpid(program, &status, WNOHANG | WUNTRACED)) == program) {
          if (!WIFSTOPPED(status)) end(status, terminal);
          stop(WSTOPSIG(status), program);
        }
        // The program is gone, and nobody can say how.
        if (told < 0 && errno == ECHILD) end(W_EXITCODE(1, 0), terminal);
        break;
      // The terminal tells them to the whole group; what stops the program stops the guardian after it.
      case -1:
      case SIGWINCH:
      case SIGTSTP:
      case SIGTTIN:
      case SIGTTOU:
      case SIGCONT:
      case SIGURG:
        break;
      // Sent to this process, which is the one that the shell knows, and meant for the program.
      default:
        kill(program, number);
    }
  }
}
