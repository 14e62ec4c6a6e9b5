// Memory in the cage of V8's sandbox, outside of which a corrupted object reaches nothing.
#pragma once

#include <v8.h>

#include <string_view>

namespace bailey::js {

// `text`, which is part of the program's read-only data, where V8 may use it for as long as the
// process lives: in the cage with V8's sandbox, else where it is. V8 has been initialised.
const char* in_cage(std::string_view text);

// Has the memory that the heap of `isolate` will take fetched in one piece, where the system has
// such (Linux: a huge page). The process's first isolate, allocated and not yet initialised.
void fetch_first_heap(v8::Isolate* isolate);

}  // namespace bailey::js
