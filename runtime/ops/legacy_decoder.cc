#include "runtime/ops/legacy_decoder.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <utility>

#include "runtime/ops/legacy_tables.h"

namespace bailey::ops {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr char32_t kReplacement = 0xFFFD;

bool is_ascii(std::uint8_t byte) { return byte < 0x80; }
bool within(std::uint8_t byte, int first, int last) { return byte >= first && byte <= last; }

void append(std::u16string& text, char32_t code) {
  if (code < 0x10000) {
    text += static_cast<char16_t>(code);
    return;
  }
  text += static_cast<char16_t>(0xD7C0 + (code >> 10));
  text += static_cast<char16_t>(0xDC00 + (code & 0x3FF));
}

bool within_private_use(char32_t code) { return code >= 0xE000 && code <= 0xF8FF; }

// What single codes stand for, asked of ICU.
class Index {
 public:
  struct Points {
    char32_t first = 0;  // 0: the code stands for nothing
    char32_t second = 0;
  };

  explicit Index(const char* icu_name) {
    UErrorCode status = U_ZERO_ERROR;
    converter_.reset(ucnv_open(icu_name, &status));
    ucnv_setToUCallBack(
        converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    if (U_FAILURE(status)) converter_.reset();
  }
  bool is_open() const { return converter_ != nullptr; }

  Points find(Bytes code) const {
    std::array<char16_t, 4> units{};
    char16_t* target = units.data();
    const auto* source = reinterpret_cast<const char*>(code.data());
    UErrorCode status = U_ZERO_ERROR;
    ucnv_resetToUnicode(converter_.get());
    ucnv_toUnicode(converter_.get(), &target, units.data() + units.size(), &source,
        source + code.size(), nullptr, 1, &status);
    std::u16string_view text(units.data(), static_cast<std::size_t>(target - units.data()));
    if (U_FAILURE(status) || text.empty()) return {};
    char32_t first = text[0];
    if (text.size() == 1) return {.first = first};
    bool is_pair = first >= 0xD800 && first <= 0xDBFF;
    if (is_pair) return {.first = 0x10000 + ((first - 0xD800) << 10) + (text[1] - 0xDC00U)};
    return {.first = first, .second = text[1]};
  }

 private:
  struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
  };
  std::unique_ptr<UConverter, Close> converter_;
};

// https://encoding.spec.whatwg.org/#single-byte-decoder
class SingleByteDecoder final : public LegacyDecoder {
 public:
  using Table = std::array<char16_t, 128>;  // 0: an error
  explicit SingleByteDecoder(const Table& table) : table_(table) {}

 private:
  Step next(Bytes bytes) override {
    if (is_ascii(bytes[0])) return point(1, bytes[0]);
    char16_t code = table_[bytes[0] - 0x80U];
    return code == 0 ? error(1) : point(1, code);
  }

  Table table_;
};

// What a code of the private use area in ICU's table means.
enum class PrivateUse : std::uint8_t { Nothing, Code };

// Codes of one or two bytes; and three for EUC-JP, four for gb18030.
class IndexedDecoder : public LegacyDecoder {
 public:
  IndexedDecoder(Index index, PrivateUse private_use)
      : index_(std::move(index)), may_be_private_(private_use == PrivateUse::Code) {}

 protected:
  // The code of `used` bytes. A last byte of ASCII is read again when they stand for nothing.
  Step look_up(Bytes bytes, std::size_t used, bool is_valid = true) const {
    if (bytes.size() < used) return {};
    auto points = is_valid ? index_.find(bytes.first(used)) : Index::Points{};
    // What is for private use in a vendor's table is nothing in the standard's.
    if (used == 2 && !may_be_private_ && within_private_use(points.first)) points = {};
    if (points.first != 0) return point(used, points.first, points.second);
    return error(is_ascii(bytes[used - 1]) ? used - 1 : used);
  }

 private:
  Index index_;
  bool may_be_private_;
};

// https://encoding.spec.whatwg.org/#gb18030-decoder
class Gb18030Decoder final : public IndexedDecoder {
  using IndexedDecoder::IndexedDecoder;

  Step next(Bytes bytes) override {
    if (is_ascii(bytes[0])) return point(1, bytes[0]);
    if (bytes[0] == 0x80) return point(1, 0x20AC);
    if (bytes[0] == 0xFF) return error(1);
    if (bytes.size() < 2) return {};
    if (!within(bytes[1], 0x30, 0x39)) return look_up(bytes, 2);
    if (bytes.size() < 3) return {};
    if (!within(bytes[2], 0x81, 0xFE)) return error(1);
    if (bytes.size() < 4) return {};
    if (!within(bytes[3], 0x30, 0x39)) return error(1);
    auto found = look_up(bytes, 4);
    return found.is_error ? error(4) : found;
  }
};

// https://encoding.spec.whatwg.org/#big5-decoder
class Big5Decoder final : public IndexedDecoder {
  using IndexedDecoder::IndexedDecoder;

  Step next(Bytes bytes) override {
    if (is_ascii(bytes[0])) return point(1, bytes[0]);
    if (!within(bytes[0], 0x81, 0xFE)) return error(1);
    if (bytes.size() < 2) return {};
    auto code = static_cast<std::uint16_t>(bytes[0] << 8 | bytes[1]);
    if (code >= 0xA3C0 && code <= 0xA3DF) return point(2, 0x2400U + (code - 0xA3C0U));
    if (const auto* row = std::ranges::find(kBig5, code, &CodeDifference::code);
        row != std::end(kBig5))
      return point(2, row->point);
    if (const auto* row = std::ranges::find(kBig5Accented, code, &AccentedLetter::code);
        row != std::end(kBig5Accented))
      return point(2, row->letter, row->accent);
    return look_up(bytes, 2, within(bytes[1], 0x40, 0x7E) || within(bytes[1], 0xA1, 0xFE));
  }
};

// https://encoding.spec.whatwg.org/#euc-jp-decoder
class EucJpDecoder final : public IndexedDecoder {
  using IndexedDecoder::IndexedDecoder;

  Step next(Bytes bytes) override {
    if (is_ascii(bytes[0])) return point(1, bytes[0]);
    if (bytes[0] != 0x8E && bytes[0] != 0x8F && !within(bytes[0], 0xA1, 0xFE)) return error(1);
    if (bytes.size() < 2) return {};
    if (bytes[0] == 0x8E && within(bytes[1], 0xA1, 0xDF)) return point(2, 0xFEC0U + bytes[1]);
    bool has_trail = within(bytes[1], 0xA1, 0xFE);
    if (bytes[0] != 0x8F || !has_trail) return look_up(bytes, 2, bytes[0] >= 0xA1 && has_trail);
    if (bytes.size() < 3) return {};
    // JIS X 0212 ends with row 0xED; ICU has a vendor's rows after it.
    return look_up(bytes, 3, bytes[1] <= 0xED && within(bytes[2], 0xA1, 0xFE));
  }
};

// https://encoding.spec.whatwg.org/#shift_jis-decoder
class ShiftJisDecoder final : public IndexedDecoder {
  using IndexedDecoder::IndexedDecoder;

  Step next(Bytes bytes) override {
    if (bytes[0] <= 0x80) return point(1, bytes[0]);
    if (within(bytes[0], 0xA1, 0xDF)) return point(1, 0xFEC0U + bytes[0]);
    if (!within(bytes[0], 0x81, 0x9F) && !within(bytes[0], 0xE0, 0xFC)) return error(1);
    if (bytes.size() < 2) return {};
    bool has_trail = within(bytes[1], 0x40, 0x7E) || within(bytes[1], 0x80, 0xFC);
    if (has_trail && within(bytes[0], 0xF0, 0xF9)) {
      unsigned trail = bytes[1] - (bytes[1] < 0x7F ? 0x40U : 0x41U);
      return point(2, 0xE000U + (bytes[0] - 0xF0U) * 188 + trail);
    }
    return look_up(bytes, 2, has_trail);
  }
};

// https://encoding.spec.whatwg.org/#euc-kr-decoder
class EucKrDecoder final : public IndexedDecoder {
  using IndexedDecoder::IndexedDecoder;

  Step next(Bytes bytes) override {
    if (is_ascii(bytes[0])) return point(1, bytes[0]);
    if (!within(bytes[0], 0x81, 0xFE)) return error(1);
    if (bytes.size() < 2) return {};
    return look_up(bytes, 2, within(bytes[1], 0x41, 0xFE));
  }
};

// https://encoding.spec.whatwg.org/#iso-2022-jp-decoder
class Iso2022JpDecoder final : public LegacyDecoder {
 public:
  explicit Iso2022JpDecoder(Index euc_jp) : index_(std::move(euc_jp)) {}

 private:
  enum class State : std::uint8_t { Ascii, Roman, Katakana, Jis0208 };

  Step next(Bytes bytes) override {
    if (bytes[0] == 0x1B) return escape(bytes);
    bool has_output = std::exchange(has_output_, false);
    switch (state_) {
      case State::Ascii:
      case State::Roman:
        if (!is_ascii(bytes[0]) || bytes[0] == 0x0E || bytes[0] == 0x0F) return error(1);
        if (state_ == State::Roman && bytes[0] == 0x5C) return point(1, 0xA5);
        if (state_ == State::Roman && bytes[0] == 0x7E) return point(1, 0x203E);
        return point(1, bytes[0]);
      case State::Katakana:
        if (within(bytes[0], 0x21, 0x5F)) return point(1, 0xFF40U + bytes[0]);
        return error(1);
      case State::Jis0208:
        if (!within(bytes[0], 0x21, 0x7E)) return error(1);
        if (bytes.size() >= 2) return two_bytes(bytes);
        has_output_ = has_output;
        return {};
    }
    return error(1);
  }
  // What follows an escape character that begins no sequence is read as text.
  Step last(Bytes) override {
    has_output_ = false;
    return error(1);
  }
  void restart() override {
    state_ = State::Ascii;
    has_output_ = false;
  }

  Step two_bytes(Bytes bytes) {
    // An escape ends the code before it is whole.
    if (bytes[1] == 0x1B) return error(1);
    if (!within(bytes[1], 0x21, 0x7E)) return error(2);
    const std::array<std::uint8_t, 2> code = {
        static_cast<std::uint8_t>(bytes[0] | 0x80), static_cast<std::uint8_t>(bytes[1] | 0x80)};
    auto points = index_.find(code);
    return points.first == 0 ? error(2) : point(2, points.first);
  }

  Step escape(Bytes bytes) {
    if (bytes.size() < 2) return {};
    bool may_follow = bytes[1] == '(' || bytes[1] == '$';
    if (may_follow && bytes.size() < 3) return {};
    auto state = may_follow ? designated(bytes[1], bytes[2]) : std::nullopt;
    if (!state) {
      has_output_ = false;
      return error(1);
    }
    state_ = *state;
    if (std::exchange(has_output_, true)) return error(3);
    return {.used = 3, .is_silent = true};
  }
  static std::optional<State> designated(std::uint8_t kind, std::uint8_t set) {
    if (kind == '(' && set == 'B') return State::Ascii;
    if (kind == '(' && set == 'J') return State::Roman;
    if (kind == '(' && set == 'I') return State::Katakana;
    if (kind == '$' && (set == '@' || set == 'B')) return State::Jis0208;
    return std::nullopt;
  }

  Index index_;
  State state_ = State::Ascii;
  bool has_output_ = false;  // an escape sequence was the last thing seen
};

std::span<const Difference> differences_of(std::string_view name) {
  if (name == "iso-8859-16") return kIso885916;
  if (name == "koi8-u") return kKoi8U;
  if (name == "windows-874") return kWindows874;
  if (name == "windows-1253") return kWindows1253;
  if (name == "windows-1255") return kWindows1255;
  return {};
}

SingleByteDecoder::Table table_of(std::string_view name, const Index& index) {
  SingleByteDecoder::Table table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const std::array<std::uint8_t, 1> byte = {static_cast<std::uint8_t>(0x80 + i)};
    auto points = index.find(byte);
    if (points.first != kReplacement) table[i] = static_cast<char16_t>(points.first);
  }
  for (auto [byte, code] : differences_of(name)) table[byte - 0x80U] = code;
  return table;
}

// https://encoding.spec.whatwg.org/#x-user-defined-decoder
SingleByteDecoder::Table user_defined_table() {
  SingleByteDecoder::Table table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<char16_t>(0xF780 + i);
  return table;
}

}  // namespace

bool LegacyDecoder::decode(
    std::span<const std::uint8_t> bytes, More more, OnError on_error, std::u16string& to) {
  std::string joined;
  if (!left_.empty()) {
    joined = std::exchange(left_, {});
    joined.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    bytes = {reinterpret_cast<const std::uint8_t*>(joined.data()), joined.size()};
  }
  while (!bytes.empty()) {
    Step step = next(bytes);
    if (step.used == 0 && more == More::Follows) {
      left_.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      return true;
    }
    if (step.used == 0) step = last(bytes);
    bytes = bytes.subspan(step.used);
    if (step.is_error && on_error == OnError::Fail) {
      reset();
      return false;
    }
    if (step.is_silent) continue;
    append(to, step.is_error ? kReplacement : step.first);
    if (step.second != 0) append(to, step.second);
  }
  if (more == More::IsOver) reset();
  return true;
}

void LegacyDecoder::reset() {
  left_.clear();
  restart();
}

std::unique_ptr<LegacyDecoder> make_legacy_decoder(std::string_view name, const char* icu_name) {
  if (name == "x-user-defined") return std::make_unique<SingleByteDecoder>(user_defined_table());
  Index index(icu_name);
  if (!index.is_open()) return nullptr;
  if (name == "gbk" || name == "gb18030")
    return std::make_unique<Gb18030Decoder>(std::move(index), PrivateUse::Code);
  if (name == "big5") return std::make_unique<Big5Decoder>(std::move(index), PrivateUse::Nothing);
  if (name == "euc-jp")
    return std::make_unique<EucJpDecoder>(std::move(index), PrivateUse::Nothing);
  if (name == "shift_jis")
    return std::make_unique<ShiftJisDecoder>(std::move(index), PrivateUse::Nothing);
  if (name == "euc-kr")
    return std::make_unique<EucKrDecoder>(std::move(index), PrivateUse::Nothing);
  if (name == "iso-2022-jp") return std::make_unique<Iso2022JpDecoder>(std::move(index));
  return std::make_unique<SingleByteDecoder>(table_of(name, index));
}

}  // namespace bailey::ops
