#include "runtime/js/builtin_texts.h"

#include <algorithm>
#include <deque>
#include <string_view>

#include "runtime/base/check.h"
#include "runtime/js/cage.h"

namespace bailey::js {
namespace {

// It belongs to no isolate, so none disposes of it.
class Text final : public v8::String::ExternalOneByteStringResource {
 public:
  explicit Text(std::string_view text) : text_(text) {}
  const char* data() const override { return text_.data(); }
  std::size_t length() const override { return text_.size(); }
  void Dispose() override {}

 private:
  std::string_view text_;
};

using Texts = std::deque<Text>;  // they stay where they are made

// The part of the program's read-only data that all texts lie in.
std::string_view surrounding(std::span<const BuiltinSource> sources) {
  const char* begin = sources.front().source.data();
  const char* end = begin;
  for (const BuiltinSource& source : sources) {
    begin = std::min(begin, source.source.data());
    end = std::max(end, source.source.data() + source.source.size());
  }
  return {begin, end};
}

Texts make_texts(std::span<const BuiltinSource> sources) {
  // SECURITY: a string's length lies in V8's heap: who can change it reads what follows the text,
  // so that has to be the cage, too; tests/escape/v8_sandbox/strings.js.
  auto all = surrounding(sources);
  const char* placed = in_cage(all);
  Texts texts;
  for (const BuiltinSource& source : sources)
    texts.emplace_back(
        std::string_view(placed + (source.source.data() - all.data()), source.source.size()));
  return texts;
}

Texts& texts_of(std::span<const BuiltinSource> sources) {
  static Texts texts = make_texts(sources);
  BAILEY_CHECK(texts.size() == sources.size());
  return texts;
}

}  // namespace

v8::String::ExternalOneByteStringResource& builtin_text(
    std::span<const BuiltinSource> sources, std::size_t index) {
  return texts_of(sources)[index];
}

void add_text_references(
    std::span<const BuiltinSource> sources, std::vector<std::intptr_t>& references) {
  for (v8::String::ExternalOneByteStringResource& text : texts_of(sources))
    references.push_back(reinterpret_cast<std::intptr_t>(&text));
}

}  // namespace bailey::js
