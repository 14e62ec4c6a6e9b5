// Programs and libraries.
#include <format>

#include "permissions/os_sandbox/draft.h"
#include "permissions/os_sandbox/program_files.h"

namespace bailey::permissions::os_sandbox {
namespace {

// Where the dynamic linker finds libraries and their data.
constexpr const char* kLibraryFolders[] = {"/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32",
    "/usr/lib64", "/usr/libexec", "/usr/local/lib", "/etc/ld.so.cache", "/etc/ld.so.preload",
    "/usr/share/locale"};

void allow_libraries(Draft& draft) {
  for (const char* folder : kLibraryFolders) draft.allow_beside(folder, kReading);
}

Row run_row(std::string grant, std::string broker) {
  Row row;
  row.kind = Kind::Run;
  row.grant = std::move(grant);
  row.broker = std::move(broker);
  return row;
}

void describe_started(const Draft& draft, Row& row) {
  if (draft.shape == Shape::Open) {
    row.enforcement = Enforcement::BrokerOnly;
    row.kernel = "nothing: programs work as if there were no wall, and so does all else";
    row.neither = "what a program does once it runs";
    row.remedy = "--sandbox=require keeps programs inside the wall";
    return;
  }
  row.neither = "what a program does with what script was granted";
}

}  // namespace

void plan_run(Draft& draft) {
  const auto& run = draft.policy.run;
  Reach reached = reach(run, draft.needs);
  if (reached == Reach::None) {
    Row row = run_row("run", "refuses everything");
    if (draft.features.has_seccomp) {
      row.kernel = "no program can be started, no process be made";
    } else {
      row.enforcement = Enforcement::BrokerOnly;
      row.kernel = "nothing: no seccomp in this kernel";
    }
    draft.plan.rows.push_back(std::move(row));
    return;
  }
  if (draft.shape == Shape::Yielding) {
    auto asked = asked_words(draft.needs);
    Row row = run_row("run", std::string(asked.broker));
    row.enforcement = Enforcement::BrokerOnly;
    row.kernel = std::format("nothing: {} may let any program start", asked.who);
    row.remedy = std::string(asked.remedy);
    if (draft.needs.asked == Asked::Person) row.remedy += " or --deny-run";
    draft.plan.rows.push_back(std::move(row));
    return;
  }
  if (draft.shape == Shape::Children) allow_libraries(draft);
  if (run.whole() == Ruling::Granted) {
    Row row = run_row("--allow-run", "every program");
    row.kernel =
        "every program; it stays inside the wall: sudo and its like gain nothing, and no process "
        "outside gets a signal";
    if (draft.shape == Shape::Children) draft.allow("/", kExecute);
    describe_started(draft, row);
    draft.plan.rows.push_back(std::move(row));
  }
  for (const std::string& program : run.index().granted()) {
    Row row = run_row("--allow-run=" + program, "exactly this program");
    if (draft.shape == Shape::Children) {
      for (const std::string& file : program_files(program))
        draft.allow_beside(file, kReading | kExecute);
      row.kernel =
          "exactly this program, its interpreter and the libraries of the system; it stays "
          "inside the wall, and what it starts must be granted as well";
    }
    describe_started(draft, row);
    draft.plan.rows.push_back(std::move(row));
  }
}

void plan_ffi(Draft& draft) {
  const auto& ffi = draft.policy.ffi;
  Reach reached = reach(ffi, draft.needs);
  if (reached == Reach::None) return;
  if (draft.is_closing()) allow_libraries(draft);
  Row row;
  row.kind = Kind::Ffi;
  row.grant = ffi.whole() == Ruling::Granted ? "--allow-ffi" : "ffi";
  row.broker = reached == Reach::Any ? "every library" : "exactly these libraries";
  std::string names;
  for (const auto& [rule, ruling] : ffi.index().entries()) {
    if (ruling != Ruling::Granted) continue;
    if (draft.is_closing()) draft.allow_beside(rule.resolved, kReadFile);
    names += (names.empty() ? "" : ",") + rule.written;
  }
  if (reached == Reach::Listed) row.grant = "--allow-ffi=" + names;
  if (reached == Reach::Any && draft.is_closing()) draft.allow("/", kReadFile);
  if (draft.shape == Shape::Open || draft.shape == Shape::Yielding) {
    row.enforcement = Enforcement::BrokerOnly;
    bool asks = draft.needs.may_ask();
    auto asked = asked_words(draft.needs);
    if (asks && ffi.whole() != Ruling::Granted) row.broker = asked.broker;
    row.kernel = "nothing: a library can do what the programs that may be started can";
    row.remedy = asks ? asked.remedy : "--sandbox=require";
  } else {
    row.kernel = "a library can do what script was granted, and nothing else";
    row.neither = "what it does with bailey's own memory";
    if (reached == Reach::Any) row.enforcement = Enforcement::Wider;
    if (reached == Reach::Any) row.remedy = "name the libraries: --allow-ffi=/path/lib.so";
  }
  draft.plan.rows.push_back(std::move(row));
}

}  // namespace bailey::permissions::os_sandbox
