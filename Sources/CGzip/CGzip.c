#define ZLIB_CONST
#include "CGzip.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

// 16: a gzip header is required, and its trailer checked.
static const int gzip_window = 15 + 16;

// Room for at least one more byte, never for more than limit + 1.
static bool grow(uint8_t **buffer, size_t *room, size_t limit, size_t padding) {
  size_t wanted = *room * 2 > limit + 1 ? limit + 1 : *room * 2;
  uint8_t *larger = realloc(*buffer, wanted + padding);
  if (!larger) return false;
  *buffer = larger;
  *room = wanted;
  return true;
}

static dt_gzip_result inflate_all(z_stream *stream, size_t count, size_t limit, size_t padding, uint8_t **buffer,
                                  size_t room, size_t *length) {
  const uint8_t *end = stream->next_in + count;
  while (true) {
    if (*length == room && !grow(buffer, &room, limit, padding)) return DT_GZIP_MEMORY;
    size_t left = (size_t)(end - stream->next_in), free_room = room - *length;
    stream->avail_in = left > UINT_MAX ? UINT_MAX : (uInt)left;
    stream->avail_out = free_room > UINT_MAX ? UINT_MAX : (uInt)free_room;
    stream->next_out = *buffer + *length;
    int result = inflate(stream, Z_NO_FLUSH);
    *length = (size_t)(stream->next_out - *buffer);
    if (*length > limit) return DT_GZIP_LARGE;
    if (result == Z_STREAM_END) {
      if (stream->next_in == end) return DT_GZIP_OK;
      // Another member follows; tapes and some writers pad with zeros.
      const uint8_t *rest = stream->next_in;
      while (rest < end && *rest == 0) rest++;
      if (rest == end) return DT_GZIP_OK;
      if (inflateReset(stream) != Z_OK) return DT_GZIP_CORRUPT;
      continue;
    }
    if (result == Z_MEM_ERROR) return DT_GZIP_MEMORY;
    if (result != Z_OK && result != Z_BUF_ERROR) return DT_GZIP_CORRUPT;
    if (stream->next_in == end && stream->avail_out > 0) return DT_GZIP_TRUNCATED;
  }
}

dt_gzip_result dt_gzip_unpack(const uint8_t *bytes, size_t count, size_t limit, size_t padding, uint8_t **unpacked,
                              size_t *length) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (inflateInit2(&stream, gzip_window) != Z_OK) return DT_GZIP_MEMORY;
  stream.next_in = bytes;
  size_t room = count < limit / 4 ? count * 4 + 1024 : limit + 1;
  if (room > limit + 1) room = limit + 1;
  uint8_t *buffer = malloc(room + padding);
  *length = 0;
  dt_gzip_result result = DT_GZIP_MEMORY;
  if (buffer) result = inflate_all(&stream, count, limit, padding, &buffer, room, length);
  inflateEnd(&stream);
  if (result == DT_GZIP_OK) {
    memset(buffer + *length, 0, padding);
    *unpacked = buffer;
  } else {
    free(buffer);
  }
  return result;
}

void dt_gzip_free(uint8_t *unpacked) { free(unpacked); }
