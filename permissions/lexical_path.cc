#include "permissions/lexical_path.h"

namespace bailey::permissions {

std::string normalise(std::string_view directory, std::string_view path) {
  std::string result;
  result.reserve(directory.size() + path.size() + 1);
  if (!path.starts_with('/') && directory != "/") result = directory;
  while (!path.empty()) {
    std::string_view component = path.substr(0, path.find('/'));
    path.remove_prefix(component.size() == path.size() ? path.size() : component.size() + 1);
    if (component.empty() || component == ".") continue;
    if (component == "..") {
      result.resize(result.empty() ? 0 : result.rfind('/'));
    } else {
      result += '/';
      result += component;
    }
  }
  if (result.empty()) result = "/";
  return result;
}

Result<> refuse_nul(std::string_view path) {
  // SECURITY: see the header ("a NUL byte in a path is refused").
  if (!path.contains('\0')) return {};
  return fail(ErrorClass::TypeError, "file name contained an unexpected NUL byte", "EINVAL");
}

Result<std::string> absolute(const PathResolver& paths, std::string_view path) {
  BAILEY_TRY(refuse_nul(path));
  if (path.starts_with('/')) return normalise("/", path);
  return normalise(BAILEY_TRY(paths.current_directory()), path);
}

Result<std::string> follow(const PathResolver& paths, std::string_view path) {
  return absolute(paths, path).and_then([&](const auto& text) { return paths.resolve(text); });
}

Result<std::string> follow_parent(const PathResolver& paths, std::string_view path) {
  return absolute(paths, path).and_then([&](const auto& text) {
    return paths.resolve_entry(text);
  });
}

PathParts split_last(std::string_view path) {
  auto slash = path.rfind('/');
  return {slash == 0 ? path.substr(0, 1) : path.substr(0, slash), path.substr(slash + 1)};
}

}  // namespace bailey::permissions
