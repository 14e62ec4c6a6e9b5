#include "loader/config/policy_text.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "loader/json/outline.h"

namespace bailey::loader {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

std::unexpected<Error> refuse(std::string why) {
  return fail(ErrorClass::TypeError, std::move(why));
}

class Editor {
 public:
  explicit Editor(std::string_view text) : text_(text) {
    line_end_ = text.contains("\r\n") ? "\r\n" : "\n";
  }

  Result<std::string> put(const std::string& name, const Json& set) {
    auto top = BAILEY_TRY(outline_jsonc(text_));
    Json whole = {{"permissions", {{name, set}}}};
    if (top.begin == top.end) {
      // The last comment may have no end of its own.
      if (!text_.empty() && !text_.ends_with('\n')) text_ += line_end_;
      return text_ + layout(whole, "") + line_end_;
    }
    if (!top.is_object) return refuse("the file holds no object");
    unit_ = unit_of(top);
    const JsonOutline* sets = top.find("permissions");
    Json one = {{name, set}};
    if (sets == nullptr) return insert(top, "permissions", one);
    if (part(*sets) == "null") return replace(*sets, one);
    if (!sets->is_object) return refuse("its \"permissions\" is no object");
    const JsonOutline* old = sets->find(name);
    return old == nullptr ? insert(*sets, name, set) : replace(*old, set);
  }

 private:
  std::string_view part(const JsonOutline& value) const {
    return std::string_view(text_).substr(value.begin, value.end - value.begin);
  }

  // The white space that the line of `offset` begins with.
  std::string indent_at(std::size_t offset) const {
    auto start = offset == 0 ? std::string::npos : text_.rfind('\n', offset - 1);
    start = start == std::string::npos ? 0 : start + 1;
    auto end = std::min(text_.find_first_not_of(" \t", start), offset);
    return text_.substr(start, end - start);
  }

  // What the file indents by: how far the first property is in.
  std::string unit_of(const JsonOutline& top) const {
    if (top.children.empty()) return "  ";
    auto indent = indent_at(top.children.front().name_begin);
    return indent.empty() ? "  " : indent;
  }

  // `json` over several lines, all but the first `indent` further in.
  std::string layout(const Json& json, const std::string& indent) const {
    auto plain = json.dump(static_cast<int>(unit_.size()), unit_.front());
    std::string shaped;
    for (char c : plain) {
      if (c == '\n') {
        shaped += line_end_;
        shaped += indent;
      } else {
        shaped += c;
      }
    }
    return shaped;
  }

  Result<std::string> replace(const JsonOutline& old, const Json& json) const {
    return text_.substr(0, old.begin) + layout(json, indent_at(old.name_begin)) +
           text_.substr(old.end);
  }

  // Whether a comma follows the value that ends at `offset`, comments aside.
  bool has_comma(std::size_t offset, std::size_t limit) const {
    for (auto at = offset; at < limit; ++at) {
      std::string_view rest = std::string_view(text_).substr(at);
      if (rest.starts_with(",")) return true;
      if (rest.starts_with("//")) at = std::min(text_.find('\n', at), limit);
      if (rest.starts_with("/*")) at = text_.find("*/", at + 2) + 1;
    }
    return false;
  }

  // As the last property of `object`, behind all comments in it.
  Result<std::string> insert(
      const JsonOutline& object, const std::string& name, const Json& json) const {
    std::size_t close = object.end - 1;
    auto base = indent_at(object.name_begin == 0 ? object.begin : object.name_begin);
    auto indent = base + unit_;
    std::string before = text_.substr(0, close);
    auto last = before.find_last_not_of(kBlank) + 1;
    std::string tail = before.substr(last);
    before.resize(last);
    if (!object.children.empty()) {
      const JsonOutline& sibling = object.children.back();
      auto own = indent_at(sibling.name_begin);
      if (own.size() > base.size()) indent = own;
      if (!has_comma(sibling.end, close)) before.insert(sibling.end, ",");
    }
    if (!tail.contains('\n')) tail = line_end_ + base;
    return before + line_end_ + indent + Json(name).dump() + ": " + layout(json, indent) + tail +
           text_.substr(close);
  }

  std::string text_;
  std::string line_end_;
  std::string unit_ = "  ";
};

}  // namespace

Result<std::string> put_permission_set(
    std::string_view text, const std::string& name, const Json& set) {
  auto changed = BAILEY_TRY(Editor(text).put(name, set));
  // Nothing may be lost, whatever the layout was.
  auto before = BAILEY_TRY(parse_jsonc(text));
  if (before.is_null()) before = Json::object();
  if (before["permissions"].is_null()) before["permissions"] = Json::object();
  before["permissions"][name] = set;
  auto after = parse_jsonc(changed);
  if (!after || *after != before) return refuse("its layout cannot be kept");
  return changed;
}

}  // namespace bailey::loader
