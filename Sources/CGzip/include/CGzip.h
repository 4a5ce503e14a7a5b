#pragma once
// gzip (RFC 1952) by zlib, whole streams in memory.
#include <stddef.h>
#include <stdint.h>

typedef enum {
  DT_GZIP_OK = 0,
  // The stream ends before its trailer.
  DT_GZIP_TRUNCATED = 1,
  // No gzip, bad data, or a checksum or length that does not agree.
  DT_GZIP_CORRUPT = 2,
  // More than `limit` bytes unpacked: nothing beyond one more is written.
  DT_GZIP_LARGE = 3,
  DT_GZIP_MEMORY = 4,
} dt_gzip_result;

// Unpacks `count` bytes, of one or more members, into memory that the caller frees with `dt_gzip_free`: `*length` bytes
// and `padding` more that may be read. On any other result than OK nothing is to be freed.
dt_gzip_result dt_gzip_unpack(const uint8_t *bytes, size_t count, size_t limit, size_t padding, uint8_t **unpacked,
                              size_t *length);
void dt_gzip_free(uint8_t *unpacked);
