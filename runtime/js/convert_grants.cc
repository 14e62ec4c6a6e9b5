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

// permissions::RunRequest, as script passes it.
struct RunArguments {
  std::string command;
  std::optional<std::string> search_path;
  std::optional<std::string> directory;
  std::vector<std::string> variables;

  static constexpr auto kFields = std::tuple{
      field("command", &RunArguments::command),
      field("searchPath", &RunArguments::search_path),
      field("directory", &RunArguments::directory),
      field("variables", &RunArguments::variables),
  };
};

}  // namespace

Result<permissions::SysGrant> FromJs<permissions::SysGrant>::from(
    Caller& caller, v8::Local<v8::Value> value) {
  auto name = BAILEY_TRY(FromJs<std::string>::from(caller, value));
  auto kind = BAILEY_TRY(permissions::parse_sys_descriptor(name));
  return caller.broker().sys(kind, caller.op_name());
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
  auto arguments = BAILEY_TRY(FromJs<RunArguments>::from(caller, value));
  permissions::RunRequest request{
      .command = arguments.command,
      .search_path = arguments.search_path,
      .directory = arguments.directory,
      .variables = arguments.variables,
  };
  return caller.broker().run(request, caller.op_name());
}

}  // namespace bailey::js
