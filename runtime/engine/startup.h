// What every isolate of a program starts from.
#pragma once

#include <v8.h>

#include <cstdint>

namespace bailey::engine {

enum class Scope : std::uint8_t { Window, Worker };

// Has the isolate start from the snapshot of its kind of realm.
void use_snapshot(v8::Isolate::CreateParams& params, Scope scope);

}  // namespace bailey::engine
