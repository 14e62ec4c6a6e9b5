// Where a ModuleGraph gets its modules from.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loader/resolve/media_type.h"
#include "loader/typescript/import_parser.h"
#include "runtime/js/module_source.h"

namespace bailey::cli {

// A script as it was written, before any transpiler.
struct WrittenScript {
  loader::MediaType type = loader::MediaType::Unknown;
  std::string text;
};

// Belongs to one thread.
class GraphSource {
 public:
  virtual ~GraphSource() = default;

  virtual js::ModuleSource& modules() = 0;

  // The text of `code`, a script that modules() has just given.
  virtual WrittenScript written(js::ModuleCode& code) = 0;

  // What kind of text the module at `url` is; modules() has given it.
  virtual loader::MediaType type_of(const std::string& url) = 0;

  // The file that the text of the module at `url` lies in; empty when there is none.
  virtual std::string local_path(const std::string& url) = 0;

  virtual Result<std::vector<loader::WrittenImport>> imports(
      std::string_view url, const WrittenScript& script) = 0;
};

}  // namespace bailey::cli
