// What the sanitizers must know about the libraries: compiled into every program of the tsan
// preset.

// V8 and the other libraries are not instrumented. What they do to their own memory, ordered by
// atomics that nobody sees, would be reported as races; their locks are seen and still count.
// A program ends at once, without waiting for its workers: those threads are not leaks.
extern "C" const char* __tsan_default_options();  // NOLINT(bugprone-reserved-identifier)
const char* __tsan_default_options() {
  return "ignore_noninstrumented_modules=1:report_thread_leaks=0";
}
