#include "runtime/workers/worker.h"

#include <system_error>

namespace bailey::workers {

Worker::Worker(js::Realm& realm) : realm_(realm), hold_(realm.loop()) {}

Worker::~Worker() {
  if (link_) {
    link_->forget_parent();
    link_->terminate();
  }
  if (thread_.joinable()) thread_.join();
}

Result<> Worker::start(WorkerRunner& runner, WorkerStart start, v8::Local<v8::Function> on_notice) {
  link_ = std::make_shared<WorkerLink>(realm_.loop().io(), weak_from_this());
  on_notice_ = js::Callback(realm_, on_notice);
  try {
    thread_ = std::thread([&runner, link = link_, begin = std::move(start)]() mutable {
      runner.run(std::move(begin), link);
      link->notify(End::Finished);
    });
  } catch (const std::system_error& error) {
    hold_.unref();
    return fail(ErrorClass::Error, std::string("cannot start a thread: ") + error.what());
  }
  realm_.part<Workers>().running.push_back(shared_from_this());
  return {};
}

void Worker::terminate() {
  on_notice_ = {};
  hold_.unref();
  link_->terminate();
}

void Worker::on_arrivals() {
  auto notice = link_->take();
  if (!notice) return;
  if (auto* failure = std::get_if<Failure>(&*notice)) return tell(*failure);
  end(std::get<End>(*notice));
}

void Worker::tell(const Failure& failure) {
  if (!on_notice_) return;
  js::Turn turn(realm_);
  auto* isolate = realm_.isolate();
  v8::Local<v8::Value> arguments[] = {js::js_string(isolate, failure.message),
      js::js_string(isolate, failure.url), v8::Integer::New(isolate, failure.line),
      v8::Integer::New(isolate, failure.column)};
  on_notice_.call(realm_, arguments);
}

void Worker::end(End how) {
  auto self = shared_from_this();
  if (how == End::Finished)
    thread_.join();
  else
    thread_.detach();
  hold_.unref();
  std::erase(realm_.part<Workers>().running, self);
  if (!on_notice_) return;
  js::Turn turn(realm_);
  on_notice_.call(realm_, {});
  on_notice_ = {};
}

}  // namespace bailey::workers
