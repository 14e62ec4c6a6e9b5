// Receiving a grant IS the permission check: what a script passes arrives in the op as proof of
// access, or the op never runs. Include it where an op takes grants.
#pragma once

#include "permissions/broker.h"
#include "runtime/js/convert.h"

namespace bailey::js {

// SECURITY: each conversion asks the broker; tests/escape/ops_without_grants.
#define BAILEY_GRANT_FROM_TEXT_(Grant, question)                                         \
  template <>                                                                            \
  struct FromJs<permissions::Grant> {                                                    \
    static Result<permissions::Grant> from(Caller& caller, v8::Local<v8::Value> value) { \
      auto text = BAILEY_TRY(FromJs<std::string>::from(caller, value));                  \
      return caller.broker().question;                                                   \
    }                                                                                    \
  }

BAILEY_GRANT_FROM_TEXT_(ReadGrant, read(text, caller.op_name()));
BAILEY_GRANT_FROM_TEXT_(WriteGrant, write(text, caller.op_name()));
BAILEY_GRANT_FROM_TEXT_(ReadWriteGrant, read_write(text, caller.op_name()));
BAILEY_GRANT_FROM_TEXT_(ReadEntryGrant, read_entry(text, caller.op_name()));
BAILEY_GRANT_FROM_TEXT_(WriteEntryGrant, write_entry(text, caller.op_name()));
BAILEY_GRANT_FROM_TEXT_(ReadWriteEntryGrant, read_write_entry(text, caller.op_name()));
BAILEY_GRANT_FROM_TEXT_(WriteTreeGrant, write_tree(text, caller.op_name()));
BAILEY_GRANT_FROM_TEXT_(ReadWriteTreeGrant, read_write_tree(text, caller.op_name()));
BAILEY_GRANT_FROM_TEXT_(SymlinkGrant, symlink(text, caller.op_name()));
BAILEY_GRANT_FROM_TEXT_(UnixGrant, unix_socket(text, caller.op_name()));
BAILEY_GRANT_FROM_TEXT_(EnvGrant, env(text));
BAILEY_GRANT_FROM_TEXT_(EnvWriteGrant, env_write(text));
BAILEY_GRANT_FROM_TEXT_(FfiGrant, ffi(text, caller.op_name()));
#undef BAILEY_GRANT_FROM_TEXT_

// Grants for a whole kind take no argument: script passes undefined in their place.
template <>
struct FromJs<permissions::EnvAllGrant> {
  static Result<permissions::EnvAllGrant> from(Caller& caller, v8::Local<v8::Value>) {
    return caller.broker().env_all();
  }
};
template <>
struct FromJs<permissions::RunAllGrant> {
  static Result<permissions::RunAllGrant> from(Caller& caller, v8::Local<v8::Value>) {
    return caller.broker().run_all(caller.op_name());
  }
};
template <>
struct FromJs<permissions::FfiMemoryGrant> {
  static Result<permissions::FfiMemoryGrant> from(Caller& caller, v8::Local<v8::Value>) {
    return caller.broker().ffi_memory(caller.op_name());
  }
};

// Script passes the kind's name, as in --allow-sys.
template <>
struct FromJs<permissions::SysGrant> {
  static Result<permissions::SysGrant> from(Caller& caller, v8::Local<v8::Value> value);
};

// Script passes [host, port].
template <>
struct FromJs<permissions::ConnectGrant> {
  static Result<permissions::ConnectGrant> from(Caller& caller, v8::Local<v8::Value> value);
};
template <>
struct FromJs<permissions::ListenGrant> {
  static Result<permissions::ListenGrant> from(Caller& caller, v8::Local<v8::Value> value);
};

// Script passes {command, searchPath, directory, variables}: see permissions::RunRequest.
template <>
struct FromJs<permissions::RunGrant> {
  static Result<permissions::RunGrant> from(Caller& caller, v8::Local<v8::Value> value);
};

}  // namespace bailey::js
