#include "permissions/path_index.h"

#include <algorithm>
#include <utility>

namespace bailey::permissions {

bool is_within(std::string_view path, std::string_view root) {
  if (root == "/") return true;
  // SECURITY: whole components only ("a sibling that shares a root's prefix is not covered").
  return path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
}

bool PathIndex::TreeOrder::operator()(std::string_view left, std::string_view right) const {
  auto [l, r] = std::ranges::mismatch(left, right);
  if (r == right.end()) return false;
  if (l == left.end()) return true;
  if (*l == '/' || *r == '/') return *l == '/';
  return static_cast<unsigned char>(*l) < static_cast<unsigned char>(*r);
}

bool PathIndex::holds_below(const Tree& tree, std::string_view path) {
  auto next = tree.lower_bound(path);
  return next != tree.end() && is_within(*next, path);
}

void PathIndex::add(PathRule rule, Ruling ruling) {
  enter(rule.written, ruling);
  enter(rule.resolved, ruling);
  entries_.push_back({std::move(rule), ruling});
}

void PathIndex::enter(const std::string& path, Ruling ruling) {
  present_.add(ruling);
  if (ruling == Ruling::PromptDenied) {
    prompt_denials_.insert(path);
    return;
  }
  by_path_[path].add(ruling);
  if (ruling != Ruling::Granted) cuts_.insert(path);
}

std::optional<Ruling> PathIndex::match(std::string_view path) const {
  if (!prompt_denials_.empty() && holds_below(prompt_denials_, path)) return Ruling::PromptDenied;
  if (by_path_.empty()) return std::nullopt;
  for (std::string_view ancestor = path;;) {
    auto found = by_path_.find(ancestor);
    if (found != by_path_.end()) return found->second.first();
    if (ancestor == "/") return std::nullopt;
    auto slash = ancestor.rfind('/');
    ancestor = slash == 0 ? std::string_view("/") : ancestor.substr(0, slash);
  }
}

bool PathIndex::is_cut(std::string_view path) const { return holds_below(cuts_, path); }

void PathIndex::revoke(std::string_view path) {
  std::erase_if(entries_, [&](const Entry& entry) {
    return entry.ruling == Ruling::Granted && is_within(path, entry.rule.written);
  });
  rebuild();
}

void PathIndex::revoke_all() {
  std::erase_if(entries_, [](const Entry& entry) { return entry.ruling == Ruling::Granted; });
  rebuild();
}

void PathIndex::rebuild() {
  present_ = {};
  by_path_.clear();
  cuts_.clear();
  prompt_denials_.clear();
  for (const Entry& entry : entries_) {
    enter(entry.rule.written, entry.ruling);
    enter(entry.rule.resolved, entry.ruling);
  }
}

}  // namespace bailey::permissions
