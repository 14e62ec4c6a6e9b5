// What a module's text imports: the interface behind which a parser works.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "loader/resolve/media_type.h"
#include "runtime/base/result.h"

namespace bailey::loader {

// Both count from 0, characters in UTF-16 code units.
struct TextPlace {
  int line = 0;
  int character = 0;
};

enum class ImportForm : std::uint8_t {
  Code,     // import "x", export … from "x"
  Type,     // import type … from "x": nothing of it is left when the program runs
  Dynamic,  // import("x")
};

struct WrittenImport {
  std::string specifier;
  ImportForm form = ImportForm::Code;
  std::string attribute = {};  // what `with { type: … }` says; empty without one
  TextPlace start = {};        // of the specifier, with its quotes
  TextPlace end = {};
};

class ImportParser {
 public:
  virtual ~ImportParser() = default;

  // The imports that are written out in the module at `url`, in the order of the text, whatever
  // `type` of script it is. Errors are those of Transpiler.
  virtual Result<std::vector<WrittenImport>> imports(
      std::string_view url, MediaType type, std::string_view source) = 0;
};

}  // namespace bailey::loader
