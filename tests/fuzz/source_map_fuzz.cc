// Source maps and module texts of any bytes.
#include <cstddef>
#include <cstdint>
#include <string>

#include "loader/module_loader/literal_imports.h"
#include "loader/typescript/source_map.h"
#include "runtime/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bailey::loader;
  std::string text(reinterpret_cast<const char*>(data), size);
  for (const auto& json : {text, R"({"mappings":")" + text + "\"}"}) {
    MappedSource map(json, "file:///a.ts", text);
    for (int line = 0; line < 4; ++line) {
      for (int column = 0; column < 40; ++column) {
        auto position = map.original(line, column);
        if (position) BAILEY_CHECK(position->line > 0 && position->column > 0);
      }
      (void)map.source_line(line);
    }
  }
  for (const auto& literal : literal_imports(text, ImportForms::CallsAndClauses))
    BAILEY_CHECK(text.contains(literal));
  return 0;
}
