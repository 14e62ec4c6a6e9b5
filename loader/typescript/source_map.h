// Source maps: where a position of generated code was written. https://tc39.es/ecma426
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/js/module_source.h"

namespace bailey::loader {

// Decodes nothing until it is first asked: most programs never fail. Belongs to one thread.
class MappedSource : public js::SourceMap {
 public:
  // `json` is the map of code that was made of `source`, the module at `url`. A map that makes no
  // sense maps nothing.
  MappedSource(std::string json, std::string url, std::string source);
  ~MappedSource() override;

  std::optional<js::SourcePosition> original(int line, int column) const override;
  std::optional<std::string> source_line(int line) const override;

 private:
  struct Segment {
    std::uint32_t column;             // of the generated line, from 0
    std::uint32_t source_line = 0;    // from 0
    std::uint32_t source_column = 0;  // from 0
    bool has_source = false;
  };

  void decode() const;
  bool decode_mappings(std::string_view mappings) const;

  // What there is to decode; empty afterwards. Mutable like all that decoding fills in.
  mutable std::string json_;
  std::string url_;
  std::string source_;
  mutable std::vector<std::vector<Segment>> lines_;
};

}  // namespace bailey::loader
