// All rules of one kind of permission, and the state that follows from them.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "permissions/ruling.h"
#include "permissions/state.h"

namespace bailey::permissions {

// What to make of a deny rule for a part of what is asked for.
enum class PartialDenial : std::uint8_t {
  Overlook,  // judge the thing itself
  Refuse,    // the whole is asked for: DeniedPartial
  Report,    // GrantedPartial
};

// `Index` finds the rule that decides a query; see PathIndex for what it must offer.
//
// The most specific rule wins; between equals a denial wins over a grant. Without a rule that
// names the query, the flags without a value decide, and there a denial wins too.
template <class Index>
class RuleBook {
 public:
  using Rule = Index::Rule;
  using Query = Index::Query;

  void add(Rule rule, Ruling ruling) { index_.add(std::move(rule), ruling); }
  // A flag without a value, or an answer for the whole kind.
  void add_whole(Ruling ruling) { whole_.add(ruling); }

  // Everything of this kind is granted and no rule takes any of it away.
  bool is_unlimited() const {
    return whole_.first() == Ruling::Granted && !index_.has(Ruling::FlagDenied) &&
           !index_.has(Ruling::PromptDenied) && !index_.has(Ruling::Ignored);
  }

  State state(const Query& query, PartialDenial partial) const {
    if (auto ruling = index_.match(query)) {
      if (*ruling == Ruling::Ignored) return State::Ignored;
      if (*ruling != Ruling::Granted) return State::Denied;
      return granted(partial, partial != PartialDenial::Overlook && index_.is_cut(query));
    }
    if (whole_.has(Ruling::Ignored)) return State::Ignored;
    bool is_cut = partial != PartialDenial::Overlook && index_.is_cut(query);
    if (is_cut && partial == PartialDenial::Refuse) return State::DeniedPartial;
    if (whole_.has(Ruling::FlagDenied)) return State::Denied;
    return whole_.has(Ruling::Granted) ? granted(partial, is_cut) : State::Prompt;
  }

  // The state of the kind as a whole.
  State whole_state(PartialDenial partial) const {
    if (whole_.has(Ruling::Ignored)) return State::Ignored;
    bool is_cut = partial != PartialDenial::Overlook &&
                  (index_.has(Ruling::FlagDenied) || index_.has(Ruling::Ignored));
    if (is_cut && partial == PartialDenial::Refuse) return State::DeniedPartial;
    if (whole_.has(Ruling::FlagDenied) || whole_.has(Ruling::PromptDenied) ||
        index_.has(Ruling::PromptDenied)) {
      return State::Denied;
    }
    return whole_.has(Ruling::Granted) ? granted(partial, is_cut) : State::Prompt;
  }

  // Takes back the grants that cover `query`. A grant without a value stays.
  void revoke(const Query& query) { index_.revoke(query); }
  // Takes back every grant.
  void revoke_all() {
    whole_.remove(Ruling::Granted);
    index_.revoke_all();
  }

  const Index& index() const { return index_; }
  bool denies_whole() const { return whole_.has(Ruling::FlagDenied); }
  // What the flags without a value decide; nullopt when there is none.
  std::optional<Ruling> whole() const { return whole_.first(); }

 private:
  static State granted(PartialDenial partial, bool is_cut) {
    if (!is_cut) return State::Granted;
    return partial == PartialDenial::Refuse ? State::DeniedPartial : State::GrantedPartial;
  }

  RulingSet whole_;
  Index index_;
};

}  // namespace bailey::permissions
