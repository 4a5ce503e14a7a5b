#define _GNU_SOURCE
#include "CSystem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>

static int result(int value) { return value < 0 ? -errno : value; }

int dt_eventfd(void) { return result(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)); }

void dt_eventfd_signal(int fd) {
  uint64_t one = 1;
  while (write(fd, &one, sizeof one) < 0 && errno == EINTR) {
  }
}

void dt_eventfd_clear(int fd) {
  uint64_t value;
  while (read(fd, &value, sizeof value) < 0 && errno == EINTR) {
  }
}

static int open_at(int directory, const char *name, int flags) {
  int fd;
  do fd = openat(directory, name, flags | O_CLOEXEC);
  while (fd < 0 && errno == EINTR);
  return result(fd);
}

int dt_open_directory(const char *path) { return open_at(AT_FDCWD, path, O_RDONLY | O_DIRECTORY); }

int dt_open_directory_at(int directory, const char *name) {
  return open_at(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
}

int dt_open_file_at(int directory, const char *name) {
  return open_at(directory, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
}

int dt_open_target_at(int directory, const char *name) { return open_at(directory, name, O_PATH); }

int dt_open_again(int target) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", target);
  return open_at(AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
}

int dt_create_file_at(int directory, const char *name, unsigned mode) {
  return result(openat(directory, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
}

int dt_rename_to_free(int directory, const char *from, const char *to) {
  if (!renameat2(directory, from, directory, to, RENAME_NOREPLACE)) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -errno;
  if (linkat(directory, from, directory, to, 0) < 0) return -errno;
  unlinkat(directory, from, 0);
  return 0;
}

static const char access_list[] = "system.posix_acl_access";

// Copies one attribute; false where it cannot be kept. Labels of the kernel's own (security.) are its to give.
static bool copy_attribute(int from, int to, const char *name) {
  char value[64 << 10];
  ssize_t length = fgetxattr(from, name, value, sizeof value);
  return (length >= 0 && !fsetxattr(to, name, value, (size_t)length, 0)) || !strncmp(name, "security.", 9);
}

int dt_copy_attributes(int directory, const char *name, int to, char *lost, size_t capacity) {
  memset(lost, 0, capacity);
  int from = dt_open_file_at(directory, name);
  if (from < 0) return from;
  char names[64 << 10];
  ssize_t count = flistxattr(from, names, sizeof names);
  int error = count < 0 && errno != EOPNOTSUPP && errno != ENOSYS ? -errno : 0;
  bool has_list = false;
  for (ssize_t at = 0; at < count; at += (ssize_t)strlen(names + at) + 1) {
    has_list |= !strcmp(names + at, access_list);
    size_t length = strlen(names + at) + 1;
    if (copy_attribute(from, to, names + at) || length >= capacity) continue;
    memcpy(lost, names + at, length);
    lost += length;
    capacity -= length;
  }
  // The folder may give new files a list of its own, which would let others in.
  if (!error && !has_list) fremovexattr(to, access_list);
  close(from);
  return error;
}

int dt_open_lock_at(int directory, const char *name) {
  int flags = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  int fd = result(openat(directory, name, O_RDWR | O_CREAT | flags, 0666));
  if (fd != -EACCES) return fd;
  int reading = result(openat(directory, name, O_RDONLY | flags));
  return reading == -ENOENT ? fd : reading;
}

int dt_lock(int fd) { return result(flock(fd, LOCK_EX | LOCK_NB)); }

int dt_path(int fd, char *path, size_t capacity) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  return result((int)readlink(link, path, capacity));
}

static void fill(const struct stat *from, dt_status *to) {
  *to = (dt_status){.device = from->st_dev, .inode = from->st_ino, .size = from->st_size,
                    .modified_seconds = from->st_mtim.tv_sec, .modified_nanoseconds = from->st_mtim.tv_nsec,
                    .changed_seconds = from->st_ctim.tv_sec, .changed_nanoseconds = from->st_ctim.tv_nsec,
                    .kind = from->st_mode & S_IFMT};
}

int dt_status_fd(int fd, dt_status *status) {
  struct stat found;
  if (fstat(fd, &found) < 0) return -errno;
  fill(&found, status);
  return 0;
}

int dt_status_at(int directory, const char *name, dt_status *status) {
  struct stat found;
  if (fstatat(directory, name, &found, AT_SYMLINK_NOFOLLOW) < 0) return -errno;
  fill(&found, status);
  return 0;
}

int dt_status_path(const char *path, dt_status *status) {
  struct stat found;
  if (stat(path, &found) < 0) return -errno;
  fill(&found, status);
  return 0;
}

bool dt_path_is_link(const char *path) {
  struct stat found;
  return lstat(path, &found) == 0 && S_ISLNK(found.st_mode);
}

static bool is_overlay(int fd) {
  struct statfs found;
  return fstatfs(fd, &found) == 0 && (uint32_t)found.f_type == 0x794C7630;
}

bool dt_needs_polling(int fd) {
  struct statfs found;
  if (fstatfs(fd, &found) < 0) return true;
  switch ((uint32_t)found.f_type) {
    case 0x6969:      // NFS
    case 0x517B:      // SMB
    case 0xFE534D42:  // SMB2
    case 0xFF534D42:  // CIFS
    case 0x65735546:  // FUSE, virtiofs
    case 0x01021997:  // 9p
    case 0x794C7630:  // overlay
    case 0x00C36400:  // Ceph
    case 0x5346414F:  // AFS
    case 0x6B414653:  // kAFS
    case 0x564C:      // NCP
    case 0x73757245:  // Coda
    case 0x786F4256:  // VirtualBox shared folder
    case 0xBACBACBC:  // VMware shared folder
    case 0x01161970:  // GFS2
    case 0x7461636F:  // OCFS2
    case 0x0BD00BD0:  // Lustre
    case 0x47504653:  // GPFS
      return true;
    default: return false;
  }
}

int dt_is_open_for_writing(int fd) {
  // Some of these would say so of files that nobody has open. An overlay knows all who write through it, as others must not.
  if (dt_needs_polling(fd) && !is_overlay(fd)) return -EOPNOTSUPP;
  // One who opens it for writing in between waits until the lease is given back, and the holder is sent a signal: SIGIO,
  // which would end the process, unless another is chosen.
  if (fcntl(fd, F_SETSIG, SIGURG) < 0) return -errno;
  if (fcntl(fd, F_SETLEASE, F_RDLCK) < 0) return errno == EAGAIN ? 1 : -errno;
  fcntl(fd, F_SETLEASE, F_UNLCK);
  return 0;
}

int dt_inotify(void) { return result(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)); }

int dt_inotify_watch(int inotify, const char *path, int kind) {
  uint32_t folder = IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB |
                    IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
  uint32_t parent = IN_CREATE | IN_MOVED_TO | IN_ONLYDIR;
  return result(inotify_add_watch(inotify, path, kind == DT_WATCH_PARENT ? parent : folder));
}

int dt_inotify_remove(int inotify, int watch) { return result(inotify_rm_watch(inotify, watch)); }

size_t dt_inotify_events(const uint8_t *buffer, size_t count, dt_event *events, size_t capacity) {
  size_t at = 0, found = 0;
  while (found < capacity && at + sizeof(struct inotify_event) <= count) {
    struct inotify_event event;
    memcpy(&event, buffer + at, sizeof event);
    size_t name = at + sizeof event;
    uint32_t what = 0;
    if (event.mask & IN_MODIFY) what |= DT_EVENT_WRITING;
    if (event.mask & IN_ATTRIB) what |= DT_EVENT_TOUCHED;
    if (event.mask & IN_CLOSE_WRITE) what |= DT_EVENT_WRITTEN;
    if (event.mask & IN_MOVED_TO) what |= DT_EVENT_MOVED_IN;
    if (event.mask & (IN_DELETE | IN_MOVED_FROM)) what |= DT_EVENT_REMOVED;
    if (event.mask & IN_CREATE) what |= DT_EVENT_CREATED;
    if (event.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) what |= DT_EVENT_SELF;
    if (event.mask & IN_Q_OVERFLOW) what |= DT_EVENT_OVERFLOW;
    if (event.mask & IN_IGNORED) what |= DT_EVENT_IGNORED;
    if (event.mask & IN_ISDIR) what |= DT_EVENT_DIRECTORY;
    size_t room = count - name;
    size_t length = event.len <= room ? strnlen((const char *)buffer + name, event.len) : 0;
    events[found++] = (dt_event){event.wd, what, (uint32_t)name, (uint32_t)length};
    at = name + event.len;
  }
  return found;
}

int dt_next_name(int directory, void **stream, char *name, size_t capacity) {
  DIR *open = *stream;
  if (!open) {
    // The stream takes its descriptor with it, and the position: hence one of its own.
    int fd = open_at(directory, ".", O_RDONLY | O_DIRECTORY);
    if (fd < 0) return fd;
    open = fdopendir(fd);
    if (!open) {
      int error = errno;
      close(fd);
      return -error;
    }
    *stream = open;
  }
  for (;;) {
    errno = 0;
    struct dirent *entry = readdir(open);
    if (!entry) {
      int error = errno;
      closedir(open);
      *stream = NULL;
      return -error;
    }
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    size_t length = strlen(entry->d_name);
    if (length >= capacity) continue;
    memcpy(name, entry->d_name, length + 1);
    return (int)length;
  }
}

void dt_prepare_heap(size_t bytes) {
  const size_t page = 2 << 20;
  // The most that the allocator does not take as a mapping of its own: the heap grows by two such blocks.
  const size_t most = 32 << 20;
  mallopt(M_TRIM_THRESHOLD, 2 * most);
  mallopt(M_MMAP_THRESHOLD, most);
  uint8_t *blocks[2] = {NULL, NULL};
  for (int i = 0; i < 2 && bytes; i++) {
    size_t size = bytes < most - page ? bytes : most - page;
    blocks[i] = malloc(size);
    bytes -= size;
    uintptr_t first = ((uintptr_t)blocks[i] + page - 1) & -page, end = ((uintptr_t)blocks[i] + size) & -page;
    if (blocks[i] && first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
  }
  for (int i = 0; i < 2; i++) free(blocks[i]);
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
}

int dt_to_utf8(const char *encoding, const uint8_t *bytes, size_t count, uint8_t *text, size_t capacity, size_t *used,
               size_t *length) {
  *used = *length = 0;
  iconv_t converter = iconv_open("UTF-8", encoding);
  if (converter == (iconv_t)-1) return -ENOSYS;
  char *from = (char *)bytes, *to = (char *)text;
  size_t left = count, room = capacity;
  size_t result = iconv(converter, &from, &left, &to, &room);
  int error = errno;
  if (result != (size_t)-1) result = iconv(converter, NULL, NULL, &to, &room);
  *used = count - left;
  *length = capacity - room;
  iconv_close(converter);
  return result == (size_t)-1 ? -error : 0;
}
