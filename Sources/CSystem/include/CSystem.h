#pragma once
// System calls that Swift's Glibc module does not show or shows as variadic. Each returns what the call returns, or
// minus errno.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  uint64_t device, inode;
  int64_t size;
  int64_t modified_seconds, modified_nanoseconds;
  int64_t changed_seconds, changed_nanoseconds;
  uint32_t kind;  // S_IFMT bits: one of DT_KIND_REGULAR, DT_KIND_DIRECTORY, DT_KIND_LINK, or another
} dt_status;

enum { DT_KIND_REGULAR = 0100000, DT_KIND_DIRECTORY = 0040000, DT_KIND_LINK = 0120000, DT_KIND_FIFO = 0010000, DT_KIND_SOCKET = 0140000,
       DT_KIND_CHARACTER = 0020000, DT_KIND_BLOCK = 0060000 };

int dt_eventfd(void);
// Adds 1 to an eventfd; never blocks.
void dt_eventfd_signal(int fd);
// Resets an eventfd to 0.
void dt_eventfd_clear(int fd);

// Follows links in `path`.
int dt_open_directory(const char *path);
// One component below `directory`, links not followed.
int dt_open_directory_at(int directory, const char *name);
// One component below `directory` for reading; never blocks on a FIFO, never becomes the controlling terminal, never
// follows a link.
int dt_open_file_at(int directory, const char *name);
// The file that a link stands for, without opening it for reading (O_PATH); follows links.
int dt_open_target_at(int directory, const char *name);
// Opens for reading what `target` (from dt_open_target_at) stands for.
int dt_open_again(int target);
// One component below `directory`, which must not be there, for writing.
int dt_create_file_at(int directory, const char *name, unsigned mode);
// Renames where nothing stands; -EEXIST where something does, and nothing is changed.
int dt_rename_to_free(int directory, const char *from, const char *to);
// Gives the file `to` the extended attributes, the access list among them, of a file in `directory`, and takes from it a list
// that this has not. `lost`: the names of those that it could not be given, each ended by NUL. -errno where they cannot be read.
int dt_copy_attributes(int directory, const char *name, int to, char *lost, size_t capacity);
// A file to lock, made where there is none; for reading only where it belongs to another. Links are not followed.
int dt_open_lock_at(int directory, const char *name);
// Takes an exclusive advisory lock (flock), held until the descriptor is closed; -EWOULDBLOCK when another has it.
int dt_lock(int fd);
// The path of an open descriptor into `path`; its length.
int dt_path(int fd, char *path, size_t capacity);

int dt_status_fd(int fd, dt_status *status);
// Links are not followed.
int dt_status_at(int directory, const char *name, dt_status *status);
// Links are followed.
int dt_status_path(const char *path, dt_status *status);
bool dt_path_is_link(const char *path);

// True on file systems whose changes inotify may not see: NFS, SMB, FUSE, 9p, overlay and their like.
bool dt_needs_polling(int fd);

// Whether anybody has a file open for writing: 1 or 0, or minus errno where the system does not tell (a file of another
// user, a file system of dt_needs_polling except overlay). `fd` is open for reading. By a lease that is held for a microsecond.
int dt_is_open_for_writing(int fd);

int dt_inotify(void);
enum { DT_WATCH_FOLDER = 0, DT_WATCH_PARENT = 1 };
int dt_inotify_watch(int inotify, const char *path, int kind);
int dt_inotify_remove(int inotify, int watch);

typedef enum { DT_EVENT_WRITING = 1, DT_EVENT_WRITTEN = 2, DT_EVENT_MOVED_IN = 4, DT_EVENT_REMOVED = 8, DT_EVENT_CREATED = 16,
       DT_EVENT_SELF = 32, DT_EVENT_OVERFLOW = 64, DT_EVENT_IGNORED = 128, DT_EVENT_DIRECTORY = 256, DT_EVENT_TOUCHED = 512 } dt_event_kind;
typedef struct {
  int watch;
  uint32_t what;
  // Bytes of the name in `buffer`, from `name`; length 0 for the folder itself.
  uint32_t name, length;
} dt_event;
// Fills `events` from `buffer`, which holds `count` bytes read from an inotify descriptor; the number of events.
size_t dt_inotify_events(const uint8_t *buffer, size_t count, dt_event *events, size_t capacity);

// Names in an open directory, one call each: the name's length, 0 at the end, or minus errno. `stream` starts as NULL
// and is closed at the end or on an error.
int dt_next_name(int directory, void **stream, char *name, size_t capacity);

// Readies the allocator for so many bytes of values, each less than a mebibyte, which are kept: they come to lie on large
// pages (where the kernel gives them), of which each costs one fault instead of 512, and what is freed between them is
// used again before it is given back. Larger blocks that find no room there are pages of their own, given back when freed.
void dt_prepare_heap(size_t bytes);

// Converts `count` bytes of an encoding (as iconv names it) into `text`; `used` of them made `length`. -ENOSYS where the
// system has no converter, -EILSEQ or -EINVAL at bytes that are none of the encoding, -E2BIG where there is no room.
int dt_to_utf8(const char *encoding, const uint8_t *bytes, size_t count, uint8_t *text, size_t capacity, size_t *used,
               size_t *length);

// How a hook ended.
typedef enum {
  // The exit status of its program.
  DT_HOOK_EXITED,
  // The signal that ended it.
  DT_HOOK_KILLED,
  // It was started and had not ended in its time.
  DT_HOOK_LATE,
  // errno: it was not started.
  DT_HOOK_FAILED,
} dt_hook_end;
typedef struct {
  int kind, value;
} dt_hook_result;

// Runs a program (searched for in PATH, without a shell) with `input` on its standard input, its output thrown away, and
// waits for its end: at the latest after so many milliseconds and 2 s more. Then nothing that it started is left, whatever group
// or session it went to. `arguments` end with NULL. `program`: the path of the running program, which keeps it.
dt_hook_result dt_hook_run(char **arguments, const uint8_t *input, size_t count, long milliseconds, const char *program);
// Does not return where the process was started by dt_hook_run to keep a hook. To be called first.
void dt_hook_become_keeper(int count, char **arguments);
