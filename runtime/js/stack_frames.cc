#include "runtime/js/stack_frames.h"

#include <algorithm>
#include <charconv>

namespace bailey::js {
namespace {

constexpr std::string_view kAt = "    at ";
constexpr std::string_view kAsync = "async ";
constexpr std::string_view kYellow = "\x1b[33m";
constexpr std::string_view kGray = "\x1b[2m\x1b[38;5;245m";
constexpr std::string_view kBold = "\x1b[1m\x1b[3m";

struct Frame {
  std::string_view name;      // empty when the frame is only a place
  std::string_view location;  // "file:///a.js:1:2", "<anonymous>", "eval at …"
  bool is_async = false;
};

std::optional<Frame> parse_frame(std::string_view line) {
  if (!line.starts_with(kAt)) return std::nullopt;
  line.remove_prefix(kAt.size());
  Frame frame;
  frame.is_async = line.starts_with(kAsync);
  if (frame.is_async) line.remove_prefix(kAsync.size());
  auto open = line.find(" (");
  // A URL may end with a bracket of its own; a frame with a name has one more.
  if (!line.ends_with(')') || open == std::string_view::npos) {
    frame.location = line;
    return frame;
  }
  frame.name = line.substr(0, open);
  frame.location = line.substr(open + 2, line.size() - open - 3);
  if (frame.location.starts_with("index ")) {  // Promise.all (index 0)
    frame.name = line;
    frame.location = {};
  }
  return frame;
}

struct LocationParts {
  std::string_view url;
  std::string_view line;
  std::string_view column;
};

std::string_view take_number(std::string_view& text) {
  auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return {};
  auto digits = text.substr(colon + 1);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return {};
  text = text.substr(0, colon);
  return digits;
}

std::optional<LocationParts> split_location(std::string_view location) {
  LocationParts parts;
  parts.column = take_number(location);
  parts.line = take_number(location);
  parts.url = location;
  if (parts.line.empty() || parts.column.empty()) return std::nullopt;
  return parts;
}

bool is_internal(std::string_view url) { return url.starts_with("bailey:"); }

// Whether `url` names a module; what eval ran has names such as "<anonymous>".
bool is_url(std::string_view url) {
  auto colon = url.find(':');
  return colon != std::string_view::npos && colon != 0 &&
         url.substr(0, colon).find_first_of("< (") == std::string_view::npos;
}

int number_of(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string paint_location(std::string_view location) {
  auto parts = split_location(location);
  if (!parts) return paint(kCyan, location);
  std::string text;
  // "eval at f (file:///a.js:1:2), <anonymous>": where the code was given to eval, and its own
  // name.
  if (auto comma = parts->url.rfind(", ");
      parts->url.starts_with("eval at ") && comma != std::string_view::npos) {
    text += paint(kCyan, parts->url.substr(0, comma)) + ", ";
    parts->url.remove_prefix(comma + 2);
  }
  auto folder = parts->url.starts_with("file:") ? parts->url.rfind('/') + 1 : 0;
  if (folder != 0) text += paint(kGray, parts->url.substr(0, folder));
  text += paint(kCyan, parts->url.substr(folder));
  return text + ":" + paint(kYellow, parts->line) + ":" + paint(kYellow, parts->column);
}

std::string paint_frame(std::string_view line) {
  auto frame = parse_frame(line);
  if (!frame) return std::string(line);
  if (is_internal(frame->location))
    return std::string(line.substr(0, 4)) + paint(kGray, line.substr(4));
  std::string text(kAt);
  if (frame->is_async) text += kAsync;
  if (!frame->name.empty()) text += paint(kBold, frame->name);
  if (frame->location.empty()) return text;
  auto location = paint_location(frame->location);
  return text + (frame->name.empty() ? location : " (" + location + ")");
}

// Calls `use` with each line of `text` until it returns false.
template <class Use>
void each_line(std::string_view text, Use use) {
  while (!text.empty()) {
    auto end = std::min(text.find('\n'), text.size());
    if (!use(text.substr(0, end))) return;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::string_view frames_of(std::string_view stack, std::string_view head) {
  if (!head.empty() && stack.size() > head.size() && stack.starts_with(head) &&
      stack.substr(head.size() + 1).starts_with(kAt))
    return stack.substr(head.size() + 1);
  auto first = stack.find("\n    at ");
  return first == std::string_view::npos ? std::string_view() : stack.substr(first + 1);
}

std::optional<Place> first_place(std::string_view frames) {
  std::optional<Place> found;
  each_line(frames, [&](std::string_view line) {
    auto frame = parse_frame(line);
    auto parts = frame ? split_location(frame->location) : std::nullopt;
    if (!parts || !is_url(parts->url) || is_internal(parts->url)) return true;
    found = Place{std::string(parts->url), number_of(parts->line), number_of(parts->column)};
    return false;
  });
  return found;
}

std::string frame_for(const Place& place) {
  return "    at <anonymous> (" + place.url + ":" + std::to_string(place.line) + ":" +
         std::to_string(place.column) + ")";
}

std::string paint_frames(std::string_view frames) {
  std::string text;
  each_line(frames, [&](std::string_view line) {
    if (!text.empty()) text += '\n';
    text += paint_frame(line);
    return true;
  });
  return text;
}

std::string paint(std::string_view codes, std::string_view text) {
  constexpr std::string_view kReset = "\x1b[0m";
  std::string painted(kReset);
  painted += codes;
  painted += text;
  painted += kReset;
  return painted;
}

}  // namespace bailey::js
