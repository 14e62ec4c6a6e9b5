// Modules in memory, for tests.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/graph/graph_source.h"

namespace bailey::cli {

// A module is a text whose lines are `code SPECIFIER`, `type SPECIFIER`, `dynamic SPECIFIER` or
// `json SPECIFIER`; anything else is a syntax error. URLs are what stands there.
class FakeSource final : public GraphSource, public js::ModuleSource {
 public:
  std::map<std::string, std::string> files;
  std::map<std::string, std::string> redirects;
  std::vector<std::string> loaded;

  js::ModuleSource& modules() override { return *this; }

  WrittenScript written(js::ModuleCode& code) override {
    return {loader::MediaType::TypeScript, std::move(code.source)};
  }
  loader::MediaType type_of(const std::string& url) override {
    return loader::media_type_of_name(url);
  }
  std::string local_path(const std::string& url) override {
    return url.starts_with("file:") ? url.substr(7) : "";
  }

  Result<std::vector<loader::WrittenImport>> imports(
      std::string_view url, const WrittenScript& script) override {
    std::vector<loader::WrittenImport> found;
    int line = 0;
    for (std::size_t at = 0; at < script.text.size(); ++line) {
      std::size_t end = script.text.find('\n', at);
      std::string row = script.text.substr(at, end - at);
      at += row.size() + 1;
      std::size_t space = row.find(' ');
      if (space == std::string::npos)
        return fail(ErrorClass::SyntaxError, "SyntaxError: no import\n    at " + std::string(url));
      loader::WrittenImport one{.specifier = row.substr(space + 1)};
      auto word = row.substr(0, space);
      if (word == "type") one.form = loader::ImportForm::Type;
      if (word == "dynamic") one.form = loader::ImportForm::Dynamic;
      if (word == "json") one.attribute = "json";
      one.start = {line, static_cast<int>(space) + 1};
      one.end = {line, static_cast<int>(row.size())};
      found.push_back(std::move(one));
    }
    return found;
  }

  Result<std::string> resolve(std::string_view specifier, std::string_view) override {
    if (!specifier.contains(':'))
      return fail(
          ErrorClass::TypeError, "Import \"" + std::string(specifier) + "\" not a dependency");
    return std::string(specifier);
  }
  std::string advice(std::string_view, std::string_view) override { return "\n  hint: add it"; }

  std::optional<Result<js::ModuleCode>> load_now(const js::ModuleRequest& request) override {
    if (request.url.starts_with("https:")) return std::nullopt;
    return find(request);
  }
  Task<js::ModuleCode> load(js::ModuleRequest request) override {
    co_return value_or_throw(find(request));
  }

 private:
  Result<js::ModuleCode> find(const js::ModuleRequest& request) {
    loaded.push_back(request.url);
    auto redirect = redirects.find(request.url);
    auto url = redirect == redirects.end() ? request.url : redirect->second;
    auto file = files.find(url);
    if (file == files.end())
      return fail(ErrorClass::TypeError, "Module not found \"" + request.url + "\".");
    js::ModuleCode code;
    code.url = url;
    code.type = request.type;
    code.source = file->second;
    return code;
  }
};

}  // namespace bailey::cli
