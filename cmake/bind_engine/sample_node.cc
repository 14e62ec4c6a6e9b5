// What bind_engine_test takes apart: the part of Node.js in a library, which must not start.
namespace node {

[[gnu::noinline]] int set_up() {
  static volatile int calls = 0;  // or the compiler would count
  calls = calls + 1;
  return calls;
}

int started = set_up();

}  // namespace node

extern "C" int sample_node_started() { return node::started; }
