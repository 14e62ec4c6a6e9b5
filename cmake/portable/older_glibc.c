// What the sysroot's C library has under names that Debian 12's (2.36) lacks, so that a bailey
// linked here starts there. The names come from its headers and from the static libraries that were
// compiled with them; portable/check_binary.py tells when there is another. Hidden: nobody else is
// to find them.
//
// Compiled as C17, in which the standard names mean the functions of every glibc.
#include <arpa/inet.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

// Later versions of these two do without SVID's way to report errors; the results are the same.
double first_fmod(double x, double y);
float first_sqrtf(float x);
__asm__(".symver first_fmod, fmod@GLIBC_2.2.5");
__asm__(".symver first_sqrtf, sqrtf@GLIBC_2.2.5");

#pragma GCC visibility push(hidden)
#pragma clang diagnostic ignored "-Wmissing-prototypes"

// C23's, which also take "0b101" for a number when asked to guess the base: what asks was written
// before.
long __isoc23_strtol(const char* text, char** end, int base) { return strtol(text, end, base); }
unsigned long __isoc23_strtoul(const char* text, char** end, int base) {
  return strtoul(text, end, base);
}
long long __isoc23_strtoll(const char* text, char** end, int base) {
  return strtoll(text, end, base);
}
unsigned long long __isoc23_strtoull(const char* text, char** end, int base) {
  return strtoull(text, end, base);
}

int __isoc23_sscanf(const char* text, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int count = vsscanf(text, format, arguments);
  va_end(arguments);
  return count;
}

int __isoc23_fscanf(FILE* file, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int count = vfscanf(file, format, arguments);
  va_end(arguments);
  return count;
}

// That of _FORTIFY_SOURCE: `room` is what the compiler knows of the buffer.
const char* __inet_ntop_chk(
    int family, const void* address, char* text, socklen_t size, size_t room) {
  if (room < size) abort();
  return inet_ntop(family, address, text, size);
}

double fmod(double x, double y) { return first_fmod(x, y); }
float sqrtf(float x) { return first_sqrtf(x); }
