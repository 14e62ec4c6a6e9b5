#include <arpa/inet.h>
#include <doctest/doctest.h>

#include <cerrno>
#include <climits>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <memory>
#include <string>

// The names that the headers of a newer C library give the functions below.
extern "C" {
long __isoc23_strtol(const char* text, char** end, int base);
unsigned long __isoc23_strtoul(const char* text, char** end, int base);
long long __isoc23_strtoll(const char* text, char** end, int base);
unsigned long long __isoc23_strtoull(const char* text, char** end, int base);
int __isoc23_sscanf(const char* text, const char* format, ...);
int __isoc23_fscanf(FILE* file, const char* format, ...);
const char* __inet_ntop_chk(
    int family, const void* address, char* text, socklen_t size, size_t room);
}

TEST_SUITE("cmake/portable") {
  TEST_CASE("numbers are read to their end, with their sign and in their base") {
    char* end = nullptr;
    const char* text = "-42 apples";
    CHECK(__isoc23_strtol(text, &end, 10) == -42);
    CHECK(end == text + 3);
    CHECK(__isoc23_strtoul("ff", nullptr, 16) == 255);
    CHECK(__isoc23_strtoll("0x7fffffffffffffff", nullptr, 0) == LLONG_MAX);
    CHECK(__isoc23_strtoull("18446744073709551615", nullptr, 10) == ULLONG_MAX);
  }

  TEST_CASE("a number too large for its type is reported") {
    errno = 0;
    CHECK(__isoc23_strtol("9223372036854775808", nullptr, 10) == LONG_MAX);
    CHECK(errno == ERANGE);
    errno = 0;
    CHECK(__isoc23_strtoull("18446744073709551616", nullptr, 10) == ULLONG_MAX);
    CHECK(errno == ERANGE);
  }

  TEST_CASE("formatted input fills every place that it is given") {
    int number = 0;
    char word[8] = "";
    CHECK(__isoc23_sscanf("17 cats", "%d %7s", &number, word) == 2);
    CHECK(number == 17);
    CHECK(std::string(word) == "cats");
    std::unique_ptr<FILE, decltype(&std::fclose)> file(std::tmpfile(), &std::fclose);
    REQUIRE(file);
    REQUIRE(std::fputs("23 dogs", file.get()) >= 0);
    std::rewind(file.get());
    CHECK(__isoc23_fscanf(file.get(), "%d %7s", &number, word) == 2);
    CHECK(number == 23);
    CHECK(std::string(word) == "dogs");
  }

  TEST_CASE("an address is written where there is room for it") {
    in_addr address{.s_addr = htonl(0x7f000001)};
    char text[INET_ADDRSTRLEN];
    CHECK(__inet_ntop_chk(AF_INET, &address, text, sizeof text, sizeof text) == text);
    CHECK(std::string(text) == "127.0.0.1");
    CHECK(__inet_ntop_chk(AF_INET, &address, text, 4, sizeof text) == nullptr);
  }

  TEST_CASE("remainders and roots are those of IEEE 754, without a change for what has none") {
    // Read at run time: the compiler would work constants out by itself.
    volatile double x = -7.5;
    volatile double y = 2;
    volatile double zero = 0;
    volatile double infinity = std::numeric_limits<double>::infinity();
    CHECK(std::fmod(x, y) == -1.5);
    CHECK(std::isnan(std::fmod(x, zero)));
    CHECK(std::isnan(std::fmod(infinity, y)));
    CHECK(std::fmod(x, infinity) == -7.5);
    volatile float nine = 9;
    volatile float minus = -1;
    CHECK(std::sqrt(nine) == 3.0F);
    CHECK(std::isnan(std::sqrt(minus)));
  }
}
