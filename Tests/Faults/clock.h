#pragma once
// What the two halves of the preloaded library, clock.c and faults.c, ask of each other; seen by no other library.
#include <sys/stat.h>

#define OWN __attribute__((visibility("hidden")))

// Moves the times of a status, if the call that found it succeeded, to the told clock; hands its result on.
OWN int told(int result, struct stat *status);
// The seconds that the wall clock is off for the moment, besides.
OWN long jump(void);
