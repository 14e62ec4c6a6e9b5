// What one rule says, and sets of that.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>

namespace bailey::permissions {

// In order of precedence between rules that are equally specific.
enum class Ruling : std::uint8_t { FlagDenied, PromptDenied, Ignored, Granted };

// The rulings that rules with one and the same subject give.
class RulingSet {
 public:
  void add(Ruling ruling) { bits_ |= bit(ruling); }
  void add(RulingSet other) { bits_ |= other.bits_; }
  void remove(Ruling ruling) { bits_ &= static_cast<std::uint8_t>(~bit(ruling)); }
  bool has(Ruling ruling) const { return (bits_ & bit(ruling)) != 0; }
  // The one that wins; nullopt when there is no rule.
  std::optional<Ruling> first() const {
    if (bits_ == 0) return std::nullopt;
    return static_cast<Ruling>(std::countr_zero(bits_));
  }

 private:
  static std::uint8_t bit(Ruling ruling) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(ruling));
  }

  std::uint8_t bits_ = 0;
};

}  // namespace bailey::permissions
