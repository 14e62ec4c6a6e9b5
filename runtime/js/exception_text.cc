#include "runtime/js/exception_text.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "runtime/js/builtins.h"
#include "runtime/js/module_host.h"
#include "runtime/js/stack_frames.h"

namespace bailey::js {
namespace {

// A getter can make up causes, and an array errors, without end.
constexpr std::size_t kMostCauses = 64;
constexpr std::uint32_t kMostAggregated = 1000;
constexpr std::size_t kDeepestNesting = 8;
constexpr int kLongestChainOfPrototypes = 100;
constexpr std::size_t kLongestLine = 150;  // in bytes

// What reading a property came to. Without trusting it: a getter may throw.
struct Read {
  bool threw = false;
  v8::Local<v8::Value> value;
};

Read read(v8::Isolate* isolate, v8::Local<v8::Object> object, std::string_view name) {
  v8::TryCatch caught(isolate);
  Read read;
  read.threw =
      !object->Get(isolate->GetCurrentContext(), js_name(isolate, name)).ToLocal(&read.value);
  if (read.threw) read.value = v8::Undefined(isolate);
  return read;
}

std::string text_of(v8::Isolate* isolate, v8::Local<v8::Value> value) {
  v8::TryCatch caught(isolate);
  v8::Local<v8::String> text;
  if (!value->ToDetailString(isolate->GetCurrentContext()).ToLocal(&text)) return "exception";
  return to_utf8(isolate, text);
}

// As console.log shows a value.
std::string inspected(v8::Isolate* isolate, v8::Local<v8::Value> value, Colors colors) {
  auto* realm = static_cast<Realm*>(isolate->GetData(0));
  if (realm == nullptr || !realm->has_hooks()) return text_of(isolate, value);
  v8::TryCatch caught(isolate);
  v8::Local<v8::Value> arguments[] = {value, v8::Boolean::New(isolate, colors == Colors::On)};
  v8::Local<v8::Value> shown;
  if (!realm->hook(Hook::InspectThrown)
          ->Call(
              isolate->GetCurrentContext(), v8::Undefined(isolate), std::size(arguments), arguments)
          .ToLocal(&shown) ||
      !shown->IsString()) {
    caught.Reset();
    return text_of(isolate, value);
  }
  return to_utf8(isolate, shown.As<v8::String>());
}

// Whether `value` has `prototype` among its own; proxies are not asked.
bool inherits(v8::Isolate* isolate, v8::Local<v8::Value> value, v8::Local<v8::Value> prototype) {
  v8::HandleScope handles(isolate);
  for (int i = 0; i < kLongestChainOfPrototypes; ++i) {
    if (!value->IsObject() || value->IsProxy()) return false;
    value = value.As<v8::Object>()->GetPrototypeV2();
    if (value->StrictEquals(prototype)) return true;
  }
  return false;
}

bool is_error(v8::Isolate* isolate, v8::Local<v8::Value> value) {
  if (value->IsNativeError()) return true;
  if (!value->IsObject()) return false;
  auto example = v8::Exception::Error(v8::String::Empty(isolate)).As<v8::Object>();
  return inherits(isolate, value, example->GetPrototypeV2());
}

bool is_aggregate(v8::Isolate* isolate, v8::Local<v8::Object> error) {
  auto global = isolate->GetCurrentContext()->Global();
  auto constructor = read(isolate, global, "AggregateError").value;
  if (!constructor->IsObject()) return false;
  auto prototype = read(isolate, constructor.As<v8::Object>(), "prototype").value;
  return inherits(isolate, error, prototype);
}

// "TypeError: boom", of what the properties say now.
std::string head_of(v8::Isolate* isolate, v8::Local<v8::Object> error) {
  auto text = [&](std::string_view name, std::string_view otherwise) -> std::optional<std::string> {
    auto property = read(isolate, error, name);
    if (property.threw) return std::nullopt;
    if (property.value->IsUndefined()) return std::string(otherwise);
    if (!property.value->IsString()) return std::nullopt;
    return to_utf8(isolate, property.value.As<v8::String>());
  };
  auto name = text("name", "Error");
  auto message = text("message", "");
  if (!name || !message) return "Error";
  if (message->empty()) return name->empty() ? "Uncaught" : *name;
  return name->empty() ? *message : *name + ": " + *message;
}

bool is_same(const Place& a, const Place& b) {
  return a.url == b.url && a.line == b.line && a.column == b.column;
}

// Where V8 says that the exception comes from, and that line.
struct Origin {
  Place place;
  std::string source_line;
};

std::optional<Origin> origin_of(v8::Isolate* isolate, v8::Local<v8::Value> exception) {
  v8::TryCatch caught(isolate);
  auto context = isolate->GetCurrentContext();
  auto message = v8::Exception::CreateMessage(isolate, exception);
  auto resource = message->GetScriptOrigin().ResourceName();
  if (!resource->IsString()) return std::nullopt;
  Origin origin;
  origin.place = {to_utf8(isolate, resource.As<v8::String>()),
      message->GetLineNumber(context).FromMaybe(0),
      message->GetStartColumn(context).FromMaybe(0) + 1};
  if (origin.place.line == 0 || origin.place.url.empty()) return std::nullopt;
  v8::Local<v8::String> line;
  if (message->GetSourceLine(context).ToLocal(&line)) origin.source_line = to_utf8(isolate, line);
  auto* realm = static_cast<Realm*>(isolate->GetData(0));
  if (realm == nullptr || realm->module_host() == nullptr) return origin;
  auto& modules = *realm->module_host();
  auto written = modules.written_at(
      origin.place.url, v8::Location(origin.place.line - 1, origin.place.column - 1));
  origin.place = {written.url, written.line, written.column};
  if (auto source = modules.source_line(written.url, written.line)) origin.source_line = *source;
  return origin;
}

// Where script is now, as when it calls reportError; nothing between its macrotasks.
std::optional<Place> running_place(v8::Isolate* isolate) {
  constexpr int kFramesLookedAt = 10;
  auto stack = v8::StackTrace::CurrentStackTrace(isolate, kFramesLookedAt);
  auto* realm = static_cast<Realm*>(isolate->GetData(0));
  if (realm == nullptr || realm->module_host() == nullptr) return std::nullopt;
  for (int i = 0; i < stack->GetFrameCount(); ++i) {
    auto frame = stack->GetFrame(isolate, static_cast<std::uint32_t>(i));
    auto name = frame->GetScriptName();
    auto url = name.IsEmpty() ? std::string() : to_utf8(isolate, name);
    if (url.empty() || url.starts_with("bailey:")) continue;
    auto written = realm->module_host()->written_at(
        url, v8::Location(frame->GetLineNumber() - 1, frame->GetColumn() - 1));
    return Place{written.url, written.line, written.column};
  }
  return std::nullopt;
}

std::string excerpt_at(v8::Isolate* isolate, const Place& place, Colors colors) {
  auto* realm = static_cast<Realm*>(isolate->GetData(0));
  if (realm == nullptr || realm->module_host() == nullptr) return {};
  auto line = realm->module_host()->source_line(place.url, place.line);
  return line ? source_excerpt(*line, place.column, colors) : std::string();
}

// Everything a stack tells: frames, and the place to show the source of.
struct Stack {
  std::string frames;
  std::string excerpt;
};

// Writes one exception and what hangs on it.
class Description {
 public:
  Description(v8::Isolate* isolate, Colors colors) : isolate_(isolate), colors_(colors) {}

  enum class Excerpt : std::uint8_t { Show, Omit };
  // `value`, the errors it aggregates and its causes.
  std::string of(v8::Local<v8::Value> value, Excerpt excerpt) {
    std::vector<v8::Local<v8::Value>> chain{value};
    std::size_t circular = kMostCauses;  // the index that the last cause leads back to
    while (chain.size() < kMostCauses && is_error(isolate_, chain.back())) {
      auto cause = read(isolate_, chain.back().As<v8::Object>(), "cause").value;
      if (cause->IsUndefined()) break;
      auto known = std::ranges::find_if(chain,
          [&](v8::Local<v8::Value> one) { return cause->IsObject() && one->StrictEquals(cause); });
      if (known != chain.end()) {
        circular = static_cast<std::size_t>(known - chain.begin());
        break;
      }
      chain.push_back(cause);
    }
    std::string text;
    for (std::size_t i = 0; i < chain.size(); ++i) {
      if (i > 0) text += "\nCaused by: ";
      text += one(chain[i], i == 0 ? excerpt : Excerpt::Omit, i == circular ? " <ref *1>" : "");
    }
    if (circular != kMostCauses) text += "\nCaused by: " + marked("[Circular *1]");
    return text;
  }

 private:
  std::string marked(std::string_view text) const {
    return colors_ == Colors::On ? paint(kCyan, text) : std::string(text);
  }

  std::string one(v8::Local<v8::Value> value, Excerpt excerpt, std::string_view mark) {
    if (!is_error(isolate_, value)) return inspected(isolate_, value, colors_);
    auto error = value.As<v8::Object>();
    std::string head = head_of(isolate_, error);
    Stack stack = stack_of(error, head);
    std::string text = head;
    if (!mark.empty()) text += " " + marked(mark.substr(1));
    text += aggregated(error);
    if (excerpt == Excerpt::Show) text += stack.excerpt;
    if (!stack.frames.empty())
      text += "\n" + (colors_ == Colors::On ? paint_frames(stack.frames) : stack.frames);
    return text;
  }

  Stack stack_of(v8::Local<v8::Object> error, std::string_view head) {
    Stack stack;
    auto written = read(isolate_, error, "stack").value;
    if (written->IsString())
      stack.frames = frames_of(to_utf8(isolate_, written.As<v8::String>()), head);
    auto place = first_place(stack.frames);
    if (place) stack.excerpt = excerpt_at(isolate_, *place, colors_);
    if (!stack.excerpt.empty()) return stack;
    // No frame, or one in text that never ran because of a mistake in it.
    auto origin = origin_of(isolate_, error);
    if (!origin || (place && !is_same(*place, origin->place))) return stack;
    stack.excerpt = source_excerpt(origin->source_line, origin->place.column, colors_);
    if (!place)
      stack.frames = frame_for(origin->place) + (stack.frames.empty() ? "" : "\n" + stack.frames);
    return stack;
  }

  std::string aggregated(v8::Local<v8::Object> error) {
    bool is_open = std::ranges::any_of(
        open_, [&](v8::Local<v8::Object> one) { return one->StrictEquals(error); });
    if (is_open || open_.size() >= kDeepestNesting || !is_aggregate(isolate_, error)) return {};
    auto errors = read(isolate_, error, "errors");
    if (errors.threw) return "\n    [Error details unavailable]";
    if (!errors.value->IsArray()) return {};
    auto list = errors.value.As<v8::Array>();
    open_.push_back(error);
    std::string text;
    for (std::uint32_t i = 0; i < std::min(list->Length(), kMostAggregated); ++i) {
      v8::TryCatch caught(isolate_);
      v8::Local<v8::Value> each;
      if (list->Get(isolate_->GetCurrentContext(), i).ToLocal(&each))
        append_indented(of(each, Excerpt::Omit), text);
    }
    if (list->Length() > kMostAggregated)
      append_indented(
          "... and " + std::to_string(list->Length() - kMostAggregated) + " more", text);
    open_.pop_back();
    return text;
  }

  static void append_indented(std::string_view lines, std::string& text) {
    text += "\n    ";
    for (char c : lines) {
      text += c;
      if (c == '\n') text += "    ";
    }
  }

  v8::Isolate* isolate_;
  Colors colors_;
  std::vector<v8::Local<v8::Object>> open_;  // AggregateErrors that are being written
};

}  // namespace

std::string source_excerpt(std::string_view line, int column, Colors colors) {
  auto end = line.find_last_not_of("\r\n");
  line = line.substr(0, end == std::string_view::npos ? 0 : end + 1);
  if (line.empty() || line.size() > kLongestLine) return {};
  // A tab stays one, so that the caret stands where the line's own tabs put it.
  std::string caret;
  for (std::size_t i = 0; std::cmp_less(caret.size(), column - 1); ++i) {
    auto byte = i < line.size() ? static_cast<unsigned char>(line[i]) : ' ';
    if ((byte & 0xc0) == 0x80) continue;
    caret += byte == '\t' ? '\t' : ' ';
    if (byte >= 0xf0) caret += ' ';  // two UTF-16 units
  }
  caret += '^';
  return "\n" + std::string(line) + "\n" + (colors == Colors::On ? paint(kRed, caret) : caret);
}

std::string describe_exception(v8::Isolate* isolate, v8::Local<v8::Value> exception,
    UncaughtIn where, std::string_view inside, Colors colors) {
  v8::HandleScope handles(isolate);
  v8::TryCatch caught(isolate);
  std::string text = "Uncaught ";
  if (!inside.empty()) text += "(" + std::string(inside) + ") ";
  if (where == UncaughtIn::Promise) text += "(in promise) ";
  return text + Description(isolate, colors).of(exception, Description::Excerpt::Show);
}

ExceptionSummary summarize_exception(
    v8::Isolate* isolate, v8::Local<v8::Value> exception, UncaughtIn where) {
  v8::HandleScope handles(isolate);
  v8::TryCatch caught(isolate);
  ExceptionSummary summary;
  summary.message = where == UncaughtIn::Promise ? "Uncaught (in promise) " : "Uncaught ";
  std::optional<Place> place;
  if (is_error(isolate, exception)) {
    auto error = exception.As<v8::Object>();
    auto head = head_of(isolate, error);
    auto stack = read(isolate, error, "stack").value;
    if (stack->IsString())
      place = first_place(frames_of(to_utf8(isolate, stack.As<v8::String>()), head));
    summary.message += head;
  } else {
    summary.message += inspected(isolate, exception, Colors::Off);
  }
  if (!place && exception->IsNativeError()) {
    if (auto origin = origin_of(isolate, exception)) place = origin->place;
  }
  if (!place) place = running_place(isolate);
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
