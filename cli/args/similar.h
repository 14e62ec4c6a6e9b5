// Which name somebody may have meant: the two measures Deno uses, for flags and for commands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/args/flag.h"

namespace bailey::cli {

// The flag of `command` closest to `written` by edit distance, if it is close enough; dashes in
// front of `written` do not count. nullptr when there is none.
const Flag* similar_flag(const CommandRow& command, std::string_view written);

// The commands whose names resemble `word` (Jaro similarity above 0.8), least similar first.
std::vector<std::string_view> similar_commands(std::string_view word);

// Jaro similarity: 0 for nothing in common, 1 for equality.
double jaro_similarity(std::u32string_view a, std::u32string_view b);

// How many characters must be inserted, removed or replaced to turn `a` into `b`.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b);

// UTF-8 to code points; a byte that is not UTF-8 becomes U+FFFD.
std::u32string code_points(std::string_view text);

}  // namespace bailey::cli
