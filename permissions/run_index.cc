#include "permissions/run_index.h"

#include <algorithm>
#include <utility>

#include "permissions/ascii.h"
#include "permissions/path_index.h"

namespace bailey::permissions {
namespace {

// The file name without its last extension; a leading dot starts no extension.
std::string_view file_stem(std::string_view path) {
  std::string_view file = path.substr(path.rfind('/') + 1);
  auto dot = file.rfind('.');
  return dot == 0 || dot == std::string_view::npos ? file : file.substr(0, dot);
}

}  // namespace

bool names_program(std::string_view name, std::string_view path) {
  std::string_view stem = file_stem(path);
  if (stem.size() < name.size()) return false;
  bool same = std::ranges::equal(stem.substr(0, name.size()), name,
      [](char left, char right) { return to_lower(left) == to_lower(right); });
  std::string_view rest = stem.substr(name.size());
  return same && (rest.empty() || rest.starts_with('.'));
}

void RunIndex::add(RunRule rule, Ruling ruling) {
  present_.add(ruling);
  if (ruling == Ruling::Granted) {
    granted_.insert(std::move(rule.path));
  } else if (rule.path.empty()) {
    name_denials_.push_back({std::move(rule), ruling});
  } else {
    path_denials_.push_back({std::move(rule), ruling});
  }
}

std::optional<Ruling> RunIndex::match(const Program& program) const {
  RulingSet by_path;
  for (const auto& [rule, ruling] : path_denials_) {
    bool covered = program.path.empty()
                       ? names_program(program.command, rule.path)
                       : is_within(program.path, rule.path) || is_within(program.target, rule.path);
    if (covered) by_path.add(ruling);
  }
  if (auto ruling = by_path.first()) return ruling;
  if (granted_.contains(program.path)) return Ruling::Granted;
  RulingSet by_name;
  for (const auto& [rule, ruling] : name_denials_) {
    bool covered = program.path.empty() ? program.command == rule.name
                                        : names_program(rule.name, program.path) ||
                                              names_program(rule.name, program.target);
    if (covered) by_name.add(ruling);
  }
  return by_name.first();
}

void RunIndex::revoke(const Program& program) {
  bool by_name = !program.command.contains('/');
  std::erase_if(granted_, [&](const std::string& path) {
    return path == program.path || (by_name && names_program(program.command, path));
  });
  if (granted_.empty()) present_.remove(Ruling::Granted);
}

void RunIndex::revoke_all() {
  granted_.clear();
  present_.remove(Ruling::Granted);
}

}  // namespace bailey::permissions
