#include "loader/fetch/data_url.h"

#include <simdutf.h>

#include <format>

#include "loader/resolve/url.h"

namespace bailey::loader {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\n\f\r";
  auto first = text.find_first_not_of(kBlank);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// Takes `;base64`, in any case and with blanks before it, off the end of `type`.
bool take_base64(std::string_view& type) {
  constexpr std::string_view kWord = "base64";
  if (type.size() < kWord.size()) return false;
  auto word = type.substr(type.size() - kWord.size());
  for (std::size_t i = 0; i < kWord.size(); ++i)
    if ((word[i] | 0x20) != (kWord[i] | 0x20)) return false;
  auto rest = type.substr(0, type.size() - kWord.size());
  while (rest.ends_with(' ')) rest.remove_suffix(1);
  if (!rest.ends_with(';')) return false;
  rest.remove_suffix(1);
  type = rest;
  return true;
}

// Long URLs fill a screen; the start tells which one it is.
std::string_view shown(std::string_view url) { return url.substr(0, 200); }

}  // namespace

Result<DataUrl> decode_data_url(std::string_view url) {
  constexpr std::string_view kScheme = "data:";
  auto text = without_fragment(url).substr(kScheme.size());
  auto comma = text.find(',');
  if (comma == text.npos) {
    return fail(ErrorClass::TypeError,
        std::format("Unable to decode data url: there is no comma in \"{}\".", shown(url)));
  }
  auto type = trimmed(text.substr(0, comma));
  DataUrl data{.content_type = {}, .body = percent_decode(text.substr(comma + 1))};
  if (take_base64(type)) {
    std::string bytes(
        simdutf::maximal_binary_length_from_base64(data.body.data(), data.body.size()), '\0');
    auto result = simdutf::base64_to_binary(data.body.data(), data.body.size(), bytes.data());
    if (result.error != simdutf::error_code::SUCCESS) {
      return fail(ErrorClass::TypeError,
          std::format("Unable to decode data url: the base64 of \"{}\" is invalid.", shown(url)));
    }
    bytes.resize(result.count);
    data.body = std::move(bytes);
  }
  data.content_type = type;
  if (type.starts_with(';')) data.content_type.insert(0, "text/plain");
  if (!data.content_type.contains('/')) data.content_type = "text/plain;charset=US-ASCII";
  return data;
}

}  // namespace bailey::loader
