#include "runtime/js/convert_grants.h"

namespace bailey::js {
namespace {

using Peer = std::pair<std::string, std::int32_t>;

Result<Peer> read_peer(Caller& caller, v8::Local<v8::Value> value) {
  auto peer = BAILEY_TRY((FromJs<Peer>::from(caller, value)));
  if (peer.second < 0 || peer.second > 65535)
    return fail(ErrorClass::TypeError, "Invalid port: " + std::to_string(peer.second));
  return peer;
}

}  // namespace

Result<permissions::SysGrant> FromJs<permissions::SysGrant>::from(
    Caller& caller, v8::Local<v8::Value> value) {
  auto name = BAILEY_TRY(FromJs<std::string>::from(caller, value));
  auto kind = permissions::parse_sys_kind(name);
  if (!kind) return fail(ErrorClass::TypeError, "unknown system info kind \"" + name + "\"");
  return caller.broker().sys(*kind, caller.op_name());
}

Result<permissions::ConnectGrant> FromJs<permissions::ConnectGrant>::from(
    Caller& caller, v8::Local<v8::Value> value) {
  auto peer = BAILEY_TRY(read_peer(caller, value));
  return caller.broker().connect(
      peer.first, static_cast<std::uint16_t>(peer.second), caller.op_name());
}

Result<permissions::ListenGrant> FromJs<permissions::ListenGrant>::from(
    Caller& caller, v8::Local<v8::Value> value) {
  auto peer = BAILEY_TRY(read_peer(caller, value));
  return caller.broker().listen(
      peer.first, static_cast<std::uint16_t>(peer.second), caller.op_name());
}

Result<permissions::RunGrant> FromJs<permissions::RunGrant>::from(
    Caller& caller, v8::Local<v8::Value> value) {
  using Command = std::pair<std::string, std::optional<std::string>>;
  auto command = BAILEY_TRY((FromJs<Command>::from(caller, value)));
  return caller.broker().run(command.first, command.second, caller.op_name());
}

}  // namespace bailey::js
