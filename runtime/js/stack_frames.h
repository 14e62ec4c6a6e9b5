// The frames in the text of a stack: "    at f (file:///a.js:1:2)".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bailey::js {

struct Place {
  std::string url;
  int line = 0;    // from 1
  int column = 0;  // from 1
};

// A stack's text without its head: from the first frame on, empty when there is none. `head` is
// what the text most likely starts with; it may hold lines that look like frames.
std::string_view frames_of(std::string_view stack, std::string_view head);

// The first place that is in a module of the script's: neither bailey's own nor text that was
// given to eval.
std::optional<Place> first_place(std::string_view frames);

// The frame V8 itself would have written for `place`, had it known one.
std::string frame_for(const Place& place);

// `frames` with the escape sequences of a terminal: names bold, places by their parts.
std::string paint_frames(std::string_view frames);

// `text` between the sequence `codes` switches on and the one that switches everything off.
std::string paint(std::string_view codes, std::string_view text);
inline constexpr std::string_view kRed = "\x1b[31m";
inline constexpr std::string_view kCyan = "\x1b[36m";

}  // namespace bailey::js
