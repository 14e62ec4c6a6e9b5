// The one implementation of ServerConnection. For .cc files of this folder only.
#pragma once

#include <string>
#include <vector>

#include "runtime/net/http_server/body_decoder.h"
#include "runtime/net/http_server/http_server.h"
#include "runtime/net/http_server/tls_layer.h"
#include "runtime/net/socket.h"

namespace bailey::net {

// What connections need of their server.
class ConnectionOwner {
 public:
  virtual ~ConnectionOwner() = default;
  virtual void remove(class Connection& connection) = 0;
  virtual HttpHandler& handler() = 0;
  virtual const HttpServerOptions& options() const = 0;
  // Seconds since the server began, kept by its clock.
  virtual std::int64_t now() const = 0;
  virtual bool stopping() const = 0;
};

class Connection final : public ServerConnection, public std::enable_shared_from_this<Connection> {
 public:
  // `tls` is nullptr for plain connections.
  Connection(Socket socket, Endpoint remote, std::unique_ptr<TlsLayer> tls, ConnectionOwner& owner);

  void start();
  // The server goes away.
  void orphan();
  void close();
  // Closes when no exchange is in flight; else after it.
  void close_when_idle();
  bool expired() const;

  const Endpoint& remote_address() const override { return remote_; }
  Result<> respond(std::uint32_t number, std::uint16_t status, std::span<const FieldView> fields,
      std::span<const std::byte> body) override;
  Result<> start_response(std::uint32_t number, std::uint16_t status,
      std::span<const FieldView> fields, std::optional<std::uint64_t> length) override;
  Result<bool> write_body(std::uint32_t number, std::span<const std::byte> piece) override;
  void on_drained(std::move_only_function<void(Result<>)> done) override;
  Result<> finish_response(std::uint32_t number) override;
  void abort_response(std::uint32_t number) override;
  Result<std::optional<std::size_t>> read_body_now(
      std::uint32_t number, std::span<std::byte> into) override;
  void read_body(std::uint32_t number, std::span<std::byte> into,
      std::move_only_function<void(Result<std::size_t>)> done) override;
  void on_completed(std::uint32_t number, std::move_only_function<void(Result<>)> done) override;

  // The server's own reference, and links of its list.
  std::shared_ptr<Connection> kept;
  Connection* next = nullptr;
  Connection* previous = nullptr;

 private:
  enum class Answer : std::uint8_t { None, Streaming, Done };

  void read();
  void read_next_request();
  std::span<std::byte> room();
  // Takes `count` bytes that were read; false when the connection is being closed for them.
  bool take_in(std::size_t count);
  void on_end(const boost::system::error_code& error);
  void on_read(const boost::system::error_code& error, std::size_t count);
  void advance();
  bool begin_exchange();
  void end_exchange();
  void refuse(std::uint16_t status);
  bool wants_input() const;
  void deliver_body();
  bool can_skip_body() const;
  void skip_body();
  void tell_abandoned();
  std::string_view buffered() const { return {in_.data() + in_start_, in_end_ - in_start_}; }

  bool is_current(std::uint32_t number) const { return active_ && number == number_ && !closed_; }
  Result<> write_head(
      std::uint16_t status, std::span<const FieldView> fields, std::optional<std::uint64_t> length);
  void send(std::span<const std::byte> more);
  void flush();
  void write_rest();
  void finish_writing();
  void settle_waiters(const Result<>& outcome);
  void set_deadline(std::chrono::seconds allowed);

  Socket socket_;
  Endpoint remote_;
  std::unique_ptr<TlsLayer> tls_;
  ConnectionOwner* owner_;
  std::vector<char> in_;
  std::size_t in_start_ = 0;
  std::size_t in_end_ = 0;
  std::string out_;      // to be written, while nothing is being written
  std::string sending_;  // being written
  std::size_t sent_ = 0;
  std::int64_t deadline_ = 0;  // in the server's seconds; 0 for none

  std::uint32_t number_ = 0;  // of the exchange
  bool active_ = false;
  bool keep_alive_ = true;
  bool head_method_ = false;
  bool http_1_0_ = false;
  bool abandoned_ = false;   // and the handler has been told
  bool blank_line_ = false;  // one was skipped before this exchange
  bool send_continue_ = false;
  bool chunked_answer_ = false;
  bool omit_body_ = false;
  std::optional<std::uint64_t> answer_left_;
  Answer answer_ = Answer::None;
  BodyDecoder decoder_;
  bool skipping_ = false;  // the rest of a body that nobody read
  std::size_t skipped_ = 0;
  std::span<std::byte> body_into_;
  std::move_only_function<void(Result<std::size_t>)> body_waiter_;
  std::vector<std::move_only_function<void(Result<>)>> drain_waiters_;
  std::vector<std::move_only_function<void(Result<>)>> completion_waiters_;

  bool reading_ = false;
  bool read_queued_ = false;
  bool writing_ = false;
  bool advancing_ = false;
  bool ended_by_peer_ = false;
  bool close_after_ = false;  // when everything has been written
  bool lingering_ = false;    // our half is closed; what still comes is thrown away
  bool closed_ = false;
};

}  // namespace bailey::net
