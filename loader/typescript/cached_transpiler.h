// A transpiler that remembers on disk what it made, by the content of what it was made of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "loader/disk/disk.h"
#include "loader/typescript/transpiler.h"

namespace bailey::loader {

// An entry is `emit/XX/<digest>` below the folder, where the digest is of the source, the options
// and the transpiler's version. It begins with the digest of the rest, so one that was altered or
// cut short counts as absent.
class CachedTranspiler : public Transpiler {
 public:
  // Both must outlive it. `inner` is asked for its version only when something is transpiled.
  CachedTranspiler(Transpiler& inner, Disk& disk, std::string folder)
      : inner_(inner), disk_(disk), folder_(std::move(folder)) {}

  Result<Transpiled> transpile(const TranspileRequest& request) override;
  void release() override { inner_.release(); }
  std::string_view version() const override { return inner_.version(); }

  std::string entry_path(const TranspileRequest& request) const;

 private:
  Transpiler& inner_;
  Disk& disk_;
  std::string folder_;
};

}  // namespace bailey::loader
