#include "runtime/net/http_server/tls_layer.h"

namespace bailey::net {

TlsLayer::Outcome TlsLayer::receive(
    std::size_t count, std::vector<char>& plaintext, std::size_t& end) {
  constexpr std::size_t kLeastRoom = 4 * 1024;
  engine_.feed(std::span(ciphertext_).first(count));
  if (!engine_.handshake_done()) {
    auto progress = engine_.handshake();
    if (!progress) return Outcome::Failed;
    if (*progress != tls::Engine::Progress::Done) return Outcome::Open;
  }
  for (;;) {
    if (plaintext.size() - end < kLeastRoom) plaintext.resize(plaintext.size() + kLeastRoom);
    auto read = engine_.read(std::as_writable_bytes(std::span(plaintext).subspan(end)));
    if (!read) return Outcome::Failed;
    if (read->progress == tls::Engine::Progress::Ended) return Outcome::Ended;
    if (read->progress == tls::Engine::Progress::NeedsInput) return Outcome::Open;
    end += read->count;
  }
}

bool TlsLayer::seal(std::string& out) {
  if (!out.empty()) {
    if (!engine_.handshake_done()) return false;
    if (!engine_.write(std::as_bytes(std::span(out)))) return false;
  }
  auto ciphertext = engine_.output();
  out.assign(reinterpret_cast<const char*>(ciphertext.data()), ciphertext.size());
  engine_.consume(ciphertext.size());
  return true;
}

bool TlsLayer::end() {
  if (std::exchange(said_end_, true)) return false;
  engine_.close_write();
  return true;
}

}  // namespace bailey::net
