// bailey whose scripts have V8's own memory-corruption testing interface: the global `Sandbox`,
// which reads and writes all of V8's cage, as who has found a bug in V8 can; and `outside`, which
// knows memory outside of it. Linked into bailey_corruptible with V8's own crash filter, which
// tells a controlled end from an access outside of the cage. Never installed, and nothing in bailey
// leads here: realms come by through --wrap, see CMakeLists.txt.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <v8.h>

#include <cstdint>
#include <cstdlib>
#include <mutex>

#include "runtime/base/check.h"
#include "runtime/js/realm.h"

namespace v8::internal {

class Isolate;

// Those parts of V8's src/sandbox/testing.h that are used: V8's inner headers are not at hand.
class SandboxTesting {
 public:
  enum class Mode { kDisabled, kForTesting, kForFuzzing };
  static void Enable(Mode mode);
  static void InstallMemoryCorruptionApi(Isolate* isolate);
};

}  // namespace v8::internal

namespace bailey {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

constexpr std::size_t kPage = 4096;

// A page outside of the cage that belongs to nobody: the file that BAILEY_WITNESS names, so that
// whoever watches sees what became of it even when the process is gone.
std::uint8_t* map_witness() {
  const char* path = std::getenv("BAILEY_WITNESS");
  BAILEY_CHECK(path != nullptr);
  int fd = ::open(path, O_RDWR | O_CLOEXEC);
  BAILEY_CHECK(fd >= 0);
  void* page = ::mmap(nullptr, kPage, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  BAILEY_CHECK(page != MAP_FAILED);
  ::close(fd);
  return static_cast<std::uint8_t*>(page);
}

std::uint8_t* const witness = map_witness();

std::uint8_t* address_of(const Info& info) {
  return reinterpret_cast<std::uint8_t*>(info[0].As<v8::BigInt>()->Uint64Value());
}

void read_outside(const Info& info) {
  info.GetReturnValue().Set(*const_cast<volatile std::uint8_t*>(address_of(info)));
}

void write_outside(const Info& info) {
  *const_cast<volatile std::uint8_t*>(address_of(info)) =
      static_cast<std::uint8_t>(info[1].As<v8::Uint32>()->Value());
}

// What bailey must not do, to show that the attack on it succeeds: an object that keeps the address
// of its native part itself, behind the address of a tag, both in V8's table of external pointers.
struct Held {
  std::uint64_t value;
};
alignas(8) constexpr char kFirstTag = 0;
alignas(8) constexpr char kSecondTag = 0;

template <const char* tag>
void hold_by_address(const Info& info) {
  auto* isolate = info.GetIsolate();
  auto made = v8::ObjectTemplate::New(isolate);
  made->SetInternalFieldCount(2);
  auto object = made->NewInstance(isolate->GetCurrentContext()).ToLocalChecked();
  object->SetAlignedPointerInInternalField(0, const_cast<char*>(tag));
  static Held held;  // one of each tag, since each has a function of its own
  held.value = info[0].As<v8::Uint32>()->Value();
  object->SetAlignedPointerInInternalField(1, &held);
  info.GetReturnValue().Set(object);
}

void value_of_first(const Info& info) {
  auto object = info[0].As<v8::Object>();
  if (object->GetAlignedPointerFromInternalField(0) != &kFirstTag) return;
  auto* held = static_cast<Held*>(object->GetAlignedPointerFromInternalField(1));
  info.GetReturnValue().Set(static_cast<double>(held->value));
}

void install_outside(v8::Isolate* isolate) {
  auto context = isolate->GetCurrentContext();
  auto outside = v8::Object::New(isolate);
  auto add = [&](const char* name, v8::Local<v8::Value> value) {
    outside->Set(context, js::js_name(isolate, name), value).Check();
  };
  auto function = [&](v8::FunctionCallback callback) {
    return v8::Function::New(context, callback).ToLocalChecked();
  };
  add("witness", v8::BigInt::NewFromUnsigned(isolate, reinterpret_cast<std::uintptr_t>(witness)));
  add("read", function(read_outside));
  add("write", function(write_outside));
  add("holdFirst", function(hold_by_address<&kFirstTag>));
  add("holdSecond", function(hold_by_address<&kSecondTag>));
  add("valueOfFirst", function(value_of_first));
  context->Global()->Set(context, js::js_name(isolate, "outside"), outside).Check();
}

}  // namespace
}  // namespace bailey

// bailey::js::install_import_meta(v8::Isolate*), which every realm passes inside its context.
extern "C" void __real__ZN6bailey2js19install_import_metaEPN2v87IsolateE(v8::Isolate* isolate);
extern "C" void __wrap__ZN6bailey2js19install_import_metaEPN2v87IsolateE(v8::Isolate* isolate) {
  using v8::internal::SandboxTesting;
  __real__ZN6bailey2js19install_import_metaEPN2v87IsolateE(isolate);
  static std::once_flag once;
  std::call_once(once, [] { SandboxTesting::Enable(SandboxTesting::Mode::kForTesting); });
  SandboxTesting::InstallMemoryCorruptionApi(reinterpret_cast<v8::internal::Isolate*>(isolate));
  bailey::install_outside(isolate);
}
