// Uncaught exceptions as text: what a person reads in the terminal.
#pragma once

#include <v8.h>

#include <string>
#include <string_view>

#include "runtime/js/realm.h"

namespace bailey::js {

enum class Colors : std::uint8_t { Off, On };

// `Uncaught (in promise) Error: boom`, the source line with a caret, the stack, the chain of
// causes and the errors of an AggregateError; what is no error as console.log shows it. `inside`
// goes into the brackets, as in `in worker "name"`. Runs the getters of the exception; never
// throws.
std::string describe_exception(v8::Isolate* isolate, v8::Local<v8::Value> exception,
    UncaughtIn where, std::string_view inside, Colors colors = Colors::Off);

// What an ErrorEvent says of an exception.
struct ExceptionSummary {
  std::string message;  // `Uncaught TypeError: boom`
  std::string url;
  int line = 0;    // from 1; 0 when unknown
  int column = 0;  // from 1
};
ExceptionSummary summarize_exception(
    v8::Isolate* isolate, v8::Local<v8::Value> exception, UncaughtIn where);

// A line of source and, below it, a caret under `column` (from 1); empty when the line is empty
// or too long to be of use. Starts with a line feed.
std::string source_excerpt(std::string_view line, int column, Colors colors);

// Routes import.meta to the builtins or the module host of the isolate's realm.
void install_import_meta(v8::Isolate* isolate);

}  // namespace bailey::js
