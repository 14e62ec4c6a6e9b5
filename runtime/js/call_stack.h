// Where script is right now, for people.
#pragma once

#include <v8.h>

#include <string>
#include <vector>

namespace bailey::js {

// The functions that are running, innermost first, as a stack trace names them, at the places where
// they were written: "f (file:///a.ts:1:2)". Runs no script.
std::vector<std::string> call_stack(v8::Isolate* isolate);

}  // namespace bailey::js
