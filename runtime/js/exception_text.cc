#include "runtime/js/exception_text.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "runtime/js/builtins.h"
#include "runtime/js/module_host.h"

namespace bailey::js {
namespace {

constexpr int kDeepestCause = 8;
constexpr std::size_t kLongestLine = 200;

// A property that is read without trusting it: empty when the getter throws.
v8::Local<v8::Value> property(
    v8::Isolate* isolate, v8::Local<v8::Object> object, std::string_view name) {
  v8::TryCatch caught(isolate);
  v8::Local<v8::Value> value;
  if (!object->Get(isolate->GetCurrentContext(), js_name(isolate, name)).ToLocal(&value))
    return v8::Undefined(isolate);
  return value;
}

std::string text_of(v8::Isolate* isolate, v8::Local<v8::Value> value) {
  v8::TryCatch caught(isolate);
  v8::Local<v8::String> text;
  if (!value->ToDetailString(isolate->GetCurrentContext()).ToLocal(&text)) return "exception";
  return to_utf8(isolate, text);
}

struct StackText {
  std::string head;    // "Error: boom", perhaps several lines
  std::string frames;  // lines that start with "    at "
};

StackText split_stack(v8::Isolate* isolate, v8::Local<v8::Object> error) {
  auto stack = property(isolate, error, "stack");
  StackText split;
  if (!stack->IsString()) return split;
  split.head = to_utf8(isolate, stack.As<v8::String>());
  auto first_frame = split.head.find("\n    at ");
  if (first_frame != std::string::npos) {
    split.frames = split.head.substr(first_frame + 1);
    split.head.resize(first_frame);
  }
  return split;
}

struct Place {
  std::string url;
  int line = 0;    // from 1
  int column = 0;  // from 1
};

// The place a frame such as "    at f (file:///a.js:1:2)" names.
std::optional<Place> place_of(std::string_view frame) {
  // A URL may contain brackets, but no space.
  auto bracket = frame.ends_with(')') ? frame.find(" (") : std::string_view::npos;
  if (bracket != std::string_view::npos) {
    frame.remove_suffix(1);
    frame.remove_prefix(bracket + 2);
  }
  auto number = [&]() -> int {
    auto colon = frame.rfind(':');
    int value = 0;
    if (colon == std::string_view::npos) return 0;
    auto digits = frame.substr(colon + 1);
    if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ptr !=
        digits.data() + digits.size())
      return 0;
    frame = frame.substr(0, colon);
    return value;
  };
  Place place;
  place.column = number();
  place.line = number();
  auto start = bracket == std::string_view::npos ? frame.rfind(' ') : 0;
  place.url = frame.substr(start == std::string_view::npos ? 0 : start + 1);
  if (place.line == 0 || place.column == 0) return std::nullopt;
  return place;
}

// Where an exception with no stack of its own comes from: a syntax error.
std::optional<Place> place_of(v8::Isolate* isolate, v8::Local<v8::Value> exception) {
  auto context = isolate->GetCurrentContext();
  auto message = v8::Exception::CreateMessage(isolate, exception);
  auto resource = message->GetScriptOrigin().ResourceName();
  if (!resource->IsString()) return std::nullopt;
  Place place{to_utf8(isolate, resource.As<v8::String>()),
      message->GetLineNumber(context).FromMaybe(0),
      message->GetStartColumn(context).FromMaybe(0) + 1};
  auto* realm = static_cast<Realm*>(isolate->GetData(0));
  if (realm != nullptr && realm->module_host() != nullptr) {
    auto written =
        realm->module_host()->written_at(place.url, v8::Location(place.line - 1, place.column - 1));
    place = {written.url, written.line, written.column};
  }
  return place;
}

// The line that `exception` names, of a module that could not be compiled.
std::string refused_line(v8::Isolate* isolate, v8::Local<v8::Value> exception) {
  v8::Local<v8::String> line;
  auto message = v8::Exception::CreateMessage(isolate, exception);
  if (!message->GetSourceLine(isolate->GetCurrentContext()).ToLocal(&line)) return {};
  return to_utf8(isolate, line);
}

// The first frame that is script's own.
std::optional<Place> first_place(std::string_view frames) {
  while (!frames.empty()) {
    auto end = std::min(frames.find('\n'), frames.size());
    auto place = place_of(frames.substr(0, end));
    if (place && !place->url.starts_with("bailey:")) return place;
    frames.remove_prefix(std::min(end + 1, frames.size()));
  }
  return std::nullopt;
}

// The line the exception comes from and a caret under its column; empty when unknown.
std::string excerpt(v8::Isolate* isolate, const std::optional<Place>& place, Colors colors,
    std::optional<std::string> otherwise = std::nullopt) {
  auto* realm = static_cast<Realm*>(isolate->GetData(0));
  if (!place || realm == nullptr || realm->module_host() == nullptr) return {};
  auto source = realm->module_host()->source_line(place->url, place->line);
  if (!source) source = std::move(otherwise);
  if (!source || source->empty() || source->size() > kLongestLine) return {};
  std::string caret(static_cast<std::size_t>(std::max(place->column - 1, 0)), ' ');
  caret += colors == Colors::On ? "\x1b[31m^\x1b[0m" : "^";
  return "\n" + *source + "\n" + caret;
}

void append_aggregated(v8::Isolate* isolate, v8::Local<v8::Object> error, std::string& text) {
  auto errors = property(isolate, error, "errors");
  if (!errors->IsArray()) return;
  auto list = errors.As<v8::Array>();
  for (std::uint32_t i = 0; i < std::min<std::uint32_t>(list->Length(), 100); ++i) {
    v8::TryCatch caught(isolate);
    v8::Local<v8::Value> one;
    if (!list->Get(isolate->GetCurrentContext(), i).ToLocal(&one)) continue;
    std::string each = text_of(isolate, one);
    if (one->IsNativeError()) {
      auto split = split_stack(isolate, one.As<v8::Object>());
      each = split.head + (split.frames.empty() ? "" : "\n" + split.frames);
    }
    text += "\n    ";
    for (char c : each) {
      text += c;
      if (c == '\n') text += "    ";
    }
  }
}

void append_error(v8::Isolate* isolate, v8::Local<v8::Value> exception, int depth, Colors colors,
    std::string& text) {
  if (!exception->IsNativeError()) {
    text += text_of(isolate, exception);
    return;
  }
  auto error = exception.As<v8::Object>();
  auto split = split_stack(isolate, error);
  text += split.head.empty() ? text_of(isolate, exception) : split.head;
  append_aggregated(isolate, error, text);
  if (depth == 0) {
    auto place = first_place(split.frames);
    bool syntax_error = !place;
    if (syntax_error) {
      place = place_of(isolate, exception);
      text += excerpt(isolate, place, colors, refused_line(isolate, exception));
      if (place && !place->url.empty())
        text += "\n    at <anonymous> (" + place->url + ":" + std::to_string(place->line) + ":" +
                std::to_string(place->column) + ")";
    } else {
      text += excerpt(isolate, place, colors);
    }
  }
  if (!split.frames.empty()) text += "\n" + split.frames;
  auto cause = property(isolate, error, "cause");
  if (cause->IsUndefined() || depth >= kDeepestCause) return;
  text += "\nCaused by: ";
  append_error(isolate, cause, depth + 1, colors, text);
}

}  // namespace

std::string describe_exception(v8::Isolate* isolate, v8::Local<v8::Value> exception,
    UncaughtIn where, std::string_view inside, Colors colors) {
  v8::HandleScope handles(isolate);
  v8::TryCatch caught(isolate);
  std::string text = "Uncaught ";
  if (!inside.empty()) text += "(" + std::string(inside) + ") ";
  if (where == UncaughtIn::Promise) text += "(in promise) ";
  append_error(isolate, exception, 0, colors, text);
  return text;
}

ExceptionSummary summarize_exception(
    v8::Isolate* isolate, v8::Local<v8::Value> exception, UncaughtIn where) {
  v8::HandleScope handles(isolate);
  v8::TryCatch caught(isolate);
  ExceptionSummary summary;
  summary.message = where == UncaughtIn::Promise ? "Uncaught (in promise) " : "Uncaught ";
  std::optional<Place> place;
  if (exception->IsNativeError()) {
    auto split = split_stack(isolate, exception.As<v8::Object>());
    summary.message += split.head.empty() ? text_of(isolate, exception) : split.head;
    place = first_place(split.frames);
  } else {
    summary.message += text_of(isolate, exception);
  }
  if (!place) place = place_of(isolate, exception);
  if (place) {
    summary.url = place->url;
    summary.line = place->line;
    summary.column = place->column;
  }
  return summary;
}

void install_import_meta(v8::Isolate* isolate) {
  isolate->SetHostInitializeImportMetaObjectCallback(
      [](v8::Local<v8::Context> context, v8::Local<v8::Module> module, v8::Local<v8::Object> meta) {
        auto& realm = Realm::of(context->GetIsolate());
        if (realm.builtins().fill_import_meta(meta)) return;
        if (auto* modules = realm.module_host()) modules->fill_import_meta(module, meta);
      });
}

}  // namespace bailey::js
