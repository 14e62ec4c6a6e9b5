// What bind_engine_test takes apart: the engine's part of a library.
#include <cstdlib>

extern "C" int spare_answer();

namespace sample {

struct Shape {
  virtual ~Shape() = default;
  virtual int sides() const { return 0; }
};

struct Square : Shape {
  int sides() const override { return 4; }
};

[[gnu::noinline]] int count() {
  static volatile int calls = 0;  // or the compiler would count
  calls = calls + 1;
  return calls;
}

int started = count();
const int* const kStarted = &started;
int (*const kCount)() = count;

}  // namespace sample

extern "C" {

int sample_started() { return *sample::kStarted; }
int sample_count() { return sample::kCount(); }

int sample_sides() {
  sample::Square square;
  const sample::Shape* volatile shape = &square;
  return shape->sides();
}

int sample_ask_spare() { return spare_answer(); }
void sample_stop() { std::abort(); }

}  // extern "C"
