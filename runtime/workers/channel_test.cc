#include "runtime/workers/channel.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

namespace bailey::workers {
namespace {

// Goes along with a message and counts those that are left.
class Passenger final : public js::InTransit {
 public:
  explicit Passenger(std::atomic<int>& living) : living_(living) { ++living_; }
  ~Passenger() override { --living_; }
  v8::MaybeLocal<v8::Object> arrive(js::Realm&) override { return {}; }

 private:
  std::atomic<int>& living_;
};

struct Message {
  js::Packet packet;

  explicit Message(std::atomic<int>& living) {
    packet.objects.push_back(std::make_unique<Passenger>(living));
  }
  Message& with(std::unique_ptr<ChannelEnd> end) {
    packet.objects.push_back(std::move(end));
    return *this;
  }
};

TEST_SUITE("runtime/workers/channel") {
  TEST_CASE("messages that were not received die with the end they were for") {
    std::atomic<int> living = 0;
    auto [first, second] = ChannelEnd::make_pair();
    first->post(std::move(Message(living).packet));
    CHECK(living == 1);
    second.reset();
    CHECK(living == 0);
    CHECK(first->is_deserted());
    first->post(std::move(Message(living).packet));
    CHECK(living == 0);
  }

  TEST_CASE("an end that is sent through its own channel takes the message with it") {
    std::atomic<int> living = 0;
    auto [first, second] = ChannelEnd::make_pair();
    first->post(std::move(Message(living).with(std::move(second)).packet));
    CHECK(living == 0);
    CHECK(first->is_deserted());
  }

  TEST_CASE("ends that are queued in each other are dropped, and all that is queued in them") {
    std::atomic<int> living = 0;
    auto [a, a_far] = ChannelEnd::make_pair();
    auto [b, b_far] = ChannelEnd::make_pair();
    auto [c, c_far] = ChannelEnd::make_pair();
    a->post(std::move(Message(living).with(std::move(b_far)).packet));
    b->post(std::move(Message(living).with(std::move(c_far)).packet));
    CHECK(living == 2);
    c->post(std::move(Message(living).with(std::move(a_far)).packet));
    CHECK(living == 0);
    CHECK(a->is_deserted());
    CHECK(b->is_deserted());
    CHECK(c->is_deserted());
  }

  TEST_CASE("ends that are queued in a line arrive") {
    std::atomic<int> living = 0;
    auto [a, a_far] = ChannelEnd::make_pair();
    auto [b, b_far] = ChannelEnd::make_pair();
    b->post(std::move(Message(living).packet));
    a->post(std::move(Message(living).with(std::move(b_far)).packet));
    {
      auto outer = a_far->take();
      REQUIRE(outer);
      REQUIRE(outer->objects.size() == 2);
      auto* inner = dynamic_cast<ChannelEnd*>(outer->objects[1].get());
      REQUIRE(inner != nullptr);
      CHECK(inner->queued() == 1);
      // It has arrived: what is sent through it is lost no more.
      a->post(std::move(Message(living).packet));
      CHECK(a_far->queued() == 1);
      CHECK(living == 3);
    }
    CHECK(living == 1);
    CHECK(b->is_deserted());
  }

  TEST_CASE("threads that send each other ends lose and leak nothing") {
    std::atomic<int> living = 0;
    {
      auto [left, right] = ChannelEnd::make_pair();
      auto play = [&living](ChannelEnd& mine) {
        for (int i = 0; i < 200; ++i) {
          auto [near, far] = ChannelEnd::make_pair();
          near->post(std::move(Message(living).packet));
          mine.post(std::move(Message(living).with(std::move(far)).packet));
          mine.post(std::move(Message(living).with(std::move(near)).packet));
          while (auto got = mine.take())
            for (auto& object : got->objects)
              if (auto* end = dynamic_cast<ChannelEnd*>(object.get()))
                end->post(std::move(Message(living).packet));
        }
      };
      std::thread other([&, end = right.get()] { play(*end); });
      play(*left);
      other.join();
    }
    CHECK(living == 0);
  }
}

}  // namespace
}  // namespace bailey::workers
