#include "runtime/js/call_stack.h"

#include <format>

#include "runtime/js/convert.h"
#include "runtime/js/module_host.h"
#include "runtime/js/realm.h"

namespace bailey::js {
namespace {

constexpr int kDeepest = 10;  // as many as a stack trace has

std::string text_of(v8::Isolate* isolate, v8::Local<v8::String> text) {
  return text.IsEmpty() ? std::string() : to_utf8(isolate, text);
}

// A data: URL may be as long as a program. Its ends tell which it is, as in Deno.
std::string abbreviated(std::string url) {
  constexpr std::size_t kMost = 150;
  constexpr std::size_t kEnd = 20;
  auto comma = url.find(',');
  if (!url.starts_with("data:") || url.size() < kMost || comma > url.size() - 2 * kEnd) return url;
  return url.substr(0, comma + 1 + kEnd) + "......" + url.substr(url.size() - kEnd);
}

std::string describe(v8::Isolate* isolate, v8::Local<v8::StackFrame> frame) {
  auto function = text_of(isolate, frame->GetFunctionName());
  auto url = text_of(isolate, frame->GetScriptNameOrSourceURL());
  int line = frame->GetLineNumber();
  int column = frame->GetColumn();
  if (auto* modules = Realm::of(isolate).module_host()) {
    if (auto written = modules->original(url, line, column)) {
      url = written->url;
      line = written->line;
      column = written->column;
    }
  }
  auto place = std::format(
      "{}:{}:{}", url.empty() ? "<anonymous>" : abbreviated(std::move(url)), line, column);
  return function.empty() ? place : std::format("{} ({})", function, place);
}

}  // namespace

std::vector<std::string> call_stack(v8::Isolate* isolate) {
  std::vector<std::string> frames;
  if (!isolate->InContext()) return frames;
  v8::HandleScope handles(isolate);
  auto stack = v8::StackTrace::CurrentStackTrace(isolate, kDeepest);
  for (int i = 0; i < stack->GetFrameCount(); ++i)
    frames.push_back(describe(isolate, stack->GetFrame(isolate, static_cast<std::uint32_t>(i))));
  return frames;
}

}  // namespace bailey::js
