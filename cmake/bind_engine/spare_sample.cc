// What bind_engine_test takes apart: a library that another one can do without.
extern "C" int spare_answer() { return 42; }
