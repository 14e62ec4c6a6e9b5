#include "runtime/net/tls/engine.h"

#include <openssl/bio.h>
#include <openssl/err.h>

#include "runtime/base/check.h"
#include "runtime/net/tls/failure_text.h"

namespace bailey::net::tls {

Engine::Engine(Owned<SSL> session, std::string host)
    : session_(std::move(session)),
      incoming_(BIO_new(BIO_s_mem())),
      outgoing_(BIO_new(BIO_s_mem())),
      host_(std::move(host)) {
  BAILEY_CHECK(incoming_ != nullptr && outgoing_ != nullptr);
  SSL_set_bio(session_.get(), incoming_, outgoing_);
}

Error Engine::failure() const {
  Error error{ErrorClass::InvalidData, failure_text(session_.get(), host_)};
  ERR_clear_error();
  return error;
}

Result<Engine::Progress> Engine::handshake() {
  ERR_clear_error();
  int result = SSL_do_handshake(session_.get());
  if (result == 1) return Progress::Done;
  if (SSL_get_error(session_.get(), result) == SSL_ERROR_WANT_READ) return Progress::NeedsInput;
  return std::unexpected(failure());
}

Result<Engine::Read> Engine::read(std::span<std::byte> into) {
  ERR_clear_error();
  std::size_t count = 0;
  int result = SSL_read_ex(session_.get(), into.data(), into.size(), &count);
  if (result == 1) return Read{Progress::Done, count};
  switch (SSL_get_error(session_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return Read{Progress::NeedsInput};
    case SSL_ERROR_ZERO_RETURN:
      return Read{Progress::Ended};
    default:
      return std::unexpected(failure());
  }
}

Result<> Engine::write(std::span<const std::byte> plaintext) {
  while (!plaintext.empty()) {
    ERR_clear_error();
    std::size_t count = 0;
    // The output grows as needed, so a write never waits.
    if (SSL_write_ex(session_.get(), plaintext.data(), plaintext.size(), &count) != 1)
      return std::unexpected(failure());
    plaintext = plaintext.subspan(count);
  }
  return {};
}

void Engine::close_write() {
  // Said twice, it would wait for the peer's.
  const bool said = (SSL_get_shutdown(session_.get()) & SSL_SENT_SHUTDOWN) != 0;
  if (handshake_done() && !said) SSL_shutdown(session_.get());
  ERR_clear_error();
}

void Engine::feed(std::span<const std::byte> ciphertext) {
  if (ciphertext.empty()) return;
  std::size_t taken = 0;
  BAILEY_CHECK(BIO_write_ex(incoming_, ciphertext.data(), ciphertext.size(), &taken) == 1);
  BAILEY_CHECK(taken == ciphertext.size());
}

bool Engine::has_input() const {
  return SSL_has_pending(session_.get()) == 1 || BIO_ctrl_pending(incoming_) > 0;
}

std::span<const std::byte> Engine::output() const {
  char* bytes = nullptr;
  long size = BIO_get_mem_data(outgoing_, &bytes);
  return std::as_bytes(std::span(bytes, static_cast<std::size_t>(size)));
}

void Engine::consume(std::size_t count) {
  if (count == output().size()) {
    BAILEY_CHECK(BIO_reset(outgoing_) == 1);
    return;
  }
  std::byte sink[4096];
  while (count > 0) {
    std::size_t taken = 0;
    BAILEY_CHECK(BIO_read_ex(outgoing_, sink, std::min(count, sizeof sink), &taken) == 1);
    count -= taken;
  }
}

std::string Engine::alpn_protocol() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(session_.get(), &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

}  // namespace bailey::net::tls
