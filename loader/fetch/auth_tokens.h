// DENO_AUTH_TOKENS: what to say to servers that give modules only to those they know.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bailey::loader {

class AuthTokens {
 public:
  AuthTokens() = default;
  // `text` is `TOKEN@HOST;USER:PASSWORD@HOST:PORT;…`. What makes no sense is dropped and counted.
  explicit AuthTokens(std::string_view text);

  // The value of the Authorization header for `url`; empty when no token is for it.
  std::string header_for(std::string_view url) const;

  int dropped() const { return dropped_; }

 private:
  struct Token {
    std::string host;   // in lower case, with the port unless it is the scheme's own
    std::string value;  // "Bearer …" or "Basic …"
  };
  std::vector<Token> tokens_;
  int dropped_ = 0;
};

}  // namespace bailey::loader
