#include "runtime/transpiler/isolate_transpiler.h"

#include <v8.h>

#include <cstdint>
#include <string>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/base/interruption.h"
#include "runtime/js/realm.h"
#include "runtime/transpiler/typescript_version.h"

extern "C" const char bailey_embed_typescript[];
extern "C" const char bailey_embed_typescript_end[];

namespace bailey::transpiler {
namespace {

constexpr std::size_t kMaxHeapBytes = std::size_t{1} << 30;
// Enough to throw an exception and unwind after the limit was met.
constexpr std::size_t kHeapReserveBytes = std::size_t{64} << 20;

v8::StartupData* snapshot() {
  static v8::StartupData blob{bailey_embed_typescript,
      static_cast<int>(bailey_embed_typescript_end - bailey_embed_typescript)};
  return &blob;
}

std::string_view kind_of(loader::MediaType type) {
  using enum loader::MediaType;
  switch (type) {
    case Mts:
      return "mts";
    case Cts:
      return "cts";
    case Tsx:
      return "tsx";
    case Jsx:
      return "jsx";
    default:
      return "ts";
  }
}

// What the name of a script of this type ends with.
std::string_view extension_of(loader::MediaType type) {
  using enum loader::MediaType;
  switch (type) {
    case JavaScript:
      return "js";
    case Mjs:
      return "mjs";
    case Cjs:
      return "cjs";
    case Dts:
      return "d.ts";
    case Dmts:
      return "d.mts";
    case Dcts:
      return "d.cts";
    default:
      return kind_of(type);
  }
}

std::string_view name_of(loader::Jsx jsx) {
  using enum loader::Jsx;
  switch (jsx) {
    case Classic:
      return "classic";
    case Development:
      return "development";
    case Preserve:
      return "preserve";
    // Precompiling saves work for templates that hardly change; without it they mean the same.
    case Automatic:
    case Precompile:
      break;
  }
  return "automatic";
}

bool is_declaration(loader::MediaType type) {
  using enum loader::MediaType;
  return type == Dts || type == Dmts || type == Dcts;
}

// The object that transpile.js calls a Request.
v8::Local<v8::Object> request_object(
    v8::Isolate* isolate, const loader::TranspileRequest& request) {
  auto text = [&](std::string_view value) -> v8::Local<v8::Value> {
    return js::js_string(isolate, value);
  };
  auto flag = [&](bool value) -> v8::Local<v8::Value> { return v8::Boolean::New(isolate, value); };
  const auto& options = request.options;
  const std::pair<std::string_view, v8::Local<v8::Value>> fields[] = {
      {"url", text(request.url)},
      {"kind", text(kind_of(request.type))},
      {"jsx", text(name_of(options.jsx))},
      {"jsxFactory", text(options.jsx_factory)},
      {"jsxFragmentFactory", text(options.jsx_fragment_factory)},
      {"jsxImportSource", text(options.jsx_import_source)},
      {"experimentalDecorators", flag(options.experimental_decorators)},
      {"emitDecoratorMetadata", flag(options.emit_decorator_metadata)},
      {"verbatimModuleSyntax", flag(options.verbatim_module_syntax)},
  };
  auto object = v8::Object::New(isolate);
  auto context = isolate->GetCurrentContext();
  for (const auto& [name, value] : fields)
    object->CreateDataProperty(context, js::js_name(isolate, name), value).Check();
  return object;
}

}  // namespace

// A row of what transpile.js calls the list of imports.
loader::WrittenImport read_import(v8::Isolate* isolate, v8::Local<v8::Object> row) {
  auto context = isolate->GetCurrentContext();
  auto text = [&](std::uint32_t index) {
    return js::to_utf8(isolate, row->Get(context, index).ToLocalChecked().As<v8::String>());
  };
  auto number = [&](std::uint32_t index) {
    return row->Get(context, index).ToLocalChecked().As<v8::Int32>()->Value();
  };
  auto form = text(1);
  return {.specifier = text(0),
      .form = form == "type"      ? loader::ImportForm::Type
              : form == "dynamic" ? loader::ImportForm::Dynamic
                                  : loader::ImportForm::Code,
      .attribute = text(2),
      .start = {number(3), number(4)},
      .end = {number(5), number(6)}};
}

// The isolate, its context and the two functions in it.
class IsolateTranspiler::Session {
 public:
  Session(js::Platform& platform, EventLoop& loop);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  Result<loader::Transpiled> transpile(const loader::TranspileRequest& request);
  Result<std::vector<loader::WrittenImport>> imports(
      std::string_view url, loader::MediaType type, std::string_view source);
  // The isolate ran out of memory or was left in the middle of something: make another.
  bool spent() const { return spent_; }

 private:
  static std::size_t on_near_heap_limit(void* session, std::size_t current, std::size_t);
  std::unexpected<Error> failure(const v8::TryCatch& caught, std::string_view url);

  js::Platform& platform_;
  std::unique_ptr<v8::ArrayBuffer::Allocator> allocator_;
  v8::Isolate* isolate_;
  v8::Global<v8::Context> context_;
  v8::Global<v8::Function> transpile_;
  v8::Global<v8::Function> list_imports_;
  bool spent_ = false;
};

IsolateTranspiler::Session::Session(js::Platform& platform, EventLoop& loop)
    : platform_(platform),
      allocator_(v8::ArrayBuffer::Allocator::NewDefaultAllocator()),
      isolate_(v8::Isolate::Allocate()) {
  // The compiler is a large program: without code that V8 optimises in the background it takes up
  // to three times as long.
  platform_.start_threads();
  platform_.attach(isolate_, loop);
  v8::Isolate::CreateParams params;
  params.array_buffer_allocator = allocator_.get();
  params.snapshot_blob = snapshot();
  params.constraints.set_max_old_generation_size_in_bytes(kMaxHeapBytes);
  v8::Isolate::Initialize(isolate_, params);
  isolate_->AddNearHeapLimitCallback(on_near_heap_limit, this);
  v8::Isolate::Scope in_isolate(isolate_);
  v8::HandleScope handles(isolate_);
  auto context = v8::Context::New(isolate_);
  v8::Context::Scope entered(context);
  context->AllowCodeGenerationFromStrings(false);
  context_.Reset(isolate_, context);
  auto function = [&](std::string_view name) {
    auto found = context->Global()->Get(context, js::js_name(isolate_, name)).ToLocalChecked();
    BAILEY_CHECK(found->IsFunction());
    return found.As<v8::Function>();
  };
  transpile_.Reset(isolate_, function("transpile"));
  list_imports_.Reset(isolate_, function("listImports"));
}

IsolateTranspiler::Session::~Session() {
  transpile_.Reset();
  list_imports_.Reset();
  context_.Reset();
  // In this order: tearing a heap of this size down asks for the isolate's task runner.
  isolate_->Dispose();
  platform_.detach(isolate_);
}

// Without this a source could end the whole process by filling the heap.
std::size_t IsolateTranspiler::Session::on_near_heap_limit(
    void* session, std::size_t current, std::size_t) {
  auto& self = *static_cast<Session*>(session);
  self.spent_ = true;
  self.isolate_->TerminateExecution();
  return current + kHeapReserveBytes;
}

std::unexpected<Error> IsolateTranspiler::Session::failure(
    const v8::TryCatch& caught, std::string_view url) {
  std::string at = "\n    at " + std::string(url);
  if (spent_)
    return fail(ErrorClass::RangeError, "The source needs too much memory to be transpiled" + at);
  v8::String::Utf8Value text(isolate_, caught.Exception());
  std::string_view words = *text == nullptr ? "" : std::string_view(*text, text.length());
  // The parser, and what walks the tree after it, go down once per level.
  if (words.starts_with("RangeError: Maximum call stack"))
    return fail(ErrorClass::RangeError, "The source is nested too deeply to be transpiled" + at);
  return fail(ErrorClass::Error, "The transpiler failed: " + std::string(words) + at);
}

Result<loader::Transpiled> IsolateTranspiler::Session::transpile(
    const loader::TranspileRequest& request) {
  v8::Isolate::Scope in_isolate(isolate_);
  v8::HandleScope handles(isolate_);
  auto context = context_.Get(isolate_);
  v8::Context::Scope entered(context);
  v8::TryCatch caught(isolate_);
  v8::Local<v8::String> source;
  if (!js::new_string(isolate_, request.source).ToLocal(&source))
    return fail(ErrorClass::RangeError,
        "The source is too long to be transpiled\n    at " + std::string(request.url));
  v8::Local<v8::Value> arguments[] = {request_object(isolate_, request), source};
  v8::Local<v8::Value> output;
  WhileInterruptible working([isolate = isolate_] { isolate->TerminateExecution(); });
  if (!transpile_.Get(isolate_)
          ->Call(context, v8::Undefined(isolate_), 2, arguments)
          .ToLocal(&output))
    return failure(caught, request.url);
  auto part = [&](std::uint32_t index) {
    auto text = output.As<v8::Object>()->Get(context, index).ToLocalChecked();
    return js::to_utf8(isolate_, text.As<v8::String>());
  };
  if (auto wrong = part(2); !wrong.empty()) return fail(ErrorClass::SyntaxError, std::move(wrong));
  return loader::Transpiled{.code = part(0), .source_map = part(1)};
}

Result<std::vector<loader::WrittenImport>> IsolateTranspiler::Session::imports(
    std::string_view url, loader::MediaType type, std::string_view source) {
  v8::Isolate::Scope in_isolate(isolate_);
  v8::HandleScope handles(isolate_);
  auto context = context_.Get(isolate_);
  v8::Context::Scope entered(context);
  v8::TryCatch caught(isolate_);
  v8::Local<v8::String> text;
  if (!js::new_string(isolate_, source).ToLocal(&text))
    return fail(ErrorClass::RangeError,
        "The source is too long to be looked into\n    at " + std::string(url));
  v8::Local<v8::Value> arguments[] = {
      js::js_string(isolate_, url), js::js_string(isolate_, extension_of(type)), text};
  v8::Local<v8::Value> output;
  WhileInterruptible working([isolate = isolate_] { isolate->TerminateExecution(); });
  if (!list_imports_.Get(isolate_)
          ->Call(context, v8::Undefined(isolate_), 3, arguments)
          .ToLocal(&output))
    return failure(caught, url);
  if (output->IsString())
    return fail(ErrorClass::SyntaxError, js::to_utf8(isolate_, output.As<v8::String>()));
  auto rows = output.As<v8::Array>();
  std::vector<loader::WrittenImport> imports;
  for (std::uint32_t i = 0; i < rows->Length(); ++i)
    imports.push_back(
        read_import(isolate_, rows->Get(context, i).ToLocalChecked().As<v8::Object>()));
  return imports;
}

IsolateTranspiler::IsolateTranspiler(js::Platform& platform, EventLoop& loop)
    : platform_(platform), loop_(loop) {}

IsolateTranspiler::~IsolateTranspiler() = default;

Result<loader::Transpiled> IsolateTranspiler::transpile(const loader::TranspileRequest& request) {
  if (is_declaration(request.type)) return loader::Transpiled{};
  auto output = session().transpile(request);
  if (session_->spent()) release();
  return output;
}

Result<std::vector<loader::WrittenImport>> IsolateTranspiler::imports(
    std::string_view url, loader::MediaType type, std::string_view source) {
  auto found = session().imports(url, type, source);
  if (session_->spent()) release();
  return found;
}

IsolateTranspiler::Session& IsolateTranspiler::session() {
  if (!session_) session_ = std::make_unique<Session>(platform_, loop_);
  return *session_;
}

std::string_view IsolateTranspiler::version() const { return kVersion; }

void IsolateTranspiler::release() { session_.reset(); }

}  // namespace bailey::transpiler
