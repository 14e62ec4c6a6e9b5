#include "runtime/engine/isolate_ahead.h"

#include <utility>

#include "runtime/engine/startup.h"

namespace bailey::engine {

std::unique_ptr<IsolateAhead> IsolateAhead::make(js::Platform& platform) {
  auto loop = EventLoop::make();
  if (!loop) return nullptr;
  return std::unique_ptr<IsolateAhead>(new IsolateAhead(platform, *std::move(loop)));
}

IsolateAhead::IsolateAhead(js::Platform& platform, std::unique_ptr<EventLoop> loop)
    : platform_(platform),
      loop_(std::move(loop)),
      allocator_(v8::ArrayBuffer::Allocator::NewDefaultAllocator()),
      isolate_(v8::Isolate::Allocate()) {
  platform_.attach(isolate_, *loop_);
  v8::Isolate::CreateParams params;
  params.array_buffer_allocator_shared = allocator_;
  use_snapshot(params, Scope::Worker);
  v8::Isolate::Initialize(isolate_, params);
  v8::Isolate::Scope entered(isolate_);
  v8::HandleScope handles(isolate_);
  context_.Reset(isolate_, v8::Context::New(isolate_));
}

IsolateAhead::~IsolateAhead() {
  context_.Reset();
  if (is_taken_) return;
  loop_->close();
  isolate_->Dispose();
  platform_.detach(isolate_);
}

v8::Isolate* IsolateAhead::take() {
  is_taken_ = true;
  return isolate_;
}

v8::Local<v8::Context> IsolateAhead::context() {
  auto context = context_.Get(isolate_);
  context_.Reset();
  return context;
}

}  // namespace bailey::engine
